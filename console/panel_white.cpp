// The white point: colour temperature on a bar, and the gains of the channels.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "console/panels.h"

namespace guangmu::console {
namespace {

constexpr Box bar{924, 878, 410, 18};

double share_of(double k) {
  return std::log(k / white_min_k) / std::log(white_max_k / white_min_k);
}
float bar_x(double k) {
  return bar.x + bar.w * static_cast<float>(share_of(k));
}

// Distance from the daylight locus in CIE 1960 u, v, signed by v; CIE 015 gives the locus for 4000 to 25000
// K.
std::optional<double> off_daylight(double k, const std::array<double, 2>& xy) {
  if (k < 4000 || k > 25000) return std::nullopt;
  const double t = 1e3 / k;
  const double x = k <= 7000 ? 0.244063 + 0.09911 * t + 2.9678 * t * t - 4.6070 * t * t * t
                             : 0.237040 + 0.24748 * t + 1.9018 * t * t - 2.0064 * t * t * t;
  const double y = -3 * x * x + 2.87 * x - 0.275;
  const auto uv = [](double cx, double cy) {
    const double d = -2 * cx + 12 * cy + 3;
    return std::array{4 * cx / d, 6 * cy / d};
  };
  const auto here = uv(xy[0], xy[1]), there = uv(x, y);
  const double d = std::hypot(here[0] - there[0], here[1] - there[1]);
  if (d < 5e-5) return 0;  // shown with four digits
  return here[1] >= there[1] ? d : -d;
}

}  // namespace

void draw_white(Context& c) {
  Ui& ui = c.ui;
  const auto& told = c.status.technician.colour;
  const bool known = !told.curve[0].empty();
  ui.line(848, 818, 1408, 818, rgb(0x21262D));
  const float w = ui.text(848, 830, ui.t("白点", "White"), Size::s22, colour::text, true);
  const double k = white_k(c.model);
  if (known) {
    std::string where = fmt::format("x {:.4f}  y {:.4f}", told.white_xy[0], told.white_xy[1]);
    if (const auto duv = off_daylight(told.white_k, told.white_xy))
      where += fmt::format("  Δuv {:+.4f}", *duv);
    ui.text(860 + w, 833, where, Size::s16, colour::second, false, Anchor::left, 380 - w);
    ui.text(1408, 822, fmt::format("{:.0f} K", k), Size::s28, colour::text, true, Anchor::right);
  }
  const std::string why = known ? "" : " ";
  ButtonLook less{.label = "−", .key = "[", .key_below = true, .why_not = why};
  ButtonLook more{.label = "+", .key = "]", .key_below = true, .why_not = why};
  if (ui.button("white-", {848, 862, 60, 62}, less)) turn_white(c.model, k - white_step_k);
  if (ui.button("white+", {1348, 862, 60, 62}, more)) turn_white(c.model, k + white_step_k);
  ui.hit("white-bar", {bar.x, bar.y - 14, bar.w, bar.h + 30});
  if (ui.held() && known && c.model.can_act()) {
    const float from = ui.at(bar.x, 0).x, to = ui.at(bar.right(), 0).x;
    const double f = std::clamp((ImGui::GetIO().MousePos.x - from) / std::max(1.f, to - from), 0.f, 1.f);
    turn_white(c.model, white_min_k * std::pow(white_max_k / white_min_k, f));
  }
  const float neutral = bar_x(6500);
  ui.gradient({bar.x, bar.y, neutral - bar.x, bar.h}, rgb(0xFFB46B), rgb(0xFFFFFF));
  ui.gradient({neutral, bar.y, bar.right() - neutral, bar.h}, rgb(0xFFFFFF), rgb(0xB5CDFF));
  for (const int mark : {3000, 5000, 6500, 9300, 15000}) {
    ui.line(bar_x(mark), bar.bottom() + 2, bar_x(mark), bar.bottom() + 6, colour::weak);
    ui.text(bar_x(mark), bar.bottom() + 7, std::to_string(mark), Size::s16, colour::second, false,
            mark == 3000    ? Anchor::left
            : mark == 15000 ? Anchor::right
                            : Anchor::centre);
  }
  if (known) {
    const float x = bar_x(std::clamp(k, white_min_k, white_max_k));
    ui.fill({x - 10, bar.y - 10, 20, bar.h + 20}, colour::bg, 4);
    ui.fill({x - 8, bar.y - 8, 16, bar.h + 16}, colour::text, 3);
  }
  for (int i = 0; i < 3; ++i) {
    const float x = 848 + static_cast<float>(i) * 190;
    const double gain = told.gain[static_cast<std::size_t>(i)];
    const char* letter = i == 0 ? "R" : i == 1 ? "G" : "B";
    const float name = ui.text(x, 936, letter, Size::s18, colour::channel[i], true);
    ui.text(
        x + name + 6, 936,
        known ? fmt::format("{} {:.3f}", ui.t("增益", "gain"), gain) : std::string(ui.t("增益 —", "gain —")),
        Size::s18, known ? colour::text : colour::weak, true);
    ui.fill({x, 968, 180, 8}, colour::pressed, 4);
    if (known)
      ui.fill({x, 968, 180 * static_cast<float>(std::clamp(gain, 0., 1.)), 8}, colour::channel[i], 4);
  }
}

}  // namespace guangmu::console
