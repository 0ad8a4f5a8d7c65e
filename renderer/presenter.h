// The last step: the output's codes into the window, each head at its place, and only what changed where the
// back buffer still holds an earlier picture. Frame thread, context current.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "renderer/gl_objects.h"
#include "renderer/placed_head.h"
#include "renderer/tiles.h"

namespace guangmu::renderer {

class Presenter {
 public:
  // These tiles of the output are new since the last call.
  void note_change(const TileGrid& grid, const std::vector<std::size_t>& changed);
  void note_change_everywhere();

  // Into the window's framebuffer, black between the heads. `strip`: the frame number, drawn as cells along
  // each head's bottom edge.
  void present(const Target& output, const std::vector<PlacedHead>& heads, SizePx window, int back_buffer_age,
               std::optional<std::uint64_t> strip);
  // The whole of it into a picture of its own: 3 bytes a pixel, rows from the top. Blocks.
  static std::vector<std::uint8_t> capture(const Target& output, const std::vector<PlacedHead>& heads,
                                           SizePx size, std::optional<std::uint64_t> strip);

 private:
  // What changed since each of the latest presents, newest first; everything where nothing is known.
  struct Unpresented {
    bool everything = true;
    std::vector<bool> tiles;
  };
  std::array<Unpresented, 4> unpresented_;
  TileGrid grid_;
};

}  // namespace guangmu::renderer
