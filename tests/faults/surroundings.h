// What the test does to the machine under the wall: a page of memory shared with surroundings_linux.cpp,
// which is loaded into the wall's process before the C library (LD_PRELOAD) and stands between it and the
// system.
#pragma once

#include <atomic>
#include <cstdint>

namespace guangmu::testing {

struct Surroundings {
  std::atomic<std::int64_t> clock_ahead_us;  // CLOCK_REALTIME is so much ahead of the truth
  std::atomic<std::int32_t> disk_full;       // every write into a file fails with ENOSPC
  std::atomic<std::int32_t> writes_refused;  // how many did
};

}  // namespace guangmu::testing
