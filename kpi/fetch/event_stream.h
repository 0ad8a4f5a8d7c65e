// Server-sent events, as the HTML standard describes text/event-stream: fed with bytes in any pieces, it gives
// whole events. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guangmu::kpi {

class EventStream {
 public:
  struct Event {
    std::string type, data;
    bool is_document = true;
  };
  // `documents`: names of the events that carry documents ("message": without a name); empty: all.
  explicit EventStream(std::size_t max_bytes, std::vector<std::string> documents = {})
      : max_bytes_(max_bytes), documents_(std::move(documents)) {}

  // The events that these bytes complete, without data-less ones and, unless they are among `documents`, heartbeats
  // (ping, heartbeat, keepalive).
  std::vector<Event> feed(std::string_view bytes);
  bool too_long() const { return too_long_; }  // a line or an event longer than max_bytes: give up

  // A new connection: what was half read is dropped; the last id stays.
  void begin();
  const std::string& last_id() const { return last_id_; }
  std::optional<double> retry_s() const { return retry_s_; }  // what the server asked for

 private:
  std::size_t max_bytes_;
  std::vector<std::string> documents_;
  std::string line_, type_, data_, last_id_, id_;
  bool after_cr_ = false, at_start_ = true, has_data_ = false, too_long_ = false;
  std::optional<double> retry_s_;

  void take_line(std::vector<Event>& out);
};

}  // namespace guangmu::kpi
