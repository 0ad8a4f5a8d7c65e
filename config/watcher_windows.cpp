// Windows is looked at once a second; see watcher.cpp. Untested there.
#include "config/folder_events.h"

namespace guangmu::config {

std::unique_ptr<FolderEvents> watch_folder(const std::string&) {
  return nullptr;
}

}  // namespace guangmu::config
