// What Prometheus text says of its samples beside their values: # TYPE and # HELP. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace guangmu::tools {

struct ToldOfSample {
  std::string type;  // counter, gauge, untyped; empty: not told
  std::string help;
  // The help as a label, where it is Chinese: up to its first comma, full stop or bracket; else empty.
  std::string label() const;
};

// By name of sample: NAME_sum, NAME_count and NAME_bucket of a histogram or summary are counters.
using PrometheusTold = std::map<std::string, ToldOfSample>;
PrometheusTold prometheus_told(std::string_view text);

}  // namespace guangmu::tools
