#include "console/ui.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace guangmu::console {

void Ui::fill(Box b, ImU32 c, float radius) {
  ImGui::GetWindowDrawList()->AddRectFilled(at(b.x, b.y), at(b.right(), b.bottom()), c, radius * scale_);
}
void Ui::frame(Box b, ImU32 c, float width, float radius) {
  const float half = width / 2;
  ImGui::GetWindowDrawList()->AddRect(at(b.x + half, b.y + half), at(b.right() - half, b.bottom() - half), c, radius * scale_, 0,
                                      width * scale_);
}
void Ui::line(float x0, float y0, float x1, float y1, ImU32 c, float width) {
  ImGui::GetWindowDrawList()->AddLine(at(x0, y0), at(x1, y1), c, width * scale_);
}
void Ui::disc(float x, float y, float radius, ImU32 c) {
  ImGui::GetWindowDrawList()->AddCircleFilled(at(x, y), radius * scale_, c, 32);
}
void Ui::circle(float x, float y, float radius, ImU32 c, float width) {
  ImGui::GetWindowDrawList()->AddCircle(at(x, y), radius * scale_, c, 32, width * scale_);
}
void Ui::triangle(float x, float y, float size, ImU32 c) {
  ImGui::GetWindowDrawList()->AddTriangleFilled(at(x, y - size * 0.55f), at(x + size * 0.6f, y + size * 0.5f),
                                                at(x - size * 0.6f, y + size * 0.5f), c);
  line(x, y - size * 0.2f, x, y + size * 0.15f, colour::on_amber, 2);
  disc(x, y + size * 0.33f, 1.3f, colour::on_amber);
}
void Ui::cross(float x, float y, float size, ImU32 c) {
  const float d = size / 2;
  line(x - d, y - d, x + d, y + d, c, 3);
  line(x - d, y + d, x + d, y - d, c, 3);
}
void Ui::tick(float x, float y, float size, ImU32 c) {
  line(x - size * 0.5f, y, x - size * 0.1f, y + size * 0.4f, c, 2.5f);
  line(x - size * 0.1f, y + size * 0.4f, x + size * 0.55f, y - size * 0.4f, c, 2.5f);
}
void Ui::image(Box b, ImTextureID texture) {
  ImGui::GetWindowDrawList()->AddImage(texture, at(b.x, b.y), at(b.right(), b.bottom()));
}

float Ui::text_width(std::string_view utf8, Size size, bool bold) const {
  const ImFont* font = fonts_.get(size, bold);
  return font->CalcTextSizeA(font->FontSize, FLT_MAX, 0, utf8.data(), utf8.data() + utf8.size()).x / scale_;
}

std::string Ui::shortened(std::string_view utf8, Size size, bool bold, float width) const {
  if (width <= 0 || text_width(utf8, size, bold) <= width) return std::string(utf8);
  std::size_t end = utf8.size();
  while (end > 0) {
    do --end;
    while (end > 0 && (static_cast<unsigned char>(utf8[end]) & 0xC0) == 0x80);
    const std::string candidate = std::string(utf8.substr(0, end)) + "…";
    if (text_width(candidate, size, bold) <= width) return candidate;
  }
  return "…";
}

float Ui::text(float x, float y, std::string_view utf8, Size size, ImU32 c, bool bold, Anchor anchor, float width) {
  const std::string shown = shortened(utf8, size, bold, width);
  const float w = text_width(shown, size, bold);
  const float left = anchor == Anchor::left ? x : anchor == Anchor::centre ? x - w / 2 : x - w;
  ImFont* font = fonts_.get(size, bold);
  const ImVec2 p = at(left, y);
  ImGui::GetWindowDrawList()->AddText(font, font->FontSize, {std::round(p.x), std::round(p.y)}, c, shown.data(),
                                      shown.data() + shown.size());
  return w;
}

float Ui::paragraph(float x, float y, float width, std::string_view utf8, Size size, ImU32 c, int max_lines) {
  const float pitch = size_px[static_cast<int>(size)] * 1.35f;
  float used = 0;
  std::size_t begin = 0;
  for (int line_number = 0; line_number < max_lines && begin < utf8.size(); ++line_number) {
    std::size_t end = begin, fits = begin, space = 0;
    while (end < utf8.size() && utf8[end] != '\n') {
      std::size_t next = end + 1;
      while (next < utf8.size() && (static_cast<unsigned char>(utf8[next]) & 0xC0) == 0x80) ++next;
      if (text_width(utf8.substr(begin, next - begin), size) > width) break;
      if (utf8[end] == ' ') space = end;
      end = fits = next;
    }
    const bool whole = fits >= utf8.size() || utf8[fits] == '\n';
    // Latin words stay whole; Chinese breaks anywhere.
    if (!whole && space > begin && static_cast<unsigned char>(utf8[fits]) < 0x80) fits = space + 1;
    if (fits == begin) break;
    const bool last = line_number + 1 == max_lines && !whole;
    text(x, y + used, last ? utf8.substr(begin) : utf8.substr(begin, fits - begin), size, c, false, Anchor::left, width);
    begin = fits + (fits < utf8.size() && utf8[fits] == '\n' ? 1u : 0u);
    used += pitch;
  }
  return used;
}

