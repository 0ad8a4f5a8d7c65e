#include <fmt/core.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <thread>

#include "kpi/formats/json.h"
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

// Remembers when the figures stood at their report values, so that a platform that is started again goes on
// from there.
class Memory {
 public:
  // `folder` as --state says; empty: a file of this listening address in the temporary folder, good for ten
  // minutes after the last run, and none at all for port 0.
  Memory(const std::string& folder, const std::string& listen) : lasting_(!folder.empty()) {
    if (lasting_) {
      file_ = std::filesystem::path(folder) / "platform.json";
    } else if (!listen.ends_with(":0")) {
      std::error_code ec;
      const char* runtime = std::getenv("XDG_RUNTIME_DIR");
      const auto place =
          runtime && *runtime ? std::filesystem::path(runtime) : std::filesystem::temp_directory_path(ec);
      file_ = place / fmt::format("guangmu-platform-{}.json", listen.substr(listen.rfind(':') + 1));
    }
  }

  Instant beginning(const std::string& exhibit, Instant started) {
    exhibit_ = exhibit;
    begun_ = started;
    const auto text = file_.empty() ? std::nullopt : text_of(file_);
    const auto j = kpi::parse_json(text.value_or(""));
    if (!j) return begun_;
    const auto field = [&](const char* name) {
      const kpi::Json* f = j->member(name);
      return f ? f->text : std::string();
    };
    const auto begun = parse_instant(field("begun")), alive = parse_instant(field("alive"));
    if (!begun || !alive || *begun > started || field("exhibit") != exhibit) return begun_;
    if (lasting_ || started - *alive < 600) begun_ = *begun;
    return begun_;
  }

  // False when it cannot be written where --state says.
  bool keep(Instant alive) const {
    if (file_.empty()) return true;
    std::error_code ec;
    if (lasting_) std::filesystem::create_directories(file_.parent_path(), ec);
    kpi::Json j = kpi::Json::object();
    j["exhibit"] = kpi::Json::of(exhibit_);
    j["begun"] = kpi::Json::of(iso8601(begun_));
    j["alive"] = kpi::Json::of(iso8601(alive));
    std::ofstream out(file_, std::ios::binary);
    out << kpi::to_text(j) << '\n';
    return out.flush().good() || !lasting_;
  }

  std::string file() const { return file_.string(); }

 private:
  std::filesystem::path file_;
  bool lasting_;
  std::string exhibit_;
  Instant begun_;
};

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
  const std::string listen = options.listen.empty() ? default_listen(data) : options.listen;
  PlatformServerOptions server_options;
  server_options.listen = listen;
  for (const auto& fault : options.faults)
    if (auto set = set_fault(server_options.faults, fault); !set) return tell_error(set.error());
  const Instant started = now();
  Memory memory(options.state, listen);
  std::error_code ec;
  const Instant begun =
      memory.beginning(std::filesystem::weakly_canonical(options.exhibit, ec).string(), started);
  server_options.begun = begun;

  const auto paths = figures->paths();
  if (paths.empty()) return tell_error({"data.yaml of this exhibit declares no source; nothing to serve"});
  auto server = PlatformServer::start(std::move(*figures), std::move(server_options));
  if (!server) return tell_error(server.error());
  if (!memory.keep(started))
    return tell_error({fmt::format("{} cannot be written; check --state", memory.file()), Blame::machine});
  stop_asked = false;
  std::signal(SIGINT, [](int) { stop_asked = true; });
  std::signal(SIGTERM, [](int) { stop_asked = true; });
  const std::string host = listen.substr(0, listen.rfind(':'));
  for (const auto& path : paths) fmt::print("serving http://{}:{}{}\n", host, (*server)->port(), path);
  if (begun < started) fmt::print("going on from the run that began at {}\n", iso8601(begun));
  fmt::print("faults at http://{}:{}/faults\n", host, (*server)->port());
  std::fflush(stdout);
  Instant kept = started;
  while (!stop_asked) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    const Instant at = now();
    if (at - kept < 10) continue;
    kept = at;
    memory.keep(at);
  }
  memory.keep(now());
  fmt::print("answered {} requests\n", (*server)->requests());
  return 0;
}

}  // namespace guangmu::tools
