// Formulas: VESA Coordinated Video Timings 1.2, as tabled in the VESA CVT generator: sections 5.3 (CRT and RB
// v1), RB v2.
#include "led_mapping/signal.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace guangmu::led {

namespace {

constexpr int granularity_px = 8;  // CVT and RBv1 count in character cells

// The height of the vertical sync names the aspect ratio (CVT table 3-2).
int sync_lines(SizePx a) {
  const auto is = [&](int w, int h) { return a.w == granularity_px * (a.h * w / h / granularity_px); };
  if (a.h % 3 == 0 && is(4, 3)) return 4;
  if (a.h % 9 == 0 && is(16, 9)) return 5;
  if (a.h % 10 == 0 && is(16, 10)) return 6;
  if (a.h % 4 == 0 && is(5, 4)) return 7;
  if (a.h % 9 == 0 && is(15, 9)) return 7;
  return 10;
}

struct ReducedRules {
  int h_blank, h_front, h_sync;
  int v_front_min, v_sync, v_back_min;
  double step_mhz;
  double rate_factor = 1;
};

ReducedRules reduced_rules(SizePx active, Blanking blanking) {
  if (blanking == Blanking::reduced) return {160, 48, 32, 3, sync_lines(active), 7, 0.25};
  return {80, 8, 32, 1, 8, 6, 0.001, blanking == Blanking::reduced_v2_video ? 1000. / 1001 : 1};
}

// Lines of blanking so that it lasts at least 460 us.
int reduced_blank_lines(const ReducedRules& rules, int lines, double rate_hz) {
  const double line_us = (1e6 / rate_hz - 460) / lines;
  const int needed = static_cast<int>(std::floor(460 / line_us)) + 1;
  return std::max(needed, rules.v_front_min + rules.v_sync + rules.v_back_min);
}

double reduced_clock_mhz(const ReducedRules& rules, SizePx active, double rate_hz) {
  const int v_total = active.h + reduced_blank_lines(rules, active.h, rate_hz);
  return rate_hz * (active.w + rules.h_blank) * v_total * 1e-6 * rules.rate_factor;
}

double round_down(double value, double step) {
  return std::floor(value / step + 1e-9) * step;
}

Signal reduced_signal(SizePx active, double rate_hz, Blanking blanking) {
  const ReducedRules rules = reduced_rules(active, blanking);
  const int v_blank = reduced_blank_lines(rules, active.h, rate_hz);
  Signal s;
  s.blanking = blanking;
  s.active = active;
  s.h_front = rules.h_front;
  s.h_sync = rules.h_sync;
  s.h_back = rules.h_blank - rules.h_front - rules.h_sync;
  s.v_sync = rules.v_sync;
  if (blanking == Blanking::reduced) {  // v1 keeps the front porch, v2 the back porch
    s.v_front = rules.v_front_min;
    s.v_back = v_blank - s.v_front - s.v_sync;
  } else {
    s.v_back = rules.v_back_min;
    s.v_front = v_blank - s.v_back - s.v_sync;
  }
  s.h_positive = true;
  s.clock_mhz = round_down(reduced_clock_mhz(rules, active, rate_hz), rules.step_mhz);
  return s;
}

Signal full_signal(SizePx active, double rate_hz) {
  constexpr int v_front = 3, v_back_min = 7;
  constexpr double min_blank_us = 550, step_mhz = 0.25;
  const double line_us = (1e6 / rate_hz - min_blank_us) / (active.h + v_front);
  Signal s;
  s.blanking = Blanking::cvt;
  s.active = active;
  s.v_front = v_front;
  s.v_sync = sync_lines(active);
  const int sync_and_back =
      std::max(static_cast<int>(std::floor(min_blank_us / line_us)) + 1, s.v_sync + v_back_min);
  s.v_back = sync_and_back - s.v_sync;
  const double duty = std::max(20., 30 - 300 * line_us / 1000);  // percent of the line that is blank
  const int h_blank = static_cast<int>(std::floor(active.w * duty / (100 - duty) / 16)) * 16;
  const int h_total = active.w + h_blank;
  s.h_sync = static_cast<int>(std::floor(0.08 * h_total / granularity_px)) * granularity_px;
  s.h_back = h_blank / 2;
  s.h_front = h_blank - s.h_back - s.h_sync;
  s.v_positive = true;
  s.clock_mhz = round_down(h_total / line_us, step_mhz);
  return s;
}

}  // namespace

std::string_view to_string(Blanking blanking) {
  switch (blanking) {
    case Blanking::cvt:
      return "CVT";
    case Blanking::reduced:
      return "CVT-RB";
    case Blanking::reduced_v2:
      return "CVT-RBv2";
    case Blanking::reduced_v2_video:
      return "CVT-RBv2 video";
  }
  return "";
}

Result<Signal> cvt_signal(SizePx active, double rate_hz, Blanking blanking) {
  if (active.w <= 0 || active.h <= 0 || rate_hz < 1)
    return Error{fmt::format("no signal has {}x{} px at {} Hz; expected a picture and at least 1 Hz",
                             active.w, active.h, rate_hz)};
  if (1e6 / rate_hz <= 560)
    return Error{fmt::format("{} Hz leaves no time for a picture between two blankings", rate_hz)};
  if ((blanking == Blanking::cvt || blanking == Blanking::reduced) && active.w % granularity_px != 0)
    return Error{fmt::format("{} counts in cells of {} px, {} px is no multiple; use CVT-RBv2",
                             to_string(blanking), granularity_px, active.w)};
  Signal s =
      blanking == Blanking::cvt ? full_signal(active, rate_hz) : reduced_signal(active, rate_hz, blanking);
  s.rate_hz = s.clock_mhz * 1e6 / (static_cast<double>(s.h_total()) * s.v_total());
  return s;
}

double highest_rate_hz(SizePx active, Blanking blanking, double max_mhz) {
  int best = 0, above = 1000000;  // in 0.001 Hz
  while (above - best > 1) {
    const int middle = (best + above) / 2;
    const auto s = cvt_signal(active, std::max(1., middle * 0.001), blanking);
    (s && s->clock_mhz <= max_mhz ? best : above) = middle;
  }
  return best * 0.001;
}

std::string modeline(const Signal& s) {
  const int h1 = s.active.w + s.h_front, h2 = h1 + s.h_sync;
  const int v1 = s.active.h + s.v_front, v2 = v1 + s.v_sync;
  return fmt::format("\"{}x{}_{:.2f}\" {:.3f} {} {} {} {} {} {} {} {} {}hsync {}vsync", s.active.w,
                     s.active.h, s.rate_hz, s.clock_mhz, s.active.w, h1, h2, s.h_total(), s.active.h, v1, v2,
                     s.v_total(), s.h_positive ? '+' : '-', s.v_positive ? '+' : '-');
}

}  // namespace guangmu::led
