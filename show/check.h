// The guided check on the wall: which question is asked, and the answers. Part of the show's state; room-internal.
#pragma once

#include <string>

#include "show/values/check.h"
#include "show/values/command.h"

namespace guangmu::show {

struct Verdict;
struct State;
struct World;

struct Check {
  bool running = false;
  CheckRecord record;    // begun is empty before the first check of this wall
  std::string question;  // id of the one that is asked; empty: none
};

// `by` who asks, `at` ISO 8601. A question brings its pattern onto the wall, the end takes it off again.
Verdict apply_check(State& s, const World& w, const VerifyControl& command, const std::string& by, const std::string& at);
Verdict apply_check(State& s, const World& w, const VerifyAnswer& command, const std::string& at);

void describe_check(const State& s, const World& w, CheckStatus& status);

}  // namespace guangmu::show
