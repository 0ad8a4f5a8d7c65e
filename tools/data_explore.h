// `guangmu data explore URL|FILE`: fetches one sample and writes a first data.yaml. `guangmu data explore EXHIBIT SOURCE`:
// asks a source as data.yaml declares it, sign-in and all, and writes what it delivers beside what is declared already.
// Both fetch as the running wall does. Returns the process's exit code; prints what it found to stdout and mistakes to
// stderr.
#pragma once

#include <string>
#include <vector>

namespace guangmu::tools {

struct DataExploreOptions {
  std::string from;                  // an address or a file; with source: the exhibit's folder
  std::string source;                // id in data.yaml
  std::vector<std::string> headers;  // "Name: value", ${NAME} from the environment
  std::string format;                // json, csv, prometheus; empty: as it looks
  std::string output;                // empty: data.yaml to stdout, what was found to stderr
  bool force = false;                // write over a file that is there
};
int run_data_explore(const DataExploreOptions& options);

}  // namespace guangmu::tools
