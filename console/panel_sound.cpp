// Sound: what comes out of each bus, the master fader, the device.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "console/check_words.h"
#include "console/panels.h"

namespace guangmu::console {
namespace {

// -60..0 dB on a line of segments; the peak is a bright stroke.
void draw_meter(Ui& ui, Box b, const audio::BusLevel& level) {
  const auto place = [&](float db) { return std::clamp((db + 60) / 60, 0.f, 1.f); };
  constexpr int segments = 48;
  const float pitch = b.w / segments, lit = place(level.rms_db);
  for (int i = 0; i < segments; ++i) {
    const float at = (static_cast<float>(i) + 0.5f) / segments;
    const ImU32 on = at > place(-6) ? colour::red : at > place(-12) ? colour::amber : colour::second;
    ui.fill({b.x + static_cast<float>(i) * pitch, b.y, pitch - 2, b.h}, at < lit ? on : colour::raised);
  }
  if (level.peak_db > -60)
    ui.fill({b.x + b.w * place(level.peak_db) - 1.5f, b.y - 2, 3, b.h + 4}, colour::text);
}

}  // namespace

void draw_sound(Context& c) {
  Ui& ui = c.ui;
  const Box area{1268, 802, 636, 186};
  ui.fill(area, colour::panel, 6);
  const show::SoundStatus& sound = c.status.sound;
  ui.text(area.x + 16, area.y + 10, ui.t("声音", "Sound"), Size::s22, colour::text, true);
  const bool fine = sound.text.empty(), known = c.model.status() != nullptr;
  const std::string device = !known ? ""
                             : sound.device.empty() || sound.device == "none"
                                 ? ui.t("没有声音设备，导览按时走", "no sound device: tours run by the clock")
                                 : sound.device;
  ui.told(area.x + (ui.zh() ? 80 : 104), area.y + 13, fine ? device : in_words(sound.text, c.model.language), Size::s18,
          fine ? colour::second : colour::amber, false, Anchor::left, area.w - 120);
  struct Row {
    audio::Bus bus;
    const char *zh, *en;
  };
  constexpr std::array<Row, 4> rows{{{audio::Bus::narration, "解说", "Voice"},
                                     {audio::Bus::music, "音乐", "Music"},
                                     {audio::Bus::video, "视频", "Video"},
                                     {audio::Bus::master, "输出", "Output"}}};
  float y = area.y + 56;
  for (const Row& row : rows) {
    ui.text(area.x + 16, y - 6, ui.t(row.zh, row.en), Size::s18, colour::text, row.bus == audio::Bus::master);
    draw_meter(ui, {area.x + 92, y, 384, 12},
               c.model.connected() ? sound.levels.of(row.bus) : audio::BusLevel{});
    y += 27;
  }
  for (const int db : {-60, -40, -20, -12, 0}) {
    const float x = area.x + 92 + 384 * static_cast<float>(db + 60) / 60;
    ui.line(x, area.y + 52, x, y - 8, rgb(0x59636F, 120), 1);
    ui.text(x, y - 6, fmt::format("{}{}", db < 0 ? "−" : "", std::abs(db)), Size::s16, colour::weak, false,
            Anchor::centre);
  }
  const double master = sound.volume_db[audio::index_of(audio::Bus::master)];
  const auto step = [&](const char* id, Box b, const char* label, const char* key, int by) {
    ButtonLook look{.label = label, .second = key};
    look.stacked = true;
    look.size = Size::s28;
    if (ui.button(id, b, look)) c.model.act(c.link, id, {volume_command(c.status, by)});
  };
  step("volume-", {area.right() - 144, area.y + 44, 60, 72}, "−", "-", -1);
  step("volume+", {area.right() - 76, area.y + 44, 60, 72}, "+", "=", 1);
  ui.text(area.right() - 80, area.y + 118,
          !known       ? std::string("—")
          : sound.mute ? ui.t("静音", "MUTED")
                       : fmt::format("{}{:.0f} dB", master < -0.5 ? "−" : "", std::abs(master)),
          Size::s28, sound.mute ? colour::amber : colour::text, true, Anchor::centre);
  ui.text(area.right() - 80, area.y + 154, ui.t("总音量", "master"), Size::s16, colour::second, false,
          Anchor::centre);
}

}  // namespace guangmu::console
