// Polls the sources of a declaration a few times, each at its own pace, as the wall would: by the wall's own fetcher.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "kpi/fetch/http_look.h"
#include "kpi/settings.h"
#include "tools/conformance.h"

namespace guangmu::tools {

struct WatchFor {
  int polls = 3;       // of each source; two failures in a row before the first answer are enough
  double most_s = 60;  // for all
};

struct Watched {
  std::vector<SeenPoll> polls;                  // in the order in which they ended
  std::map<std::string, kpi::HttpLook> looks;   // by source: its first request with an answer of figures, else its last
};

// Blocks until every source has had its polls or the time is over.
Watched watch_platform(const kpi::DataSettings& data, const WatchFor& limit);

}  // namespace guangmu::tools
