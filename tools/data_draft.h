// A first data.yaml as a text, out of candidates. Pure.
#pragma once

#include <string>
#include <vector>

#include "kpi/source_settings.h"
#include "tools/data_candidates.h"

namespace guangmu::tools {

struct DraftSource {
  kpi::SourceSettings settings;
  std::string declared;                // a source of data.yaml, by id: not written again, and settings say nothing
  std::vector<std::string> notes;      // said in comments at the source
  std::vector<std::string> hidden;     // names of headers whose values are secrets: written as a comment with ${…}
};

// Passes config's check for data.yaml; of a declared source, once it is put into that file. Sample values stand in comments; texts from outside are quoted and never
// taken for ${NAME} or for YAML.
std::string draft_yaml(const DraftSource& source, const Candidates& candidates);

}  // namespace guangmu::tools
