#include "tools/platform_server.h"

#include <civetweb.h>
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <thread>

#include "base/log.h"
#include "kpi/formats/json.h"

namespace guangmu::tools {
namespace {

using kpi::Json;

constexpr long long longest_post_bytes = 4096;

std::optional<double> number_from(const std::string& text) {
  double value = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end.ec != std::errc() || end.ptr != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

const char* reason_phrase(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 429:
      return "Too Many Requests";
    case 500:
      return "Internal Server Error";
    case 503:
      return "Service Unavailable";
    default:
      return "Status";
  }
}

// Sends head and body; with `cut` only so many bytes of the body, although the head promises all.
int respond(mg_connection* c, int status, const std::string& type, const std::string& body,
            std::optional<int> cut = {}) {
  const std::string head = fmt::format(
      "HTTP/1.1 {} {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: no-store\r\nConnection: "
      "close\r\n{}\r\n",
      status, reason_phrase(status), type, body.size(), status == 401 ? "WWW-Authenticate: Bearer\r\n" : "");
  mg_write(c, head.data(), head.size());
  const std::size_t bytes = cut ? std::min(body.size(), static_cast<std::size_t>(*cut)) : body.size();
  if (bytes > 0) mg_write(c, body.data(), bytes);
  mg_disable_keep_alive(c);
  return status;
}

int respond_error(mg_connection* c, int status, const std::string& text) {
  Json j = Json::object();
  j["error"] = Json::of(text);
  return respond(c, status, "application/json", kpi::to_text(j));
}

}  // namespace

Result<void> set_fault(Faults& f, const std::string& name, const std::string& value) {
  const auto wrong = [&](std::string_view expected) {
    return Error{fmt::format("fault {}={}: expected {}", name, value, expected)};
  };
  const bool off = value == "off" || value == "null" || value == "false";
  const auto number = number_from(value);
  const auto on_off = [&](bool& flag) -> Result<void> {
    if (!off && !value.empty() && value != "on" && value != "true" && value != "1" && value != "0")
      return wrong("on or off");
    flag = !off && value != "0";
    return {};
  };
  if (name == "garbage") return on_off(f.garbage);
  if (name == "type") return on_off(f.type);
  if (name == "auth") return on_off(f.auth);
  if (name == "stale") return on_off(f.stale);
  if (name == "latency") {
    if (!off && !(number && *number >= 0 && *number <= 3600)) return wrong("seconds, 0 to 3600");
    f.latency_s = off ? 0 : *number;
    return {};
  }
  if (name == "cut") {
    if (!off && !(number && *number >= 0 && *number <= 1e9)) return wrong("a number of bytes");
    f.cut_bytes = off ? std::nullopt : std::optional(static_cast<int>(*number));
    return {};
  }
  if (name == "status") {
    if (!off && !(number && (*number == 0 || (*number >= 200 && *number <= 599))))
      return wrong("an HTTP status, 200 to 599");
    f.status = off ? 0 : static_cast<int>(*number);
    return {};
  }
  if (name == "jump") {
    if (!off && !number) return wrong("a factor");
    f.jump = off || *number == 0 ? 1 : *number;
    return {};
  }
  return Error{fmt::format(
      "there is no fault \"{}\"; expected latency, cut, garbage, type, status, auth, stale or jump", name)};
}

Result<void> set_fault(Faults& faults, const std::string& assignment) {
  const auto equals = assignment.find('=');
  if (equals == std::string::npos) return set_fault(faults, assignment, "");
  return set_fault(faults, assignment.substr(0, equals), assignment.substr(equals + 1));
}

std::string faults_as_json(const Faults& f) {
  const auto flag = [](bool on) {
    Json j;
    if (on) {
      j.type = Json::Type::boolean;
      j.boolean = true;
    }
    return j;
  };
  Json j = Json::object();
  j["latency"] = f.latency_s > 0 ? Json::of(f.latency_s) : Json{};
  j["cut"] = f.cut_bytes ? Json::of(static_cast<double>(*f.cut_bytes)) : Json{};
  j["garbage"] = flag(f.garbage);
  j["type"] = flag(f.type);
  j["status"] = f.status ? Json::of(static_cast<double>(f.status)) : Json{};
  j["auth"] = flag(f.auth);
  j["stale"] = flag(f.stale);
  j["jump"] = f.jump != 1 ? Json::of(f.jump) : Json{};
  return kpi::to_text(j);
}

class PlatformServer::Impl {
 public:
  Impl(StandIn figures, PlatformServerOptions options)
      : figures_(std::move(figures)), clock_(std::move(options.clock)), pace_(options.pace) {
    if (!clock_) clock_ = [] { return now(); };
    begun_ = options.begun.value_or(clock_());
    set_faults(options.faults);
  }
  ~Impl() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    if (!context_) return;
    // civetweb looks for its end once in two seconds, or when somebody connects.
    std::atomic<bool> ended{false};
    std::thread knock([&] {
      std::array<char, 64> text{};
      while (!ended) {
        if (mg_connection* c = mg_connect_client("127.0.0.1", port_, 0, text.data(), text.size()))
          mg_close_connection(c);
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
      }
    });
    mg_stop(context_);
    ended = true;
    knock.join();
  }

