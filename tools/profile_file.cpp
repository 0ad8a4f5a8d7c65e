#include "tools/profile_file.h"

#include <algorithm>
#include <vector>

#include "config/reader.h"
#include "config/yaml.h"

namespace guangmu::tools {

stage::KeptProfile read_profile(const store::ProfileFile& file) {
  stage::KeptProfile kept;
  std::vector<config::Issue> issues;
  if (const auto tree = config::parse_yaml(file.text, file.path, issues)) {
    config::Reading reading(file.path, "", config::process_environment(), issues);
    kept.settings = config::read<led::ProfileSettings>(*tree, reading);
  }
  for (const auto& issue : issues)
    if (!issue.warning && kept.fault.empty()) kept.fault = issue.line();
  const auto made = parse_instant(kept.settings.made);
  kept.info = {
      file.id, kept.settings.label, kept.settings.by, file.version, made ? *made : file.changed, false, {}};
  if (const auto& after = kept.settings.non_uniformity_after)
    kept.info.non_uniformity = *std::max_element(after->begin(), after->end());
  return kept;
}

}  // namespace guangmu::tools
