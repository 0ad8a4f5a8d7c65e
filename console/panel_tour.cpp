// The tour: where it is, what is being said, what GO does next, and the way back.
#include <fmt/core.h>

#include <algorithm>

#include "console/panels.h"

namespace guangmu::console {
namespace {

constexpr Box area{1268, 84, 636, 478};

void draw_progress(Context& c, Box b) {
  const show::TourStatus& tour = c.status.tour;
  const double whole = std::max(1., tour.length_s);
  float x = b.x;
  for (const auto& step : tour.steps) {
    const float w = static_cast<float>(step.length_s / whole) * b.w;
    const double done = std::clamp((tour.position_s - step.from_s) / std::max(0.1, step.length_s), 0., 1.);
    c.ui.fill({x, b.y, w - 4, b.h}, colour::pressed, 3);
    if (done > 0) c.ui.fill({x, b.y, (w - 4) * static_cast<float>(done), b.h}, done < 1 ? colour::accent : colour::second, 3);
    x += w;
  }
}

// The step under way is tall and tells its sentence; the others are one line.
void draw_steps(Context& c, float y, float bottom) {
  Ui& ui = c.ui;
  const show::TourStatus& tour = c.status.tour;
  const int current = std::max(1, tour.step);
  const int first = std::clamp(current - 1, 1, std::max(1, static_cast<int>(tour.steps.size()) - 3));
  for (int number = first; number <= static_cast<int>(tour.steps.size()); ++number) {
    const auto& step = tour.steps[static_cast<std::size_t>(number - 1)];
    const bool here = number == tour.step;
    const Box row{area.x + 12, y, area.w - 24, here ? 96.f : 44.f};
    if (row.bottom() > bottom) break;
    const std::string id = "step-" + step.id;
    const bool pressed = ui.hit(id.c_str(), row);
    ui.fill(row, here ? colour::accent_ground : ui.hovered() ? colour::raised : colour::panel, 4);
    if (here) ui.fill({row.x, row.y, 4, row.h}, colour::accent);
    const bool past = number < tour.step;
    const ImU32 ink = past ? colour::weak : colour::text;
    ui.text(row.x + 16, row.y + 9, std::to_string(number), Size::s18, ink, here);
    ui.text(row.x + 48, row.y + 9, c.model.text(step.title), Size::s18, ink, here, Anchor::left, 400);
    if (past) ui.tick(row.right() - 76, row.y + 21, 12, colour::weak);
    ui.text(row.right() - 12, row.y + 9, here ? minutes(tour.step_position_s) + " / " + minutes(step.length_s) : minutes(step.length_s), Size::s18, ink,
            here, Anchor::right);
    if (here)
      ui.paragraph(row.x + 48, row.y + 38, row.w - 64, tour.caption.empty() ? "…" : "“" + c.model.text(tour.caption) + "”", Size::s18, colour::second, 2);
    if (pressed && !here) c.model.act_guarded(c.link, id, {"tour goto " + step.id});
    y += row.h + 6;
  }
}

void draw_idle(Context& c) {
  Ui& ui = c.ui;
  ui.text(area.x + 16, area.y + 12, ui.t("导览", "Tours"), Size::s22, colour::text, true);
  float y = area.y + 56;
  for (const auto& tour : c.status.tours) {
    const Box row{area.x + 16, y, area.w - 32, 76};
    ButtonLook look{.label = c.model.text(tour.title),
                    .second = fmt::format("{} {} · {}", tour.steps, ui.t("步", "steps"), minutes(tour.length_s))};
    const std::string id = "tour-" + tour.id;
    if (ui.button(id.c_str(), row, look)) c.model.act_guarded(c.link, id, {"tour start " + tour.id});
    y += 84;
  }
  if (c.status.tours.empty()) ui.text(area.x + area.w / 2, area.y + 180, ui.t("这个展览没有导览", "this exhibit has no tour"), Size::s18, colour::weak, false, Anchor::centre);
}

}  // namespace

Go next_go(const show::Status& s, Language language) {
  const bool zh = language == Language::zh;
  const show::TourStatus& tour = s.tour;
  if (tour.running) {
    if (tour.held) return {zh ? "继续导览" : "GO ON WITH THE TOUR", "hold off"};
    if (tour.paused) return {zh ? "继续" : "GO ON", "tour resume"};
    if (tour.step < static_cast<int>(tour.steps.size()))
      return {fmt::format("GO → {} {}", tour.step + 1, tour.steps[static_cast<std::size_t>(tour.step)].title.in(language)), "tour next"};
    return {zh ? "结束导览" : "END OF TOUR", "tour stop"};
  }
  if (!s.tours.empty()) return {(zh ? "开始 " : "START ") + s.tours.front().title.in(language), "tour start " + s.tours.front().id};
  return {};
}

void draw_tour(Context& c) {
  Ui& ui = c.ui;
  ui.fill(area, colour::panel, 6);
  const show::TourStatus& tour = c.status.tour;
  const float buttons_y = area.bottom() - 68;
  if (!tour.running) {
    draw_idle(c);
  } else {
    std::string state = tour.held ? ui.t("保持中", "held") : tour.paused ? ui.t("已暂停", "paused") : tour.sound ? ui.t("中文解说", "narrated") : ui.t("无声，按时间走", "silent, by the clock");
    ui.text(area.x + 16, area.y + 10, fmt::format("{} · {} · {} {} / {}", ui.t("导览", "Tour"), state, ui.t("步", "step"), tour.step, tour.steps.size()),
            Size::s16, tour.paused || tour.held ? colour::amber : colour::second, false, Anchor::left, 460);
    ui.text(area.x + 16, area.y + 34, c.model.text(tour.title), Size::s28, colour::text, true, Anchor::left, 440);
    ui.text(area.right() - 16, area.y + 8, ui.t("还剩", "left"), Size::s16, colour::second, false, Anchor::right);
    ui.text(area.right() - 16, area.y + 22, minutes(tour.length_s - tour.position_s), Size::s44, colour::text, true, Anchor::right);
    draw_progress(c, {area.x + 16, area.y + 84, area.w - 32, 12});
    draw_steps(c, area.y + 110, buttons_y - 8);
  }
  const Go go = next_go(c.status, c.model.language);
  const std::string idle = tour.running ? "" : " ";
  const float y = buttons_y;
  if (ui.button("tour-back", {area.x + 12, y, 100, 60}, {.label = ui.t("上一步", "BACK"), .second = "PgUp", .why_not = idle, .size = Size::s18, .stacked = true}))
    c.model.act_guarded(c.link, "tour-back", {"tour back"});
  ButtonLook main{.label = go.label, .key = ui.t("空格", "Space"), .primary = true, .why_not = go.command.empty() ? " " : ""};
  main.progress = c.model.guard();
  if (ui.button("go", {area.x + 120, y, 238, 60}, main)) c.model.act_guarded(c.link, "go", {go.command});
  const bool paused = tour.paused;
  if (ui.button("tour-pause", {area.x + 366, y, 84, 60},
                {.label = paused ? ui.t("继续", "RESUME") : ui.t("暂停", "PAUSE"), .second = "P", .on = paused, .why_not = idle, .size = Size::s18, .stacked = true}))
    c.model.act(c.link, "tour-pause", {paused ? "tour resume" : "tour pause"});
  if (ui.button("tour-next", {area.x + 458, y, 84, 60}, {.label = ui.t("下一步", "NEXT"), .second = "PgDn", .why_not = idle, .size = Size::s18, .stacked = true}))
    c.model.act_guarded(c.link, "tour-next", {"tour next"});
  if (ui.hold_button("tour-stop", {area.x + 550, y, 74, 60}, {.label = ui.t("停止", "STOP"), .second = ui.t("按住 S", "hold S"), .why_not = idle, .size = Size::s18, .stacked = true},
                     c.held.stop))
    c.model.act(c.link, "tour-stop", {"tour stop"});
}

}  // namespace guangmu::console
