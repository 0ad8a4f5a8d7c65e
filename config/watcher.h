// Notices that something in an exhibit folder was saved: written in place, renamed into place as most editors
// do, added or removed, in any of its subfolders. Waits until 150 ms have passed without another change. Goes
// on when the folder vanishes, and tells its return as a change. What changed is not told: reading the
// exhibit again takes milliseconds.
//
// One thread; poll never blocks. Where the system does not tell of changes, it looks once a second instead.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace guangmu::config {

class FolderEvents;

class Watcher {
 public:
  static constexpr double settle_s = 0.15;

  explicit Watcher(std::string folder);
  ~Watcher();
  Watcher(Watcher&&) noexcept;
  Watcher& operator=(Watcher&&) noexcept;

  // True once for each settled change. `now_s`: seconds of any clock that never goes back.
  bool poll(double now_s);

 private:
  std::string folder_;
  std::unique_ptr<FolderEvents> events_;
  std::optional<double> changed_s_;  // the last change that was not told yet
  double looked_s_ = -1e9;
  std::uint64_t seen_ = 0;

  bool looked_different(double now_s);
};

// Names that editors use beside the file they write: .x.swp, x~, #x#, 4913, x.tmp.
bool is_scratch_name(const std::string& name);

// Names, sizes and times of all files below a folder as one number; 0 when there is no folder.
std::uint64_t folder_fingerprint(const std::string& folder);

}  // namespace guangmu::config
