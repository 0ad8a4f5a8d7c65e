// `guangmu watch`: the wall as a child process that is started again when it dies.
#include <fmt/core.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <thread>
#include <vector>

#include "app/frame_loop.h"
#include "app/show.h"
#include "base/log.h"
#include "base/result.h"

extern char** environ;

namespace guangmu::app {
namespace {

constexpr std::array<int, 5> waits_s{0, 1, 2, 5, 10};
constexpr double healthy_s = 60;  // a run this long forgives the crashes before it

std::vector<std::string> show_argv(const ShowOptions& o) {
  std::vector<std::string> argv{"guangmu", "show", o.exhibit};
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) argv.insert(argv.end(), {name, value});
  };
  if (o.headless) argv.emplace_back("--headless");
  if (o.no_audio) argv.emplace_back("--no-audio");
  if (o.frame_strip) argv.emplace_back("--frame-strip");
  add("--size", o.size);
  add("--scene", o.scene);
  add("--listen", o.listen);
  add("--state", o.state);
  add("--record", o.record);
  if (!o.record.empty()) add("--record-mb", fmt::format("{:g}", o.record_mb));
  add("--replay", o.replay);
  if (!o.replay.empty()) add("--speed", fmt::format("{:g}", o.speed));
  if (o.seconds > 0) add("--seconds", fmt::format("{:g}", o.seconds));
  return argv;
}

pid_t start(std::vector<std::string> argv) {
  std::vector<char*> args;
  for (auto& a : argv) args.push_back(a.data());
  args.push_back(nullptr);
  pid_t pid = -1;
  return ::posix_spawn(&pid, "/proc/self/exe", nullptr, nullptr, args.data(), environ) == 0 ? pid : -1;
}

// Waits for the child; passes a request to end on to it.
int wait_for(pid_t pid) {
  int status = 0;
  bool told = false;
  while (::waitpid(pid, &status, WNOHANG) == 0) {
    if (asked_to_end() && !told) {
      ::kill(pid, SIGTERM);
      told = true;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

int run_watch(const ShowOptions& options) {
  end_on_signals();
  std::size_t crashes = 0;
  while (true) {
    const double started_s = monotonic_s();
    const pid_t pid = start(show_argv(options));
    if (pid < 0) {
      log::error("app", "the wall's process could not be started; check memory and process limits");
      return static_cast<int>(Blame::machine);
    }
    const int code = wait_for(pid);
    if (asked_to_end() || code == 0 || code == static_cast<int>(Blame::user)) return code;
    if (monotonic_s() - started_s > healthy_s) crashes = 0;
    const int wait_s = waits_s[std::min(crashes++, waits_s.size() - 1)];
    log::error("app", fmt::format("the wall ended with code {}; it is started again in {} s", code, wait_s));
    for (int i = 0; i < wait_s * 20 && !asked_to_end(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
    if (asked_to_end()) return 0;
  }
}

}  // namespace guangmu::app
