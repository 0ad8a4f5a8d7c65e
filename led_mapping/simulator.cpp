#include "led_mapping/simulator.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/colour.h"
#include "led_mapping/colour_model.h"

namespace guangmu::led {

namespace {

std::size_t offset(SizePx size, int x, int y) {
  return (static_cast<std::size_t>(y) * static_cast<std::size_t>(size.w) + static_cast<std::size_t>(x)) * 3;
}

bool holds(const std::vector<int>& ids, int id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

// The processor lays the heads side by side into its raster.
Picture8 processor_raster(const WallSettings& wall, std::span<const Picture8> heads) {
  Picture8 raster{wall.size_px(), {}};
  raster.rgb.resize(static_cast<std::size_t>(raster.size.area()) * 3);
  for (std::size_t i = 0; i < heads.size(); ++i) {
    const RectPx at = intersect(wall.heads[i].rect(), {0, 0, raster.size.w, raster.size.h});
    for (int y = 0; y < at.h; ++y)
      std::copy_n(heads[i].rgb.begin() + static_cast<std::ptrdiff_t>(offset(heads[i].size, 0, y)), at.w * 3,
                  raster.rgb.begin() + static_cast<std::ptrdiff_t>(offset(raster.size, at.x, at.y + y)));
  }
  return raster;
}

// Data runs from the port to the first dead card, and from the backup port the other way round.
std::set<int> cards_with_data(const Plan& plan, const Miswiring& wrong) {
  std::set<int> fed;
  for (const Port& port : plan.ports) {
    auto chain = plan.chain(port.id);
    const auto walk = [&] {
      for (const Card* card : chain) {
        if (holds(wrong.dead_cards, card->id)) break;
        fed.insert(card->id);
      }
    };
    if (!holds(wrong.dead_ports, port.id)) walk();
    if (port.backup && !holds(wrong.dead_ports, *port.backup)) {
      std::reverse(chain.begin(), chain.end());
      walk();
    }
  }
  return fed;
}

// What the driver chips make of a code: light 0..1.
using Curve = std::array<float, 256>;

Curve driver_curve(double gamma, const CurvePoints* points) {
  Curve out{};
  std::size_t segment = 1;
  for (std::size_t code = 0; code < out.size(); ++code) {
    const double v = static_cast<double>(code) / 255.;
    if (!points || points->empty()) {
      out[code] = static_cast<float>(v <= 0 ? 0 : std::exp(gamma * std::log(v)));
      continue;
    }
    while (segment + 1 < points->size() && (*points)[segment][0] < v) ++segment;
    const auto [x0, y0] = (*points)[segment - 1];
    const auto [x1, y1] = (*points)[segment];
    out[code] = static_cast<float>(std::lerp(y0, y1, std::clamp((v - x0) / (x1 - x0), 0., 1.)));
  }
  return out;
}

struct Place {
  int x, y;
};

// Where pixel (u, v) of an upright card of w x h ends when the card is mounted turned, from its box's
// top-left.
Place turned(int u, int v, SizePx upright, int turn) {
  switch (turn) {
    case 90:
      return {upright.h - 1 - v, u};
    case 180:
      return {upright.w - 1 - u, upright.h - 1 - v};
    case 270:
      return {v, upright.w - 1 - u};
    default:
      return {u, v};
  }
}

class Wall {
 public:
  Wall(const WallSettings& wall, const Plan& plan, const Miswiring& wrong)
      : plan_(plan), wrong_(wrong), fed_(cards_with_data(plan, wrong)) {
    const GammaSettings& gamma = wall.colour.gamma;
    const auto& curve = wall.colour.curve;
    curves_ = {driver_curve(gamma.r, curve ? &curve->r : nullptr),
               driver_curve(gamma.g, curve ? &curve->g : nullptr),
               driver_curve(gamma.b, curve ? &curve->b : nullptr)};
    light_.size = wall.size_px();
    light_.rgb.assign(static_cast<std::size_t>(light_.size.area()) * 3, 0.f);
    for (const auto& [a, b] : wrong.swapped_cards)
      if (plan.card(a) && plan.card(b))
        std::swap(shows_.try_emplace(a, a).first->second, shows_.try_emplace(b, b).first->second);
  }

  WallLight show(const Picture8& raster) {
    for (const Card& card : plan_.cards)
      for (const CardModule& module : card.modules) show_module(card, module, raster);
    return std::move(light_);
  }

 private:
  // The connector that a module's data really comes from.
  struct Feed {
    const Card* card;
    const CardModule* module;
  };

  static bool is(const Miswiring::Module& m, const Card& card, const CardModule& module) {
    return m.card == card.id && m.connector == module.connector && m.place == module.place;
  }

  Feed find(const Miswiring::Module& wanted, Feed otherwise) const {
    const Card* card = plan_.card(wanted.card);
    if (!card) return otherwise;
    for (const CardModule& m : card->modules)
      if (is(wanted, *card, m)) return {card, &m};
    return otherwise;
  }

  Feed feed_of(const Card& card, const CardModule& module) const {
    Feed feed{&card, &module};
    for (const auto& [a, b] : wrong_.swapped_modules) {
      if (is(a, *feed.card, *feed.module))
        feed = find(b, feed);
      else if (is(b, *feed.card, *feed.module))
        feed = find(a, feed);
    }
    for (const auto& s : wrong_.swapped_connectors) {
      if (s.card != feed.card->id) continue;
      const int connector = feed.module->connector;
      const int other = connector == s.a ? s.b : connector == s.b ? s.a : connector;
      feed = find({s.card, other, feed.module->place}, feed);
    }
    return feed;
  }

  bool dead(const Card& card, const CardModule& module) const {
    for (const auto& d : wrong_.dead_modules)
      if (d.card == card.id && d.connector == module.connector && d.place <= module.place) return true;
    return false;
  }

  // What the card cuts from the raster; a swapped card shows what the other should.
  RectPx source_of(const Card& card) const {
    const auto other = shows_.find(card.id);
    return (other == shows_.end() ? card : *plan_.card(other->second)).source_px;
  }

  int turn_of(const Card& card) const {
    int turn = card.turn;
    for (const auto& t : wrong_.turned)
      if (t.card == card.id) turn += t.turn;
    return (turn % 360 + 360) % 360;
  }

  int turn_of(const Card& card, const CardModule& module) const {
    int turn = module.turn;
    for (const auto& t : wrong_.turned_modules)
      if (is(t.module, card, module)) turn += t.turn;
    return (turn % 360 + 360) % 360;
  }

  void show_module(const Card& card, const CardModule& module, const Picture8& raster) {
    const Feed feed = feed_of(card, module);
    if (!fed_.contains(feed.card->id) || dead(card, module)) return;
    const RectPx at = module.in_card_px, data = feed.module->in_card_px, source = source_of(*feed.card);
    const RectPx from_px =
        feed.module->source_px.value_or(RectPx{source.x + data.x, source.y + data.y, data.w, data.h});
    const int card_turn = turn_of(card), module_turn = turn_of(card, module);
    const SizePx upright = card.upright(), size{at.w, at.h};
    const RectPx box = intersect(card.rect_px, {0, 0, light_.size.w, light_.size.h});
    const RectPx picture =
        intersect(feed.module->source_px ? from_px : source, {0, 0, raster.size.w, raster.size.h});
    for (int v = 0; v < at.h; ++v)
      for (int u = 0; u < at.w; ++u) {
        const int sx = from_px.x + u, sy = from_px.y + v;
        if (!picture.contains(sx, sy)) continue;
        const Place in_module = turned(u, v, size, module_turn);
        if (!RectPx{0, 0, at.w, at.h}.contains(in_module.x, in_module.y)) continue;
        const Place p = turned(at.x + in_module.x, at.y + in_module.y, upright, card_turn);
        const int x = card.rect_px.x + p.x, y = card.rect_px.y + p.y;
        if (!box.contains(x, y)) continue;
        const std::size_t from = offset(raster.size, sx, sy), to = offset(light_.size, x, y);
        for (std::size_t c = 0; c < 3; ++c) light_.rgb[to + c] = curves_[c][raster.rgb[from + c]];
      }
  }

  const Plan& plan_;
  const Miswiring& wrong_;
  std::set<int> fed_;
  std::array<Curve, 3> curves_;
  std::map<int, int> shows_;
  WallLight light_;
};

using Vec3 = std::array<double, 3>;

Vec3 xyz(Chromaticity c) {
  return {c[0] / c[1], 1, (1 - c[0] - c[1]) / c[1]};
}

double determinant(const Vec3& a, const Vec3& b, const Vec3& c) {
  return a[0] * (b[1] * c[2] - b[2] * c[1]) - b[0] * (a[1] * c[2] - a[2] * c[1]) +
         c[0] * (a[1] * b[2] - a[2] * b[1]);
}

// How much of a, b and c add up to the light w (Cramer's rule).
Vec3 shares(const Vec3& a, const Vec3& b, const Vec3& c, const Vec3& w) {
  const double all = determinant(a, b, c);
  return {determinant(w, b, c) / all, determinant(a, w, c) / all, determinant(a, b, w) / all};
}

// XYZ to linear sRGB, rounded as published (D65, Y of white 1).
Vec3 xyz_to_srgb(const Vec3& v) {
  return {3.2404542 * v[0] - 1.5371385 * v[1] - 0.4985314 * v[2],
          -0.9692660 * v[0] + 1.8760108 * v[1] + 0.0415560 * v[2],
          0.0556434 * v[0] - 0.2040259 * v[1] + 1.0572252 * v[2]};
}

// The eye in front of the wall: adapted to the wall's white, exposed so that its brightest white is 1.
class Eye {
 public:
  explicit Eye(const ColourSettings& colour) {
    const Vec3 r = xyz(colour.primaries.r), g = xyz(colour.primaries.g), b = xyz(colour.primaries.b);
    const Vec3 full = shares(r, g, b, xyz(daylight(colour.native_white_k)));
    const Vec3 white = shares(r, g, b, xyz(daylight(colour.white_k)));
    double exposure = 0;  // the drive of the channel that white asks most of
    for (std::size_t i = 0; i < 3; ++i) exposure = std::max(exposure, white[i] / full[i]);
    const Vec3 adapted = xyz_to_srgb(xyz(daylight(colour.white_k)));
    const std::array columns{r, g, b};
    for (std::size_t j = 0; j < 3; ++j) {
      const double y = full[j] * exposure;
      const Vec3 seen = xyz_to_srgb({columns[j][0] * y, columns[j][1] * y, columns[j][2] * y});
      for (std::size_t i = 0; i < 3; ++i) of_led_[i][j] = static_cast<float>(seen[i] / adapted[i]);
    }
    for (std::size_t i = 0; i < encoded_.size(); ++i)
      encoded_[i] = static_cast<std::uint8_t>(
          std::lround(255 * linear_to_srgb(static_cast<float>(i) / static_cast<float>(encoded_.size() - 1))));
  }

  std::uint8_t sees(std::size_t channel, const float* light) const {
    const auto& m = of_led_[channel];
    const float linear = std::clamp(m[0] * light[0] + m[1] * light[1] + m[2] * light[2], 0.f, 1.f);
    return encoded_[static_cast<std::size_t>(linear * static_cast<float>(encoded_.size() - 1) + 0.5f)];
  }

 private:
  std::array<std::array<float, 3>, 3> of_led_{};
  std::vector<std::uint8_t> encoded_ = std::vector<std::uint8_t>(1 << 16);
};

}  // namespace

Result<WallLight> simulate_wall(const WallSettings& wall, const Plan& plan, std::span<const Picture8> heads,
                                const Miswiring& wrong) {
  if (heads.size() != wall.heads.size())
    return Error{
        fmt::format("the wall has {} heads, {} pictures were given", wall.heads.size(), heads.size())};
  for (std::size_t i = 0; i < heads.size(); ++i) {
    const RectPx r = wall.heads[i].rect();
    if (heads[i].size != SizePx{r.w, r.h} || heads[i].rgb.size() != static_cast<std::size_t>(r.area()) * 3)
      return Error{fmt::format("head {} ({}) carries {}x{} px, its picture has {}x{}", i + 1,
                               wall.heads[i].connector, r.w, r.h, heads[i].size.w, heads[i].size.h)};
  }
  return Wall(wall, plan, wrong).show(processor_raster(wall, heads));
}

std::vector<Picture8> cut_heads(const WallSettings& wall, const Picture8& codes) {
  std::vector<Picture8> out;
  for (const HeadSettings& head : wall.heads) {
    const RectPx r = head.rect(), inside = intersect(r, {0, 0, codes.size.w, codes.size.h});
    Picture8 picture{{r.w, r.h}, std::vector<std::uint8_t>(static_cast<std::size_t>(r.area()) * 3)};
    for (int y = 0; y < inside.h; ++y)
      std::copy_n(codes.rgb.begin() + static_cast<std::ptrdiff_t>(offset(codes.size, inside.x, inside.y + y)),
                  inside.w * 3,
                  picture.rgb.begin() +
                      static_cast<std::ptrdiff_t>(offset(picture.size, inside.x - r.x, inside.y - r.y + y)));
    out.push_back(std::move(picture));
  }
  return out;
}

Picture8 seen_as_srgb(const WallSettings& wall, const WallLight& light) {
  const Eye eye(wall.colour);
  Picture8 out{light.size, std::vector<std::uint8_t>(light.rgb.size())};
  for (std::size_t i = 0; i + 2 < light.rgb.size(); i += 3)
    for (std::size_t c = 0; c < 3; ++c) out.rgb[i + c] = eye.sees(c, &light.rgb[i]);
  return out;
}

}  // namespace guangmu::led
