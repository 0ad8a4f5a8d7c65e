#include "led_mapping/correction.h"

#include <algorithm>
#include <cmath>

namespace guangmu::led {

namespace {

// Rounding of the solution, not a weakness of the LED.
constexpr double tolerance = 1e-9;

std::array<double, 3> row_sums(const Mat3& m) {
  return m * std::array<double, 3>{1, 1, 1};
}

}  // namespace

Mat3 xyz_of(const MeasuredLeds& leds) {
  Mat3 m;
  for (int c = 0; c < 3; ++c) {
    const auto& [xy, luminance] = leds[static_cast<std::size_t>(c)];
    m(0, c) = xy[0] * luminance / xy[1];
    m(1, c) = luminance;
    m(2, c) = (1 - xy[0] - xy[1]) * luminance / xy[1];
  }
  return m;
}

std::array<double, 3> luminance_shares(const PrimarySettings& primaries, Chromaticity white) {
  const Mat3 m = primaries_to_xyz(primaries.r, primaries.g, primaries.b, white);
  return {m(1, 0), m(1, 1), m(1, 2)};
}

double percentile_of(std::vector<double> values, double percentile) {
  const double at = std::clamp(percentile, 0., 100.) / 100 * static_cast<double>(values.size() - 1);
  const auto low = static_cast<std::size_t>(at);
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(low), values.end());
  const double here = values[low];
  if (low + 1 >= values.size()) return here;
  const double next = *std::min_element(values.begin() + static_cast<std::ptrdiff_t>(low) + 1, values.end());
  return here + (next - here) * (at - static_cast<double>(low));
}

ChromaCorrection correct_chroma(std::span<const Mat3> measured, const Mat3& target, double percentile) {
  ChromaCorrection out;
  if (measured.empty()) return out;
  std::vector<double> reach;  // luminance of the target's white that each can show
  reach.reserve(measured.size());
  for (const Mat3& m : measured) {
    out.matrices.push_back(inverse(m) * target);
    const auto sums = row_sums(out.matrices.back());
    reach.push_back(1 / std::max({sums[0], sums[1], sums[2]}));
  }
  out.white_luminance = percentile_of(reach, percentile);
  for (std::size_t i = 0; i < measured.size(); ++i) {
    out.clipped += reach[i] < out.white_luminance * (1 - tolerance);
    for (double& v : out.matrices[i].m) v *= out.white_luminance;
    out.out_of_gamut += std::any_of(out.matrices[i].m.begin(), out.matrices[i].m.end(),
                                    [](double v) { return v < -tolerance; });
  }
  return out;
}

LuminanceCorrection correct_luminance(std::span<const std::array<double, 3>> luminances, double percentile) {
  LuminanceCorrection out;
  if (luminances.empty()) return out;
  std::array<double, 3> mean{};
  double level = 1e300;
  for (std::size_t c = 0; c < 3; ++c) {
    std::vector<double> values;
    values.reserve(luminances.size());
    for (const auto& l : luminances) values.push_back(l[c]);
    for (const double v : values) mean[c] += v / static_cast<double>(values.size());
    level = std::min(level, percentile_of(std::move(values), percentile) / mean[c]);
  }
  for (std::size_t c = 0; c < 3; ++c) out.target[c] = mean[c] * level;
  out.gains.reserve(luminances.size());
  for (const auto& l : luminances) {
    out.gains.push_back({out.target[0] / l[0], out.target[1] / l[1], out.target[2] / l[2]});
    const auto& k = out.gains.back();
    out.clipped += std::max({k[0], k[1], k[2]}) > 1 + tolerance;
  }
  return out;
}

std::array<double, 3> non_uniformity(std::span<const std::array<double, 3>> luminances) {
  std::array<double, 3> out{};
  if (luminances.size() < 2) return out;
  const auto n = static_cast<double>(luminances.size());
  for (std::size_t c = 0; c < 3; ++c) {
    double mean = 0, square = 0;
    for (const auto& l : luminances) mean += l[c] / n;
    for (const auto& l : luminances) square += (l[c] - mean) * (l[c] - mean) / n;
    out[c] = mean > 0 ? std::sqrt(square) / mean : 0;
  }
  return out;
}

}  // namespace guangmu::led
