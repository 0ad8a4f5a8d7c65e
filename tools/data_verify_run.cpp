#include <fmt/core.h>

#include "tools/data_verify.h"
#include "tools/exhibit.h"

namespace guangmu::tools {

int run_data_verify(const DataVerifyOptions& o) {
  const auto settings = load_or_tell(o.exhibit, config::Secrets::filled_in);
  if (!settings) return static_cast<int>(Blame::user);
  if (settings->data.sources.empty())
    return tell({fmt::format("{}/data.yaml names no source; there is no platform to verify", o.exhibit)});
  const Conformance found = verify_platform(settings->data, o.polls, o.seconds);
  std::optional<Language> language;
  if (o.lang == "zh") language = Language::zh;
  if (o.lang == "en") language = Language::en;
  fmt::print("{}", o.json ? conformance_json(found) : conformance_text(found, language));
  return exit_code(found);
}

}  // namespace guangmu::tools
