// From linear light to the 8-bit codes on the cable: the last pass, run once for each tile that changed. The
// arithmetic and its reference on the CPU stand in led_mapping/output_tables.h; both agree within one code.
#pragma once

#include <cstdint>
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

  // Uploads the tables when `version` is new.
  void use(const led::OutputTables& tables, std::uint64_t version);
  // Grades `tiles` of `canvas` (row 0 on top) into the output. use() comes first.
  void grade(Kit& kit, const Texture& canvas, const std::vector<OutputTile>& tiles,
             const led::OutputTables& tables, std::uint32_t dither_frame, Work& work);
  // Puts codes into the output as they are.
  void put_codes(Kit& kit, const Texture& codes, Work& work);

  // 8-bit codes, row 0 on top like the canvases.
  const Target& output() const { return output_; }

 private:
  Program program_, temporal_, raw_;
  Target output_;
  Texture levels_, thresholds_;
  std::uint64_t version_ = 0;
  bool loaded_ = false;
};

}  // namespace guangmu::renderer
