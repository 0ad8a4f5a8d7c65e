// The log of commands and faults (F4).
#include <fmt/core.h>

#include "console/fault_words.h"
#include "console/panels.h"

namespace guangmu::console {

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
