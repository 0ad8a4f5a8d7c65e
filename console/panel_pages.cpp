// The other two pages: every figure with its state, and the log of commands and faults.
#include <fmt/core.h>

#include "console/fault_words.h"
#include "console/panels.h"

namespace guangmu::console {

void draw_figures_page(Context& c) {
  Ui& ui = c.ui;
  const Box area{16, 84, 1888, 904};
  ui.fill(area, colour::panel, 6);
  struct Column {
    float x;
    const char *zh, *en;
  };
  for (const Column& column : {Column{76, "数字", "Figure"}, Column{520, "墙上的值", "On the wall"},
                               Column{650, "状态", "State"}, Column{840, "来源", "Source"},
                               Column{1000, "最近一次拒收的原因", "Why the newest reading was refused"}}) {
    const bool value = column.x == 520;
    ui.text(column.x, area.y + 14, ui.t(column.zh, column.en), Size::s18, colour::second, true,
            value ? Anchor::right : Anchor::left);
  }
  float y = area.y + 48;
  for (const auto& [id, m] : c.status.metrics) {
    if (y + 57 > 760) break;
    ui.line(area.x + 16, y, area.right() - 16, y, colour::line, 1);
    draw_freshness(ui, 50, y + 28, m);
    ui.told(76, y + 4, c.model.text(m.label), Size::s22, colour::text, true, Anchor::left, 300);
    ui.text(76, y + 32, id, Size::s16, colour::weak);
    ui.text(520, y + 10, c.model.text(m.digits), Size::s28, colour::text, true, Anchor::right);
    ui.told(530, y + 17, c.model.text(m.unit_text), Size::s18, colour::second, false, Anchor::left, 110);
    ui.told(650, y + 17, freshness_words(m, c.model.language), Size::s18,
            m.freshness == kpi::Freshness::live ? colour::text : colour::amber, false, Anchor::left, 180);
    ui.told(840, y + 17, m.derived ? ui.t("公式", "formula") : m.source, Size::s18, colour::second, false,
            Anchor::left, 150);
    if (!m.refused.empty()) {
      ui.paragraph(1000, y + 8, 680, m.refused, Size::s16, colour::amber, 2);
      if (ui.button(("accept-" + id).c_str(), {1696, y + 4, 92, 50},
                    {.label = ui.t("接受", "ACCEPT"), .size = Size::s18, .stacked = true}))
        c.model.act(c.link, "accept-" + id, {"accept " + id});
      if (ui.button(("refuse-" + id).c_str(), {1796, y + 4, 92, 50},
                    {.label = ui.t("拒绝", "REFUSE"), .size = Size::s18, .stacked = true}))
        c.model.act(c.link, "refuse-" + id, {"refuse " + id});
    }
    y += 57;
  }
  y = 776;
  ui.text(36, y, ui.t("来源", "Sources"), Size::s22, colour::text, true);
  y += 38;
  for (const auto& source : c.status.sources) {
    if (y + 28 > area.bottom()) break;
    const bool fine = source.fault.empty();
    if (fine)
      ui.disc(50, y + 12, 6, colour::second);
    else
      ui.cross(50, y + 12, 11, colour::red);
    ui.told(76, y, source.id, Size::s18, colour::text, true, Anchor::left, 140);
    ui.told(230, y, source.url, Size::s18, colour::second, false, Anchor::left, 520);
    ui.text(770, y,
            fmt::format("{} {} · {} {}", source.polls, ui.t("次查询", "polls"), source.errors,
                        ui.t("次出错", "errors")),
            Size::s18, colour::second);
    ui.told(1020, y, fine ? ui.t("正常", "fine") : source.fault, Size::s18,
            fine ? colour::second : colour::amber, false, Anchor::left, 860);
    y += 30;
  }
}

namespace {

// What this console sent, with the wall's answer.
void draw_sent(Context& c, Box b) {
  Ui& ui = c.ui;
  ui.fill(b, colour::panel, 6);
  ui.text(b.x + 16, b.y + 12, ui.t("本台发出的命令和回音", "Sent from this console, with the answer"),
          Size::s22, colour::text, true);
  float y = b.y + 52;
  for (const auto& sent : c.model.journal()) {
    if (y + 32 > b.bottom()) break;
    const bool good = sent.answer.kind == Answer::Kind::applied;
    ui.text(b.x + 16, y, clock_words(sent.at), Size::s18, colour::second);
    const float w = ui.told(b.x + 112, y, sent.text, Size::s18, colour::text, true, Anchor::left, 360);
    ui.told(b.right() - 16, y, c.model.words(sent.answer), Size::s18, good ? colour::second : colour::amber,
            false, Anchor::right, b.w - 150 - w);
    y += 36;
  }
  if (c.model.journal().empty())
    ui.text(b.x + 16, y, ui.t("还没有", "nothing yet"), Size::s18, colour::second);
}

}  // namespace

void draw_log_page(Context& c) {
  Ui& ui = c.ui;
  const Box left{16, 84, 936, 904}, right{968, 84, 936, 446};
  for (const Box& b : {left, right}) ui.fill(b, colour::panel, 6);
  draw_sent(c, {968, 542, 936, 446});
  ui.text(left.x + 16, left.y + 12,
          ui.t("命令（墙的记录，最新在上）", "Commands (the wall's record, newest first)"), Size::s22,
          colour::text, true);
  float y = left.y + 52;
  for (auto record = c.status.last_commands.rbegin();
       record != c.status.last_commands.rend() && y + 42 < left.bottom(); ++record) {
    const bool applied = record->outcome == show::Outcome::applied;
    ui.text(left.x + 16, y, clock_words(record->at), Size::s18, colour::second);
    ui.told(left.x + 112, y, record->text, Size::s18, colour::text, true, Anchor::left, 300);
    ui.told(left.x + 424, y, record->by, Size::s18, colour::second, false, Anchor::left, 150);
    ui.told(left.right() - 16, y,
            applied ? fmt::format("{} {}", ui.t("帧", "frame"), record->frame) : record->reason, Size::s18,
            applied ? colour::second : colour::amber, false, Anchor::right, 340);
    y += 41;
  }
  ui.text(right.x + 16, right.y + 12, ui.t("故障", "Faults"), Size::s22, colour::text, true);
  y = right.y + 52;
  for (const FaultLine& fault : fault_lines(c.status, c.model.language)) {
    if (y + 90 > right.bottom()) break;
    if (fault.severity == show::Severity::fault)
      ui.cross(right.x + 26, y + 12, 12, colour::red);
    else
      ui.triangle(right.x + 26, y + 12, 15, colour::amber);
    const FaultWords& words = fault.words;
    const float w =
        ui.told(right.x + 48, y, words.what, Size::s18, colour::text, true, Anchor::left, right.w - 170);
    ui.text(right.x + 60 + w, y + 2, clock_words(fault.since), Size::s16, colour::second);
    y += 28;
    y += ui.paragraph(right.x + 48, y, right.w - 70, words.advice, Size::s16, colour::second, 2);
    y += ui.paragraph(right.x + 48, y, right.w - 70, words.reason, Size::s16, colour::weak, 2) + 18;
  }
  if (c.status.faults.empty())
    ui.text(right.x + 16, y, ui.t("没有故障", "no faults"), Size::s18, colour::second);
}

}  // namespace guangmu::console
