// Polls the sources of a declaration a few times, each at its own pace, as the wall would: by the wall's own fetcher.
#pragma once

#include <vector>

#include "kpi/settings.h"
#include "tools/conformance.h"

namespace guangmu::tools {

struct WatchFor {
  int polls = 3;       // of each source; two failures in a row before the first answer are enough
  double most_s = 60;  // for all
};

// In the order in which they ended. Blocks until every source has had its polls or the time is over.
std::vector<SeenPoll> watch_platform(const kpi::DataSettings& data, const WatchFor& limit);

}  // namespace guangmu::tools
