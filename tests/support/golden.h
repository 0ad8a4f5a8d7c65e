// Compares a picture with the one kept in tests/golden/.
#pragma once

#include <string>

#include "base/geometry.h"
#include "media/values/picture.h"

namespace guangmu::testing {

// Two limits, in 8-bit codes: how far the worst pixel may be off, and how far all of them on average. Mesa's software driver gives
// the same bytes on the machines tried, so both are 0 unless a test says why not.
struct Tolerance {
  int worst = 0;
  double mean = 0;
};

struct Difference {
  int worst = 0;             // largest difference of one channel
  Vec2 at;                   // where
  double mean = 0;           // over all channels
  std::int64_t pixels = 0;   // that differ at all
  bool sizes_differ = false;
  bool within(Tolerance t) const { return !sizes_differ && worst <= t.worst && mean <= t.mean; }
  std::string text() const;
};

Difference compare(const media::PictureRgb& got, const media::PictureRgb& expected);

// True when `got` is tests/golden/NAME.png within the tolerance. Otherwise `why` says how far off and where the produced picture was
// written (the build folder's golden-failed/NAME.png). With GUANGMU_UPDATE_GOLDEN=1 in the environment the kept picture is replaced
// instead: look at it before it is committed.
bool matches_golden(const media::PictureRgb& got, const std::string& name, Tolerance tolerance, std::string& why);

}  // namespace guangmu::testing
