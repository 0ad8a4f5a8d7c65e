// The module grid as the scenes use it: cells, gutters, sizes that scale with the cell, and the palette in
// linear light. All results in canvas pixels. Immutable after construction.
#pragma once

#include <array>
#include <memory>

#include "base/colour.h"
#include "base/geometry.h"
#include "scenes/area.h"
#include "scenes/theme.h"

namespace guangmu::scenes {

struct Contact;
struct TimelineSettings;

// What a scene needs to know of the wall it is drawn for.
struct Wall {
  SizePx canvas{2304, 1440};
  SizePx module{192, 96};
  float legible_px =
      32;  // em size below which nothing may be read: 3.84 px per metre at the farthest visitor
};

// What every scene of an exhibit shares.
struct SceneContext {
  Theme theme;
  Wall wall;
  std::shared_ptr<const TimelineSettings> timeline{};  // timeline.yaml; null where the exhibit has none
  std::shared_ptr<const Contact> contact{};            // contact of data.yaml; null: nobody is named
};

struct Palette {
  Linear ground, panel, line, text, muted, accent, gold, alarm, light, contour, contour_fifth, land, pale;
  explicit Palette(const Theme& t);
};

class Layout {
 public:
  // columns x rows: the grid the scene was written for. On a wall with just as many modules a cell is a
  // module; on any other wall the cells divide the canvas evenly.
  Layout(const SceneContext& context, int columns, int rows);

  const Palette& palette() const { return palette_; }
  const Wall& wall() const { return wall_; }
  Vec2 cell() const { return cell_; }

  Rect cells(const Area& a) const;    // on the grid lines
  Rect panel(const Area& a) const;    // half a gutter inside them
  Rect content(const Area& a) const;  // where texts start and end: 48 px in, 24 px before the next panel
  Vec2 at(const std::array<double, 2>& column_row) const;

  float px(double design) const {
    return static_cast<float>(design) * scale_;
  }                                    // a length on the 192 x 96 grid
  float stroke(double design) const;   // px(), at least 2
  float text_px(double design) const;  // px(), whole, never below the legible size
  // The source line alone may be an eighth smaller: 28 px where 32 px is legible.
  float small_text_px(double design) const;

 private:
  Palette palette_;
  Wall wall_;
  Vec2 cell_;
  float scale_ = 1;
};

}  // namespace guangmu::scenes
