// `guangmu platform EXHIBIT`: a stand-in for the live platform, until told to stop.
#pragma once

#include <string>
#include <vector>

#include "kpi/settings.h"

namespace guangmu::tools {

struct PlatformOptions {
  std::string exhibit;  // folder of the exhibit
  std::string listen;   // ADDR:PORT; empty: host and port of the exhibit's first source, else 127.0.0.1:7440
  std::vector<std::string> faults;  // NAME=VALUE as PlatformServer knows them
  // Folder in which the beginning of the first run is remembered (platform.json), so that a platform started
  // again goes on from there instead of falling back to the report values, which a running wall would refuse
  // as counters that fall. Empty: remembered for ten minutes after the last run at the same port, in the
  // temporary folder; then, and always for port 0, a run begins at the report values.
  std::string state;
};

// Serves until SIGINT or SIGTERM; prints one line per address. 0 after a stop, 1 for the user's files and
// arguments, 2 when the port is taken.
int run_platform(const PlatformOptions& options);

// The same with the declaration already read.
int serve_platform(const kpi::DataSettings& data, const PlatformOptions& options);

}  // namespace guangmu::tools
