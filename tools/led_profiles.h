// `guangmu led profiles`: the kept versions of a wall's colours, listed, compared, imported. Returns the
// process's exit code; prints to stdout and stderr.
#pragma once

#include <string>
#include <vector>

namespace guangmu::tools {

struct LedProfilesOptions {
  std::string exhibit;
  std::string state;                 // folder
  std::vector<std::string> compare;  // two ids, or `wall` for wall.yaml alone
  std::string import;                // file that becomes the next version; a running wall finds it by itself
};
int run_led_profiles(const LedProfilesOptions& options);

}  // namespace guangmu::tools
