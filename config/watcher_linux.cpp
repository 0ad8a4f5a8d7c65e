// inotify, see inotify(7).
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/descriptor.h"
#include "config/folder_events.h"
#include "config/watcher.h"

namespace guangmu::config {
namespace {

namespace fs = std::filesystem;

class Inotify : public FolderEvents {
 public:
  Inotify(int fd, const std::string& folder) : fd_(fd), folder_(folder) { look_at_root(); }

  bool take(double now_s) override {
    bool changed = false;
    if (now_s - looked_s_ >= 0.5) {  // the folder itself may be moved, removed, put back or replaced
      looked_s_ = now_s;
      changed = look_at_root();
    }
    alignas(inotify_event) std::array<char, 8192> buffer;
    for (;;) {
      const ssize_t got = ::read(fd_.get(), buffer.data(), buffer.size());
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) break;
      for (std::size_t at = 0; at < static_cast<std::size_t>(got);) {
        inotify_event event;
        std::memcpy(&event, buffer.data() + at, sizeof event);
        const std::string name = event.len > 0 ? buffer.data() + at + sizeof event : "";
        changed = judge(event, name) || changed;
        at += sizeof event + event.len;
      }
    }
    return changed;
  }

 private:
  Descriptor fd_;
  std::string folder_;
  double looked_s_ = -1e9;
  bool there_ = false;
  dev_t device_ = 0;
  ino_t inode_ = 0;

  // Watches the folder if it is another one than before; true when that is news.
  bool look_at_root() {
    struct stat found {};
    if (::stat(folder_.c_str(), &found) != 0 || !S_ISDIR(found.st_mode)) {
      there_ = false;
      return false;
    }
    if (there_ && found.st_dev == device_ && found.st_ino == inode_) return false;
    there_ = true;
    device_ = found.st_dev;
    inode_ = found.st_ino;
    watch(folder_);
    return true;
  }

  void watch(const fs::path& folder) {
    ::inotify_add_watch(fd_.get(), folder.c_str(),
                        IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE |
                            IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR);
    std::error_code bad;
    for (fs::directory_iterator it(folder, bad), end; !bad && it != end; it.increment(bad))
      if (std::error_code gone; it->is_directory(gone) && !it->is_symlink(gone)) watch(it->path());
  }

  bool judge(const inotify_event& event, const std::string& name) {
    if (event.mask & IN_Q_OVERFLOW) {
      watch(folder_);
      return true;
    }
    if (event.mask & (IN_DELETE_SELF | IN_MOVE_SELF)) {
      looked_s_ = -1e9;
      return false;
    }
    if (event.mask & IN_IGNORED || is_scratch_name(name)) return false;
    if (event.mask & IN_ISDIR) {
      if (event.mask & (IN_CREATE | IN_MOVED_TO)) watch(folder_);
      return true;
    }
    return (event.mask & IN_CREATE) == 0;  // a new file is told when it is closed
  }
};

}  // namespace

std::unique_ptr<FolderEvents> watch_folder(const std::string& folder) {
  const int fd = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (fd < 0) return nullptr;
  return std::make_unique<Inotify>(fd, folder);
}

}  // namespace guangmu::config
