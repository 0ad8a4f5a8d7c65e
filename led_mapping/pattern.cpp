#include "led_mapping/pattern.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "led_mapping/pattern_shapes.h"
#include "led_mapping/plan_svg.h"
#include "led_mapping/tone_curve.h"

namespace guangmu::led {

namespace {

constexpr Rgb8 white{255, 255, 255};

Rgb8 scaled(Rgb8 c, double by) {
  for (std::uint8_t& v : c) v = static_cast<std::uint8_t>(std::lround(v * by));
  return c;
}

void outline(Pattern& p, RectPx r, int width, Rgb8 colour) {
  p.rects.push_back({{r.x, r.y, r.w, width}, colour, false, {}});
  p.rects.push_back({{r.x, r.bottom() - width, r.w, width}, colour, false, {}});
  p.rects.push_back({{r.x, r.y, width, r.h}, colour, false, {}});
  p.rects.push_back({{r.right() - width, r.y, width, r.h}, colour, false, {}});
}

void frame(Pattern& p, RectPx r, Rgb8 colour) {  // 1 px
  const int x1 = r.right() - 1, y1 = r.bottom() - 1;
  p.lines.push_back({r.x, r.y, x1, r.y, colour});
  p.lines.push_back({x1, r.y, x1, y1, colour});
  p.lines.push_back({x1, y1, r.x, y1, colour});
  p.lines.push_back({r.x, y1, r.x, r.y, colour});
}

void circle(Pattern& p, int cx, int cy, int radius, Rgb8 colour) {
  constexpr int sides = 180;
  const auto at = [&](int i) {
    const double a = 2 * 3.14159265358979323846 * i / sides;
    return std::pair{cx + static_cast<int>(std::lround(radius * std::cos(a))),
                     cy + static_cast<int>(std::lround(radius * std::sin(a)))};
  };
  for (int i = 0; i < sides; ++i) {
    const auto [x0, y0] = at(i);
    const auto [x1, y1] = at(i + 1);
    p.lines.push_back({x0, y0, x1, y1, colour});
  }
}

int centre_x(RectPx r) {
  return r.x + r.w / 2;
}
int centre_y(RectPx r) {
  return r.y + r.h / 2;
}

// The way of the data: from each card to the next, with a head at its end.
void chain_arrow(Pattern& p, RectPx from, RectPx to, Rgb8 colour) {
  // Beside the labels, so that neither hides the other.
  const int x0 = from.x + from.w / 8, y0 = centre_y(from), x1 = to.x + to.w / 8, y1 = centre_y(to);
  const double length = std::hypot(x1 - x0, y1 - y0);
  if (length < 1) return;
  const double ux = (x1 - x0) / length, uy = (y1 - y0) / length;
  const double reach = std::min(18., length / 3);
  for (int i = -1; i <= 1; ++i)
    p.lines.push_back({x0 + (std::abs(uy) > 0.5 ? i : 0), y0 + (std::abs(uy) > 0.5 ? 0 : i),
                       x1 + (std::abs(uy) > 0.5 ? i : 0), y1 + (std::abs(uy) > 0.5 ? 0 : i), colour});
  constexpr int hairs = 24;  // close enough to fill the head
  for (int i = -hairs; i <= hairs; ++i) {
    const double side = 0.5 * i / hairs;
    p.lines.push_back({x1, y1, static_cast<int>(std::lround(x1 - reach * (ux + side * uy))),
                       static_cast<int>(std::lround(y1 - reach * (uy - side * ux))), colour});
  }
}

}  // namespace

Pattern cards_pattern(const Plan& plan, const std::vector<int>& dark) {
  Pattern p{plan.wall, false, {}, {}, {}};
  for (const Card& card : plan.cards) {
    const RectPx r = card.rect_px;
    const bool is_dark = std::find(dark.begin(), dark.end(), card.id) != dark.end();
    const Rgb8 colour = scaled(port_colour(card.port), is_dark ? 0.3 : 1);
    const int short_side = std::min(r.w, r.h);
    p.rects.push_back({r, scaled(colour, 0.18), false, {}});
    for (const CardModule& m : card.modules)
      if (card.turn == 0)
        outline(p, {r.x + m.in_card_px.x, r.y + m.in_card_px.y, m.in_card_px.w, m.in_card_px.h}, 1,
                scaled(colour, 0.45));
    outline(p, r, std::max(1, short_side / 32), colour);
    const std::string number = fmt::format("{}", card.id),
                      chain = fmt::format("P{} #{}", card.port, card.order);
    const int big = fitting_height(number, r.w / 2, short_side / 2),
              small = fitting_height(chain, r.w / 2, short_side / 4);
    p.labels.push_back({number, centre_x(r), r.y + r.h * 3 / 8, big, is_dark ? colour : white});
    p.labels.push_back({chain, centre_x(r), r.y + r.h * 3 / 4, small, colour});
    if (is_dark) {
      p.lines.push_back({r.x, r.y, r.right() - 1, r.bottom() - 1, {255, 64, 64}});
      p.lines.push_back({r.x, r.bottom() - 1, r.right() - 1, r.y, {255, 64, 64}});
    }
  }
  for (const Port& port : plan.ports) {
    const auto chain = plan.chain(port.id);
    for (std::size_t i = 1; i < chain.size(); ++i)
      chain_arrow(p, chain[i - 1]->rect_px, chain[i]->rect_px, port_colour(port.id));
  }
  return p;
}

Pattern modules_pattern(const WallSettings& wall, const Plan& plan) {
  Pattern p{plan.wall, false, {}, {}, {}};
  const SizePx m = wall.module_px();
  for (int row = 0; row < wall.rows(); ++row)
    for (int column = 0; column < wall.columns(); ++column) {
      const RectPx r{column * m.w, row * m.h, m.w, m.h};
      const Card* card = nullptr;
      for (const Card& c : plan.cards)
        if (intersect(c.rect_px, r) == r) card = &c;
      const Rgb8 colour = card ? port_colour(card->port) : Rgb8{128, 128, 128};
      p.rects.push_back({r, scaled(colour, (row + column) % 2 == 0 ? 0.12 : 0.3), false, {}});
      // The upper left corner, so that a turned module is seen at once.
      p.rects.push_back({{r.x, r.y, m.w / 12, m.h / 6}, white, false, {}});
      const std::string number = fmt::format("{}", row * wall.columns() + column + 1);
      p.labels.push_back({number, centre_x(r), r.y + r.h * 7 / 20, fitting_height(number, r.w * 3 / 4, r.h * 9 / 20), white});
      if (!card) continue;
      std::string place = fmt::format("C{}", card->id);
      for (const CardModule& on_card : card->modules) {
        const RectPx at = on_card.in_card_px;
        if (card->turn == 0 && r == RectPx{card->rect_px.x + at.x, card->rect_px.y + at.y, at.w, at.h})
          place += fmt::format(".{}", on_card.connector);
      }
      p.labels.push_back({place, centre_x(r), r.y + r.h * 4 / 5, fitting_height(place, r.w * 3 / 4, r.h * 3 / 10), colour});
    }
  for (const Card& card : plan.cards) outline(p, card.rect_px, std::max(1, m.h / 32), port_colour(card.port));
  return p;
}

Pattern gray_pattern(const WallSettings& wall) {
  const SizePx size = wall.size_px();
  Pattern p{size, true, {}, {}, {}};
  const auto edge = [](int from, int length, int i, int n) {
    return from + static_cast<int>(static_cast<std::int64_t>(length) * i / n);
  };
  const auto band = [&](int top, int bottom, int fields, auto colour_of) {
    for (int i = 0; i < fields; ++i) {
      const int x = edge(0, size.w, i, fields);
      p.rects.push_back(
          {{x, top, edge(0, size.w, i + 1, fields) - x, bottom - top}, colour_of(i), false, {}});
    }
  };
  const auto y = [&](int i) { return edge(0, size.h, i, 8); };
  const int text = std::max(7, size.h / 60);
  constexpr int steps = 17;
  const auto step_code = [](int i) { return std::min(255, i * 16); };
  band(y(0), y(2), steps, [&](int i) { return channel_code(0, step_code(i)); });
  for (int i = 0; i < steps; ++i)
    p.labels.push_back({fmt::format("{}", step_code(i)),
                        (edge(0, size.w, i, steps) + edge(0, size.w, i + 1, steps)) / 2, y(2) - text * 2,
                        text, channel_code(0, i < steps / 2 ? 160 : 0)});
  constexpr int lowest = 32;
  band(y(2), y(4), lowest, [&](int i) { return channel_code(0, i); });
  for (int i = 0; i < lowest; i += 4)
    p.labels.push_back({fmt::format("{}", i),
                        (edge(0, size.w, i, lowest) + edge(0, size.w, i + 1, lowest)) / 2, y(4) - text * 2,
                        text, channel_code(0, 96)});
  for (int channel = 0; channel < 4; ++channel)
    band(y(4 + channel), y(5 + channel), 256, [&](int i) { return channel_code(channel, i); });
  return p;
}

Pattern gamma_pattern(const WallSettings& wall) {
  const SizePx size = wall.size_px();
  Pattern p{size, true, {}, {}, {}};
  constexpr int columns = 9, rows = 4;  // exponents 1.8 to 3.2, then what wall.yaml says
  const double exponents[columns - 1] = {1.8, 2.0, 2.2, 2.4, 2.6, 2.8, 3.0, 3.2};
  const char* names[rows] = {"W", "R", "G", "B"};
  const int text = std::max(7, size.h / 60 / 7 * 7);
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column) {
      const RectPx cell{size.w * column / columns, size.h * row / rows,
                        size.w * (column + 1) / columns - size.w * column / columns,
                        size.h * (row + 1) / rows - size.h * row / rows};
      const RectPx field{cell.x + cell.w / 16, cell.y + cell.h / 16, cell.w * 7 / 8, cell.h * 3 / 4};
      p.rects.push_back({field, channel_code(row, 0), true, channel_code(row, 255)});
      const RectPx patch{field.x + field.w / 4, field.y + field.h / 4, field.w / 2, field.h / 2};
      std::string label;
      Rgb8 half{};
      if (column + 1 < columns) {
        half = channel_code(row, static_cast<int>(std::lround(255 * std::pow(0.5, 1 / exponents[column]))));
        label = fmt::format("{} {:.1f}", names[row], exponents[column]);
      } else {
        for (int c = 0; c < 3; ++c) {
          if (row != 0 && row != c + 1) continue;
          const std::vector<double> light = card_light(wall.colour, c);
          std::size_t best = 0;
          for (std::size_t code = 0; code < light.size(); ++code)
            if (std::abs(light[code] - 0.5) < std::abs(light[best] - 0.5)) best = code;
          half[static_cast<std::size_t>(c)] = static_cast<std::uint8_t>(best);
        }
        label = fmt::format("{} SET", names[row]);
      }
      p.rects.push_back({patch, half, false, {}});
      p.labels.push_back(
          {label, centre_x(cell), cell.y + cell.h * 15 / 16 - text / 4, text, channel_code(0, 160)});
    }
  return p;
}

