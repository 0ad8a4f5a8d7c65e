// What a scene wants to be seen, as values: no GL, no clock, no file. A scene builds groups of items; the painter compares
// them with what it painted before and repaints only the tiles that changed.
//
// Canvas pixels, origin top-left, y down. Colours are linear light, straight alpha; blending happens in linear light.
// Groups and the arrays inside items are immutable once shared: keep the pointer while nothing changed, make a new group when
// something did. An unchanged pointer costs the painter nothing.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/colour.h"
#include "base/fields.h"
#include "base/geometry.h"

namespace guangmu::draw {

struct TextRun;  // text.h

// Stable name of a group or item from frame to frame: hash_of("overview/hero/digits").
using Id = std::uint64_t;

enum class Blend : std::uint8_t { over, add };

// ---- Paint ----------------------------------------------------------------------------------------------------------

struct Stop {
  float at = 0;  // 0..1 along the gradient, ascending
  Linear colour;
};

// Flat colour, a gradient along from -> to, or a radial one (centre `from`, radii to.x and to.y). Interpolated in linear,
// premultiplied light; beyond the ends the end colours go on.
struct Paint {
  enum class Kind : std::uint8_t { flat, linear, radial };
  Kind kind = Kind::flat;
  std::uint8_t count = 1;
  std::array<Stop, 6> stops{};
  Vec2 from, to;

  Paint() = default;
  Paint(Linear c) { stops[0] = {0, c}; }  // implicit on purpose: a colour is a paint
  static Paint linear(Vec2 from, Vec2 to, std::initializer_list<Stop> stops);
  static Paint vertical(float y0, float y1, std::initializer_list<Stop> stops) { return linear({0, y0}, {0, y1}, stops); }
  static Paint horizontal(float x0, float x1, std::initializer_list<Stop> stops) { return linear({x0, 0}, {x1, 0}, stops); }
  static Paint radial(Vec2 centre, Vec2 radii, std::initializer_list<Stop> stops);
  Paint faded(float by) const;  // every stop's alpha times `by`
};

// ---- Shapes ---------------------------------------------------------------------------------------------------------

// Filled and stroked; the stroke lies inside the edge.
struct RoundRect {
  Rect rect;
  std::array<float, 4> radius_px{};  // top-left, top-right, bottom-right, bottom-left
  Paint fill;
  float stroke_px = 0;
  Paint stroke;
};

// A disc (inner 0), ring or arc. Angles in turns, 0 at twelve o'clock, clockwise; sweep 1 is the whole ring.
struct Ring {
  Vec2 centre;
  float inner_px = 0, outer_px = 0;
  float start_turn = 0, sweep_turn = 1;
  bool round_caps = false;
  Paint fill;
};

// Soft light on both sides of a circle line: colour * (1 - u)^power, u = distance from the line / extent of that side.
struct Halo {
  Vec2 centre;
  float radius_px = 0, inside_px = 0, outside_px = 0;
  float power = 2.6f;
  Linear colour;
};

// A pool of light (or, with Blend::over and a dark colour, of shade): colour * (1 - d^2)^power inside the ellipse.
struct Light {
  Vec2 centre, radii;
  float power = 2;
  Linear colour;
};

// An open line with round joins and caps. Its light falls off over glow_px on both sides, glow_strength of the line's own
// light at the line. dash_on_px > 0 makes dashes; dash_on_px == 0 with dash_off_px > 0 round dots of width_px every dash_off_px.
struct Polyline {
  std::shared_ptr<const std::vector<Vec2>> points;
  std::shared_ptr<const std::vector<Linear>> colours;  // one per point, replaces paint; may be null
  float width_px = 2;
  Paint paint;
  float glow_px = 0, glow_strength = 0;
  float dash_on_px = 0, dash_off_px = 0;
};

// Between an upper line (x ascending) and either a lower line with the same x or a level. The upper edge is smooth.
struct Area {
  std::shared_ptr<const std::vector<Vec2>> upper;
  std::shared_ptr<const std::vector<Vec2>> lower;  // null: base_y
  float base_y = 0;
  Paint fill;
};

// Triangle strip with light per vertex, for shapes of the scene's own making.
struct Vertex {
  Vec2 at;
  Linear colour;
};
struct Strip {
  std::shared_ptr<const std::vector<Vertex>> vertices;
};

// Many small smooth discs in one item.
struct Dot {
  Vec2 at;
  float radius_px = 1;
  Linear colour;
};
struct Dots {
  std::shared_ptr<const std::vector<Dot>> dots;
};

// A picture that was registered with the renderer under this name; it is resident before the scene may be taken.
struct Picture {
  std::string image;
  Rect to;
  Linear tint{1, 1, 1, 1};
};

// A shaped line of text. origin: left end of the baseline. Glows are blurred copies of the glyphs, drawn under them, added.
struct Glow {
  float blur_px = 0;  // standard deviation of the blur
  Linear colour;      // alpha is its strength
};
struct Text {
  std::shared_ptr<const TextRun> run;
  Vec2 origin;
  Paint paint;
  std::array<Glow, 2> glows{};  // blur_px 0: none
  // Glyphs stand on whole pixels, which keeps them crisp: origin is rounded. True while the text moves (a rolling digit): then its
  // position between the pixels counts. A group's shift with a fraction does the same for all its text.
  bool smooth = false;
};

using Shape = std::variant<RoundRect, Ring, Halo, Light, Polyline, Area, Strip, Dots, Picture, Text>;

// Where a text or figure comes from, for `render --texts`, the proof of show and clicks in the console.
struct Note {
  std::string text, metric, widget;
  fields::Place place;
};

struct Item {
  Id id = 0;
  Shape shape;
  Blend blend = Blend::over;
  std::optional<Rect> clip;
  float clip_soft_px = 0;  // rows over which the clip's top and bottom edges fade in
  std::shared_ptr<const Note> note;
  Rect bounds;             // everything the item can touch, glow and stroke included; set by GroupBuilder
  std::uint64_t hash = 0;  // of everything that shows; set by GroupBuilder
};

// Items that come and go together; painted in order.
struct Group {
  Id id = 0;
  std::vector<Item> items;
  Rect bounds;
  std::uint64_t hash = 0;
};
using GroupPtr = std::shared_ptr<const Group>;

// Collects items, computing bounds and hash of each. The n-th item without a name gets the id (group, n).
class GroupBuilder {
 public:
  explicit GroupBuilder(Id id) { group_.id = id; }
  // Returns the item for settings that are rare (clip, note, blend) - set them before the next add() or finish().
  Item& add(Shape shape, Blend blend = Blend::over);
  Item& add_named(Id id, Shape shape, Blend blend = Blend::over);
  GroupPtr finish();

