// The figures' part of the state: metrics and sources as console, tablet and scripts see them. Pure.
#pragma once

#include "base/time.h"
#include "kpi/values/snapshot.h"
#include "show/values/status.h"

namespace guangmu::show {

// Fills status.metrics and status.sources, as they stand at `now`.
void describe_figures(const kpi::Snapshot& snapshot, Instant now, Status& status);

}  // namespace guangmu::show