  Result<void> listen(const std::string& address) {
    const std::array<const char*, 11> settings = {"listening_ports",
                                                  address.c_str(),
                                                  "num_threads",
                                                  "16",
                                                  "request_timeout_ms",
                                                  "10000",
                                                  "enable_keep_alive",
                                                  "no",
                                                  "tcp_nodelay",
                                                  "1",
                                                  nullptr};
    mg_init_data init{};
    mg_callbacks callbacks{};
    callbacks.log_message = [](const mg_connection*, const char*) {
      return 1;
    };  // errors are told by us, once
    callbacks.begin_request = [](mg_connection* c) {
      return static_cast<Impl*>(mg_get_user_data(mg_get_context(c)))->answer(c);
    };
    init.callbacks = &callbacks;
    init.user_data = this;
    std::array<const char*, 11> copy = settings;
    init.configuration_options = copy.data();
    std::array<char, 256> text{};
    unsigned code = 0;
    mg_error_data error{&code, text.data(), text.size()};
    context_ = mg_start2(&init, &error);
    if (!context_)
      return Error{
          fmt::format(
              "the stand-in platform cannot listen at {}: the port is taken or not allowed; choose another "
              "with --listen ADDR:PORT",
              address),
          Blame::machine};
    std::array<mg_server_port, 4> ports{};
    if (mg_get_server_ports(context_, static_cast<int>(ports.size()), ports.data()) > 0)
      port_ = ports[0].port;
    return {};
  }

  int port() const { return port_; }
  std::uint64_t requests() const { return requests_; }

  Faults faults() const {
    const std::lock_guard lock(mutex_);
    return faults_;
  }

  void set_faults(const Faults& faults) {
    {
      const std::lock_guard lock(mutex_);
      if (faults.stale && !stands_at_) stands_at_ = clock_();
      if (!faults.stale) stands_at_.reset();
      faults_ = faults;
    }
    wake_.notify_all();
  }

