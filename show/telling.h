// What a step has to tell: the difference between the state before and after it, as events and journal
// entries. Room-internal.
#pragma once

#include "show/moves.h"
#include "show/show.h"

namespace guangmu::show {

void tell_changes(const State& before, const State& after, const World& world, Instant at, ShowOutput& out);

// The state as console and scripts see it: everything but figures, faults, frame and device.
void describe_show(const State& s, const Moment& m, Status& status);

}  // namespace guangmu::show
