// Faults in plain words: what, since when, what the wall does about it, what to do. Red only for true faults.
#include <fmt/core.h>

#include <algorithm>

#include "console/panels.h"

namespace guangmu::console {

void draw_faults(Context& c) {
  Ui& ui = c.ui;
  const Box area{1268, 574, 636, 216};
  ui.fill(area, colour::panel, 6);
  const auto& faults = c.status.faults;
  const auto red = std::count_if(faults.begin(), faults.end(), [](const auto& f) { return f.severity == show::Severity::fault; });
  const auto amber = static_cast<std::ptrdiff_t>(faults.size()) - red;
  ui.text(area.x + 16, area.y + 10, ui.t("故障与提示", "Faults and notices"), Size::s22, colour::text, true);
  float x = area.right() - 16;
  if (faults.empty()) {
    const float w = ui.text(x, area.y + 13, ui.t("一切正常", "all is well"), Size::s18, colour::second, false, Anchor::right);
    ui.tick(x - w - 16, area.y + 26, 13, colour::second);
  } else {
    if (amber > 0) {
      x -= ui.text(x, area.y + 13, fmt::format("{} {}", amber, ui.t("待办", "to look at")), Size::s18, colour::amber, false, Anchor::right) + 14;
      ui.triangle(x, area.y + 26, 14, colour::amber);
      x -= 22;
    }
    if (red > 0) {
      x -= ui.text(x, area.y + 13, fmt::format("{} {}", red, ui.t("故障", "faults")), Size::s18, rgb(0xFF7C75), false, Anchor::right) + 14;
      ui.cross(x, area.y + 26, 11, colour::red);
    }
  }
  float y = area.y + 48;
  int shown = 0;
  for (const auto& fault : faults) {
    if (shown == 2) break;
    const bool is_red = fault.severity == show::Severity::fault;
    const Box row{area.x + 12, y, area.w - 24, 76};
    ui.fill(row, is_red ? colour::red_ground : colour::amber_ground, 4);
    ui.fill({row.x, row.y, 4, row.h}, is_red ? colour::red : colour::amber);
    if (is_red) ui.cross(row.x + 26, row.y + 22, 13, colour::red);
    else ui.triangle(row.x + 26, row.y + 22, 16, colour::amber);
    ui.text(row.right() - 12, row.y + 9, clock_words(fault.since), Size::s16, colour::second, false, Anchor::right);
    ui.text(row.x + 46, row.y + 8, fault.text, Size::s18, colour::text, true, Anchor::left, row.w - 140);
    ui.text(row.x + 46, row.y + 40, fault.advice.empty() ? fault.room : fault.advice, Size::s16, colour::second, false, Anchor::left, row.w - 60);
    y += 82;
    ++shown;
  }
  if (faults.size() > 2)
    ui.text(area.right() - 16, area.bottom() + 2 - 22, fmt::format("{}{}{}", ui.t("还有 ", ""), faults.size() - 2, ui.t(" 条，见日志 F4", " more in the log, F4")), Size::s16, colour::second, false, Anchor::right);
}

}  // namespace guangmu::console
