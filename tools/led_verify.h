// `guangmu led verify`: the guided check of a wall on the wall itself, question by question, with a record.
#pragma once

#include <string>

namespace guangmu::tools {

struct LedVerifyOptions {
  std::string exhibit, state;          // folders
  std::string to = "127.0.0.1:7430";   // the running wall
  std::string token, by;
  bool chinese = false, again = false, report = false;
};

// Goes on with the newest record that is not finished; `again` begins a new one, `report` asks nothing and
// only says what the newest came to. 0 when every question of the record was answered by yes, 1 when not, 2
// when the wall cannot be reached. Blocks on standard input.
int run_led_verify(const LedVerifyOptions& options);

}  // namespace guangmu::tools
