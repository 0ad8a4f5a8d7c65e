// What the wall draws: one second's average against its limit, the last minute, the limiter.
#include <fmt/core.h>

#include <algorithm>

#include "console/panels.h"
#include "kpi/values/number_text.h"

namespace guangmu::console {

void draw_power(Context& c) {
  Ui& ui = c.ui;
  constexpr Box b{1440, 534, 464, 242};
  const show::PowerStatus& p = c.status.technician.power;
  ui.fill(b, colour::panel, 4);
  const float x = b.x + 16, right = b.right() - 16, w = right - x;
  const float title = ui.text(x, b.y + 8, ui.t("功率", "Power"), Size::s22, colour::text, true);
  ui.text(x + title + 10, b.y + 11, ui.t("1 秒平均", "over 1 s"), Size::s16, colour::second);
  if (p.white_w_m2 <= 0) {
    ui.text(x, b.y + 60, ui.t("等待墙的功率", "waiting for the wall's figures"), Size::s18, colour::weak);
    return;
  }
  const bool limiting = p.limiter < 0.9995;
  if (limiting) {
    const float lw =
        ui.text(right, b.y + 10, fmt::format("{} ×{:.2f}", ui.t("限制中", "limiting"), p.limiter), Size::s18,
                colour::amber, true, Anchor::right);
    ui.triangle(right - lw - 16, b.y + 23, 16, colour::amber);
  } else {
    const float lw = ui.text(right, b.y + 10, ui.t("未限制", "not limited"), Size::s18, colour::text, false,
                             Anchor::right);
    ui.tick(right - lw - 14, b.y + 22, 13, colour::text);
  }
  const bool over = p.average_limit_w_m2 > 0 && p.average_w_m2 > p.average_limit_w_m2;
  const float figure = ui.text(x, b.y + 34, fmt::format("{:.0f}", p.average_w_m2), Size::s44,
                               over ? colour::amber : colour::text, true);
  ui.text(x + figure + 8, b.y + 55,
          p.average_limit_w_m2 > 0
              ? fmt::format("W/m² · {} {:.0f}", ui.t("上限", "limit"), p.average_limit_w_m2)
              : std::string("W/m²"),
          Size::s18, colour::second);
  const double area = p.w_m2 > 0 ? p.w / p.w_m2 : 0;
  std::string watts = fmt::format("{} W", kpi::grouped(p.w, 0));
  if (area > 0 && p.average_limit_w_m2 > 0)
    watts = fmt::format("{} / {} W", kpi::grouped(p.w, 0), kpi::grouped(p.average_limit_w_m2 * area, 0));
  ui.text(right, b.y + 55, watts, Size::s18, colour::second, false, Anchor::right);
  // From nothing to full white.
  const Box meter{x, b.y + 98, w, 24};
  const auto at = [&](double w_m2) {
    return meter.x + meter.w * static_cast<float>(std::clamp(w_m2 / p.white_w_m2, 0., 1.));
  };
  ui.fill(meter, colour::raised, 4);
  ui.fill({meter.x, meter.y, std::max(2.f, at(p.average_w_m2) - meter.x), meter.h},
          over ? colour::amber : colour::text, 3);
  if (p.highest_w_m2 > 0) ui.fill({at(p.highest_w_m2) - 1, meter.y, 3, meter.h}, colour::second);
  const float limit_x = at(p.average_limit_w_m2);
  if (p.average_limit_w_m2 > 0) ui.fill({limit_x - 1, meter.y - 5, 3, meter.h + 10}, colour::amber);
  if (p.instant_limit_w_m2 > 0 && p.instant_limit_w_m2 < p.white_w_m2 * 0.999)
    ui.dashed(at(p.instant_limit_w_m2), meter.y, at(p.instant_limit_w_m2), meter.bottom(), colour::second, 2,
              3);
  ui.text(meter.x, meter.bottom() + 3, "0", Size::s16, colour::second);
  if (p.average_limit_w_m2 > 0)
    ui.text(limit_x, meter.bottom() + 6,
            fmt::format("{:.0f} {}", p.average_limit_w_m2, ui.t("上限", "limit")), Size::s16, colour::amber,
            true, limit_x > meter.right() - 60 ? Anchor::right : Anchor::centre);
  ui.text(meter.right(), meter.bottom() + 3, fmt::format("{:.0f} {}", p.white_w_m2, ui.t("全白", "white")),
          Size::s16, colour::second, false, Anchor::right);
  // The last minute, newest at the right.
  const Box graph{x, b.y + 154, w, 58};
  double top = std::max({p.average_limit_w_m2 * 1.15, p.highest_w_m2 * 1.1, 1.});
  const auto gy = [&](double w_m2) {
    return graph.bottom() - graph.h * static_cast<float>(std::clamp(w_m2 / top, 0., 1.));
  };
  ui.line(graph.x, graph.bottom(), graph.right(), graph.bottom(), colour::line);
  if (p.average_limit_w_m2 > 0)
    ui.dashed(graph.x, gy(p.average_limit_w_m2), graph.right(), gy(p.average_limit_w_m2), colour::amber, 1.5f,
              4);
  std::vector<ImVec2> way;
  for (std::size_t i = 0; i < p.minute_w_m2.size(); ++i)
    way.push_back({graph.right() - graph.w * static_cast<float>(p.minute_w_m2.size() - 1 - i) / 59,
                   gy(static_cast<double>(p.minute_w_m2[i]))});
  ui.polyline(way, colour::text, 2);
  ui.text(x, b.y + 215,
          fmt::format("{} {:.0f}", ui.t("最近 60 秒 · 最高", "last 60 s · highest"), p.highest_w_m2),
          Size::s16, colour::second);
  ui.text(right, b.y + 215,
          fmt::format("{} {:.1f} %", ui.t("画面平均亮度", "picture level"), p.picture_level * 100), Size::s16,
          colour::second, false, Anchor::right);
}

}  // namespace guangmu::console
