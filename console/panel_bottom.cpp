// The same strip on every page: black, freeze, logo, welcome text, brightness, the last command with its answer, mute.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "console/panels.h"

namespace guangmu::console {
namespace {

void draw_message(Context& c, Box b) {
  Ui& ui = c.ui;
  const bool on = !c.status.message.empty();
  ButtonLook look{.label = ui.t("欢迎词", "WELCOME"), .second = on ? c.status.message : ui.t("输入后上墙", "type, then show"), .key = "W", .on = on};
  if (ui.button("message", b, look)) {
    if (on) c.model.act(c.link, "message", {"message off"});
    else c.model.message_draft = "";
  }
}

}  // namespace

void draw_bottom_strip(Context& c) {
  Ui& ui = c.ui;
  const show::Status& s = c.status;
  ui.fill({0, 996, 1920, 84}, colour::panel);
  const float y = 1004, h = 68;
  const auto toggle = [&](const char* id, float x, float w, const char* label, const char* off, const char* on, const char* key, bool active, const char* verb) {
    ButtonLook look{.label = label, .second = active ? on : off, .key = key, .on = active, .danger = true};
    if (ui.button(id, {x, y, w, h}, look)) c.model.act(c.link, id, {std::string(verb) + (active ? " off" : " on")});
  };
  ButtonLook black{.label = s.blackout ? ui.t("黑场中", "BLACK") : ui.t("黑场", "BLACK"),
                   .second = s.blackout ? ui.t("再按恢复", "press to return") : ui.t("按住 0.4 秒", "hold 0.4 s"), .key = "B", .on = s.blackout, .danger = true};
  if (s.blackout) {
    if (ui.button("black", {16, y, 192, h}, black)) c.model.act(c.link, "black", {"blackout off"});
  } else if (ui.hold_button("black", {16, y, 192, h}, black, c.held.black)) {
    c.model.act(c.link, "black", {"blackout on"});
  }
  toggle("freeze", 216, 176, ui.t("定格", "FREEZE"), ui.t("画面停住", "hold the picture"), ui.t("再按恢复", "press to return"), "F", s.freeze, "freeze");
  toggle("logo", 400, 176, ui.t("标志", "LOGO"), ui.t("换成标志", "show the logo"), ui.t("再按恢复", "press to return"), "L", s.logo, "logo");
  draw_message(c, {584, y, 272, h});

  const auto brightness = [&](const char* id, float x, const char* label, const char* key, double by) {
    ButtonLook look{.label = label, .second = key};
    look.stacked = true;
    look.size = Size::s28;
    if (ui.button(id, {x, y, 60, h}, look)) c.model.act(c.link, "brightness", {fmt::format("brightness {:g}", std::clamp(std::round((s.brightness + by) * 20) / 20, 0.05, 1.))});
  };
  brightness("dim", 872, "−", ",", -0.05);
  const Box bar{940, y, 260, h};
  ui.fill(bar, colour::raised, 6);
  ui.text(bar.x + 14, bar.y + 8, fmt::format("{} {:.0f} %", ui.t("亮度", "brightness"), s.brightness * 100), Size::s22, colour::text, true);
  ui.fill({bar.x + 14, bar.y + 46, bar.w - 28, 6}, colour::line, 3);
  ui.fill({bar.x + 14, bar.y + 46, (bar.w - 28) * static_cast<float>(s.brightness), 6}, colour::text, 3);
  brightness("bright", 1208, "+", ".", 0.05);

  ui.text(1288, y + 8, ui.t("最近一条命令", "last command"), Size::s16, colour::weak);
  std::string last = c.model.last_line();
  if (last.empty() && !s.last_commands.empty()) {
    const auto& record = s.last_commands.back();
    last = clock_words(record.at) + "  " + record.text + "  " + record.by;
  }
  ui.text(1288, y + 34, last.empty() ? "—" : last, Size::s18, colour::text, false, Anchor::left, 420);
  toggle("mute", 1728, 176, ui.t("静音", "MUTE"), ui.t("现在有声", "sound is on"), ui.t("再按恢复", "press to return"), "M", s.sound.mute, "mute");
}

}  // namespace guangmu::console
