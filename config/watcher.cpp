#include "config/watcher.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <vector>

#include "config/folder_events.h"

namespace guangmu::config {
namespace {

namespace fs = std::filesystem;
constexpr double look_every_s = 1;

// FNV-1a, 64 bit.
void add(std::uint64_t& hash, std::string_view bytes) {
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
}

}  // namespace

bool is_scratch_name(const std::string& name) {
  return name.empty() || name.front() == '.' || name.front() == '#' || name.back() == '~' || name == "4913" ||
         name.ends_with(".tmp") || name.ends_with(".swp") || name.ends_with(".part");
}

std::uint64_t folder_fingerprint(const std::string& folder) {
  std::error_code bad;
  if (!fs::is_directory(folder, bad)) return 0;
  std::vector<std::string> files;
  for (fs::recursive_directory_iterator it(folder, bad), end; !bad && it != end; it.increment(bad)) {
    if (is_scratch_name(it->path().filename().string()) || !it->is_regular_file(bad)) continue;
    std::error_code gone;
    const auto time = it->last_write_time(gone).time_since_epoch().count();
    files.push_back(it->path().string() + '\0' + std::to_string(time) + '\0' +
                    std::to_string(it->file_size(gone)));
  }
  std::sort(files.begin(), files.end());
  std::uint64_t hash = 0xCBF29CE484222325u;
  for (const std::string& file : files) add(hash, file);
  return hash == 0 ? 1 : hash;
}

Watcher::Watcher(std::string folder) : folder_(std::move(folder)), events_(watch_folder(folder_)) {
  if (!events_) seen_ = folder_fingerprint(folder_);
}
Watcher::~Watcher() = default;
Watcher::Watcher(Watcher&&) noexcept = default;
Watcher& Watcher::operator=(Watcher&&) noexcept = default;

bool Watcher::looked_different(double now_s) {
  if (now_s - looked_s_ < look_every_s) return false;
  looked_s_ = now_s;
  const std::uint64_t now = folder_fingerprint(folder_);
  const bool different = now != seen_ && now != 0;  // a folder that vanished changes nothing on the wall
  if (now != 0) seen_ = now;
  return different;
}

bool Watcher::poll(double now_s) {
  if (events_ ? events_->take(now_s) : looked_different(now_s)) changed_s_ = now_s;
  if (!changed_s_ || now_s - *changed_s_ < settle_s) return false;
  changed_s_.reset();
  return true;
}

}  // namespace guangmu::config
