// What in a platform's document could be a figure, a curve or a table: every numeric leaf, found once. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "kpi/formats/json.h"
#include "kpi/settings.h"
#include "tools/data_prometheus.h"

namespace guangmu::tools {

template <class Settings>
struct Candidate {
  std::string id;
  Settings settings;   // without source
  std::string sample;  // the value or first row, as delivered, on one line
  std::string note;    // something to decide, in plain words; else empty
  std::string empty;   // of a list: "1 of 12 rows has no number"; it reads the document without these rows
};

constexpr std::string_view perhaps_a_status = "perhaps the platform's own status, not a figure";  // a note

struct Candidates {
  std::vector<Candidate<kpi::MetricSettings>> metrics;
  std::vector<Candidate<kpi::SeriesSettings>> series;
  std::vector<Candidate<kpi::TableSettings>> tables;
  std::vector<std::string> times;     // places that hold a time
  std::vector<std::string> left_out;  // numbers that no candidate reads, with the reason
};

// Each candidate reads the document it was found in: what the rules of kpi would refuse is left out and told; a list
// where some rows have no number reads the others, and says so. Ids are
// made of the keys in small ASCII letters, or figure_N, curve_N, table_N where a key has none; they differ. `now`: a
// time in the future is not used. `told`: what Prometheus text says of its samples.
Candidates candidates_in(const kpi::Json& document, Instant now, const PrometheusTold& told = {});

// What a document without figures says instead: its first few leaves near the top, code "4029", msg "调用过于频繁".
std::string short_texts(const kpi::Json& document);

}  // namespace guangmu::tools
