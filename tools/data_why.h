// `guangmu data why`: where a figure came from, in words or as JSON; from the state folder alone, while the wall runs or not.
// Returns the process's exit code; prints to stdout and stderr.
#pragma once

#include <string>

namespace guangmu::tools {

struct DataWhyOptions {
  std::string exhibit, metric;
  std::string at;     // ISO 8601 or hh:mm of today; empty: now
  std::string state;  // the wall's state folder
  bool json = false;
};
int run_data_why(const DataWhyOptions& options);

}  // namespace guangmu::tools
