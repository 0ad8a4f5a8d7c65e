// A way to the disk that can lose power: what was written but not synced is gone from one moment on, or there in part and
// garbled. For tests of what must survive.
#pragma once

#include <cstdint>
#include <string>

namespace guangmu::kpi::test {

// Registers the VFS once; its name is for HistoryOptions::vfs. Its files live in memory alone.
class LosingDisk {
 public:
  static constexpr const char* name = "losing";
  static void install();
  // An empty disk; `seed` decides what of it a power cut leaves.
  static void begin(std::uint64_t seed);
  // The power goes with the so many-th write or sync from now: from then on nothing reaches the disk, every call fails.
  static void cut_after(std::uint64_t calls);
  static bool is_cut();
  // While it is full, no write that makes a file longer succeeds, as on a disk that others have filled.
  static void fill(bool full);
  // Afterwards, with all files closed: the disk as the machine finds it again.
  static void restore();
};

}  // namespace guangmu::kpi::test
