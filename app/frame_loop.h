// The loop of a running wall: reads the clock once per frame, paces, counts.
#pragma once

#include <functional>
#include <string>

#include "app/wall.h"

namespace guangmu::app {

// Monotonic seconds; the frame loop's clock.
double monotonic_s();

// SIGTERM and SIGINT end the loop after its frame.
void end_on_signals();
bool asked_to_end();

// Called after each frame with its number and what it did; returning false ends the loop.
using AfterFrame = std::function<bool(const FrameDone& done, double now_s)>;

void run_frames(Wall& wall, const AfterFrame& after);

// "frames 3600, late 2, p50 1.2 ms, p99 9.8 ms, polls 12, errors 0".
std::string closing_line(Wall& wall);

}  // namespace guangmu::app
