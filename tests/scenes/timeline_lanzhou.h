// The history of Lanzhou's exhibit as a test needs it: eleven events, two of them without a month, two stated
// totals on the curve, in both languages.
#pragma once

#include "scenes/timeline_settings.h"

namespace guangmu::scenes::testing {

TimelineSettings lanzhou_timeline();

}  // namespace guangmu::scenes::testing
