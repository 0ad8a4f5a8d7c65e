// Faults in plain words: what, since when, what the wall does about it, what to do. Red only for true faults.
#include <fmt/core.h>

#include <algorithm>

#include "console/fault_words.h"
#include "console/panels.h"
#include "kpi/values/number_text.h"

namespace guangmu::console {

namespace {

// What is in order, in three quiet lines, so that "no fault" is seen to have been looked at.
void draw_all_well(Context& c, Box b) {
  Ui& ui = c.ui;
  float y = b.y;
  const auto line = [&](const std::string& what, const std::string& detail) {
    ui.tick(b.x + 10, y + 12, 12, colour::weak);
    const float w = ui.told(b.x + 30, y, what, Size::s18, colour::second, false, Anchor::left, 250);
    ui.told(b.x + 44 + w, y + 2, detail, Size::s16, colour::weak, false, Anchor::left, b.w - 50 - w);
    y += 40;
  };
  for (const auto& source : c.status.sources) {
    if (y > b.y + 41) break;
    const std::string asked = c.ui.zh() ? fmt::format("已取数 {} 次，出错 {} 次", source.polls, source.errors)
                                        : fmt::format("{} polls, {} errors", source.polls, source.errors);
    line(ui.t("数据来源 ", "source ") + source.id, asked);
  }
  line(ui.t("声音设备", "sound device"),
       c.status.sound.state == audio::DeviceState::silent
           ? ui.t("没有声音设备，导览按时走", "none: tours run by the clock")
           : c.status.sound.device);
  line(ui.t("墙已运行", "wall running for"), kpi::age_text(c.status.uptime_s, c.model.language));
}

void draw_row(Context& c, Box row, const FaultLine& fault, std::size_t index) {
  Ui& ui = c.ui;
  const bool is_red = fault.severity == show::Severity::fault;
  const FaultWords& words = fault.words;
  ui.fill(row, is_red ? colour::red_ground : colour::amber_ground, 4);
  ui.fill({row.x, row.y, 4, row.h}, is_red ? colour::red : colour::amber);
  if (is_red)
    ui.cross(row.x + 26, row.y + 20, 13, colour::red);
  else
    ui.triangle(row.x + 26, row.y + 20, 16, colour::amber);
  const float room = row.w - 46 - 108;
  const float at =
      ui.told(row.x + 46, row.y + 6, words.what, Size::s18, colour::text, true, Anchor::left, room - 76);
  ui.text(row.x + 56 + at, row.y + 8, clock_words(fault.since), Size::s16, colour::second);
  ui.paragraph(row.x + 46, row.y + 31, room, words.advice.empty() ? words.reason : words.advice, Size::s16,
               colour::second, 2);
  const std::string id = "fault-" + std::to_string(index);
  ButtonLook look{.label = fault.room == "kpi" ? ui.t("核对", "CHECK") : ui.t("详情", "MORE"),
                  .second = index == 0 ? "V" : "D",
                  .size = Size::s18,
                  .stacked = true,
                  .local = true};
  if (ui.button(id.c_str(), {row.right() - 96, row.y + 9, 88, 58}, look))
    c.model.page = fault.room == "kpi" ? Page::figures : Page::log;
}

}  // namespace

void draw_faults(Context& c) {
  Ui& ui = c.ui;
  const Box area{1268, 574, 636, 216};
  ui.fill(area, colour::panel, 6);
  const std::vector<FaultLine> faults = fault_lines(c.status, c.model.language);
  const auto red = std::count_if(faults.begin(), faults.end(),
                                 [](const auto& f) { return f.severity == show::Severity::fault; });
  const auto amber = static_cast<std::ptrdiff_t>(faults.size()) - red;
  ui.text(area.x + 16, area.y + 10, ui.t("故障与提示", "Faults and notices"), Size::s22, colour::text, true);
  float x = area.right() - 16;
  if (!c.model.status()) return;
  if (faults.empty()) {
    const float w = ui.text(x, area.y + 13, ui.t("一切正常", "all is well"), Size::s18, colour::second, false,
                            Anchor::right);
    ui.tick(x - w - 16, area.y + 26, 13, colour::second);
  } else {
    if (amber > 0) {
      x -= ui.text(x, area.y + 13, fmt::format("{} {}", amber, ui.t("待办", "to look at")), Size::s18,
                   colour::amber, false, Anchor::right) +
           14;
      ui.triangle(x, area.y + 26, 14, colour::amber);
      x -= 22;
    }
    if (red > 0) {
      x -= ui.text(x, area.y + 13, fmt::format("{} {}", red, ui.t("故障", "faults")), Size::s18,
                   rgb(0xFF7C75), false, Anchor::right) +
           14;
      ui.cross(x, area.y + 26, 11, colour::red);
    }
  }
  if (faults.empty()) return draw_all_well(c, {area.x + 16, area.y + 62, area.w - 32, 140});
  float y = area.y + 46;
  for (std::size_t i = 0; i < faults.size() && i < 2; ++i) {
    draw_row(c, {area.x + 12, y, area.w - 24, 76}, faults[i], i);
    y += 82;
  }
  if (faults.size() > 2) {
    const float w = ui.text_width(ui.t("故障与提示", "Faults and notices"), Size::s22, true);
    ui.text(area.x + 32 + w, area.y + 15,
            c.ui.zh() ? fmt::format("还有 {} 条，见日志", faults.size() - 2)
                      : fmt::format("{} more in the log", faults.size() - 2),
            Size::s16, colour::second);
  }
}

}  // namespace guangmu::console
