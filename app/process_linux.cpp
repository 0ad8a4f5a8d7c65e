#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <string>

#include "app/process.h"

namespace guangmu::app {

double process_cpu_s() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6; };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double process_pss_mb() {
  std::ifstream in("/proc/self/smaps_rollup");
  for (std::string line; std::getline(in, line);)
    if (line.starts_with("Pss:")) return std::stod(line.substr(4)) / 1024;
  return 0;
}

double process_age_s() {
  std::ifstream stat("/proc/self/stat"), uptime("/proc/uptime");
  std::string text;
  std::getline(stat, text);
  std::istringstream rest(text.substr(text.rfind(')') + 2));  // field 3 onwards
  std::string field;
  for (int i = 3; i <= 22 && rest >> field; ++i) {
  }
  double up_s = 0;
  uptime >> up_s;
  return up_s - std::stod(field) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

void keep_memory_small() {
  // Said explicitly, for otherwise the C library raises both limits to the largest buffer that was ever freed, in each of
  // the sixteen heaps of a machine with two cores.
  mallopt(M_MMAP_THRESHOLD, 256 * 1024);
  mallopt(M_TRIM_THRESHOLD, 2 * 1024 * 1024);
  mallopt(M_ARENA_MAX, 4);
}

void give_back_memory() {
  malloc_trim(0);
}

}  // namespace guangmu::app