Pattern grid_pattern(const WallSettings& wall, const Plan& plan) {
  const SizePx size = wall.size_px(), module = wall.module_px();
  Pattern p{size, false, {}, {}, {}};
  constexpr Rgb8 module_line{96, 96, 96}, card_line{0, 190, 220}, slant{200, 160, 40};
  for (int y = 0; y < size.h; y += module.h)
    for (int x = 0; x < size.w; x += module.w) frame(p, {x, y, module.w, module.h}, module_line);
  for (const Card& card : plan.cards) frame(p, card.rect_px, card_line);
  p.lines.push_back({0, 0, size.w - 1, size.h - 1, slant});
  p.lines.push_back({0, size.h - 1, size.w - 1, 0, slant});
  const int corner = std::min(size.w, size.h) / 8;
  circle(p, size.w / 2, size.h / 2, std::min(size.w, size.h) / 2 - 1, slant);
  circle(p, size.w / 2, size.h / 2, std::min(size.w, size.h) / 4, slant);
  for (const int x : {corner + 1, size.w - corner - 2})
    for (const int y : {corner + 1, size.h - corner - 2}) circle(p, x, y, corner, slant);
  frame(p, {0, 0, size.w, size.h}, white);
  const std::string text = fmt::format("{} X {}", size.w, size.h);
  p.labels.push_back({text, size.w / 2, size.h / 2, fitting_height(text, size.w / 4, size.h / 20), white});
  return p;
}

}  // namespace guangmu::led
