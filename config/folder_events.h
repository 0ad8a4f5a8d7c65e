// What the operating system tells of changes below a folder.
#pragma once

#include <memory>
#include <string>

namespace guangmu::config {

class FolderEvents {
 public:
  virtual ~FolderEvents() = default;
  // Whether something was saved since the last call; `now_s` as in Watcher::poll.
  virtual bool take(double now_s) = 0;
};

// Null where the system tells nothing.
std::unique_ptr<FolderEvents> watch_folder(const std::string& folder);

}  // namespace guangmu::config
