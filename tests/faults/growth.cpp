#include "tests/faults/growth.h"

#include <fstream>
#include <string>

namespace guangmu::testing {

double memory_mb(int pid, std::string_view what) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/smaps_rollup");
  for (std::string line; std::getline(in, line);)
    if (line.starts_with(what)) return std::stod(line.substr(what.size())) / 1024;
  return 0;
}

double slope(const std::vector<std::pair<double, double>>& seconds_and_mb) {
  double n = 0, x = 0, y = 0, xx = 0, xy = 0;
  for (const auto& [s, mb] : seconds_and_mb) n += 1, x += s, y += mb, xx += s * s, xy += s * mb;
  const double spread = n * xx - x * x;
  return spread > 0 ? 600 * (n * xy - x * y) / spread : 0;
}

}  // namespace guangmu::testing
