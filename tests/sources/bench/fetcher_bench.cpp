// What it costs to poll 200 sources every second: processor time of the fetcher's own thread, in percent of a core.
// The platform runs in a child process, so that its work is not counted. Not part of the tests.
#include <benchmark/benchmark.h>
#include <ctime>
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <thread>

#include "kpi/fetcher.h"
#include "kpi/formats/json.h"
#include "server.h"

namespace guangmu::kpi {
namespace {

// 25 metrics, as each of 200 sources with 5,000 in all would have.
std::string document() {
  std::string text = "{\"time\":\"2026-11-25T08:00:00+08:00\",\"data\":{";
  for (int k = 0; k < 25; ++k)
    text += (k ? "," : "") + std::string("\"metric_") + std::to_string(k) + "\":" + std::to_string(1000 + 7 * k);
  return text + "}}";
}

double thread_cpu_s(clockid_t clock) {
  timespec t{};
  clock_gettime(clock, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

// The port of a server in a child process; ended by its parent's kill.
std::pair<pid_t, int> platform() {
  int ends[2];
  if (pipe(ends) != 0) return {0, 0};
  const pid_t child = fork();
  if (child == 0) {
    const test::Server server([body = document()](const test::Asked&) { return test::ok(body, "ETag: \"x\"\r\n"); });
    const int port = server.port();
    if (write(ends[1], &port, sizeof port) != sizeof port) _exit(1);
    pause();
    _exit(0);
  }
  int port = 0;
  if (read(ends[0], &port, sizeof port) != sizeof port) port = 0;
  close(ends[0]);
  close(ends[1]);
  return {child, port};
}

void poll_200_sources(benchmark::State& state) {
  const bool parse = state.range(0) != 0;
  const auto [child, port] = platform();
  std::atomic<std::size_t> polls{0}, faults{0}, largest_burst{0};
  std::atomic<clockid_t> clock{0};
  std::atomic<bool> known{false};
  std::size_t burst = 0;
  auto burst_begin = std::chrono::steady_clock::now();
  Fetcher fetcher({.polled =
                       [&](const std::string&, const Result<Answer>& answer) {
                         ++polls;
                         if (!answer) ++faults;
                         if (parse && answer) benchmark::DoNotOptimize(parse_json(answer->body));
                         const auto now = std::chrono::steady_clock::now();
                         if (now - burst_begin > std::chrono::milliseconds(50)) {
                           burst_begin = now;
                           burst = 0;
                         }
                         largest_burst = std::max(largest_burst.load(), ++burst);
                         return answer.ok();
                       },
                   .tick =
                       [&] {
                         clockid_t own{};
                         if (!known && pthread_getcpuclockid(pthread_self(), &own) == 0) {
                           clock = own;
                           known = true;
                         }
                       }},
                  1);
  std::map<std::string, SourceSettings> sources;
  for (int k = 0; k < 200; ++k) {
    auto& s = sources["source_" + std::to_string(k)];
    s.url = "http://127.0.0.1:" + std::to_string(port) + "/" + std::to_string(k);
    s.every = {1};
  }
  fetcher.set_sources(sources);
  fetcher.start();
  std::this_thread::sleep_for(std::chrono::seconds(3));  // connections are made, places taken
  polls = largest_burst = 0;
  const double before_s = thread_cpu_s(clock);
  const auto start = std::chrono::steady_clock::now();
  for (auto _ : state) std::this_thread::sleep_for(std::chrono::seconds(10));
  const double wall_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  state.counters["core_percent"] = 100 * (thread_cpu_s(clock) - before_s) / wall_s;
  state.counters["polls_per_s"] = static_cast<double>(polls) / wall_s;
  state.counters["most_in_50_ms"] = static_cast<double>(largest_burst);
  state.counters["faults"] = static_cast<double>(faults);
  fetcher.stop();
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
}
BENCHMARK(poll_200_sources)->ArgName("parse")->Arg(0)->Arg(1)->Iterations(1)->Unit(benchmark::kSecond);

}  // namespace
}  // namespace guangmu::kpi

BENCHMARK_MAIN();
