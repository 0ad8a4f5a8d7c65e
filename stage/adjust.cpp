#include "stage/adjust.h"

#include <fmt/core.h>

#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>
#include <vector>

#include "led_mapping/colour_model.h"
#include "led_mapping/profile_rules.h"
#include "led_mapping/tone_curve.h"

namespace guangmu::stage {
namespace {

constexpr std::array<double, 9> identity{1, 0, 0, 0, 1, 0, 0, 0, 1};

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<int> counted(std::string_view text) {
  int value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size() || value < 1) return std::nullopt;
  return value;
}

std::vector<std::string_view> parts_of(std::string_view key) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t dot = key.find('.');
    parts.push_back(key.substr(0, dot));
    if (dot == std::string_view::npos) return parts;
    key.remove_prefix(dot + 1);
  }
}

std::optional<std::size_t> channel_of(std::string_view name) {
  for (std::size_t i = 0; i < 3; ++i)
    if (name.size() == 1 && (name[0] == "rgb"[i] || name[0] == "RGB"[i])) return i;
  return std::nullopt;
}

led::CurvePoints& points_of(led::CurveSettings& curve, std::size_t channel) {
  return channel == 0 ? curve.r : channel == 1 ? curve.g : curve.b;
}
double& gamma_of(led::GammaSettings& gamma, std::size_t channel) {
  return channel == 0 ? gamma.r : channel == 1 ? gamma.g : gamma.b;
}

class Adjusting {
 public:
  Adjusting(led::ProfileSettings& profile, const led::WallSettings& wall, const show::Adjustment& adjustment)
      : profile_(profile), wall_(wall), a_(adjustment), parts_(parts_of(adjustment.key)) {}

  Result<void> run() {
    const std::string_view what = parts_[0];
    const std::size_t n = parts_.size();
    if (what == "white_k" && n == 1) return white_k();
    if (what == "white_xy" && n == 2) return white_xy();
    if (what == "dither" && n == 1) return dither();
    if (what == "module" && (n == 2 || n == 3)) return module();
    if (what == "seam" && n == 3) return seam();
    const auto channel = n >= 2 ? channel_of(parts_[1]) : std::nullopt;
    if (channel && n == 2 && what == "gain") return set(profile_.gain[*channel], 0, 1);
    if (channel && n == 2 && what == "toe_lift") return set(profile_.toe_lift[*channel], 0, 1);
    if (channel && n == 2 && what == "gamma") return gamma(*channel);
    if (channel && n == 3 && what == "curve") return curve(*channel);
    if (channel && n == 2 && what == "curve") return points(*channel);
    return Error{fmt::format(
        "there is no setting {}; expected white_k, white_xy.x|y, gain.r|g|b, toe_lift.r|g|b, gamma.r|g|b, "
        "curve.r|g|b.N, curve.r|g|b (several points, N:LIGHT …), dither, module.COLUMN-ROW[.r|g|b] or "
        "seam.COLUMN-ROW.left|top|right|bottom",
        a_.key)};
  }

 private:
  Result<double> value(double least, double most) const {
    const auto v = number(a_.value);
    if (!v)
      return Error{fmt::format("{}: {} is no number; expected {} to {}", a_.key, a_.value, least, most)};
    if (*v < least || *v > most)
      return Error{fmt::format("{}: {} is out of range; expected {} to {}", a_.key, a_.value, least, most)};
    return *v;
  }
  Result<void> set(double& to, double least, double most) {
    const auto v = value(least, most);
    if (!v) return v.error();
    to = *v;
    return {};
  }

  led::ColourSettings in_force() const { return led::with_profile(wall_.colour, profile_); }

  Result<void> white_k() {
    const auto v = value(3000, 25000);
    if (!v) return v.error();
    profile_.white_k = *v;
    profile_.white_xy.reset();
    return {};
  }

