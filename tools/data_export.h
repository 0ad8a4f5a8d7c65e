// `guangmu data export` and `guangmu data backup`: the history of the figures as a plain file, and as a copy of the database;
// both beside a running wall. Return the process's exit code; print to stdout and stderr.
#pragma once

#include <string>

namespace guangmu::tools {

struct DataExportOptions {
  std::string exhibit, state, output;
  std::string from, to;     // as --at of `data why`; empty: from the first, to now
  std::string metrics;      // ids with commas between; empty: all of data.yaml
  std::string format = "csv";  // csv or jsonl
};
int run_data_export(const DataExportOptions& options);

struct DataBackupOptions {
  std::string exhibit, state, output;
};
int run_data_backup(const DataBackupOptions& options);

}  // namespace guangmu::tools
