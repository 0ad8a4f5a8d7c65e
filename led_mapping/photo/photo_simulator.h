// A camera in front of the wall, for tests and rehearsals: from the light of every LED to the counts of a
// sensor. Perspective, distortion of the lens, vignetting, blur, light of the hall, exposure, noise, black
// level, clipping and quantisation. LEDs are squares of light whose area is shared out exactly among the
// sensor's pixels, never sampled at points, so moire shows no more than it would. Nothing here is read by
// estimators. Pure; a PhotoSimulator may be used from one thread at a time. 24 Mpx take 2 to 4 s on one core.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/geometry.h"
#include "led_mapping/photo/random.h"
#include "led_mapping/photo/wall_spread.h"
#include "led_mapping/photograph.h"

namespace guangmu::led {

struct CameraSettings {
  SizePx size{1500, 1000};
  // Where it stands: the wall turned around its upright axis, tipped, and the camera rolled; degrees. Beyond
  // 40 the far side gets very small.
  double yaw_deg = 0, pitch_deg = 0, roll_deg = 0;
  double view_deg = 55;  // the lens's angle of view across the photograph's width: 5..110
  // The wall's outline takes this share of the width or the height; above 1 it is cut off.
  double fill = 0.85;
  // Of the outline's middle from the photograph's, shares of width and height.
  std::array<double, 2> offset{0, 0};
  // Lens: a place at r half diagonals from the middle lands at r (1 + k1 r^2 + k2 r^4).
  double k1 = 0, k2 = 0;
  double natural_vignetting = 1;  // share of the cos^4 law that is left in the photograph: 0..1
  double v2 = 0, v4 = 0;          // and times 1 + v2 r^2 + v4 r^4
  double blur_px = 0.7;           // sigma of the point spread
  // The hall: light that the dark wall and the rest of the hall throw back, shares of the white wall's.
  double wall_ambient = 0, hall_ambient = 0;
  // Sensor. `exposure`: counts of the white wall in the middle of the photograph, share of full scale; above
  // 1 it clips.
  double exposure = 0.6;
  // How much the sensor's r, g, b (rows) see of the LEDs' r, g, b.
  std::array<std::array<double, 3>, 3> response{{{0.92, 0.06, 0.02}, {0.05, 0.85, 0.10}, {0.01, 0.07, 0.92}}};
  double black_level = 0.01;   // share of full scale
  double full_well_e = 30000;  // electrons at full scale
  double read_noise_e = 6;
  int bits = 14;  // 8..16
  std::uint64_t seed = 1;
};

class PhotoSimulator {
 public:
  // size_mm: of the wall's lit surface; the wall must be a whole number of modules.
  PhotoSimulator(const CameraSettings& camera, WallSpread spread, std::array<double, 2> size_mm);

  // One photograph of an ideal wall's light (the spread is applied here); `light` has the spread's size. Each
  // shot has its own noise: `shot` tells it apart, the same number gives the same noise again.
  Photograph shoot(const WallLight& light, std::uint64_t shot) const;

  // Where LED (u, v) is in the photograph, px, the first pixel's middle at 0.5; LED (0, 0) has its middle at
  // (0.5, 0.5). For tests to compare with.
  std::array<double, 2> place_of(double u, double v) const;
  const WallSpread& spread() const { return spread_; }

 private:
  struct Spot {
    float x, y, half_w, half_h, area;  // px, px^2 of the whole pitch
  };

  CameraSettings camera_;
  WallSpread spread_;
  std::array<double, 9> to_sensor_{};  // LEDs to undistorted half diagonals
  std::vector<Spot> spots_;            // by LED
  std::vector<float> shading_;         // by sensor pixel
  std::vector<float> ambient_;         // by sensor pixel, share of white
  NormalTable normal_;
};

}  // namespace guangmu::led
