#include "tools/photograph_walk.h"

#include <fmt/core.h>

#include <cstdio>
#include <iostream>
#include <utility>

#include "base/result.h"
#include "tools/ctl.h"

namespace guangmu::tools {

int walk(const PhotographWalk& walk) {
  const auto send = [&](std::vector<std::string> words) {
    return run_ctl({.to = walk.to, .token = walk.token, .words = std::move(words)});
  };
  fmt::print("{}\n", walk.before);
  int done = 0;
  for (const PhotographStep& step : walk.steps) {
    done = send({"pattern", step.pattern});
    if (done == static_cast<int>(Blame::machine)) return done;  // nobody there to be given back the show
    if (done != 0) break;
    fmt::print("{}, then press Enter (q and Enter: stop) ", step.words);
    std::fflush(stdout);
    std::string line;
    if (!std::getline(std::cin, line) || line == "q") break;
  }
  const int off = send({"pattern", "off"});
  if (done == 0 && off == 0) fmt::print("{}\n", walk.after);
  return done != 0 ? done : off;
}

}  // namespace guangmu::tools
