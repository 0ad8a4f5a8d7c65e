#include "led_mapping/dither.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

namespace guangmu::led {

namespace {

// Bits of row and column, interleaved from the lowest up: the recursive rule 4 M + {0 2; 3 1} written out.
int bayer_rank(int x, int y) {
  int rank = 0;
  for (int bit = 0; bit < 3; ++bit) {
    const int bx = x >> bit & 1, by = y >> bit & 1;
    rank = rank << 2 | (bx ^ by) << 1 | by;
  }
  return rank;
}

// Points on a torus and, for every place, how crowded its surroundings are.
class Torus {
 public:
  static constexpr int side = 64, places = side * side, radius = 7;

  Torus() : set_(places, 0), crowd_(places, 0) {
    constexpr double sigma = 1.5, scale = 1 << 20;
    for (int dy = -radius; dy <= radius; ++dy)
      for (int dx = -radius; dx <= radius; ++dx)
        kernel_[dy + radius][dx + radius] = static_cast<std::int32_t>(
            std::lround(scale * std::exp(-(dx * dx + dy * dy) / (2 * sigma * sigma))));
  }

  bool has(int place) const { return set_[static_cast<std::size_t>(place)] != 0; }
  void put(int place) { change(place, 1); }
  void take(int place) { change(place, -1); }

  // The most crowded point and the emptiest free place; the first of equals.
  int tightest_cluster() const {
    std::int32_t best = std::numeric_limits<std::int32_t>::min();
    int at = 0;
    for (int i = 0; i < places; ++i)
      if (has(i) && crowd_[static_cast<std::size_t>(i)] > best)
        best = crowd_[static_cast<std::size_t>(at = i)];
    return at;
  }
  int largest_void() const {
    std::int32_t best = std::numeric_limits<std::int32_t>::max();
    int at = 0;
    for (int i = 0; i < places; ++i)
      if (!has(i) && crowd_[static_cast<std::size_t>(i)] < best)
        best = crowd_[static_cast<std::size_t>(at = i)];
    return at;
  }

 private:
  void change(int place, std::int32_t sign) {
    set_[static_cast<std::size_t>(place)] = sign > 0;
    const int px = place % side, py = place / side;
    for (int dy = -radius; dy <= radius; ++dy) {
      const int row = ((py + dy) & (side - 1)) * side;
      for (int dx = -radius; dx <= radius; ++dx)
        crowd_[static_cast<std::size_t>(row + ((px + dx) & (side - 1)))] +=
            sign * kernel_[dy + radius][dx + radius];
    }
  }

  std::vector<std::uint8_t> set_;
  std::vector<std::int32_t> crowd_;
  std::int32_t kernel_[2 * radius + 1][2 * radius + 1];
};

// A tenth of the places, spread out until the tightest cluster is also the largest void.
Torus prototype() {
  Torus torus;
  std::uint32_t state = 0x2545F491u;  // xorshift32, Marsaglia 2003
  for (int placed = 0; placed < Torus::places / 10;) {
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    const int place = static_cast<int>(state >> 8) % Torus::places;
    if (torus.has(place)) continue;
    torus.put(place);
    ++placed;
  }
  for (int round = 0; round < 2 * Torus::places; ++round) {
    const int cluster = torus.tightest_cluster();
    torus.take(cluster);
    const int gap = torus.largest_void();
    torus.put(gap);
    if (gap == cluster) break;
  }
  return torus;
}

}  // namespace

ThresholdTexture ordered_8x8() {
  ThresholdTexture out{8, std::vector<float>(64)};
  for (int y = 0; y < 8; ++y)
    for (int x = 0; x < 8; ++x)
      out.values[static_cast<std::size_t>(y * 8 + x)] = (static_cast<float>(bayer_rank(x, y)) + 0.5f) / 64;
  return out;
}

namespace {

std::array<float, Torus::places> void_and_cluster() {
  const Torus start = prototype();
  std::array<float, Torus::places> values{};
  const auto rank = [&](int place, int r) {
    values[static_cast<std::size_t>(place)] = (static_cast<float>(r) + 0.5f) / Torus::places;
  };
  int points = 0;
  for (int i = 0; i < Torus::places; ++i) points += start.has(i);
  Torus torus = start;  // downwards: the most crowded point was the last to come
  for (int r = points - 1; r >= 0; --r) {
    const int place = torus.tightest_cluster();
    torus.take(place);
    rank(place, r);
  }
  torus = start;  // upwards: always into the largest void
  for (int r = points; r < Torus::places; ++r) {
    const int place = torus.largest_void();
    torus.put(place);
    rank(place, r);
  }
  return values;
}

}  // namespace

ThresholdTexture blue_noise_64() {
  static const std::array values = void_and_cluster();
  return {Torus::side, {values.begin(), values.end()}};
}

}  // namespace guangmu::led