float Ui::key_cap(float right, float y, std::string_view key, ImU32 c) {
  const float w = std::max(26.f, text_width(key, Size::s16) + 14);
  const Box b{right - w, y, w, 26};
  fill(b, IM_COL32(0, 0, 0, 60), 4);
  frame(b, (c & 0x00FFFFFF) | 0x90000000, 1.5f, 4);
  text(b.x + w / 2, y + 1.5f, key, Size::s16, c, false, Anchor::centre);
  return w;
}

bool Ui::hit(const char* id, Box b) {
  ImGui::SetCursorScreenPos(at(b.x, b.y));
  const bool pressed = ImGui::InvisibleButton(id, {std::max(1.f, b.w * scale_), std::max(1.f, b.h * scale_)},
                                              ImGuiButtonFlags_PressedOnClick);
  hovered_ = ImGui::IsItemHovered();
  held_ = ImGui::IsItemActive();
  return pressed;
}

bool Ui::button(const char* id, Box b, const ButtonLook& look) {
  const bool possible = look.why_not.empty();
  const bool pressed = hit(id, b) && possible;
  const bool hover = hovered_, down = held_ && possible;
  if (down) b.y += 1;
  ImU32 ground = colour::raised, ink = colour::text, second_ink = colour::second;
  if (look.primary && possible) ground = colour::accent, ink = colour::on_accent, second_ink = colour::on_accent;
  if (look.on) ground = colour::accent_ground;
  if (look.danger && look.on) ground = colour::amber, ink = colour::on_amber, second_ink = colour::on_amber;
  if (!possible) ink = colour::weak, second_ink = colour::weak;
  if (down) ground = look.primary ? rgb(0x7690F0) : colour::pressed;
  fill(b, ground, 6);
  if (look.on && !look.danger) frame(b, colour::accent, 2, 6);
  if (hover && possible && !look.primary) frame(b, colour::line, 2, 6);
  if (model.pending(id)) frame(b, colour::amber, 2, 6);
  if (look.progress > 0) fill({b.x + 4, b.bottom() - 6, (b.w - 8) * look.progress, 4}, look.primary ? colour::on_accent : colour::accent, 2);

  const Notice* notice = model.notice(id);
  const std::string& second = notice ? notice->text : possible ? look.second : look.why_not;
  const float label_h = size_px[static_cast<int>(look.size)] * 1.3f;
  const float cap_w = look.key.empty() ? 0 : std::max(26.f, text_width(look.key, Size::s16) + 14) + 8;
  const bool two = !second.empty();
  const float top = b.y + (b.h - (two ? label_h + 21 : label_h)) / 2 - 1;
  const ImU32 note_ink = notice && !notice->good && !(look.danger && look.on) ? (look.primary ? rgb(0x6B2A00) : colour::amber) : second_ink;
  if (look.stacked) {
    text(b.x + b.w / 2, top, look.label, look.size, ink, true, Anchor::centre, b.w - 12);
    if (two) text(b.x + b.w / 2, top + label_h, second, Size::s16, note_ink, false, Anchor::centre, b.w - 16);
    if (!look.key.empty()) key_cap(b.right() - 8, b.y + 8, look.key, look.primary && possible ? colour::on_accent : second_ink);
  } else {
    text(b.x + 14, top, look.label, look.size, ink, true, Anchor::left, b.w - 24 - cap_w);
    if (two) text(b.x + 14, top + label_h, second, Size::s16, note_ink, false, Anchor::left, b.w - 24 - cap_w);
    if (!look.key.empty()) key_cap(b.right() - 10, b.y + b.h / 2 - 13, look.key, look.primary && possible ? colour::on_accent : second_ink);
  }
  return pressed;
}

bool Ui::hold_button(const char* id, Box b, ButtonLook look, double key_held_s) {
  const bool possible = look.why_not.empty();
  // ImGui keeps no time of a press; the window's storage does, by the button's id.
  ImGuiStorage* storage = ImGui::GetStateStorage();
  const ImGuiID key = ImGui::GetID(id);
  float held_s = storage->GetFloat(key, 0);
  const float filled = static_cast<float>(std::max<double>(held_s, key_held_s) / hold_to_act_s);
  look.progress = possible && filled > 0 && filled < 1 ? filled : look.progress;
  button(id, b, look);
  const float before = std::max(held_s, storage->GetFloat(key + 1, 0));
  held_s = held_ && possible ? held_s + ImGui::GetIO().DeltaTime : 0;
  storage->SetFloat(key, held_s);
  storage->SetFloat(key + 1, static_cast<float>(key_held_s));
  const double after = std::max<double>(held_s, key_held_s);
  return possible && before < hold_to_act_s && after >= hold_to_act_s;
}

}  // namespace guangmu::console
