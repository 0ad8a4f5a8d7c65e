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
    if (done > 0)
      c.ui.fill({x, b.y, (w - 4) * static_cast<float>(done), b.h}, done < 1 ? colour::accent : colour::second,
                3);
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
    const Box row{area.x + 12, y, area.w - 24, here ? 100.f : 50.f};
    if (row.bottom() > bottom) break;
    const std::string id = "step-" + step.id;
    const bool pressed = ui.hit(id.c_str(), row);
    ui.fill(row, here ? colour::accent_ground : ui.hovered() ? colour::raised : colour::panel, 4);
    if (here) ui.fill({row.x, row.y, 4, row.h}, colour::accent);
    const bool past = number < tour.step;
    const ImU32 ink = past ? colour::weak : colour::text;
    ui.text(row.x + 16, row.y + (here ? 10.f : 13.f), std::to_string(number), Size::s18, ink, here);
    ui.told(row.x + 48, row.y + (here ? 10.f : 13.f), c.model.text(step.title), Size::s18, ink, here,
            Anchor::left, 400);
    if (past) ui.tick(row.right() - 78, row.y + 25, 12, colour::weak);
    ui.text(row.right() - 12, row.y + (here ? 10.f : 13.f),
            here ? minutes(tour.step_position_s) + " / " + minutes(step.length_s) : minutes(step.length_s),
            Size::s18, ink, here, Anchor::right);
    if (here)
      ui.paragraph(row.x + 48, row.y + 40, row.w - 64,
                   tour.caption.empty() ? "…" : "“" + c.model.text(tour.caption) + "”", Size::s18,
                   colour::second, 2);
    if (pressed && !here) c.model.act_guarded(c.link, id, {"tour goto " + step.id});
    y += row.h + 6;
  }
}

// The keys of a tour, while none runs.
void draw_help(Context& c, float y) {
  Ui& ui = c.ui;
  struct Line {
    const char *key, *key_en, *zh, *en;
  };
  constexpr Line lines[] = {
      {"空格", "Space", "开始；之后是下一步或继续", "start; then the next step, or go on"},
      {"PgUp", "PgUp", "上一步", "one step back"},
      {"PgDn", "PgDn", "下一步", "one step on"},
      {"P", "P", "暂停，声音和画面一起停住", "pause: sound and picture stand still"},
      {"S", "S", "按住 0.4 秒，停止导览", "held for 0.4 s: stop the tour"}};
  for (const Line& each : lines) {
    ui.key_cap(area.x + 84, y, ui.t(each.key, each.key_en));
    ui.text(area.x + 100, y + 2, ui.t(each.zh, each.en), Size::s18, colour::second);
    y += 38;
  }
}

void draw_idle(Context& c, float bottom) {
  Ui& ui = c.ui;
  ui.text(area.x + 16, area.y + 12, ui.t("导览", "Tours"), Size::s22, colour::text, true);
  if (c.model.status())
    ui.text(area.right() - 16, area.y + 15, ui.t("没有导览在进行", "no tour is running"), Size::s18,
            colour::second, false, Anchor::right);
  float y = area.y + 56;
  for (const auto& tour : c.status.tours) {
    if (y + 76 > bottom) break;
    ButtonLook look{
        .label = c.model.text(tour.title),
        .second = fmt::format("{} {} · {}", tour.steps, ui.t("步", "steps"), minutes(tour.length_s)),
        .dynamic_label = true};
    const std::string id = "tour-" + tour.id;
    if (ui.button(id.c_str(), {area.x + 16, y, area.w - 32, 76}, look))
      c.model.act_guarded(c.link, id, {"tour start " + tour.id});
    y += 84;
  }
  if (c.status.tours.empty() && c.model.status())
    ui.text(area.x + area.w / 2, area.y + 180, ui.t("这个展览没有导览", "this exhibit has no tour"),
            Size::s18, colour::weak, false, Anchor::centre);
  if ((!c.status.tours.empty() || !c.model.status()) && y + 200 < bottom) draw_help(c, y + 24);
}