  Result<void> white_xy() {
    const bool x = parts_[1] == "x";
    if (!x && parts_[1] != "y")
      return Error{fmt::format("there is no setting {}; expected white_xy.x or white_xy.y", a_.key)};
    const auto v = value(0.01, 0.9);
    if (!v) return v.error();
    auto white = led::wanted_white(in_force());
    white[x ? 0 : 1] = *v;
    profile_.white_xy = white;
    return {};
  }

  Result<void> dither() {
    std::string known;
    for (const auto& [each, name] : led::fields_names(led::Dither{})) {
      if (name == a_.value) {
        profile_.dither = each;
        return {};
      }
      known += fmt::format("{}{}", known.empty() ? "" : ", ", name);
    }
    return Error{fmt::format("dither: {} is not known; expected one of {}", a_.value, known)};
  }

  // The other channels keep what rules them, be it a gamma or a curve, here or in wall.yaml.
  Result<void> gamma(std::size_t channel) {
    led::ColourSettings colour = in_force();
    if (const auto done = set(gamma_of(colour.gamma, channel), 0.5, 5); !done) return done;
    if (colour.curve) points_of(*colour.curve, channel).clear();
    return tones(std::move(colour));
  }

  Result<void> curve(std::size_t channel) {
    led::ColourSettings colour = in_force();
    led::CurvePoints points = curve_points(colour, static_cast<int>(channel));
    const auto n = counted(parts_[2]);
    if (!n || static_cast<std::size_t>(*n) > points.size())
      return Error{
          fmt::format("{}: there is no point {}; the curve has 1 to {}", a_.key, parts_[2], points.size())};
    const auto i = static_cast<std::size_t>(*n) - 1;
    if (i == 0 || i + 1 == points.size())
      return Error{fmt::format("{}: the curve's ends stay: no code no light, full code full light", a_.key)};
    const double below = points[i - 1][1], above = points[i + 1][1];
    if (const auto done = set(points[i][1], below, above); !done) return done;
    if (!colour.curve) colour.curve.emplace();
    points_of(*colour.curve, channel) = std::move(points);
    return tones(std::move(colour));
  }

  // Several points at once, "8:0.0003 9:0.0004": only together they must not fall.
  Result<void> points(std::size_t channel) {
    led::ColourSettings colour = in_force();
    led::CurvePoints all = curve_points(colour, static_cast<int>(channel));
    std::string_view rest = a_.value;
    while (!rest.empty()) {
      const std::string_view word = rest.substr(0, rest.find(' '));
      rest.remove_prefix(std::min(rest.size(), word.size() + 1));
      if (word.empty()) continue;
      const std::size_t colon = std::min(word.find(':'), word.size());
      const auto n = counted(word.substr(0, colon));
      const auto light = number(word.substr(std::min(colon + 1, word.size())));
      if (!n || !light || *n < 2 || static_cast<std::size_t>(*n) >= all.size() || *light < 0 || *light > 1)
        return Error{fmt::format("{}: {} is no point; expected N:LIGHT, N from 2 to {}, light 0 to 1", a_.key,
                                 word, all.size() - 1)};
      all[static_cast<std::size_t>(*n) - 1][1] = *light;
    }
    for (std::size_t i = 1; i < all.size(); ++i)
      if (all[i][1] < all[i - 1][1])
        return Error{
            fmt::format("{}: the curve falls from point {} ({}) to {} ({}); a card's light never does",
                        a_.key, i, all[i - 1][1], i + 1, all[i][1])};
    if (!colour.curve) colour.curve.emplace();
    points_of(*colour.curve, channel) = std::move(all);
    return tones(std::move(colour));
  }

  Result<void> tones(led::ColourSettings colour) {
    if (colour.curve && colour.curve->r.empty() && colour.curve->g.empty() && colour.curve->b.empty())
      colour.curve.reset();
    profile_.gamma = colour.gamma;
    profile_.curve = std::move(colour.curve);
    return {};
  }

