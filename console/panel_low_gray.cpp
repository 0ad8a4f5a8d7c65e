// Codes 0 to 31 as the wall lights them now, per channel, brightened for this screen; which of them give no
// light, and how many levels can be told apart.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "console/panels.h"

namespace guangmu::console {
namespace {

constexpr Box strip{880, 656, 528, 104};
constexpr int codes = 32;

// Light as a card gives it, whole steps of 13 bit.
double card_light(const Context& c, int channel, int code) {
  return std::floor(curve_light(c.model, channel, code) * card_steps + 0.5);
}

ImU32 shown(const double (&light)[3], double top, bool gray) {
  const auto level = [&](double l) {
    return static_cast<unsigned>(std::clamp(std::pow(l / top, 1 / 2.2) * (gray ? 140 : 160), 0., 255.));
  };
  return IM_COL32(level(light[0]), level(light[1]), level(light[2]), 255);
}

std::string dark_words(Context& c) {
  const Ui& ui = c.ui;
  const auto& dark = c.status.technician.colour.dark_codes;
  std::string words;
  for (std::size_t i = 0; i < 3; ++i) {
    const char* letter = i == 0 ? "R" : i == 1 ? "G" : "B";
    const std::string which = dark[i] <= 0   ? std::string(ui.t("无", "none"))
                              : dark[i] == 1 ? "1"
                                             : fmt::format("1–{}", dark[i]);
    words += fmt::format("{}{} {}", i ? "  " : "", letter, which);
  }
  return words;
}

}  // namespace

void draw_low_gray(Context& c) {
  Ui& ui = c.ui;
  const float w = ui.text(848, 624, ui.t("低灰 0–31", "Low gray 0–31"), Size::s22, colour::text, true);
  ui.text(860 + w, 627, ui.t("墙上的光 · 本屏已提亮", "the wall's light, brightened here"), Size::s16,
          colour::second, false, Anchor::left, 548 - w);
  const auto& told = c.status.technician.colour;
  const bool known = !told.curve[0].empty();
  const char* names[] = {"R", "G", "B", ui.t("白", "W")};
  const float cell = strip.w / codes, h = strip.h / 4;
  double top = 1;
  for (int channel = 0; channel < 3; ++channel) top = std::max(top, card_light(c, channel, codes - 1));
  for (int r = 0; r < 4; ++r) {
    const float y = strip.y + static_cast<float>(r) * h;
    ui.text(strip.x - 8, y + 1, names[r], Size::s16, r < 3 ? colour::channel[r] : colour::text, true,
            Anchor::right);
    for (int code = 0; known && code < codes; ++code) {
      double light[3] = {0, 0, 0};
      for (int channel = 0; channel < 3; ++channel)
        if (r == 3 || r == channel) light[channel] = card_light(c, channel, code);
      const Box b{strip.x + static_cast<float>(code) * cell, y, cell - 1, h - 1};
      ui.fill(b, shown(light, top, r == 3));
      if (r < 3 && code > 0 && code <= told.dark_codes[static_cast<std::size_t>(r)])
        ui.fill({b.x + b.w / 2 - 4, b.y + b.h / 2 - 1, 8, 2}, colour::amber);
    }
    if (!known) ui.frame({strip.x, y, strip.w, h - 2}, colour::line);
  }
  if (!known) return;
  for (const int code : {0, 4, 8, 16, 24, 31})
    ui.text(strip.x + (static_cast<float>(code) + 0.5f) * cell, strip.bottom() + 1, std::to_string(code),
            Size::s16, colour::second, false, Anchor::centre);
  // The code of the chosen point.
  const Technician& t = c.model.technician;
  const auto& points = told.curve[static_cast<std::size_t>(turned_channels(t).front())];
  if (t.point < points.size()) {
    const auto code = static_cast<int>(std::lround(points[t.point][0] * 255));
    if (code < codes)
      ui.frame({strip.x + static_cast<float>(code) * cell - 2, strip.y - 3, cell + 3, strip.h + 5},
               colour::text, 2, 2);
  }
  const bool any = *std::max_element(told.dark_codes.begin(), told.dark_codes.end()) > 0;
  float x = 848;
  if (any) ui.triangle(x + 8, 797, 15, colour::amber), x += 24;
  x += ui.text(x, 785, ui.t("熄灭的级：", "dark codes: ") + dark_words(c), Size::s16,
               any ? colour::text : colour::second) +
       20;
  ui.text(x, 785,
          fmt::format("{} R {} G {} B {}", ui.t("可分辨", "levels"), told.distinct_levels[0],
                      told.distinct_levels[1], told.distinct_levels[2]),
          Size::s16, colour::second, false, Anchor::left, 1410 - x);
}

}  // namespace guangmu::console
