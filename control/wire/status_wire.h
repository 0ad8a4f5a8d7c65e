// The state of the wall as JSON and back. Times are ISO 8601 in hall time, absent values null, numbers
// without NaN or infinity. Keys are those of show/values/status.h; a reader skips keys it does not know and
// keeps its defaults for missing ones. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "show/values/journal.h"
#include "show/values/status.h"

namespace guangmu::wire {

std::string status_json(const show::Status& status);
Result<show::Status> parse_status(std::string_view json);

// What tells two states apart for somebody who looks: all but clocks, ages, frame figures and meters, in one
// string to compare.
std::string status_gist(const show::Status& status);

// One message of the WebSocket: {"state": {…}} or {"event": {…}}.
struct Message {
  std::optional<show::Status> status;
  std::optional<show::Event> event;
};
std::string state_message(const show::Status& status);
std::string event_message(const show::Event& event);
Result<Message> parse_message(std::string_view json);

}  // namespace guangmu::wire