 private:
  Group group_;
};

// A group where and how strongly it stands in this frame; entering widgets move and fade without being rebuilt.
struct Placed {
  GroupPtr group;
  Vec2 shift;
  float opacity = 1;  // 0..1, on every item's alpha
};

// ---- Backdrop -------------------------------------------------------------------------------------------------------
// The ground under everything: slow, large, cached. The painter advances a part of its tiles each frame.

// Lines of equal height of a domain-warped ridged noise field (4 octaves) of the given seed.
struct Contours {
  std::uint32_t seed = 1;
  float scale_px = 520;     // size of the largest forms
  float step = 0.075f;      // height between two lines
  float width_px = 2;
  Linear colour, fifth;     // every fifth line has its own colour
  Vec2 fade_centre, fade_radii;  // ellipse towards whose edge the lines go out
  float cycle_s = 40;       // one drift cycle
};
// Vertical curtains of light, a product of three sines, in 4 px columns.
struct Aurora {
  float top_px = 0, bottom_px = 0;
  Linear colour;            // alpha: the most it reaches
  float cycle_s = 50;
};
struct Backdrop {
  Paint ground;             // over the whole canvas
  std::vector<Light> lights;
  std::optional<Contours> contours;
  std::optional<Aurora> aurora;
  std::vector<Light> shades;  // dark pools over contours, under text: colour's alpha darkens towards colour
  float amount = 1;           // entrance: light of everything above the ground colour, 0..1
  std::uint64_t hash() const; // of everything but time
};

// One whole picture.
struct DrawList {
  SizePx canvas;
  SizePx tile{192, 96};  // the module: damage is kept in these tiles
  std::shared_ptr<const Backdrop> backdrop;
  double time_s = 0;     // show time, for the backdrop's motion
  bool backdrop_moves = true;
  std::vector<Placed> groups;  // back to front
};

}  // namespace guangmu::draw