void draw_running(Context& c, float bottom) {
  Ui& ui = c.ui;
  const show::TourStatus& tour = c.status.tour;
  std::string state = tour.sound && c.status.sound.state != audio::DeviceState::silent
                          ? ui.t("有解说", "narrated")
                          : ui.t("不出声，按时走", "not heard, by the clock");
  if (tour.paused) state = ui.t("已暂停", "paused");
  if (tour.held) state = ui.t("保持中", "held");
  ui.text(area.x + 16, area.y + 10,
          fmt::format("{} · {} · {} {} / {}", ui.t("导览", "Tour"), state, ui.t("步", "step"), tour.step,
                      tour.steps.size()),
          Size::s16, tour.paused || tour.held ? colour::amber : colour::second, false, Anchor::left, 460);
  const float titled = ui.told(area.x + 16, area.y + 36, c.model.text(tour.title), Size::s28, colour::text,
                               true, Anchor::left, 300);
  if (!tour.figures_date.empty())
    ui.told(area.x + 32 + titled, area.y + 46, ui.t("数字定在 ", "figures of ") + tour.figures_date,
            Size::s16, colour::second, false, Anchor::left, 420 - titled);
  ui.text(area.right() - 16, area.y + 8, ui.t("还剩", "left"), Size::s16, colour::second, false,
          Anchor::right);
  ui.text(area.right() - 16, area.y + 26, minutes(tour.length_s - tour.position_s), Size::s44, colour::text,
          true, Anchor::right);
  draw_progress(c, {area.x + 16, area.y + 88, area.w - 32, 12});
  draw_steps(c, area.y + 114, bottom);
}

}  // namespace

void draw_tour(Context& c) {
  Ui& ui = c.ui;
  ui.fill(area, colour::panel, 6);
  const show::TourStatus& tour = c.status.tour;
  const float y = area.bottom() - 76, h = 64;
  if (tour.running)
    draw_running(c, y - 8);
  else
    draw_idle(c, y - 8);
  const Go go = next_go(c.status, c.model.language);
  const std::string idle = tour.running ? "" : " ";
  const auto small = [&](const char* id, Box b, const char* label, const char* key, const char* command) {
    if (ui.button(id, b,
                  {.label = label, .second = key, .why_not = idle, .size = Size::s18, .stacked = true}))
      c.model.act_guarded(c.link, id, {command});
  };
  small("tour-back", {area.x + 12, y, 96, h}, ui.t("上一步", "BACK"), "PgUp", "tour back");
  ButtonLook main{.label = go.label.empty() ? ui.t("开始导览", "START") : go.label,
                  .second = ui.t("空格", "Space"),
                  .primary = true,
                  .why_not = go.command.empty() ? " " : ""};
  main.stacked = true;
  main.dynamic_label = true;
  main.progress = c.model.guard();
  if (ui.button("go", {area.x + 116, y, 240, h}, main)) c.model.act_guarded(c.link, "go", {go.command});
  ButtonLook pause{.label = tour.paused ? ui.t("继续", "GO ON") : ui.t("暂停", "PAUSE"),
                   .second = "P",
                   .on = tour.paused,
                   .why_not = idle,
                   .size = Size::s18,
                   .stacked = true};
  if (ui.button("tour-pause", {area.x + 364, y, 84, h}, pause))
    c.model.act(c.link, "tour-pause", {tour.paused ? "tour resume" : "tour pause"});
  small("tour-next", {area.x + 456, y, 84, h}, ui.t("下一步", "NEXT"), "PgDn", "tour next");
  ButtonLook stop{.label = ui.t("停止", "STOP"),
                  .second = ui.t("按住 S", "hold S"),
                  .why_not = idle,
                  .size = Size::s18,
                  .stacked = true};
  if (ui.hold_button("tour-stop", {area.x + 548, y, 76, h}, stop, c.held.stop))
    c.model.act(c.link, "tour-stop", {"tour stop"});
}

}  // namespace guangmu::console
