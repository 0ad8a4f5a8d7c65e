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

// The wall as a map changes only with wall.yaml and is long on a large wall: a listener gets it once, and
// again when this differs.
std::size_t map_gist(const show::WallMap& map);

// One message of the WebSocket: {"state": {…}} or {"event": {…}}.
struct Message {
  std::optional<show::Status> status;
  std::optional<show::Event> event;
};
enum class Map { sent, left_out };  // technician.wall
std::string state_message(const show::Status& status, Map map = Map::sent);
std::string event_message(const show::Event& event);
// A state without the map takes it from `before`, the one that was read last; null: it stays empty.
Result<Message> parse_message(std::string_view json, const show::Status* before = nullptr);

}  // namespace guangmu::wire
