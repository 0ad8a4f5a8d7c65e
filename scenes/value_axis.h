// Where the levels of a chart's values stand: round numbers around what is to be shown. Pure.
#pragma once

namespace guangmu::scenes {

struct ValueAxis {
  double low = 0, high = 1, step = 1;
  int decimals = 0;  // that the levels need
  int levels() const;
  double level(int i) const { return low + step * i; }
};

// least..most: what is to be shown. resolution: the last digit that the figure is written with; no step is finer, and what
// moves by less than four of it stands in a band of four. Starts from zero where the values reach down to
// two fifths of their highest. A share (0 to 100) never leaves 0..100, and its band is at least one of a hundred.
ValueAxis value_axis(double least, double most, double resolution, bool share);

}  // namespace guangmu::scenes
