// Setting words: fitting, aligning, and telling for each text where it comes from.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/fields.h"
#include "renderer/face/draw_list.h"
#include "renderer/face/text.h"
#include "scenes/claim.h"
#include "scenes/layout.h"

namespace guangmu::scenes {

// Whose text it is: for `render --texts`, the proof of show and clicks in the console.
struct Origin {
  std::string widget, metric;
  fields::Place place;
  std::shared_ptr<const draw::Note> note(std::string text) const {
    return std::make_shared<const draw::Note>(draw::Note{std::move(text), metric, widget, place});
  }
};

// A filled rectangle: rules and bars.
void put_bar(draw::GroupBuilder& group, Rect rect, const draw::Paint& paint, float radius_px = 0);

// The line at style's size, or as much smaller as it must be to fit width_px, down to floor_px; what is still
// too long ends with ….
draw::TextRunPtr fit_line(draw::TextEngine& text, std::string_view words, draw::TextStyle style,
                          float width_px, float floor_px);

// x: left end, middle or right end of the line by `align`; y: baseline.
draw::Item& put_text(draw::GroupBuilder& group, const draw::TextRunPtr& run, Vec2 at,
                     const draw::Paint& paint, const Origin& origin, draw::Align align = draw::Align::left);

// A label with the words that a claim needs beside it. Gives the group's last x.
struct LabelLine {
  draw::TextRunPtr label, mark;
  float width_px = 0;
};
// Chooses the longest of the claim's marks that fits; the label shrinks to the legible size before the mark
// is shortened. below: the mark does not stand beside the label but is fitted to the width alone.
LabelLine label_line(draw::TextEngine& text, const Layout& layout, const Claim& claim, float label_px,
                     float width_px, bool below = false);
// Draws it with the mark's sign before its words; at: left end of the baseline.
void put_label(draw::GroupBuilder& group, const Layout& layout, const LabelLine& line, const Claim& claim,
               Vec2 at, Linear colour, const Origin& origin);

// The sign that stands before a mark's words: clock for late and stale, bar for report, diamond
// for by hand and checking. at: left end on the baseline; gives its width with the gap behind it.
float put_sign(draw::GroupBuilder& group, const Layout& layout, Form form, Vec2 at, float size_px,
               Linear colour);
float sign_width(Form form, float size_px);

// Slanted strokes along the longer side of rect: the edge of what is stale.
void put_hatch(draw::GroupBuilder& group, const Layout& layout, Rect rect, Linear colour);

// Title of a panel with a rule above it, its first part lit (hatched when stale); beside it unit,
// demonstration mark and age.
struct PanelHead {
  float baseline_y = 0;  // of the title
  float bottom_y = 0;    // where the panel's content may begin
  float right_x = 0;     // where its words end
};
PanelHead put_panel_head(draw::GroupBuilder& group, draw::TextEngine& text, const Layout& layout,
                         Rect content, const std::string& title, float title_px, const std::string& beside,
                         Form form, const Origin& origin);
// "亿元 · 演示数据 · 3 分钟前"
std::string beside_title(const std::string& unit, const ChartClaim& claim, Language language);

}  // namespace guangmu::scenes
