#include "kpi/fetch/rhythm.h"

#include <algorithm>
#include <cmath>

#include "base/hash.h"

namespace guangmu::kpi {
namespace {
constexpr double longest_back_off_s = 15;
}

Steady::duration seconds(double s) {
  return std::chrono::duration_cast<Steady::duration>(std::chrono::duration<double>(s));
}

double seconds_between(Steady::time_point from, Steady::time_point to) {
  return std::chrono::duration<double>(to - from).count();
}

double place_in_rhythm(std::string_view id) {
  // The hash's bits are mixed once more (splitmix64): ids such as s1, s2 … differ in few bits only.
  std::uint64_t x = hash_of(id);
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
  x ^= x >> 31;
  return static_cast<double>(x >> 11) * 0x1p-53;
}

double first_poll_s(double place, double every_s, std::size_t sources) {
  return place * std::min(every_s / 4, std::max(0.25, 0.005 * static_cast<double>(sources)));
}

Steady::time_point next_poll(double place, double every_s, Steady::time_point started, Steady::time_point now) {
  const auto earliest = std::max(started + seconds(every_s / 2), now);
  const double at_s = std::chrono::duration<double>(earliest.time_since_epoch()).count();
  const double k = std::ceil(at_s / every_s - place);
  return std::max(earliest, Steady::time_point(seconds((k + place) * every_s)));
}

double back_off_s(double every_s, int failures, double jitter) {
  const double doubled = every_s * std::pow(2.0, std::clamp(failures - 1, 0, 60));
  return std::min(doubled, std::max(every_s, longest_back_off_s)) * (1 + 0.1 * std::clamp(jitter, -1.0, 1.0));
}

}  // namespace guangmu::kpi
