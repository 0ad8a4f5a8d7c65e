// From photographs of flat fields to a profile that makes the wall even. Sees photographs and the wall's
// sizes, nothing else. Pure, any thread; photographs are asked for one at a time, so that a dark frame and
// one field are in memory at once, and freed. Some seconds for each 24 Mpx.
//
// Fields are photographed from a standpoint (pose) with camera, lens, focus and exposure left alone: one with
// the wall dark, then one or more for red, green, blue and, if wanted, white. Exposure may differ from colour
// to colour; the dark frame's must be the field's own or the hall dark.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "base/language.h"
#include "base/result.h"
#include "led_mapping/photo/seams.h"
#include "led_mapping/photo/shading.h"
#include "led_mapping/photograph.h"
#include "led_mapping/profile.h"

namespace guangmu::led {

enum class FieldKind { red, green, blue, white, dark };

struct FieldShot {
  int pose = 1;
  FieldKind kind = FieldKind::dark;
  std::string name;  // of the file, for messages
};

// Opens a photograph; errors are passed on.
using OpenPhotograph = std::function<Result<Photograph>(const FieldShot&)>;

struct CalibrateOptions {
  // Share of the wall's LEDs that may stay darker than the rest, so that the weakest do not cost everybody's
  // brightness. 0..0.2.
  double clipped_share = 0.005;
  bool seams = true;
  bool pixels = false;  // correct every LED where the photographs show single ones
};

struct Calibration {
  SizePx wall, module;
  WallLevels levels;
  SeamEstimates seams;
  std::vector<std::array<double, 3>> gains;  // module by module, 0..1
  std::vector<SeamGain> seam_gains;
  double level = 1;                         // brightness that is left, share of the mean before
  int clipped_leds = 0;                     // too weak for that level
  std::vector<int> dead;                    // modules, row by row from 0, that give no light in some colour
  std::array<double, 3> before{}, after{};  // sigma / mean of the living modules' light; after as expected
  double px_per_led = 0, blur_leds = 0;
  int poses = 0, photographs = 0;
  PixelCorrection pixels;                // size 0x0: none
  std::array<double, 3> pixel_spread{};  // sigma of LEDs inside their modules, where they were measured
  bool corrects = false;           // false: what differences there are, are within the measurement's error
  std::vector<LocalText> remarks;  // what the technician should know of the photographs
};

// Fails with what is wrong and what to do when the photographs cannot be used: a field or dark frame missing,
// files in the wrong order, clipped, too dark, too small, blurred, another wall, the dark frame brighter than
// the field.
Result<Calibration> calibrate(const WallSettings& wall, const std::vector<FieldShot>& shots,
                              const OpenPhotograph& open, const CalibrateOptions& options = {});

// The profile that corrects: modules, seams, figures before and after. Label, author and date are the
// caller's.
ProfileSettings calibrated_profile(const Calibration& calibration);

// In plain words, some twenty lines.
std::string calibration_report(const Calibration& calibration, Language language);

}  // namespace guangmu::led
