// Months along an axis: "2022-09" as delivered, read as year and month.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"

namespace guangmu::scenes {

struct AxisLabel {
  std::size_t index = 0;  // point it stands under
  std::string words;
  bool strong = false;  // the beginning of a year
};

// Labels for points that stand pitch_px apart, so that none comes nearer than least_px to the next. Positions
// that are not months are told as they are.
std::vector<AxisLabel> month_labels(const std::vector<std::string>& x, double pitch_px, double least_px,
                                    Language language);

}  // namespace guangmu::scenes
