// Runs the real programs in tests: start, read what they print, signal, wait. POSIX.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace guangmu::testing {

struct Finished {
  int exit_code = -1;  // 128 + signal when killed by one
  std::string out, err;
};

// Runs to the end. `environment` entries (NAME=VALUE) are added to this process's own. argv[0] without a slash is looked for in the build
// folder.
Finished run(std::vector<std::string> argv, std::vector<std::string> environment = {});

// A program in the background; terminated (SIGTERM, after 5 s SIGKILL) at the end of its life.
class Process {
 public:
  explicit Process(std::vector<std::string> argv, std::vector<std::string> environment = {});
  ~Process();
  Process(Process&& other) noexcept;
  Process& operator=(Process&&) = delete;
  void signal(int number);
  bool running();
  Finished finish(std::chrono::seconds limit = std::chrono::seconds(20));  // waits; kills at the limit
  std::string output() const;  // stdout and stderr so far
  int pid() const { return pid_; }

 private:
  int pid_ = -1;
  int exit_code_ = -1;
  std::string log_;  // file that both streams go to
};

// Looks every 20 ms until `condition` holds; false after `limit`.
bool eventually(const std::function<bool()>& condition, std::chrono::milliseconds limit = std::chrono::seconds(15));

// A TCP port on loopback that was free a moment ago.
int free_port();

// HTTP on loopback: status 0 when there is no answer.
struct Reply {
  long status = 0;
  std::string body;
};
Reply http_get(const std::string& url);
Reply http_post(const std::string& url, const std::string& json);

// A folder of this test that is removed at the end.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  const std::string& path() const { return path_; }
  std::string file(const std::string& name) const { return path_ + "/" + name; }
  void write(const std::string& name, const std::string& content) const;

 private:
  std::string path_;
};

}  // namespace guangmu::testing
