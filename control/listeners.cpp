#include "control/listeners.h"

#include <civetweb.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <thread>
#include <utility>

#include "base/background.h"
#include "base/log.h"
#include "control/wire/status_wire.h"

namespace guangmu::control {
namespace {

using Clock = std::chrono::steady_clock;
constexpr double heartbeat_s = 0.5;

bool is_moving(const show::Status& s) {
  if (s.scene.transition || (s.tour.running && !s.tour.paused && !s.tour.held)) return true;
  return std::any_of(s.sound.levels.bus.begin(), s.sound.levels.bus.end(),
                     [](const audio::BusLevel& each) { return each.peak_db > -60; });
}

}  // namespace

StateText::Text StateText::of(const StatusPtr& status, std::uint64_t version, bool with_map) {
  const std::lock_guard lock(mutex_);
  if (text_.version != version || !text_.message) {
    text_.version = version;
    text_.message = std::make_shared<const std::string>(wire::state_message(*status, wire::Map::left_out));
    text_.map = wire::map_gist(status->technician.wall);
    text_.with_map.reset();
    text_.moving = is_moving(*status);
    text_.gist = text_.moving ? version : std::hash<std::string>{}(wire::status_gist(*status));
  }
  if (with_map && !text_.with_map)
    text_.with_map = std::make_shared<const std::string>(wire::state_message(*status));
  return text_;
}

class Listeners::Listener {
 public:
  Listener(mg_connection* connection, StatusBoard& board, StateText& text)
      : connection_(connection), board_(board), text_(text), thread_([this] { run(); }) {}
  ~Listener() {
    ending_ = true;
    thread_.join();
  }

 private:
  bool send(const std::string& message) {
    return mg_websocket_write(connection_, MG_WEBSOCKET_OPCODE_TEXT, message.data(), message.size()) > 0;
  }

  // False when the line is dead.
  bool tell(const StatusBoard::News& news) {
    for (const show::Event& each : news.events)
      if (!send(wire::event_message(each))) return false;
    if (news.status) {
      state_ = text_.of(news.status, news.version);
      if (!sent_once_ || state_.map != sent_map_) state_ = text_.of(news.status, news.version, true);
      unsent_ = true;
    }
    if (!unsent_) return true;
    const double since_s = std::chrono::duration<double>(Clock::now() - sent_at_).count();
    const bool due = !sent_once_ || since_s >= heartbeat_s || state_.gist != sent_gist_;
    if (!due) return true;
    unsent_ = false;
    const bool map_due = !sent_once_ || state_.map != sent_map_;
    sent_once_ = true;
    sent_gist_ = state_.gist;
    sent_map_ = state_.map;
    sent_at_ = Clock::now();
    return send(map_due ? *state_.with_map : *state_.message);
  }

  void run() {
    enter_background("control:listen");
    std::uint64_t version = 0, events = board_.event_count();
    board_.fresh();  // nobody may have looked for hours: let the frame make a state of now
    while (!ending_) {
      const auto news = board_.wait_news(version, events, 0.1);
      version = news.version;
      events = news.event_count;
      if (ending_) return;
      if (news.closing) {
        mg_websocket_write(connection_, MG_WEBSOCKET_OPCODE_CONNECTION_CLOSE, "\x03\xe9",
                           2);  // 1001: going away
        break;
      }
      if (!tell(news)) break;
    }
    if (!ending_) mg_disable_keep_alive(connection_);  // ends the server thread's reading too
  }

  mg_connection* connection_;
  StatusBoard& board_;
  StateText& text_;
  std::atomic<bool> ending_{false};
  StateText::Text state_;
  bool unsent_ = false, sent_once_ = false;
  std::size_t sent_gist_ = 0, sent_map_ = 0;
  Clock::time_point sent_at_{};
  std::thread thread_;  // last: starts when all else is there
};

Listeners::Listeners(StatusBoard& board, int most) : board_(board), most_(most) {}
Listeners::~Listeners() = default;

namespace {

// Who it is, for the log: a console that was killed leaves its line.
std::string client_name(const mg_connection* connection) {
  const mg_request_info* info = mg_get_request_info(connection);
  return info ? std::string(info->remote_addr) + ":" + std::to_string(info->remote_port)
              : std::string("a client");
}

}  // namespace

void Listeners::begin(mg_connection* connection) {
  ++count_;
  log::info("control", "a console or page listens from " + client_name(connection));
  auto listener = std::make_unique<Listener>(connection, board_, text_);
  const std::lock_guard lock(mutex_);
  by_connection_[connection] = std::move(listener);
}

void Listeners::end(const mg_connection* connection) {
  std::unique_ptr<Listener> listener;
  {
    const std::lock_guard lock(mutex_);
    const auto it = by_connection_.find(connection);
    if (it == by_connection_.end()) return;
    listener = std::move(it->second);
    by_connection_.erase(it);
  }
  log::info("control", "the console or page at " + client_name(connection) + " is gone; the wall goes on");
  listener.reset();  // joins without the lock
  --count_;
}

}  // namespace guangmu::control
