// Video signal timing on the cable: VESA CVT 1.2, plain and with reduced blanking v1 and v2, progressive, no
// margins.
#pragma once

#include <string>
#include <string_view>

#include "base/geometry.h"
#include "base/result.h"

namespace guangmu::led {

// The video-optimised kind of RBv2 runs 1000/1001 slower: 59.94 Hz where 60 is asked for.
enum class Blanking { cvt, reduced, reduced_v2, reduced_v2_video };
std::string_view to_string(Blanking blanking);  // "CVT", "CVT-RB", "CVT-RBv2", "CVT-RBv2 video"

// Pixels and lines; `clock_mhz` is rounded down to the standard's step, `rate_hz` is what comes out of it.
struct Signal {
  Blanking blanking = Blanking::reduced;
  SizePx active;
  int h_front = 0, h_sync = 0, h_back = 0;
  int v_front = 0, v_sync = 0, v_back = 0;
  bool h_positive = false, v_positive = false;
  double clock_mhz = 0;
  double rate_hz = 0;
  int h_total() const { return active.w + h_front + h_sync + h_back; }
  int v_total() const { return active.h + v_front + v_sync + v_back; }
};

// Fails for sizes that the standard cannot express: CVT and RBv1 count pixels in eights. Rates from 1 Hz up.
Result<Signal> cvt_signal(SizePx active, double rate_hz, Blanking blanking);

// The highest rate that may be asked for so that the pixel clock stays within max_mhz; to 0.001 Hz, 0 when
// none does.
double highest_rate_hz(SizePx active, Blanking blanking, double max_mhz);

// A line for xrandr --newmode, X.Org's order of numbers.
std::string modeline(const Signal& signal);

}  // namespace guangmu::led