  struct Place {
    int column = 0, row = 0;
  };
  Result<Place> place() const {
    const std::string_view text = parts_[1];
    const std::size_t dash = std::min(text.find('-'), text.size());
    const auto column = counted(text.substr(0, dash));
    const auto row = counted(text.substr(std::min(dash + 1, text.size())));
    if (!column || !row || *column > wall_.columns() || *row > wall_.rows())
      return Error{
          fmt::format("{}: there is no module {}; the wall has {} columns and {} rows, e.g. module 7-6",
                      a_.key, text, wall_.columns(), wall_.rows())};
    return Place{*column, *row};
  }

  Result<void> module() {
    const auto at = place();
    if (!at) return at.error();
    const auto only = parts_.size() == 3 ? channel_of(parts_[2]) : std::nullopt;
    if (parts_.size() == 3 && !only) return Error{fmt::format("{}: expected r, g or b at the end", a_.key)};
    const auto gain = value(0.1, 1);
    if (!gain) return gain.error();
    if (!profile_.pixels.empty())
      return Error{fmt::format(
          "{}: this profile corrects every pixel; single modules cannot be adjusted over it", a_.key)};
    if (profile_.modules.empty())
      profile_.modules.assign(
          static_cast<std::size_t>(wall_.columns()) * static_cast<std::size_t>(wall_.rows()), identity);
    const std::size_t index =
        static_cast<std::size_t>(at->row - 1) * static_cast<std::size_t>(wall_.columns()) +
        static_cast<std::size_t>(at->column - 1);
    if (index >= profile_.modules.size()) return Error{"the profile is of another wall"};
    auto& matrix = profile_.modules[index];
    for (std::size_t row = 0; row < 3; ++row) {
      const double sum = row_sum(matrix, row);
      if ((only && *only != row) || sum <= 0) continue;
      for (std::size_t i = 0; i < 3; ++i) matrix[row * 3 + i] *= *gain / sum;
    }
    return {};
  }

  Result<void> seam() {
    const auto at = place();
    if (!at) return at.error();
    std::optional<led::Edge> edge;
    for (const auto& [each, name] : led::fields_names(led::Edge{}))
      if (name == parts_[2]) edge = each;
    if (!edge) return Error{fmt::format("{}: expected left, top, right or bottom at the end", a_.key)};
    const auto gain = value(0.5, 2);
    if (!gain) return gain.error();
    for (led::SeamGain& each : profile_.seams)
      if (each.column == at->column && each.row == at->row && each.edge == *edge) {
        each.gain = *gain;
        return {};
      }
    profile_.seams.push_back({at->column, at->row, *edge, *gain});
    return {};
  }

  led::ProfileSettings& profile_;
  const led::WallSettings& wall_;
  const show::Adjustment& a_;
  std::vector<std::string_view> parts_;
};

}  // namespace

double row_sum(const std::array<double, 9>& matrix, std::size_t row) {
  return matrix[row * 3] + matrix[row * 3 + 1] + matrix[row * 3 + 2];
}

led::CurvePoints curve_points(const led::ColourSettings& colour, int channel) {
  constexpr std::size_t enough = 16;
  if (colour.curve) {
    led::CurveSettings curve = *colour.curve;
    if (led::CurvePoints& points = points_of(curve, static_cast<std::size_t>(channel));
        points.size() >= enough)
      return points;
  }
  // Toe lift and gray scale lie over the curve and are no part of it.
  led::ColourSettings bare = colour;
  bare.toe_lift = {0, 0, 0};
  bare.gray_bits.reset();
  const std::vector<double> light = led::card_light(bare, channel);
  // Close together where it is dark: there each code counts, and a chord strays from the power law by less
  // than a code everywhere.
  led::CurvePoints points;
  for (std::size_t code = 0; code < 255; code += code < 6    ? 1
                                                 : code < 16 ? 2
                                                 : code < 32 ? 4
                                                 : code < 64 ? 8
                                                             : 16)
    points.push_back({static_cast<double>(code) / 255, light[code]});
  points.push_back({1, 1});
  return points;
}

Result<void> adjust(led::ProfileSettings& profile, const led::WallSettings& wall,
                    const show::Adjustment& adjustment) {
  return Adjusting(profile, wall, adjustment).run();
}

}  // namespace guangmu::stage
