// Counts every allocation of the test program, per thread: the callback must make none.
#pragma once

#include <cstdint>

namespace guangmu::audio {
std::int64_t allocations_of_this_thread();  // and frees
}
