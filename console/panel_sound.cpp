// Sound: what comes out of each bus, the master fader, the device.
#include <fmt/core.h>

#include <algorithm>
#include <array>

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
  if (level.peak_db > -60) ui.fill({b.x + b.w * place(level.peak_db) - 1.5f, b.y - 2, 3, b.h + 4}, colour::text);
}

}  // namespace

void draw_sound(Context& c) {
  Ui& ui = c.ui;
  const Box area{1268, 802, 636, 186};
  ui.fill(area, colour::panel, 6);
  const show::SoundStatus& sound = c.status.sound;
  ui.text(area.x + 16, area.y + 10, ui.t("声音", "Sound"), Size::s22, colour::text, true);
  const bool fine = sound.text.empty();
  ui.text(area.x + (ui.zh() ? 76 : 100), area.y + 13, fine ? sound.device : sound.text, Size::s18, fine ? colour::second : colour::amber, false, Anchor::left, 400);
  struct Row {
    audio::Bus bus;
    const char *zh, *en;
  };
  constexpr std::array<Row, 4> rows{{{audio::Bus::narration, "解说", "Voice"}, {audio::Bus::music, "音乐", "Music"}, {audio::Bus::video, "视频", "Video"}, {audio::Bus::master, "输出", "Output"}}};
  float y = area.y + 54;
  for (const Row& row : rows) {
    ui.text(area.x + 16, y - 7, ui.t(row.zh, row.en), Size::s18, colour::text, row.bus == audio::Bus::master);
    draw_meter(ui, {area.x + 92, y, 384, 12}, sound.levels.of(row.bus));
    y += row.bus == audio::Bus::video ? 36 : 27;
  }
  const double master = sound.volume_db[audio::index_of(audio::Bus::master)];
  const auto step = [&](const char* id, Box b, const char* label, const char* key, double by) {
    ButtonLook look{.label = label, .second = key};
    look.stacked = true;
    look.size = Size::s28;
    if (ui.button(id, b, look)) c.model.act(c.link, "volume", {fmt::format("volume master {:g}", std::clamp(master + by, -60., 6.))});
  };
  step("volume-", {area.right() - 144, area.y + 44, 60, 72}, "−", "-", -1);
  step("volume+", {area.right() - 76, area.y + 44, 60, 72}, "+", "=", 1);
  ui.text(area.right() - 80, area.y + 120, sound.mute ? ui.t("静音", "muted") : fmt::format("{:.0f} dB", master), Size::s28, sound.mute ? colour::amber : colour::text, true, Anchor::centre);
  ui.text(area.right() - 80, area.y + 156, ui.t("总音量", "master"), Size::s16, colour::second, false, Anchor::centre);
}

}  // namespace guangmu::console
