#include <fmt/core.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <thread>

#include "kpi/json.h"
#include "tools/platform.h"
#include "tools/platform_server.h"

namespace guangmu::tools {
namespace {

std::atomic<bool> stop_asked{false};
static_assert(std::atomic<bool>::is_always_lock_free, "set from a signal handler");

int tell_error(const Error& error) {
  fmt::print(stderr, "guangmu platform: {}\n", error.text);
  return static_cast<int>(error.blame);
}

std::optional<std::string> text_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::nullopt;
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

// Host and port of the first source: where the wall will ask.
std::string default_listen(const kpi::DataSettings& data) {
  for (const auto& [id, s] : data.sources) {
    const auto begin = s.url.find("://");
    if (begin == std::string::npos || !s.url.starts_with("http://")) continue;
    const auto end = s.url.find_first_of("/?#", begin + 3);
    std::string place = s.url.substr(begin + 3, end == std::string::npos ? end : end - begin - 3);
    if (place.starts_with("localhost")) place.replace(0, 9, "127.0.0.1");
    if (place.starts_with("127.")) return place.find(':') == std::string::npos ? place + ":80" : place;
  }
  return "127.0.0.1:7440";
}

// When the figures stood at their report values: now, or in the first run that this folder remembers.
Result<Instant> beginning(const std::string& folder, Instant now) {
  if (folder.empty()) return now;
  const auto file = std::filesystem::path(folder) / "platform.json";
  if (const auto text = text_of(file)) {
    const auto j = kpi::parse_json(*text);
    const kpi::Json* begun = j ? j->member("begun") : nullptr;
    const auto time = begun ? parse_instant(begun->text) : std::nullopt;
    if (time && *time <= now) return *time;
  }
  std::error_code ec;
  std::filesystem::create_directories(folder, ec);
  std::ofstream out(file, std::ios::binary);
  out << "{\"begun\":\"" << iso8601(now) << "\"}\n";
  if (!out.flush())
    return Error{fmt::format("{} cannot be written; check --state", file.string()), Blame::machine};
  return now;
}

}  // namespace

int serve_platform(const kpi::DataSettings& data, const PlatformOptions& options) {
  Demonstration demonstration;
  const auto file = std::filesystem::path(options.exhibit) / "demonstration.json";
  if (const auto text = text_of(file)) {
    auto read = read_demonstration(*text, file.string());
    if (!read) return tell_error(read.error());
    demonstration = std::move(*read);
  }
  auto figures = StandIn::from(data, std::move(demonstration));
  if (!figures) return tell_error(figures.error());
  PlatformServerOptions server_options;
  server_options.listen = options.listen.empty() ? default_listen(data) : options.listen;
  for (const auto& fault : options.faults)
    if (auto set = set_fault(server_options.faults, fault); !set) return tell_error(set.error());
  const Instant started = now();
  const auto begun = beginning(options.state, started);
  if (!begun) return tell_error(begun.error());
  server_options.begun = *begun;

  const auto paths = figures->paths();
  if (paths.empty()) return tell_error({"data.yaml of this exhibit declares no source; nothing to serve"});
  auto server = PlatformServer::start(std::move(*figures), std::move(server_options));
  if (!server) return tell_error(server.error());
  stop_asked = false;
  std::signal(SIGINT, [](int) { stop_asked = true; });
  std::signal(SIGTERM, [](int) { stop_asked = true; });
  const std::string listen = options.listen.empty() ? default_listen(data) : options.listen;
  const std::string host = listen.substr(0, listen.rfind(':'));
  for (const auto& path : paths) fmt::print("serving http://{}:{}{}\n", host, (*server)->port(), path);
  if (*begun < started) fmt::print("going on from {}\n", iso8601(*begun));
  fmt::print("faults at http://{}:{}/faults\n", host, (*server)->port());
  std::fflush(stdout);
  while (!stop_asked) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  fmt::print("answered {} requests\n", (*server)->requests());
  return 0;
}

}  // namespace guangmu::tools
