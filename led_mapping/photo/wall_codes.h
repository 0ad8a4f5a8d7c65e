// What photographs of the locate patterns say: for a 4x4 grid of places on every module, the quarter of a
// module of the canvas that is seen there, or dark. Takes photographs and nothing else. Pure; one thread at a
// time. Each photograph is reduced as it is added, so no more than one is needed at full size.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "led_mapping/locate_pattern.h"
#include "led_mapping/photo/wall_view.h"
#include "led_mapping/photo/wiring.h"
#include "led_mapping/photograph.h"

namespace guangmu::led {

struct CodePoint {
  static constexpr int dark = -1, unclear = -2;
  LedPlace led;
  int code = unclear;  // a quarter of a module of the canvas, row by row over the wall; or dark, unclear
};

struct WallCodes {
  SizePx wall, module;
  std::vector<CodePoint> points;
  WallView view;         // where the wall is in the reduced photographs
  double blur_px = 0;    // sigma, in photographs at full size
  double module_px = 0;  // the shorter side of a module there
  int code_of(LedPlace canvas) const;
  LedPlace middle_of(int code) const;  // a canvas pixel
};

class LocatePhotos {
 public:
  explicit LocatePhotos(const WallSettings& wall) : grid_(wall), aspect_(wall.size_mm[0] / wall.size_mm[1]) {}
  // In the order of the sequence; `name` stands in errors. Fails for another size than the first one's.
  Result<void> add(const Photograph& photo, const std::string& name);
  // Fails, saying what to do next, when photographs are missing, in the wrong order, overexposed, too dark,
  // blurred, moved, too small, cut off, or show another wall.
  Result<WallCodes> read() const;

 private:
  Result<WallCodes> read_in_order() const;
  Error better_reason(const Error& reason) const;
  bool lit_beside(const WallView& view) const;

  LocateGrid grid_;
  double aspect_;
  int factor_ = 1;
  SizePx full_;
  std::vector<Plane> planes_;  // sum of the colours
  std::vector<std::string> names_;
  std::vector<double> means_, clipped_;  // light; share of what is bright that is at full scale
};

}  // namespace guangmu::led
