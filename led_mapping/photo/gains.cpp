#include "led_mapping/photo/gains.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace guangmu::led {
namespace {

constexpr double model_error = 0.0015;  // of a module's level: what the fit's own error does not tell
constexpr double least_trust = 0.3;

struct Trusted {
  std::array<std::vector<double>, 3> light;  // 1 where nothing is known
  std::array<double, 3> error{};             // of a module's level, rms
};

Trusted trust(Calibration& c) {
  Trusted out;
  for (std::size_t colour = 0; colour < 3; ++colour) {
    const auto& levels = c.levels.modules[colour];
    double square = 0, error = 0, n = 0;
    for (const LevelEstimate& e : levels)
      if (e.seen && !e.dead) square += (e.light - 1) * (e.light - 1), error += e.error * e.error, n += 1;
    n = std::max(1., n);
    square /= n;
    error = error / n + model_error * model_error;
    out.error[colour] = std::sqrt(error);
    c.before[colour] = std::sqrt(square);
    double keep = square > 0 ? std::max(0., square - error) / square : 0;
    if (keep < least_trust) keep = 0;
    if (keep > 0) c.corrects = true;
    for (const LevelEstimate& e : levels)
      out.light[colour].push_back(e.seen && !e.dead ? 1 + keep * (e.light - 1) : 1);
  }
  return out;
}

std::vector<SeamGain> seam_gains(const Calibration& c) {
  std::vector<SeamGain> out;
  if (!c.seams.seen) return out;
  for (const SeamEstimate& j : c.seams.joints) {
    if (std::abs(j.excess) < 0.004) continue;
    const double gain = std::clamp(1 / (1 + j.excess / 2), 0.5, 2.);
    out.push_back({j.column + 1, j.row + 1, j.below ? Edge::bottom : Edge::right, gain});
    out.push_back({j.column + 1 + (j.below ? 0 : 1), j.row + 1 + (j.below ? 1 : 0),
                   j.below ? Edge::top : Edge::left, gain});
  }
  return out;
}

// What a group of LEDs allows as the wall's level before it is driven above 1.
struct Allowed {
  double level = 1;
  std::int64_t leds = 0;
};

std::vector<Allowed> allowed_levels(const Calibration& c, const Trusted& trusted) {
  std::vector<Allowed> out;
  const auto weakest = [&](std::size_t m) {
    return std::min({trusted.light[0][m], trusted.light[1][m], trusted.light[2][m]});
  };
  const std::size_t modules = trusted.light[0].size();
  for (std::size_t m = 0; m < modules; ++m)
    if (std::find(c.dead.begin(), c.dead.end(), static_cast<int>(m)) == c.dead.end())
      out.push_back({weakest(m), c.module.area()});
  for (const SeamGain& s : c.seam_gains) {
    const auto m = static_cast<std::size_t>((s.row - 1) * c.levels.columns + s.column - 1);
    const bool upright = s.edge == Edge::left || s.edge == Edge::right;
    if (s.gain > 1) out.push_back({weakest(m) / s.gain, upright ? c.module.h : c.module.w});
  }
  std::sort(out.begin(), out.end(), [](const Allowed& a, const Allowed& b) { return a.level < b.level; });
  return out;
}

// The mean of a module's light changes with its seams' gains; its own gain takes that back, so that levels
// stay as they were chosen.
std::vector<double> seam_share(const Calibration& c) {
  std::vector<double> out(c.gains.size(), 1);
  for (const SeamGain& s : c.seam_gains) {
    const bool upright = s.edge == Edge::left || s.edge == Edge::right;
    out[static_cast<std::size_t>((s.row - 1) * c.levels.columns + s.column - 1)] +=
        (s.gain - 1) / (upright ? c.module.w : c.module.h);
  }
  return out;
}

}  // namespace

void choose_gains(Calibration& c, double clipped_share) {
  const auto modules = static_cast<std::size_t>(c.levels.columns * c.levels.rows);
  for (std::size_t m = 0; m < modules; ++m)
    for (std::size_t colour = 0; colour < 3; ++colour)
      if (c.levels.modules[colour][m].dead || !c.levels.modules[colour][m].seen) {
        c.dead.push_back(static_cast<int>(m));
        break;
      }
  const Trusted trusted = trust(c);
  c.seam_gains = seam_gains(c);
  if (!c.seam_gains.empty()) c.corrects = true;
  c.gains.assign(modules, {1, 1, 1});
  c.after = c.before;
  if (!c.corrects) return;

  const std::vector<Allowed> allowed = allowed_levels(c, trusted);
  const double total = static_cast<double>(modules - c.dead.size()) * static_cast<double>(c.module.area());
  std::int64_t below = 0;
  c.level = 1;
  for (const Allowed& a : allowed) {
    c.level = std::min(1., a.level);
    if (static_cast<double>(below + a.leds) > clipped_share * total) break;
    below += a.leds;
  }
  c.clipped_leds = static_cast<int>(below);
  const std::vector<double> seams = seam_share(c);
  for (std::size_t colour = 0; colour < 3; ++colour) {
    double sum = 0, square = 0, n = 0;
    for (std::size_t m = 0; m < modules; ++m) {
      const double even = std::min(1., c.level / trusted.light[colour][m]);
      c.gains[m][colour] = std::min(1., even / seams[m]);
      const LevelEstimate& e = c.levels.modules[colour][m];
      if (!e.seen || e.dead) continue;
      const double light = trusted.light[colour][m] * even;
      sum += light, square += light * light, n += 1;
    }
    const double mean = sum / std::max(1., n);
    const double left = std::max(0., square / std::max(1., n) / (mean * mean) - 1);
    c.after[colour] =
        std::min(c.before[colour], std::sqrt(left + trusted.error[colour] * trusted.error[colour]));
  }
}

ProfileSettings calibrated_profile(const Calibration& c) {
  const auto rounded = [](double v) { return std::round(v * 1e6) / 1e6; };  // nobody reads more digits
  ProfileSettings out;
  if (c.corrects)
    for (const auto& g : c.gains)
      out.modules.push_back({rounded(g[0]), 0, 0, 0, rounded(g[1]), 0, 0, 0, rounded(g[2])});
  out.seams = c.seam_gains;
  for (SeamGain& s : out.seams) s.gain = rounded(s.gain);
  out.non_uniformity_before = {rounded(c.before[0]), rounded(c.before[1]), rounded(c.before[2])};
  out.non_uniformity_after = {rounded(c.after[0]), rounded(c.after[1]), rounded(c.after[2])};
  return out;
}

}  // namespace guangmu::led
