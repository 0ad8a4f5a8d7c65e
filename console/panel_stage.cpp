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

void draw_picture(Context& c, Box b, const char* name, const char* empty) {
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
  ui.text(b.x + b.w / 2, b.y + b.h / 2 - 12, ui.t("画面停在 ", "picture of ") + age + ui.t("前", " ago"), Size::s18, colour::text, true, Anchor::centre);
}

void head_of(Context& c, Box b, bool on_air, const std::string& id) {
  Ui& ui = c.ui;
  const Box tag{b.x, b.y, ui.zh() ? 96.f : 124.f, 40};
  if (on_air) {
    ui.fill(tag, colour::on_air, 4);
    ui.disc(tag.x + 18, tag.y + 20, 6, colour::text);
  } else {
    ui.frame(tag, colour::accent, 2, 4);
    ui.circle(tag.x + 18, tag.y + 20, 6, colour::accent, 2);
  }
  ui.text(tag.x + 32, tag.y + 6, on_air ? ui.t("播出", "ON AIR") : ui.t("预览", "PREVIEW"), Size::s22, on_air ? colour::text : colour::accent, true,
          Anchor::left, tag.w - 36);
  int number = 0;
  scene_info(c.status, id, &number);
  float x = tag.right() + 12;
  if (number > 0) x += ui.key_cap(x + 26, b.y + 7, std::to_string(number)) + 10;
  ui.text(x, b.y + 5, id.empty() ? ui.t("未选画面", "nothing chosen") : scene_title(c, id), Size::s22, id.empty() ? colour::weak : colour::text, true,
          Anchor::left, b.right() - x);
}

const char* transition_name(const Ui& ui, show::TransitionKind kind) {
  switch (kind) {
    case show::TransitionKind::cut: return ui.t("直切", "cut");
    case show::TransitionKind::dissolve: return ui.t("溶光", "dissolve");
    case show::TransitionKind::push: return ui.t("推移", "push");
    case show::TransitionKind::wipe: return ui.t("模组拼接", "module wipe");
  }
  return "";
}

constexpr Box preview_box{16, 84, 490, 406}, program_box{762, 84, 490, 406};
constexpr float head_h = 42, picture_h = 306;

}  // namespace

void draw_preview(Context& c) {
  Ui& ui = c.ui;
  const Box b = preview_box;
  ui.fill(b, colour::panel, 4);
  head_of(c, b, false, c.status.scene.preview);
  const Box picture{b.x, b.y + head_h, b.w, picture_h};
  draw_picture(c, picture, "preview", c.status.scene.preview.empty() ? ui.t("按数字键或点下方画面", "press a number or a picture below") : "…");
  ui.frame(picture, colour::accent, 2);
  const float y = picture.bottom() + 6;
  if (c.status.scene.preview.empty()) return;
  if (c.status.scene.ready) {
    ui.tick(b.x + 18, y + 13, 14, colour::text);
    ui.text(b.x + 34, y, ui.t("已备好，可上屏", "ready to take"), Size::s18, colour::text, true);
  } else {
    ui.text(b.x + 10, y, ui.t("未备好：", "not ready: ") + c.status.scene.reason, Size::s18, colour::amber, true, Anchor::left, 470);
  }
  if (const auto* info = scene_info(c.status, c.status.scene.preview)) {
    float x = b.right() - 16;
    for (auto id = info->metrics.rbegin(); id != info->metrics.rend(); ++id)
      if (const auto metric = c.status.metrics.find(*id); metric != c.status.metrics.end()) {
        draw_freshness(ui, x, y + 38, metric->second);
        x -= 20;
      }
    ui.text(b.x + 10, y + 26, ui.t("数据", "figures"), Size::s16, colour::second);
  }
}

