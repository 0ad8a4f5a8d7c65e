// `guangmu ctl [--to ADDR:PORT] COMMAND …` and `guangmu ctl state`: one command to a running wall, or its
// state.
#pragma once

#include <string>
#include <vector>

namespace guangmu::tools {

struct CtlOptions {
  std::string to = "127.0.0.1:7430";
  std::string token;  // for a wall on another machine
  std::vector<std::string>
      words;  // joined by spaces to one command; the single word `state`: print the state
  bool quiet = false;  // says nothing when the command was applied
};

// Prints `frame N`, or the state as JSON. 0 done, 1 refused (why, on stderr), 2 the wall cannot be reached
// (what to do, on stderr). Blocks until the wall has answered, at most about 5 s.
int run_ctl(const CtlOptions& options);

}  // namespace guangmu::tools
