// POST /api/v1/commands on the wire, both sides: the batch, its answers, and how they read. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "show/values/command.h"

namespace guangmu::wire {

// What is wrong with one command of a batch; index counts from 0. An index of -1 means the batch as a whole.
struct CommandError {
  int index = 0;
  std::string text;
  friend bool operator==(const CommandError&, const CommandError&) = default;
};

inline constexpr std::size_t most_commands = 64;

// {"commands": ["take overview", "mute on"]}; with "by": the person who gives them, where one has a name.
std::string commands_json(const std::vector<std::string>& commands, const std::string& by = "");
// That name, at most 40 characters in one line; empty without one, or when the body is no such object.
std::string parse_by(std::string_view body);
// The texts of a batch: 1 to 64. Fails (400) when the body is no such object.
Result<std::vector<std::string>> parse_commands(std::string_view body);

// {"frame": 1234}
std::string applied_json(std::uint64_t frame);
// {"errors": [{"index": 0, "text": "…"}]}
std::string errors_json(const std::vector<CommandError>& errors);

// An answer as the client sees it.
struct CommandReply {
  bool applied = false;
  std::uint64_t frame = 0;
  std::string reason;  // why not, in words; one line per refused command
  std::vector<CommandError> errors;
};
CommandReply parse_command_reply(int http_status, std::string_view body);

}  // namespace guangmu::wire
