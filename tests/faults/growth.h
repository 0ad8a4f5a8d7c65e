// How much memory a process holds, and how fast that grows. Linux: reads /proc.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

namespace guangmu::testing {

// What /proc says of a process in MB: "Pss:", its proportional set size, "Rss:", "Anonymous:". 0 when it has
// gone.
double memory_mb(int pid, std::string_view what);

// MB per 10 minutes, by least squares.
double slope(const std::vector<std::pair<double, double>>& seconds_and_mb);

}  // namespace guangmu::testing
