// A fetcher and what it handed over.
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "kpi/fetcher.h"

namespace guangmu::kpi::test {

class Watch {
 public:
  explicit Watch(std::map<std::string, SourceSettings> sources,
                 std::function<bool(const Answer&)> usable = [](const Answer&) { return true; })
      : usable_(std::move(usable)),
        fetcher_({.polled =
                      [this](const std::string& source, const Result<Answer>& answer) {
                        const std::lock_guard lock(mutex_);
                        came_[source].push_back(answer);
                        changed_.notify_all();
                        return answer.ok() && usable_(*answer);
                      },
                  .tick = [] {}},
                 1) {
    fetcher_.set_sources(sources);
    fetcher_.start();
  }
  explicit Watch(const SourceSettings& source) : Watch({{"s", source}}) {}

  // Waits until `holds` of what came; false after 20 s.
  bool until(const std::function<bool(const std::vector<Result<Answer>>&)>& holds, const std::string& source = "s") {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(20), [&] { return holds(came_[source]); });
  }
  bool count(std::size_t n, const std::string& source = "s") {
    return until([n](const auto& all) { return all.size() >= n; }, source);
  }
  std::vector<Result<Answer>> came(const std::string& source = "s") {
    const std::lock_guard lock(mutex_);
    return came_[source];
  }
  Fetcher& fetcher() { return fetcher_; }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, std::vector<Result<Answer>>> came_;
  std::function<bool(const Answer&)> usable_;
  Fetcher fetcher_;  // last: its thread ends before the rest goes
};

// The first poll's outcome: the body, or "fault: …".
inline std::string first(const SourceSettings& source) {
  Watch watch(source);
  if (!watch.count(1)) return "nothing came in time";
  const auto answer = watch.came()[0];
  return answer ? answer->body : "fault: " + answer.error().text;
}

inline SourceSettings source(const std::string& url) {
  SourceSettings s;
  s.url = url;
  s.every = {0.2};
  s.timeout = {5};
  return s;
}

// A folder of its own for each test, removed at the end.
class Folder {
 public:
  Folder()
      : path_(std::filesystem::temp_directory_path() /
              ("guangmu-sources-" + std::to_string(std::chrono::steady_clock::now().time_since_epoch().count()))) {
    std::filesystem::create_directories(path_);
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string path(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace guangmu::kpi::test
