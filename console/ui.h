// Rectangles, lines and text at design coordinates, and the console's button. Thin over ImGui's draw list.
// Frame thread.
#pragma once

#include <imgui.h>

#include <string>
#include <string_view>
#include <vector>

#include "console/fonts.h"
#include "console/model.h"
#include "console/theme.h"

namespace guangmu::console {

enum class Anchor { left, centre, right };

// Who wants to know what was laid out: the test that no label is cut.
struct TextRecord {
  std::string text;
  bool cut = false;      // shortened to fit
  bool dynamic = false;  // comes from the wall: may be shortened
};

// What a button looks like and why it cannot be pressed.
struct ButtonLook {
  std::string label = {};
  std::string second = {};   // line under the label
  std::string key = {};      // key cap, e.g. "F"
  bool primary = false;      // the one main button: accent fill
  bool on = false;           // accent ground and outline
  bool danger = false;       // on and dangerous: amber fill
  bool on_wall = false;      // shows on the wall now: red fill
  bool key_below = false;    // key cap centred under the label, in the place of the second line; stacked: below it
  std::string why_not = {};  // not empty: cannot be pressed, and this is why
  Size size = Size::s22;
  float progress = 0;                                  // 0..1: bar at the lower edge
  bool stacked = false;                                // label centred over the second line
  bool local = false;                                  // needs no wall
  bool dynamic_label = false, dynamic_second = false;  // comes from the wall: may be shortened
};

class Ui {
 public:
  Ui(Fonts& fonts, Model& state, float scale, ImVec2 origin)
      : model(state), scale_(scale), origin_(origin), fonts_(fonts) {}

  Model& model;
  bool zh() const { return model.language == Language::zh; }
  const char* t(const char* chinese, const char* english) const { return zh() ? chinese : english; }

  void fill(Box b, ImU32 colour, float radius = 0);
  void frame(Box b, ImU32 colour, float width = 1, float radius = 0);
  void line(float x0, float y0, float x1, float y1, ImU32 colour, float width = 1);
  void disc(float x, float y, float radius, ImU32 colour);
  void half_disc(float x, float y, float radius, ImU32 colour);  // a ring whose left half is filled
  void circle(float x, float y, float radius, ImU32 colour, float width);
  void triangle(float x, float y, float size, ImU32 colour);  // pointing up, with its exclamation mark
  void cross(float x, float y, float size, ImU32 colour);
  void tick(float x, float y, float size, ImU32 colour);
  void image(Box b, ImTextureID texture);
  void square(float x, float y, float half, ImU32 colour) {
    fill({x - half, y - half, 2 * half, 2 * half}, colour);
  }
  void plain_triangle(float x, float y, float size, ImU32 colour);                  // pointing up
  void arrow_head(float x, float y, float size, float dx, float dy, ImU32 colour);  // pointing along (dx, dy)
  void dashed(float x0, float y0, float x1, float y1, ImU32 colour, float width = 1, float dash = 6);
  // Through points of the design.
  void polyline(const std::vector<ImVec2>& points, ImU32 colour, float width = 1);
  // Part of a circle from the top, clockwise; `share` 0..1.
  void arc(float x, float y, float radius, float share, ImU32 colour, float width);
  void gradient(Box b, ImU32 left, ImU32 right);
  // A place in the row of holders: a box with a point to the right and a notch at the left.
  void chevron(Box b, ImU32 colour, float point, bool notch);

  // One line; shortened with … beyond `width` (0: no limit). Returns its width in design pixels. y is the top
  // of a line 1.3 times its size high.
  float text(float x, float y, std::string_view utf8, Size size, ImU32 colour = colour::text,
             bool bold = false, Anchor anchor = Anchor::left, float width = 0);
  // The same for words that come from the wall, which may be longer than there is room.
  float told(float x, float y, std::string_view utf8, Size size, ImU32 colour, bool bold, Anchor anchor,
             float width);
  // Wrapped; returns the height it took.
  float paragraph(float x, float y, float width, std::string_view utf8, Size size, ImU32 colour,
                  int max_lines);
  float text_width(std::string_view utf8, Size size, bool bold = false) const;
  float key_cap(float right, float y, std::string_view key, ImU32 colour = colour::second);

  // A hit area; true on the press (key down, not release).
  bool hit(const char* id, Box b);
  bool hovered() const { return hovered_; }
  bool held() const { return held_; }
  // True when pressed. Shows notice and waiting state kept under `id` in the model.
  bool button(const char* id, Box b, const ButtonLook& look);
  // Like button(), but true only after the mouse held it for 0.4 s; `key_held_s` is how long its key is down,
  // for show.
  bool hold_button(const char* id, Box b, ButtonLook look, double key_held_s);
  void record_texts(std::vector<TextRecord>* into) { record_ = into; }

  // A place of the design in window pixels.
  ImVec2 at(float x, float y) const { return {origin_.x + x * scale_, origin_.y + y * scale_}; }

 private:
  float line_of_text(float x, float y, std::string_view utf8, Size size, ImU32 colour, bool bold,
                     Anchor anchor, float width, bool dynamic);
  std::string shortened(std::string_view utf8, Size size, bool bold, float width) const;
  float scale_;
  ImVec2 origin_;
  Fonts& fonts_;
  bool hovered_ = false, held_ = false;
  std::vector<TextRecord>* record_ = nullptr;
};

}  // namespace guangmu::console
