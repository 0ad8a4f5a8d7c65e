// The figures of a tour: what the narration says, whatever the platform says meanwhile.
#pragma once

#include "base/time.h"
#include "kpi/settings.h"
#include "kpi/values/snapshot.h"
#include "show/show.h"

namespace guangmu::stage {

// The report's figures with each spoken one at its spoken value; curves and tables as they are in `live`. The scenes tell the date of it
// all in one place.
kpi::Snapshot with_spoken(const kpi::DataSettings& data, const kpi::Snapshot& live, const show::SpokenFigures& spoken, Instant at);

}  // namespace guangmu::stage
