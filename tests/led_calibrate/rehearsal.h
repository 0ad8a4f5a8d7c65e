// A simulated wall and camera for calibration, both made up from a seed, and what the wall shows once a
// profile is applied. What calibrates sees the photographs alone.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "led_mapping/photo/calibrate.h"
#include "led_mapping/photo/photo_simulator.h"
#include "led_mapping/settings.h"

namespace guangmu::led {

struct Rehearsal {
  WallSettings wall;
  SpreadSettings spread;
  std::vector<double> batches;          // by module, on top of the spread; empty: all 1
  std::vector<CameraSettings> cameras;  // one for each standpoint
  std::vector<int> dead_modules;        // row by row from 0
  std::array<double, 3> base{1, 1, 1};  // light of the three fields
};

// A wall of small modules, so that a test ends soon: 12 x 15 of 48 x 24 LEDs, photographed with 1600 x 1100
// px. Camera: turned, tipped and rolled, bent lens, vignetting, noise, exposure, all by chance.
Rehearsal chance_rehearsal(std::uint64_t seed);

// The wall as it is: its spread with the batches.
WallSpread wall_of(const Rehearsal& rehearsal);

// All photographs: dark, red, green and blue from each standpoint.
struct Album {
  std::vector<FieldShot> shots;
  std::vector<Photograph> photographs;
  OpenPhotograph open() const;
};
Album photograph(const Rehearsal& rehearsal);

// Light of the bare wall at an even drive of its LEDs, before the wall's own differences.
WallLight field_light(const Rehearsal& rehearsal, std::array<double, 3> drive);

// Light of a white canvas through the real output tables with a profile, 8-bit codes with dither, and the
// receiving cards' gamma, before the wall's own differences.
WallLight picture_light(const Rehearsal& rehearsal, const ProfileSettings& profile,
                        std::shared_ptr<const PixelCorrection> pixels = nullptr);

// Sigma / mean of the living modules' light of that canvas on this wall.
std::array<double, 3> true_non_uniformity(const Rehearsal& rehearsal, const ProfileSettings& profile);

double worst(const std::array<double, 3>& v);

}  // namespace guangmu::led
