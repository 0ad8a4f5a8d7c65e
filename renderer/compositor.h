// Decides for each tile where its light comes from: straight from the canvas of one scene, or from `shown`,
// where two canvases are mixed and the overlay is painted. Only tiles that changed are composed again, and
// only those are reported.
#pragma once

#include <array>
#include <vector>

#include "renderer/painter.h"
#include "renderer/transition.h"

namespace guangmu::renderer {

struct Composition {
  const Painter* program = nullptr;
  const Painter* outgoing = nullptr;    // null outside transitions
  int program_id = 0, outgoing_id = 1;  // tell the painters apart from frame to frame
  TransitionKind transition = TransitionKind::modules;
  float progress = 1;
  float light = 1;
  SizePx module;
  const std::vector<draw::Placed>* overlay = nullptr;
};

enum class Source : std::uint8_t { program, outgoing, shown };

struct ComposedTile {
  Source source = Source::program;
  float light = 1;  // what is still to be applied
};

class Compositor {
 public:
  static Result<Compositor> create(Kit& kit);

  // Composes what changed since the last call; returns the changed tiles of the program's grid. `grading`
  // stands for everything behind the compositor: a new value changes every tile.
  std::vector<std::size_t> compose(Kit& kit, const Composition& c, std::uint64_t grading, Work& work);
  const std::vector<ComposedTile>& tiles() const { return tiles_; }
  const Texture& texture(const Composition& c, Source source) const;
  const Target& shown() const { return shown_; }
  void damage_all() { signatures_.clear(); }

  // Everything as it is seen, in one canvas. For captures.
  void flatten(Kit& kit, const Composition& c, const Target& into);

 private:
  struct Plan {
    float outgoing = 0, incoming = 1;  // weights
    bool pushed = false;
  };
  void mix(Kit& kit, const Composition& c, const std::vector<RectPx>& rects,
           const std::vector<std::array<float, 2>>& weights, const Target& into, Work& work);

  Program program_;
  Target shown_;
  TileGrid grid_;
  std::vector<std::uint64_t> signatures_;
  std::vector<ComposedTile> tiles_;
};

}  // namespace guangmu::renderer
