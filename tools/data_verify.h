// `guangmu data verify EXHIBIT`: holds a live platform against data.yaml and says what its makers must mend, in
// Chinese and English.
#pragma once

#include <optional>
#include <string>

#include "base/language.h"
#include "kpi/settings.h"
#include "tools/conformance.h"

namespace guangmu::tools {

struct DataVerifyOptions {
  std::string exhibit;        // folder
  std::string lang;           // zh or en alone; empty: both
  int polls = 3;              // of each source, `every` apart
  double seconds = 60;        // at most, for all polls
  bool json = false;
};

// 0 when there is nothing to mend, 1 when there is, 2 when a source gave no answer at all. Blocks for the polls.
int run_data_verify(const DataVerifyOptions& options);

// `polls` polls of every source, and what was seen beside the figures.
Conformance verify_platform(const kpi::DataSettings& data, int polls, double seconds);
int exit_code(const Conformance& found);
std::string conformance_text(const Conformance& found, std::optional<Language> language);
std::string conformance_json(const Conformance& found);

}  // namespace guangmu::tools