 private:
  int answer(mg_connection* c) {
    const mg_request_info* request = mg_get_request_info(c);
    const std::string path = request->local_uri ? request->local_uri : "";
    const std::string method = request->request_method ? request->request_method : "";
    if (path == "/faults")
      return method == "POST" ? change_faults(c)
                              : respond(c, 200, "application/json", faults_as_json(faults()));
    if (method != "GET") return respond_error(c, 405, "expected GET");
    ++requests_;
    Faults f;
    Instant time;
    {
      std::unique_lock lock(mutex_);
      f = faults_;
      if (f.latency_s > 0) {
        // Ends early when the fault does, so that the platform recovers at once.
        const auto late = std::chrono::steady_clock::now() +
                          std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                              std::chrono::duration<double>(f.latency_s));
        wake_.wait_until(lock, late, [&] { return stopping_ || faults_.latency_s != f.latency_s; });
        f = faults_;
      }
      if (stopping_) return respond_error(c, 503, "the platform is closing");
      time = stands_at_.value_or(clock_());
    }
    const auto paths = figures_.paths();
    if (std::find(paths.begin(), paths.end(), path) == paths.end()) {
      std::string list;
      for (const auto& p : paths) list += (list.empty() ? "" : ", ") + p;
      return respond_error(c, 404, fmt::format("nothing at {}; the figures are at {}", path, list));
    }
    if (f.auth) return respond_error(c, 401, "credentials are needed");
    if (f.status) return respond_error(c, f.status, "a fault was asked for");
    if (f.garbage)
      return respond(c, 200, "text/html", "<html><body>502 Bad Gateway</body></html>", f.cut_bytes);
    const Distortion distortion{f.type, f.jump};
    return respond(c, 200, "application/json; charset=utf-8",
                   figures_.payload_at(path, time - begun_, time, distortion, pace_), f.cut_bytes);
  }

  // All of the body's faults, or none of them.
  int change_faults(mg_connection* c) {
    std::string body(static_cast<std::size_t>(longest_post_bytes) + 1, '\0');
    int size = 0;
    for (int got = 1; got > 0 && size < static_cast<int>(body.size()); size += std::max(0, got))
      got = mg_read(c, body.data() + size, body.size() - static_cast<std::size_t>(size));
    if (size > longest_post_bytes) return respond_error(c, 413, "the body is too long");
    body.resize(static_cast<std::size_t>(size));
    const auto j = kpi::parse_json(body);
    if (!j) return respond_error(c, 400, "this is no acceptable JSON: " + j.error().text);
    if (!j->is(Json::Type::object)) return respond_error(c, 400, R"(expected {"name": value or null})");
    Faults wanted = faults();
    for (const auto& [name, value] : j->members) {
      const std::string text = value.is(Json::Type::text)     ? value.text
                               : value.is(Json::Type::number) ? kpi::number_as_text(value.number)
                               : value.is(Json::Type::boolean) && value.boolean ? "on"
                                                                                : "off";
      if (auto set = set_fault(wanted, name, text); !set) return respond_error(c, 400, set.error().text);
    }
    set_faults(wanted);
    log::info("platform", "faults: " + faults_as_json(wanted));
    return respond(c, 200, "application/json", faults_as_json(wanted));
  }

  StandIn figures_;
  std::function<Instant()> clock_;
  Pace pace_;
  Instant begun_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  Faults faults_;
  std::optional<Instant> stands_at_;  // while stale
  bool stopping_ = false;
  std::atomic<std::uint64_t> requests_{0};
  int port_ = 0;
  mg_context* context_ = nullptr;
};

PlatformServer::PlatformServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
PlatformServer::~PlatformServer() = default;

Result<std::unique_ptr<PlatformServer>> PlatformServer::start(StandIn figures,
                                                              PlatformServerOptions options) {
  const auto colon = options.listen.rfind(':');
  const auto port = colon == std::string::npos ? std::nullopt : number_from(options.listen.substr(colon + 1));
  if (!port || *port < 0 || *port > 65535 || *port != std::floor(*port) || colon == 0)
    return Error{fmt::format("\"{}\" is no address to listen at; expected ADDR:PORT, e.g. 127.0.0.1:7440",
                             options.listen)};
  const std::string address = options.listen;
  auto impl = std::make_unique<Impl>(std::move(figures), std::move(options));
  if (auto listening = impl->listen(address); !listening) return listening.error();
  return std::unique_ptr<PlatformServer>(new PlatformServer(std::move(impl)));
}

int PlatformServer::port() const {
  return impl_->port();
}
Faults PlatformServer::faults() const {
  return impl_->faults();
}
void PlatformServer::set_faults(const Faults& faults) {
  impl_->set_faults(faults);
}
std::uint64_t PlatformServer::requests() const {
  return impl_->requests();
}

}  // namespace guangmu::tools
