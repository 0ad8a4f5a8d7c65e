// From linear light to the 8-bit codes on the cable: the last pass, run once for each tile that changed. The
// arithmetic and its reference on the CPU stand in led_mapping/output_tables.h; both give the same codes
// where the driver keeps `precise`, and agree within one code everywhere.
//
// A tile with seam gains is drawn in parts, each with its own matrix: interior, edges one LED wide, corners.
// Only a profile that corrects every pixel costs a texture, 18 bytes for each pixel of the canvas (24 where
// the driver stores no three-component halves). With two halves each has curves, thresholds and correction of
// its own, and a frame takes one draw for each.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "led_mapping/output_tables.h"
#include "renderer/kit.h"

namespace guangmu::renderer {

// Tiles that read the same texture.
struct OutputTile {
  RectPx rect;
  float light = 1;  // on top of the tile's matrix
};

class OutputPass {
 public:
  static Result<OutputPass> create(Kit& kit);

  // Uploads what changed when `version` is new; the correction of pixels only when it is another one.
  void use(const led::OutputTables& tables, std::uint64_t version);
  // Grades `tiles` of `canvas` (row 0 on top) into the output. use() comes first.
  void grade(Kit& kit, const Texture& canvas, const std::vector<OutputTile>& tiles,
             const led::OutputTables& tables, std::uint32_t dither_frame, Work& work);
  // Puts codes into the output as they are, in `parts` of it.
  void put_codes(Kit& kit, const Texture& codes, Work& work, const std::vector<RectPx>& parts);

  // 8-bit codes, row 0 on top like the canvases.
  const Target& output() const { return output_; }

 private:
  // What the shader reads for one half of the wall.
  struct Half {
    BufferTexture levels, thresholds, correction;
    std::shared_ptr<const led::PixelCorrection> correction_of;
    void upload(const led::OutputTables& tables);
  };
  void grade_half(Kit& kit, const Half& half, const led::OutputTables& tables, std::uint32_t dither_frame);

  Program program_, pixels_, raw_;
  Target output_;
  std::array<Half, 2> halves_;
  std::vector<float> data_;                     // instances of one draw, kept to spare allocations
  std::vector<led::OutputTables::Part> parts_;  // likewise
  std::uint64_t version_ = 0;
  bool loaded_ = false;
};

}  // namespace guangmu::renderer
