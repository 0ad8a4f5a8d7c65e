// How much the LEDs are driven, tile by tile: sums of the linear drive that the output pass is about to code,
// before curve and limiter. Run over the tiles that changed, in the frame in which they changed.
//
// Every pixel counts (no coarser picture is looked at: text and rasters would alias), in cells of a twelfth of
// a module's side or so, one fragment each; the sums of a tile's cells are added on the CPU. Two short cuts,
// both far below what a wattmeter shows: seam gains count as their mean over the tile, and where a profile
// corrects every pixel the tile's mean matrix stands for all of them.
//
// On Mesa's software driver all 720 quarter modules of a 2304x1440 wall take 23 ms of CPU time, half of what
// the output pass takes for them, and six take 0.23 ms.
//
// Reading back: fetch() takes what measure() drew. On a software driver that is a copy in memory; on a GPU it
// waits until the GPU has come that far, so power_guard.h calls it in the same frame only where the picture
// could exceed a limit, else a frame later, when nothing is left to wait for.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "led_mapping/output_tables.h"
#include "led_mapping/power_meter.h"
#include "renderer/kit.h"
#include "renderer/output_pass.h"
#include "renderer/tiles.h"

namespace guangmu::renderer {

struct TileDuty {
  led::MeanDuty duty;      // mean over the tile, each LED at most 1
  double above_w_m2 = 0;   // what lies above full drive, as power; a dimmed picture may still give it
};

class DutyPass {
 public:
  static Result<DutyPass> create(Kit& kit);

  // Everything that follows is of this grid and power model; forgets what is on its way when they change.
  void use(const TileGrid& grid, const led::OutputTables& tables, std::uint64_t tables_version,
           const std::array<double, 3>& k_w_m2);
  // Draws the sums of `tiles` (indices of the grid) of `canvas`; `light[i]` belongs to tiles[i].
  void measure(Kit& kit, const Texture& canvas, const std::vector<std::size_t>& tiles,
               const std::vector<float>& light, const led::OutputTables& tables, Work& work);
  // Begins to bring the sums to the CPU. Nothing waits here.
  void send();
  // Sums sent before, one for each tile of the grid; only those measured meanwhile are new. Waits for the
  // GPU. Empty when nothing was sent.
  const std::vector<TileDuty>& fetch();
  bool sent() const { return sent_; }

 private:
  std::array<float, 9> matrix_of(std::size_t tile, const led::OutputTables& tables, float light);
  Program program_;
  Target sums_;
  GlBuffer pixels_;
  TileGrid grid_;
  int cells_x_ = 1, cells_y_ = 1;
  std::array<float, 3> k_{};
  std::uint64_t tables_version_ = 0;
  std::vector<std::array<float, 9>> tile_correction_;  // mean of the pixels' matrices, empty: none
  std::vector<TileDuty> duties_;
  std::vector<float> data_;
  bool sent_ = false;
};

}  // namespace guangmu::renderer
