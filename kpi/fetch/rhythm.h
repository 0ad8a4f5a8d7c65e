// When a source is polled. Pure.
//
// Every source has a place of its own within `every`, the same in every run: its polls fall on the lattice
// place + k * every, so that two hundred sources with the same `every` are spread over it. The first poll
// comes soon, in the order of the places; the second one falls onto the lattice.
#pragma once

#include <chrono>
#include <string_view>

namespace guangmu::kpi {

using Steady = std::chrono::steady_clock;

Steady::duration seconds(double s);
double seconds_between(Steady::time_point from, Steady::time_point to);

// 0 <= place < 1, from the id alone; close ids lie far apart.
double place_in_rhythm(std::string_view id);

// Seconds to the first poll: within min(every / 4, 0.25 s, or 5 ms for each of `sources` when that is longer).
double first_poll_s(double place, double every_s, std::size_t sources);

// The next lattice point that is at least every / 2 after `started` and not before `now`.
Steady::time_point next_poll(double place, double every_s, Steady::time_point started, Steady::time_point now);

// Seconds to the next try after `failures` in a row; `jitter` in -1..1: min(every * 2^(n-1), max(every, 15 s)),
// plus or minus a tenth.
double back_off_s(double every_s, int failures, double jitter);

}  // namespace guangmu::kpi
