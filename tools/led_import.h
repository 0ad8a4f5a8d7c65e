// `guangmu led import FILE` and `guangmu led export EXHIBIT`: geometry and colour from and for programs of other makers.
// Return the process's exit code; print to stdout and stderr.
#pragma once

#include <string>

namespace guangmu::tools {

struct LedImportOptions {
  std::string file;
  std::string output;  // empty: stdout
};
int run_led_import(const LedImportOptions& options);

struct LedExportOptions {
  std::string exhibit;
  std::string format = "resolume";  // or csv, cube, cube1d, cal
  std::string profile;              // for cube, cube1d, cal: PROFILE.yaml laid over wall.yaml
  int size = 0;                     // entries of a cube along each side; 0: 33, of one dimension 1024
  std::string output;               // empty: stdout
};
int run_led_export(const LedExportOptions& options);

}  // namespace guangmu::tools
