#include "kpi/fetch/event_stream.h"

#include <algorithm>
#include <charconv>

namespace guangmu::kpi {
namespace {

bool is_heartbeat(std::string_view type) {
  return type == "ping" || type == "heartbeat" || type == "keepalive" || type == "keep-alive";
}

}  // namespace

void EventStream::begin() {
  line_.clear();
  type_.clear();
  data_.clear();
  id_ = last_id_;
  after_cr_ = has_data_ = too_long_ = false;
  at_start_ = true;
}

std::vector<EventStream::Event> EventStream::feed(std::string_view bytes) {
  std::vector<Event> out;
  for (const char c : bytes) {
    if (too_long_) break;
    const bool second_of_pair = c == '\n' && after_cr_;
    after_cr_ = c == '\r';
    if (second_of_pair) continue;
    if (c == '\n' || c == '\r') {
      take_line(out);
      line_.clear();
    } else if (line_.size() + data_.size() >= max_bytes_) {
      too_long_ = true;
    } else {
      line_ += c;
    }
  }
  return out;
}

void EventStream::take_line(std::vector<Event>& out) {
  if (at_start_ && line_.starts_with("\xEF\xBB\xBF")) line_.erase(0, 3);
  at_start_ = false;
  if (line_.empty()) {
    last_id_ = id_;
    const bool named = std::ranges::find(documents_, type_.empty() ? "message" : type_) != documents_.end();
    if (has_data_ && (named || !is_heartbeat(type_))) {
      if (data_.ends_with('\n')) data_.pop_back();
      out.push_back({type_, std::move(data_), named || documents_.empty()});
    }
    data_.clear();
    type_.clear();
    has_data_ = false;
    return;
  }
  const auto colon = line_.find(':');
  const std::string_view line = line_;
  const std::string_view name = line.substr(0, colon);
  std::string_view value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
  if (value.starts_with(' ')) value.remove_prefix(1);
  if (name == "data") {
    data_ += value;
    data_ += '\n';
    has_data_ = true;
  } else if (name == "event") {
    type_ = value;
  } else if (name == "id") {
    if (value.find('\0') == std::string_view::npos && value.size() <= 1024) id_ = value;
  } else if (name == "retry") {
    unsigned ms = 0;
    const auto [end, bad] = std::from_chars(value.data(), value.data() + value.size(), ms);
    if (bad == std::errc() && end == value.data() + value.size() && ms <= 600'000) retry_s_ = ms / 1000.0;
  }
}

}  // namespace guangmu::kpi
