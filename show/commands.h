// What each command does to the state, and when it is not possible. Room-internal.
#pragma once

#include <string>
#include <vector>

#include "show/check.h"
#include "show/moves.h"
#include "show/values/command.h"

namespace guangmu::show {

struct Verdict {
  Outcome outcome = Outcome::applied;
  std::string reason;     // why ignored or refused
  std::string waits_for;  // refused only because this scene is not ready yet
};

// Applies one command; on a refusal the state may be half changed and is to be thrown away. `effects` gets
// what other rooms carry out.
Verdict apply(const Command& command, State& s, const Moment& m, const std::string& by,
              std::vector<Command>& effects);

inline const std::string schedule_name = "schedule";

}  // namespace guangmu::show
