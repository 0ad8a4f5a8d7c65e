// The timeline's own controls: where it stands, one event on or back, hold.
#include <fmt/core.h>

#include "console/panels.h"

namespace guangmu::console {
namespace {

constexpr Box area{16, 776, 612, 212};

// One stroke per event, the current one a disc; a press goes there.
void draw_events(Context& c, float y) {
  Ui& ui = c.ui;
  const show::TimelineStatus& timeline = c.status.timeline;
  const float left = area.x + 28, w = area.w - 56;
  const auto count = timeline.events.size();
  const float pitch = count > 1 ? w / static_cast<float>(count - 1) : 0;
  ui.line(left, y, left + w, y, colour::line, 2);
  for (std::size_t i = 0; i < count; ++i) {
    const float x = left + pitch * static_cast<float>(i);
    const bool here = static_cast<int>(i) + 1 == timeline.event;
    const std::string id = "event-" + timeline.events[i].id;
    const bool pressed =
        ui.hit(id.c_str(), {x - std::min(pitch, 56.f) / 2, y - 24, std::min(pitch, 56.f), 48});
    if (ui.hovered()) ui.circle(x, y, 12, colour::second, 2);
    ui.disc(x, y, here ? 8 : 5,
            here                                       ? colour::accent
            : static_cast<int>(i) + 1 < timeline.event ? colour::second
                                                       : colour::weak);
    if (pressed) c.model.act_guarded(c.link, id, {"timeline goto " + timeline.events[i].id});
  }
}

}  // namespace

void draw_timeline(Context& c) {
  Ui& ui = c.ui;
  const show::TimelineStatus& timeline = c.status.timeline;
  ui.fill(area, colour::panel, 6);
  ui.text(area.x + 16, area.y + 10, ui.t("时间轴", "Timeline"), Size::s22, colour::text, true);
  if (timeline.events.empty()) return;
  const std::size_t at = static_cast<std::size_t>(std::max(1, timeline.event)) - 1;
  if (at >= timeline.events.size()) return;
  ui.text(area.right() - 16, area.y + 13, fmt::format("{} / {}", at + 1, timeline.events.size()), Size::s18,
          colour::second, false, Anchor::right);
  const float dated = ui.text(area.x + 16, area.y + 44, timeline.events[at].date, Size::s18, colour::second);
  ui.told(area.x + 28 + dated, area.y + 44, c.model.text(timeline.events[at].title), Size::s18, colour::text,
          true, Anchor::left, area.w - 48 - dated);
  draw_events(c, area.y + 98);
  const float y = area.bottom() - 76;
  if (ui.button("timeline-back", {area.x + 16, y, 184, 60},
                {.label = ui.t("上一事件", "EARLIER"), .key = "←", .size = Size::s18}))
    c.model.act_guarded(c.link, "timeline-back", {"timeline back"});
  ButtonLook hold{.label = timeline.held ? ui.t("停住了", "STANDING") : ui.t("停在这里", "STAND"),
                  .second = timeline.held ? ui.t("再按继续", "press to go on") : "",
                  .on = timeline.held};
  hold.size = Size::s18;
  hold.stacked = true;
  if (ui.button("timeline-hold", {area.x + 212, y, 188, 60}, hold))
    c.model.act(c.link, "timeline-hold", {"timeline hold"});
  if (ui.button("timeline-next", {area.x + 412, y, 184, 60},
                {.label = ui.t("下一事件", "LATER"), .key = "→", .size = Size::s18}))
    c.model.act_guarded(c.link, "timeline-next", {"timeline next"});
}

}  // namespace guangmu::console
