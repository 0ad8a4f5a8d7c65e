// One sample of what `guangmu data explore` looks at: an address with headers, a file, or a source that
// data.yaml declares; fetched as the running wall would fetch it, and read. Blocks for the network or the
// disk.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "kpi/formats/json.h"
#include "kpi/source_settings.h"
#include "tools/data_draft.h"

namespace guangmu::tools {

struct Sample {
  DraftSource draft;  // how to declare it
  kpi::Json document;
  PrometheusTold told;  // of Prometheus text
};

// `headers`: "Name: value" each, with ${NAME} and ${file:PATH} filled in as in data.yaml. `format`: json, csv
// or prometheus; empty: as it looks.
Result<Sample> sample_of_address(const std::string& url, const std::vector<std::string>& headers,
                                 const std::string& format);
Result<Sample> sample_of_file(const std::string& path, const std::string& format);

// As it is declared, secrets filled in; nothing of it is guessed.
Result<Sample> sample_of_source(const std::string& id, const kpi::SourceSettings& source);

}  // namespace guangmu::tools
