#include "console/ui.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "console/keys.h"

namespace guangmu::console {

void Ui::fill(Box b, ImU32 c, float radius) {
  ImGui::GetWindowDrawList()->AddRectFilled(at(b.x, b.y), at(b.right(), b.bottom()), c, radius * scale_);
}
void Ui::frame(Box b, ImU32 c, float width, float radius) {
  const float half = width / 2;
  ImGui::GetWindowDrawList()->AddRect(at(b.x + half, b.y + half), at(b.right() - half, b.bottom() - half), c,
                                      radius * scale_, 0, width * scale_);
}
void Ui::line(float x0, float y0, float x1, float y1, ImU32 c, float width) {
  ImGui::GetWindowDrawList()->AddLine(at(x0, y0), at(x1, y1), c, width * scale_);
}
void Ui::disc(float x, float y, float radius, ImU32 c) {
  ImGui::GetWindowDrawList()->AddCircleFilled(at(x, y), radius * scale_, c, 32);
}
void Ui::half_disc(float x, float y, float radius, ImU32 c) {
  constexpr float quarter = 1.57079633f;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PathArcTo(at(x, y), radius * scale_, quarter, 3 * quarter, 24);
  list.PathFillConvex(c);
  circle(x, y, radius - 1, c, 2);
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

void Ui::plain_triangle(float x, float y, float size, ImU32 c) {
  ImGui::GetWindowDrawList()->AddTriangleFilled(at(x, y - size * 0.6f), at(x + size * 0.6f, y + size * 0.5f),
                                                at(x - size * 0.6f, y + size * 0.5f), c);
}
void Ui::arrow_head(float x, float y, float size, float dx, float dy, ImU32 c) {
  const float length = std::max(1e-3f, std::hypot(dx, dy)), ux = dx / length * size, uy = dy / length * size;
  ImGui::GetWindowDrawList()->AddTriangleFilled(at(x + ux, y + uy), at(x - uy * 0.7f, y + ux * 0.7f),
                                                at(x + uy * 0.7f, y - ux * 0.7f), c);
}
void Ui::dashed(float x0, float y0, float x1, float y1, ImU32 c, float width, float dash) {
  const float length = std::hypot(x1 - x0, y1 - y0);
  if (length <= 0) return;
  const float ux = (x1 - x0) / length, uy = (y1 - y0) / length;
  for (float s = 0; s < length; s += 2 * dash) {
    const float e = std::min(length, s + dash);
    line(x0 + ux * s, y0 + uy * s, x0 + ux * e, y0 + uy * e, c, width);
  }
}
void Ui::polyline(const std::vector<ImVec2>& points, ImU32 c, float width) {
  if (points.size() < 2) return;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  for (const ImVec2& p : points) list.PathLineTo(at(p.x, p.y));
  list.PathStroke(c, 0, width * scale_);
}
void Ui::arc(float x, float y, float radius, float share, ImU32 c, float width) {
  constexpr float top = -1.57079633f, turn = 6.28318531f;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PathArcTo(at(x, y), radius * scale_, top, top + turn * std::clamp(share, 0.f, 1.f), 48);
  list.PathStroke(c, 0, width * scale_);
}
void Ui::gradient(Box b, ImU32 left, ImU32 right) {
  ImGui::GetWindowDrawList()->AddRectFilledMultiColor(at(b.x, b.y), at(b.right(), b.bottom()), left, right,
                                                      right, left);
}

void Ui::chevron(Box b, ImU32 c, float point, bool notch) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float middle = b.y + b.h / 2;
  // Two convex halves: ImGui fills convex shapes only.
  for (const float edge : {b.y, b.bottom()}) {
    list.PathLineTo(at(b.x, edge));
    list.PathLineTo(at(b.right() - point, edge));
    list.PathLineTo(at(b.right(), middle));
    list.PathLineTo(at(notch ? b.x + point : b.x, middle));
    list.PathFillConvex(c);
  }
}

float Ui::text_width(std::string_view utf8, Size size, bool bold) const {
  fonts_.want(utf8, size, bold);
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

float Ui::line_of_text(float x, float y, std::string_view utf8, Size size, ImU32 c, bool bold, Anchor anchor,
                       float width, bool dynamic) {
  const std::string shown = shortened(utf8, size, bold, width);
  if (record_) record_->push_back({std::string(utf8), shown != utf8, dynamic});
  const float w = text_width(shown, size, bold);
  const float left = anchor == Anchor::left ? x : anchor == Anchor::centre ? x - w / 2 : x - w;
  ImFont* font = fonts_.get(size, bold);
  // The typeface's own line is higher than ours: its middle is brought to the middle of a line of 1.3.
  const ImVec2 p = at(left, y - size_px[static_cast<int>(size)] * 0.13f);
  ImGui::GetWindowDrawList()->AddText(font, font->FontSize, {std::round(p.x), std::round(p.y)}, c,
                                      shown.data(), shown.data() + shown.size());
  return w;
}

float Ui::text(float x, float y, std::string_view utf8, Size size, ImU32 c, bool bold, Anchor anchor,
               float width) {
  return line_of_text(x, y, utf8, size, c, bold, anchor, width, false);
}

float Ui::told(float x, float y, std::string_view utf8, Size size, ImU32 c, bool bold, Anchor anchor,
               float width) {
  return line_of_text(x, y, utf8, size, c, bold, anchor, width, true);
}

namespace {

bool closes(std::string_view rest) {
  for (const std::string_view mark : {"。", "，", "、", "；", "：", "？", "！", "”", "’", "）", "》", "%"})
    if (rest.substr(0, mark.size()) == mark) return true;
  return false;
}

}  // namespace

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
    // Latin words stay whole; Chinese breaks anywhere, but no line begins with a mark that closes.
    if (!whole && space > begin && static_cast<unsigned char>(utf8[fits]) < 0x80) fits = space + 1;
    while (!whole && fits > begin && closes(utf8.substr(fits))) {
      do --fits;
      while (fits > begin && (static_cast<unsigned char>(utf8[fits]) & 0xC0) == 0x80);
    }
    if (fits == begin) break;
    const bool last = line_number + 1 == max_lines && !whole;
    told(x, y + used, last ? utf8.substr(begin) : utf8.substr(begin, fits - begin), size, c, false,
         Anchor::left, width + 1);
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
  text(b.x + w / 2, y + 2.5f, key, Size::s16, c, false, Anchor::centre);
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
  const bool possible = look.why_not.empty() && (look.local || model.can_act());
  const bool pressed = hit(id, b) && look.why_not.empty();
  const bool hover = hovered_, down = held_ && possible;
  if (down) b.y += 1;
  ImU32 ground = colour::raised, ink = colour::text, second_ink = colour::second;
  if (look.primary && possible)
    ground = colour::accent, ink = colour::on_accent, second_ink = colour::on_accent;
  if (look.on) ground = colour::accent_ground;
  if (look.danger && look.on)
    ground = possible ? colour::amber : colour::amber_ground, ink = colour::on_amber,
    second_ink = colour::on_amber;
  if (look.on_wall) ground = colour::on_air, ink = second_ink = colour::text;
  if (!possible) ink = colour::weak, second_ink = colour::weak;
  if (!possible && !look.on && !look.on_wall) ground = rgb(0x1A1E24);
  if (down) ground = look.primary ? rgb(0x7690F0) : colour::pressed;
  fill(b, ground, 6);
  if (look.on && !look.danger && possible) frame(b, colour::accent, 2, 6);
  if (hover && possible && !look.primary) frame(b, rgb(0x59636F), 2, 6);
  if (hover && possible && look.primary) frame(b, colour::text, 2, 6);
  if (model.pending(id)) frame(b, colour::amber, 2, 6);
  if (look.progress > 0)
    fill({b.x + 4, b.bottom() - 6, (b.w - 8) * look.progress, 4},
         look.primary && possible ? colour::on_accent : colour::accent, 2);

  const Notice* notice = model.notice(id);
  const bool warned = notice && !notice->good;
  const std::string reason = look.why_not == " " ? "" : look.why_not;
  const std::string& second = notice                                   ? notice->text
                              : look.why_not.empty() || reason.empty() ? look.second
                                                                       : reason;
  const bool second_dynamic = notice || look.dynamic_second || !reason.empty();
  const float label_h = size_px[static_cast<int>(look.size)] * 1.3f;
  const float cap_w = look.key.empty() ? 0 : std::max(26.f, text_width(look.key, Size::s16) + 14) + 8;
  const bool two = !second.empty();
  const float top = b.y + (b.h - (two ? label_h + 21 : label_h)) / 2;
  const ImU32 on_fill = look.primary && possible ? rgb(0x6B1F00) : colour::amber;
  const ImU32 note_ink = warned && !(look.danger && look.on && possible) ? on_fill : second_ink;
  const ImU32 cap_ink = look.primary && possible ? colour::on_accent : second_ink;
  if (look.key_below && look.stacked) {
    const float label_y = b.y + (b.h - label_h - 21 - 28) / 2;
    line_of_text(b.x + b.w / 2, label_y, look.label, look.size, ink, true, Anchor::centre, b.w - 8, look.dynamic_label);
    line_of_text(b.x + b.w / 2, label_y + label_h, second, Size::s16, note_ink, false, Anchor::centre, b.w - 8,
                 second_dynamic);
    const Box cap{b.x + b.w / 2 - 13, label_y + label_h + 25, 26, 23};
    frame(cap, (cap_ink & 0x00FFFFFF) | 0x90000000, 1.5f, 4);
    line_of_text(cap.x + 13, cap.y + 1, look.key, Size::s16, cap_ink, false, Anchor::centre, 0, false);
  } else if (look.key_below && !warned) {
    const float whole = label_h + (look.key.empty() ? 0 : 24);
    const float label_y = b.y + (b.h - whole) / 2 - 1;
    line_of_text(b.x + b.w / 2, label_y, look.label, look.size, ink, true, Anchor::centre, b.w - 8,
                 look.dynamic_label);
    if (!look.key.empty()) {
      const float w = std::max(24.f, text_width(look.key, Size::s16) + 14);
      const Box cap{b.x + (b.w - w) / 2, label_y + label_h, w, 23};
      frame(cap, (cap_ink & 0x00FFFFFF) | 0x90000000, 1.5f, 4);
      line_of_text(cap.x + w / 2, cap.y + 1, look.key, Size::s16, cap_ink, false, Anchor::centre, 0, false);
    }
  } else if (look.key_below) {  // the notice takes the place of the key
    line_of_text(b.x + b.w / 2, top, look.label, look.size, ink, true, Anchor::centre, b.w - 8,
                 look.dynamic_label);
    line_of_text(b.x + b.w / 2, top + label_h, second, Size::s16, note_ink, false, Anchor::centre, b.w - 8,
                 true);
  } else if (look.stacked) {
    const float middle = b.x + b.w / 2 - (look.size == Size::s44 ? cap_w / 4 : 0);
    line_of_text(middle, top, look.label, look.size, ink, true, Anchor::centre, b.w - 12, look.dynamic_label);
    if (two)
      line_of_text(b.x + b.w / 2, top + label_h, second, Size::s16, note_ink, false, Anchor::centre, b.w - 12,
                   second_dynamic);
    if (!look.key.empty()) key_cap(b.right() - 8, b.y + 8, look.key, cap_ink);
  } else {
    const float pad = b.w < 130 ? 10.f : 14.f;
    const float room = b.w - pad - 10 - (cap_w > 0 ? cap_w : 0);
    line_of_text(b.x + pad, top, look.label, look.size, ink, true, Anchor::left, room, look.dynamic_label);
    if (two)
      line_of_text(b.x + pad, top + label_h, second, Size::s16, note_ink, false, Anchor::left, room,
                   second_dynamic);
    if (!look.key.empty()) key_cap(b.right() - 10, b.y + b.h / 2 - 13, look.key, cap_ink);
  }
  return pressed;
}

bool Ui::hold_button(const char* id, Box b, ButtonLook look, double key_held_s) {
  const bool possible = look.why_not.empty() && model.can_act();
  // ImGui keeps no time of a press; the window's storage does, by the button's id.
  ImGuiStorage* storage = ImGui::GetStateStorage();
  const ImGuiID key = ImGui::GetID(id);
  const float before_s = storage->GetFloat(key, 0);
  const float filled = static_cast<float>(std::max<double>(before_s, key_held_s) / hold_to_act_s);
  if (possible && filled > 0) look.progress = std::min(1.f, filled);
  const bool pressed = button(id, b, look);
  if (!possible) return pressed;  // says at once why not
  const float held_s = held_ ? before_s + ImGui::GetIO().DeltaTime : 0;
  storage->SetFloat(key, held_s);
  return before_s < hold_to_act_s && held_s >= hold_to_act_s;
}

}  // namespace guangmu::console
