#include "app/frame_loop.h"

#include <fmt/core.h>

#include <atomic>
#include <chrono>
#include <csignal>

#include "app/pacer.h"
#include "app/process.h"

namespace guangmu::app {
namespace {

constexpr double give_back_every_s = 60;

std::atomic<bool> ending{false};
static_assert(std::atomic<bool>::is_always_lock_free, "set from a signal handler");

void on_signal(int) {
  ending = true;
}

}  // namespace

double monotonic_s() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void end_on_signals() {
  std::signal(SIGTERM, on_signal);
  std::signal(SIGINT, on_signal);
}

bool asked_to_end() {
  return ending;
}

void run_frames(Wall& wall, const AfterFrame& after) {
  Pacer pacer(wall.stage().settings().wall.rate_hz());
  bool late = false;
  double given_back_s = monotonic_s();
  while (!asked_to_end()) {
    // A screen with a swap interval paces by itself while something changes.
    pacer.wait();
    const double now_s = monotonic_s();
    const FrameDone done = wall.frame(now_s, late);
    late = pacer.late();
    wall.stats().add(now_s, (monotonic_s() - now_s) * 1000);
    for (const auto& stage : done.report.stages) wall.stats().add_stage(stage.name, stage.ms);
    if (!done.open || !after(done, now_s)) return;
    // In the pause before the next frame.
    if (!late && now_s - given_back_s >= give_back_every_s) {
      give_back_memory();
      given_back_s = now_s;
    }
  }
}

std::string closing_line(Wall& wall) {
  std::uint64_t polls = 0, errors = 0;
  const auto data = wall.board().snapshot();
  for (const auto& [id, source] : data->sources) polls += source.polls, errors += source.errors;
  const FrameStats& stats = wall.stats();
  return fmt::format("frames {}, late {}, p50 {:.1f} ms, p99 {:.1f} ms, polls {}, errors {}", stats.frames(), stats.late(), stats.percentile_ms(0.5),
                     stats.percentile_ms(0.99), polls, errors);
}

}  // namespace guangmu::app
