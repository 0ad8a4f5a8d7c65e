// What a live platform does differently from what data.yaml declares, for the people who made it. Judged by the same
// ledger as on the wall, over a few polls. Pure: no network, no clock.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/language.h"
#include "base/time.h"
#include "kpi/fetch/http_look.h"
#include "kpi/settings.h"

namespace guangmu::tools {

// One poll of a source, in the order in which they ended.
struct SeenPoll {
  std::string source;
  Instant at;
  std::string fault;  // why there is no document; empty: there is
  std::string body, content_type;
};

struct Finding {
  bool mend = false;        // else: worth a thought
  std::string source;       // id
  std::string about;        // "users_total", "table bank_ranking", "relation parts"; empty: the source itself
  LocalText what;           // one sentence
  friend bool operator==(const Finding&, const Finding&) = default;
};

struct SourceFacts {
  std::string url;                // without what may be secret
  std::optional<kpi::HttpLook> look;   // nothing where it is not polled over HTTP
  int polls = 0, good = 0;
  std::optional<bool> moves;      // its time between the first and the last poll; nothing: it tells none, or one poll
  double span_s = 0;              // between the two
  bool reached = false;           // anything answered
};

struct Conformance {
  std::map<std::string, SourceFacts> sources;
  std::vector<Finding> findings;  // by source; what is to be mended first
  int to_mend() const;
  int to_consider() const;
  bool unreachable() const;  // a source that gave no answer at all
};

Conformance judge_platform(const kpi::DataSettings& data, const std::map<std::string, kpi::HttpLook>& looks,
                           const std::vector<SeenPoll>& polls);

}  // namespace guangmu::tools
