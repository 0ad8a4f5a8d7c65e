// Repeatable chance for simulated walls and photographs: the same seed gives the same numbers everywhere.
// Pure arithmetic, any thread.
#pragma once

#include <cstdint>
#include <vector>

namespace guangmu::led {

// One step of SplitMix64 (Steele, Lea, Flood 2014): turns neighbouring numbers into unrelated ones.
constexpr std::uint64_t scramble(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15ull;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ull;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBull;
  return x ^ (x >> 31);
}

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(scramble(seed)) {}
  std::uint64_t bits() { return scramble(state_ += 0x9E3779B97F4A7C15ull); }
  // 0 <= value < 1
  double share() { return static_cast<double>(bits() >> 11) * 0x1p-53; }
  double between(double low, double high) { return low + (high - low) * share(); }
  // 0 <= value < count; count is 1 or more
  int below(int count) { return static_cast<int>(bits() % static_cast<std::uint64_t>(count)); }

 private:
  std::uint64_t state_;
};

// Normally distributed numbers by table: the middle of each of 65,536 equally likely steps, 4.2 sigma at
// most.
class NormalTable {
 public:
  NormalTable();
  float at(std::uint64_t sixteen_bits) const { return values_[sixteen_bits & 0xFFFF]; }

 private:
  std::vector<float> values_;
};

}  // namespace guangmu::led
