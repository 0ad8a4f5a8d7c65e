// The clients of the WebSocket /api/v1/events. Each gets the whole state on connecting, again when something
// on it changed (at most ten times a second) and at least every 0.5 s, and every event as it comes. Each has
// a thread of its own, so that a slow one holds up nobody.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "control/status_board.h"

struct mg_connection;

namespace guangmu::control {

// The newest state as text, written once for all who listen. Any thread.
class StateText {
 public:
  struct Text {
    std::uint64_t version = 0;
    std::shared_ptr<const std::string> message;   // {"state": …} without the map of the wall
    std::shared_ptr<const std::string> with_map;  // the same with it
    std::size_t map = 0;                          // differs when the map does
    std::size_t gist = 0;                         // differs when somebody who looks would see a difference
    bool moving = false;  // a transition, a tour or sound: clients want it ten times a second
  };
  Text of(const StatusPtr& status, std::uint64_t version, bool with_map = false);

 private:
  std::mutex mutex_;
  Text text_;
};

class Listeners {
 public:
  Listeners(StatusBoard& board, int most);
  ~Listeners();

  bool full() const { return count_ >= most_; }
  // Called on the connection's server thread by civetweb.
  void begin(mg_connection* connection);
  void end(const mg_connection* connection);

 private:
  class Listener;
  StatusBoard& board_;
  StateText text_;
  const int most_;
  std::atomic<int> count_{0};
  std::mutex mutex_;
  std::map<const mg_connection*, std::unique_ptr<Listener>> by_connection_;
};

}  // namespace guangmu::control