void draw_transition(Context& c) {
  Ui& ui = c.ui;
  const float x = 518, w = 232;
  const show::SceneStatus& scene = c.status.scene;
  const std::string nothing = scene.preview.empty() ? ui.t("先选预览", "choose a preview first") : "";
  const std::string why = !nothing.empty() ? nothing : scene.ready ? "" : scene.reason;
  ButtonLook take{.label = ui.t("上屏", "TAKE"), .second = ui.t("按预设过渡", "with its own transition"), .key = "Enter", .primary = true, .why_not = why};
  take.size = Size::s44;
  take.stacked = true;
  take.progress = c.model.guard();
  if (ui.button("take", {x, 84, w, 112}, take)) c.model.act_guarded(c.link, "take", {"take"});
  ButtonLook cut{.label = ui.t("直切", "CUT"), .key = "X", .why_not = why.empty() ? "" : " "};
  if (ui.button("cut", {x, 204, 112, 60}, cut)) c.model.act_guarded(c.link, "cut", {"cut"});
  ButtonLook undo{.label = ui.t("撤销", "UNDO"), .key = "Z", .why_not = scene.undo_depth > 0 ? "" : " "};
  if (ui.button("undo", {x + 120, 204, 112, 60}, undo)) c.model.act(c.link, "undo", {"undo"});
  ButtonLook fade{.label = ui.t("淡变 1 秒", "FADE 1 s"), .key = "T", .why_not = why.empty() ? "" : " "};
  if (ui.button("fade", {x, 272, w, 60}, fade)) c.model.act_guarded(c.link, "fade", {"fade 1"});

  const Box strip{x, 340, w, 52};
  ui.fill(strip, colour::panel, 6);
  if (scene.transition) {
    ui.text(strip.x + 14, strip.y + 6, fmt::format("{} {:.0f} %", transition_name(ui, scene.transition->kind), scene.transition->progress * 100),
            Size::s18, colour::text, true);
    ui.fill({strip.x + 14, strip.y + 36, (w - 28) * static_cast<float>(scene.transition->progress), 6}, colour::accent, 3);
  } else {
    ui.text(strip.x + 14, strip.y + 15, ui.t("过渡：静止", "no transition running"), Size::s18, colour::second);
  }

  const bool held = c.status.hold_left_s.has_value();
  ButtonLook hold{.label = held ? minutes(*c.status.hold_left_s) : ui.t("保持", "HOLD"),
                  .second = held ? ui.t("保持中，再按结束", "holding, press to end") : ui.t("三分钟不轮播", "no rotation for 3 min"), .key = "H", .on = held};
  hold.size = held ? Size::s44 : Size::s22;
  if (ui.button("hold", {x, 400, held ? 152.f : w, 90}, hold)) c.model.act(c.link, "hold", {held ? "hold off" : "hold 180"});
  if (held) {
    ButtonLook more{.label = ui.t("+1 分", "+1 min"), .key = "⇧H"};
    more.stacked = true;
    more.key.clear();
    more.size = Size::s18;
    if (ui.button("hold+", {x + 160, 400, 72, 90}, more)) c.model.act(c.link, "hold", {fmt::format("hold {:.0f}", *c.status.hold_left_s + 60)});
  }
}

void draw_program(Context& c) {
  Ui& ui = c.ui;
  const Box b = program_box;
  ui.fill(b, colour::red_ground, 4);
  head_of(c, b, true, c.status.scene.program);
  const Box picture{b.x, b.y + head_h, b.w, picture_h};
  draw_picture(c, picture, "program", ui.t("等待墙的画面", "waiting for the wall's picture"));
  ui.frame(picture, colour::red, 4);
  const float y = picture.bottom() + 6;
  const std::string on_air = kpi::age_text(std::max(0., c.status.wall_clock - c.status.scene.program_since), c.model.language);
  std::string state;
  if (c.status.blackout) state = ui.t("黑场中", "blacked out");
  else if (c.status.freeze) state = ui.t("画面已定格", "picture frozen");
  else if (c.status.logo) state = ui.t("显示标志", "showing the logo");
  else if (!c.status.pattern.empty()) state = ui.t("测试图 ", "pattern ") + c.status.pattern;
  ui.text(b.x + 10, y, ui.t("已播 ", "on air ") + on_air, Size::s18, colour::text, true);
  if (!state.empty()) ui.text(b.right() - 10, y, state, Size::s18, colour::amber, true, Anchor::right);
  if (!c.status.scene.failed.empty())
    ui.text(b.x + 10, y + 26, ui.t("待机画面代替：", "hold picture instead of ") + scene_title(c, c.status.scene.failed) + "  " + c.status.scene.failed_reason,
            Size::s16, colour::amber, false, Anchor::left, 470);
  else if (c.status.rotation_next_s)
    ui.text(b.x + 10, y + 26, ui.t("轮播：", "rotation: next in ") + minutes(*c.status.rotation_next_s) + ui.t(" 后换下一画面", ""), Size::s16, colour::second);
  else if (c.status.hold_left_s)
    ui.text(b.x + 10, y + 26, minutes(*c.status.hold_left_s) + ui.t(" 后自动继续", " until it goes on by itself"), Size::s16, colour::second);
}

}  // namespace guangmu::console
