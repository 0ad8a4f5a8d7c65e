// Preview, the transition column and the program: what comes next, how, and what stands on the wall.
#include <fmt/core.h>

#include "console/panels.h"
#include "kpi/values/number_text.h"

namespace guangmu::console {
namespace {

const show::SceneInfo* scene_info(const show::Status& s, const std::string& id, int* number = nullptr) {
  for (std::size_t i = 0; i < s.scenes.size(); ++i)
    if (s.scenes[i].id == id) {
      if (number) *number = static_cast<int>(i + 1);
      return &s.scenes[i];
    }
  return nullptr;
}

std::string scene_title(const Context& c, const std::string& id) {
  if (const auto* info = scene_info(c.status, id)) return c.model.text(info->title);
  return id == "hold" ? std::string(c.ui.t("待机画面", "Hold picture")) : id;
}

void draw_picture(Context& c, Box b, const std::string& name, const char* empty) {
  Ui& ui = c.ui;
  ui.fill(b, IM_COL32(0, 0, 0, 255));
  const auto picture = c.pictures.find(name);
  if (picture == c.pictures.end() || !picture->second.texture) {
    ui.text(b.x + b.w / 2, b.y + b.h / 2 - 12, empty, Size::s18, colour::weak, false, Anchor::centre);
    return;
  }
  ui.image(b, picture->second.texture);
  if (c.model.connected()) return;
  ui.fill(b, IM_COL32(13, 15, 18, 150));
  const std::string age = kpi::age_text(std::max(0., c.model.time - picture->second.at), c.model.language);
  ui.fill({b.x + 90, b.y + b.h / 2 - 40, b.w - 180, 80}, IM_COL32(13, 15, 18, 210), 6);
  ui.text(b.x + b.w / 2, b.y + b.h / 2 - 32, age + ui.t("前的画面", " old picture"), Size::s22, colour::text,
          true, Anchor::centre);
  ui.text(b.x + b.w / 2, b.y + b.h / 2 + 4, ui.t("请抬头看墙", "look at the wall itself"), Size::s18,
          colour::amber, false, Anchor::centre);
}

void head_of(Context& c, Box b, bool on_air, const std::string& id) {
  Ui& ui = c.ui;
  const Box tag{b.x, b.y, ui.zh() ? 96.f : 148.f, 40};
  if (on_air) {
    ui.fill(tag, colour::on_air, 4);
    ui.disc(tag.x + 18, tag.y + 20, 6, colour::text);
  } else {
    ui.frame(tag, colour::accent, 2, 4);
    ui.circle(tag.x + 18, tag.y + 20, 6, colour::accent, 2);
  }
  ui.text(tag.x + 32, tag.y + 6, on_air ? ui.t("播出", "ON AIR") : ui.t("预览", "PREVIEW"), Size::s22,
          on_air ? colour::text : colour::accent, true, Anchor::left, tag.w - 36);
  int number = 0;
  scene_info(c.status, id, &number);
  float x = tag.right() + 12;
  if (!c.model.status())
    return void(ui.text(x, b.y + 6, ui.t("还不知道", "not known yet"), Size::s22, colour::weak, true));
  if (number > 0) x += ui.key_cap(x + 26, b.y + 7, std::to_string(number)) + 10;
  ui.told(x, b.y + 6, id.empty() ? ui.t("未选画面", "nothing chosen") : scene_title(c, id), Size::s22,
          id.empty() ? colour::weak : colour::text, true, Anchor::left, b.right() - x - 8);
}

const char* transition_name(const Ui& ui, show::TransitionKind kind) {
  switch (kind) {
    case show::TransitionKind::cut:
      return ui.t("直切", "cut");
    case show::TransitionKind::dissolve:
      return ui.t("溶光", "dissolve");
    case show::TransitionKind::push:
      return ui.t("推移", "push");
    case show::TransitionKind::wipe:
      return ui.t("模组拼接", "module wipe");
  }
  return "";
}

constexpr Box preview_box{16, 84, 490, 406}, program_box{762, 84, 490, 406};
constexpr float head_h = 42, picture_h = 306;

// The marks of a scene's figures from the right, and what they come to in words.
void draw_scene_figures(Context& c, const show::SceneInfo& scene, float left, float right, float y) {
  Ui& ui = c.ui;
  int late = 0, check = 0, all = 0;
  float x = right;
  for (auto id = scene.metrics.rbegin(); id != scene.metrics.rend(); ++id)
    if (const auto metric = c.status.metrics.find(*id); metric != c.status.metrics.end()) {
      draw_freshness(ui, x, y + 11, metric->second);
      x -= 19;
      ++all;
      if (metric->second.quarantined || !metric->second.refused.empty())
        ++check;
      else if (metric->second.freshness != kpi::Freshness::live)
        ++late;
    }
  std::string words = fmt::format("{} {}", all, ui.t("个数字，全部实时", "figures, all live"));
  if (all == 0)
    words = ui.t("固定内容，不取实时数字", "fixed content, no live figures");
  else if (check > 0)
    words = fmt::format("{} {}", check, ui.t("个数字待核", "figures to be checked"));
  else if (late > 0)
    words = fmt::format("{} {}", late, ui.t("个数字不是实时", "figures are not live"));
  ui.told(left, y, words, Size::s16, check + late > 0 ? colour::amber : colour::second, false, Anchor::left,
          x - left);
}

std::string wall_state(const Context& c) {
  const show::Status& s = c.status;
  const Ui& ui = c.ui;
  if (!s.emergency.empty()) return ui.t("应急信息在墙上", "emergency text shown");
  if (s.blackout) return ui.t("黑场中", "blacked out");
  if (s.freeze) return ui.t("画面已定格", "picture frozen");
  if (s.logo) return ui.t("显示标志", "showing the logo");
  if (!s.pattern.empty()) return ui.t("测试图 ", "pattern ") + s.pattern;
  return "";
}

std::string what_next(const Context& c) {
  const show::Status& s = c.status;
  const Ui& ui = c.ui;
  if (s.hold_left_s)
    return minutes(*s.hold_left_s) + (s.tour.running ? ui.t(" 后导览自动继续", " until the tour goes on")
                                                     : ui.t(" 后轮播自动继续", " until rotation goes on"));
  if (s.tour.running)
    return s.tour.paused ? ui.t("导览已暂停", "the tour is paused")
                         : ui.t("由导览换画面", "the tour chooses the pictures");
  if (s.rotation_next_s)
    return ui.t("轮播：", "rotation: next in ") + minutes(*s.rotation_next_s) + ui.t(" 后换下一画面", "");
  return s.rotation ? ui.t("轮播稍后继续", "rotation goes on later")
                    : ui.t("停在这个画面", "this picture stays");
}

void draw_hold(Context& c, float x, float w) {
  Ui& ui = c.ui;
  const bool held = c.status.hold_left_s.has_value();
  if (!held) {
    ButtonLook hold{
        .label = ui.t("保持", "HOLD"), .second = ui.t("三分钟不换画面", "stay for 3 min"), .key = "H"};
    if (ui.button("hold", {x, 400, w, 90}, hold))
      c.model.act(c.link, "hold", {hold_command(c.status, false)});
    return;
  }
  const bool soon = *c.status.hold_left_s < 30;
  ButtonLook hold{.label = minutes(*c.status.hold_left_s),
                  .second = ui.t("保持中，按 H 结束", "holding, H ends it"),
                  .on = true,
                  .danger = soon,
                  .size = Size::s44,
                  .stacked = true};
  if (ui.button("hold", {x, 400, 152, 90}, hold))
    c.model.act(c.link, "hold", {hold_command(c.status, false)});
  ButtonLook more{.label = ui.t("+1 分", "+1 min"), .second = "⇧H", .size = Size::s18, .stacked = true};
  if (ui.button("hold+", {x + 160, 400, 72, 90}, more))
    c.model.act(c.link, "hold", {hold_command(c.status, true)});
}

}  // namespace

void draw_preview(Context& c) {
  Ui& ui = c.ui;
  const Box b = preview_box;
  ui.fill(b, colour::panel, 4);
  head_of(c, b, false, c.status.scene.preview);
  const Box picture{b.x, b.y + head_h, b.w, picture_h};
  draw_picture(c, picture, "scenes/" + c.status.scene.preview,
               !c.model.status() ? ui.t("等待墙", "waiting for the wall")
               : c.status.scene.preview.empty()
                   ? ui.t("按数字键或点下方画面", "press a number or a picture below")
                   : "…");
  ui.frame(picture, c.model.status() ? colour::accent : colour::line, 2);
  const float y = picture.bottom() + 5;
  if (c.status.scene.preview.empty()) return;
  if (c.status.scene.ready) {
    ui.tick(b.x + 18, y + 12, 14, colour::text);
    ui.text(b.x + 34, y, ui.t("已备好，可上屏", "ready to take"), Size::s18, colour::text, true);
  } else {
    ui.told(b.x + 10, y, why_no_take(c.status, c.model.language), Size::s18, colour::amber, true,
            Anchor::left, 470);
  }
  if (const auto* info = scene_info(c.status, c.status.scene.preview))
    draw_scene_figures(c, *info, b.x + 10, b.right() - 16, y + 27);
}

void draw_transition(Context& c) {
  Ui& ui = c.ui;
  const float x = 518, w = 232;
  const show::SceneStatus& scene = c.status.scene;
  const std::string why =
      c.model.status() ? why_no_take(c.status, c.model.language) : ui.t("等待墙", "no wall yet");
  const Size narrow = ui.zh() ? Size::s22 : Size::s18;
  ButtonLook take{.label = ui.t("上屏", "TAKE"),
                  .second = ui.t("按画面的过渡", "its own transition"),
                  .key = "Enter",
                  .primary = true,
                  .why_not = why};
  take.size = Size::s44;
  take.stacked = true;
  take.progress = c.model.guard();
  if (scene.transition) {
    take.second = fmt::format("{} {:.0f} %", transition_name(ui, scene.transition->kind),
                              scene.transition->progress * 100);
    take.progress = static_cast<float>(scene.transition->progress);
  }
  if (ui.button("take", {x, 84, w, 112}, take)) c.model.act_guarded(c.link, "take", {"take"});
  const std::string not_now = why.empty() ? "" : " ";
  if (ui.button("cut", {x, 204, 112, 60},
                {.label = ui.t("直切", "CUT"), .key = "X", .why_not = not_now, .size = narrow}))
    c.model.act_guarded(c.link, "cut", {"cut"});
  if (ui.button("undo", {x + 120, 204, 112, 60},
                {.label = ui.t("撤销", "UNDO"),
                 .key = "Z",
                 .why_not = scene.undo_depth > 0 ? "" : " ",
                 .size = narrow}))
    c.model.act(c.link, "undo", {"undo"});
  if (ui.button("fade", {x, 272, 152, 60},
                {.label = ui.t("淡变", "FADE"),
                 .second = fmt::format("{:g} {}", c.model.fade_s, ui.t("秒", "s")),
                 .key = "T",
                 .why_not = not_now,
                 .size = narrow}))
    c.model.act_guarded(c.link, "fade", {fade_command(c.model.fade_s)});
  ButtonLook length{.label = ui.t("时长", "length"), .second = "⇧T", .size = Size::s18, .stacked = true};
  length.local = true;
  if (ui.button("fade-length", {x + 160, 272, 72, 60}, length)) c.model.fade_s = next_fade_s(c.model.fade_s);
  ButtonLook rotation{.label = !c.model.status()   ? ui.t("轮播", "ROTATION")
                               : c.status.rotation ? ui.t("轮播 开", "ROTATION on")
                                                   : ui.t("轮播 关", "ROTATION off"),
                      .key = "R",
                      .on = c.status.rotation,
                      .size = Size::s18};
  if (c.status.rotation_next_s)
    rotation.second = minutes(*c.status.rotation_next_s) + ui.t(" 后换画面", " to the next");
  if (ui.button("rotation", {x, 340, w, 52}, rotation))
    c.model.act(c.link, "rotation", {c.status.rotation ? "rotation off" : "rotation on"});
  draw_hold(c, x, w);
}

void draw_program(Context& c) {
  Ui& ui = c.ui;
  const Box b = program_box;
  ui.fill(b, c.model.status() ? colour::red_ground : colour::panel, 4);
  head_of(c, b, true, c.status.scene.program);
  const Box picture{b.x, b.y + head_h, b.w, picture_h};
  draw_picture(c, picture, "program", ui.t("等待墙的画面", "waiting for the wall's picture"));
  ui.frame(picture, c.model.status() ? colour::red : colour::line, c.model.status() ? 4 : 2);
  if (!c.model.status()) return;
  const float y = picture.bottom() + 5;
  const double since_s = std::max(0., c.status.wall_clock - c.status.scene.program_since);
  ui.text(b.x + 10, y, ui.t("已播 ", "on air ") + minutes(since_s), Size::s18, colour::text, true);
  if (const std::string state = wall_state(c); !state.empty())
    ui.told(b.right() - 10, y, state, Size::s18, colour::amber, true, Anchor::right, 330);
  if (!c.status.scene.failed.empty())
    ui.told(b.x + 10, y + 27,
            ui.t("待机画面代替：", "hold picture instead of ") + scene_title(c, c.status.scene.failed) +
                "  " + c.status.scene.failed_reason,
            Size::s16, colour::amber, false, Anchor::left, 470);
  else
    ui.told(b.x + 10, y + 27, what_next(c), Size::s16, colour::second, false, Anchor::left, 470);
}

}  // namespace guangmu::console
