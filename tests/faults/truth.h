// What is true: the test alone knows it, and moves it on. Each figure has its own row of true values; nothing
// that a fault puts in a figure's place is ever one of them.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace guangmu::testing {

// Where a figure comes from, and as what it is written there.
struct Figure {
  std::string id, source;
};
// Sources that are polled: json (time and counter), text (numbers in texts), prometheus, csv, oauth (signs in
// with tokens that end soon); two that push: events (server-sent) and socket (WebSocket); three with TLS:
// trusted, expired, misnamed.
inline const std::vector<Figure>& figures() {
  static const auto& all = *new std::vector<Figure>{
      {"gauge", "json"},        {"other", "json"},     {"counter", "json"},    {"words", "text"},
      {"sample", "prometheus"}, {"table", "csv"},      {"signed", "oauth"},    {"event", "events"},
      {"message", "socket"},    {"sealed", "trusted"}, {"expired", "expired"}, {"misnamed", "misnamed"}};
  return all;
}

class Truth {
 public:
  int now() const { return step_; }
  void move_on() { ++step_; }
  // True of figure `i` at a step: five digits, so that a picture of it can be read; enough for 1,000 steps.
  static int value(std::size_t i, int step) { return 10000 + 7000 * static_cast<int>(i) + 7 * step; }
  int value(std::size_t i) const { return value(i, step_); }
  // The step at which this was true, up to now; none: it never was.
  std::optional<int> when(std::size_t i, double shown) const {
    const double step = (shown - value(i, 0)) / 7;
    const int whole = static_cast<int>(step);
    return step >= 0 && step == whole && whole <= step_ ? std::optional(whole) : std::nullopt;
  }
  // Looks like a true one and is not.
  int wrong(std::size_t i, unsigned salt) const {
    static constexpr std::array off{1, -1, 3, 10, -100, 1000, 24, 38};
    return value(i) + off[salt % off.size()];
  }

 private:
  std::atomic<int> step_{0};
};

}  // namespace guangmu::testing
