// The same strip on every page: black, freeze, logo, welcome text, brightness, the last command with its
// answer, mute.
#include <fmt/core.h>

#include "console/panels.h"

namespace guangmu::console {
namespace {

void draw_message(Context& c, Box b) {
  Ui& ui = c.ui;
  const bool on = !c.status.message.empty();
  ButtonLook look{.label = ui.t("欢迎词", "WELCOME"),
                  .second = on ? c.status.message : ui.t("输入后上墙", "type, then show"),
                  .key = "W",
                  .on = on,
                  .dynamic_second = on};
  if (ui.button("message", b, look)) {
    if (on)
      c.model.act(c.link, "message", {"message off"});
    else
      c.model.message_draft = "";
  }
}

// The last command with its answer; after a loss, what happened meanwhile.
void draw_last(Context& c, Box b) {
  Ui& ui = c.ui;
  const std::string meanwhile = c.model.meanwhile();
  if (!meanwhile.empty()) {
    ui.text(b.x, b.y + 1, ui.t("重新连上墙", "the wall is back"), Size::s16, colour::accent, true);
    ui.paragraph(b.x, b.y + 23, b.w, meanwhile, Size::s16, colour::text, 2);
    return;
  }
  if (c.model.can_retry()) {
    ButtonLook again{.label = ui.t("再试", "Retry")};
    if (ui.button("retry", {b.right() - 104, b.y + 6, 104, 56}, again)) c.model.retry(c.link);
    b.w -= 116;
  }
  ui.text(b.x, b.y + 10, ui.t("最近一条命令", "last command"), Size::s16, colour::weak);
  const auto& sent = c.model.journal();
  const auto& records = c.status.last_commands;
  std::string last = "—";
  if (!sent.empty())
    last =
        clock_words(sent.front().at) + "  " + sent.front().text + "  " + c.model.words(sent.front().answer);
  else if (!records.empty())
    last = clock_words(records.back().at) + "  " + records.back().text + "  " + records.back().by;
  const bool bad = !sent.empty() && sent.front().answer.kind != Answer::Kind::applied;
  ui.told(b.x, b.y + 34, last, Size::s18, bad ? colour::amber : colour::text, false, Anchor::left, b.w);
}

}  // namespace

void draw_bottom_strip(Context& c) {
  Ui& ui = c.ui;
  const show::Status& s = c.status;
  ui.fill({0, 996, 1920, 84}, colour::panel);
  const float y = 1004, h = 68;
  const auto toggle = [&](const char* id, float x, float w, const char* label, const char* off,
                          const char* on, const char* key, bool active, const char* verb) {
    ButtonLook look{.label = label, .second = active ? on : off, .key = key, .on = active, .danger = true};
    if (ui.button(id, {x, y, w, h}, look))
      c.model.act(c.link, id, {std::string(verb) + (active ? " off" : " on")});
  };
  ButtonLook black{
      .label = s.blackout ? ui.t("黑场中", "BLACK") : ui.t("黑场", "BLACK"),
      .second = s.blackout ? ui.t("再按恢复", "press to end") : ui.t("按住 0.4 秒", "hold 0.4 s"),
      .key = "B",
      .on = s.blackout,
      .danger = true};
  if (s.blackout) {
    if (ui.button("black", {16, y, 192, h}, black)) c.model.act(c.link, "black", {"blackout off"});
  } else if (ui.hold_button("black", {16, y, 192, h}, black, c.held.black)) {
    c.model.act(c.link, "black", {"blackout on"});
  }
  toggle("freeze", 216, 176, ui.t("定格", "FREEZE"), ui.t("画面停住", "picture stands"),
         ui.t("再按恢复", "press to end"), "F", s.freeze, "freeze");
  toggle("logo", 400, 176, ui.t("标志", "LOGO"), ui.t("换成标志", "show the logo"),
         ui.t("再按恢复", "press to end"), "L", s.logo, "logo");
  draw_message(c, {584, y, 272, h});

  const auto brightness = [&](const char* id, float x, const char* label, const char* key, int steps) {
    ButtonLook look{.label = label, .second = key, .size = Size::s28, .stacked = true};
    if (ui.button(id, {x, y, 60, h}, look)) c.model.act(c.link, id, {brightness_command(s, steps)});
  };
  brightness("dim", 872, "−", ",", -1);
  const Box bar{940, y, 260, h};
  ui.fill(bar, c.model.can_act() ? colour::raised : rgb(0x1A1E24), 6);
  ui.text(bar.x + 14, bar.y + 10,
          c.model.status() ? fmt::format("{} {:.0f} %", ui.t("亮度", "brightness"), s.brightness * 100)
                           : std::string(ui.t("亮度 —", "brightness —")),
          Size::s22, c.model.can_act() ? colour::text : colour::weak, true);
  ui.fill({bar.x + 14, bar.y + 48, bar.w - 28, 6}, colour::line, 3);
  if (c.model.status())
    ui.fill({bar.x + 14, bar.y + 48, (bar.w - 28) * static_cast<float>(s.brightness), 6}, colour::text, 3);
  brightness("bright", 1208, "+", ".", 1);
  draw_last(c, {1288, y, 424, h});
  toggle("mute", 1728, 176, ui.t("静音", "MUTE"), ui.t("现在有声", "sound is on"),
         ui.t("再按恢复", "press to end"), "M", s.sound.mute, "mute");
}

}  // namespace guangmu::console
