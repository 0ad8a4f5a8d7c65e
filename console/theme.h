// Colours, type sizes and distances of the console, in pixels of a 1920x1080 screen; everything is multiplied
// by the scale.
#pragma once

#include <imgui.h>

namespace guangmu::console {

constexpr ImU32 rgb(unsigned v, unsigned alpha = 255) {
  return IM_COL32((v >> 16) & 0xFF, (v >> 8) & 0xFF, v & 0xFF, alpha);
}

namespace colour {
inline constexpr ImU32 bg = rgb(0x0D0F12), panel = rgb(0x15181D), raised = rgb(0x21262D),
                       pressed = rgb(0x2C333C), line = rgb(0x373F4A);
inline constexpr ImU32 text = rgb(0xEEF1F5), second = rgb(0xB6BECA), weak = rgb(0x8B95A3);
inline constexpr ImU32 accent = rgb(0x8CA8FF), accent_ground = rgb(0x232C49), on_accent = rgb(0x0B1020);
inline constexpr ImU32 amber = rgb(0xFFB638), amber_ground = rgb(0x2A2210), on_amber = rgb(0x221600);
inline constexpr ImU32 red = rgb(0xFF4B42), on_air = rgb(0xD5302A), red_ground = rgb(0x2C1615);
// Technician's page only, always with a shape beside them: channels r, g, b; ports, which take turns.
inline constexpr ImU32 channel[3] = {rgb(0xFF9C94), rgb(0x86D99B), rgb(0x7FB4FF)};
inline constexpr unsigned port[6] = {0x57B7C9, 0x7CC08A, 0xBDB9A8, 0xBE97CF, 0x8AA9DA, 0xCF9AA5};
inline constexpr unsigned port_ground[6] = {0x18414A, 0x204327, 0x33302B, 0x38233F, 0x24344F, 0x44252C};
}  // namespace colour

// The six sizes; 16 to 28 in two weights. mono16: 16 in the typeface whose characters are all equally wide, for payloads.
enum class Size { s16, s18, s22, s28, s44, s64, mono16 };
inline constexpr int size_count = 7;
inline constexpr float size_px[size_count] = {16, 18, 22, 28, 44, 64, 16};

// A rectangle of the 1920x1080 design.
struct Box {
  float x = 0, y = 0, w = 0, h = 0;
  constexpr float right() const { return x + w; }
  constexpr float bottom() const { return y + h; }
  constexpr Box inset(float d) const { return {x + d, y + d, w - 2 * d, h - 2 * d}; }
};

}  // namespace guangmu::console
