#include "led_mapping/photo/wall_spread.h"

#include <algorithm>
#include <cmath>

#include "led_mapping/photo/random.h"

namespace guangmu::led {
namespace {

// Scales one channel to mean 1 and the wanted sigma.
void set_sigma(std::vector<std::array<float, 3>>& gains, std::size_t channel, double sigma) {
  double mean = 0, square = 0;
  for (const auto& g : gains) mean += g[channel];
  mean /= static_cast<double>(gains.size());
  for (const auto& g : gains) square += (g[channel] - mean) * (g[channel] - mean);
  const double own = std::sqrt(square / static_cast<double>(gains.size()));
  for (auto& g : gains)
    g[channel] = static_cast<float>(own > 0 ? std::max(0.05, 1 + (g[channel] - mean) * sigma / own) : 1);
}

}  // namespace

WallSpread make_spread(SizePx wall, SizePx module, const SpreadSettings& settings) {
  WallSpread out{wall, module, std::clamp(settings.lit_share, 0.05, 1.), {}, {}, {}};
  const auto modules = static_cast<std::size_t>(out.columns()) * static_cast<std::size_t>(out.rows());
  const NormalTable normal;
  Random chance(settings.seed);
  out.module_gain.resize(modules);
  out.module_shift.resize(modules);
  for (auto& gain : out.module_gain)
    for (float& g : gain) g = normal.at(chance.bits() >> 20);
  for (std::size_t c = 0; c < 3; ++c) set_sigma(out.module_gain, c, settings.module_light[c]);
  for (auto& shift : out.module_shift)
    for (float& s : shift)
      s = normal.at(chance.bits() >> 20) * static_cast<float>(settings.module_shift_leds);
  const auto& sigma = settings.pixel_light;
  if (std::max({sigma[0], sigma[1], sigma[2]}) <= 0 && settings.dead_leds <= 0) return out;
  out.led_gain.resize(static_cast<std::size_t>(wall.area()) * 3);
  const auto dead = static_cast<std::uint64_t>(std::clamp(settings.dead_leds, 0., 1.) * 0x1p32);
  for (std::size_t i = 0; i + 2 < out.led_gain.size(); i += 3) {
    const std::uint64_t bits = chance.bits();
    const bool lit = (chance.bits() >> 32) >= dead;
    for (std::size_t c = 0; c < 3; ++c)
      out.led_gain[i + c] =
          lit ? std::max(0.f, 1 + normal.at(bits >> (16 * c)) * static_cast<float>(sigma[c])) : 0.f;
  }
  return out;
}

WallLight emitted(const WallLight& light, const WallSpread& spread) {
  WallLight out = light;
  std::size_t i = 0;
  for (int y = 0; y < light.size.h; ++y)
    for (int x = 0; x < light.size.w; ++x) {
      const auto& gain = spread.module_gain[spread.module_at(x, y)];
      for (std::size_t c = 0; c < 3; ++c, ++i)
        out.rgb[i] *= gain[c] * (spread.led_gain.empty() ? 1 : spread.led_gain[i]);
    }
  return out;
}

std::vector<std::array<double, 3>> module_means(const WallLight& light, SizePx module) {
  const int columns = light.size.w / module.w, rows = light.size.h / module.h;
  std::vector<std::array<double, 3>> sums(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
  for (int y = 0; y < rows * module.h; ++y)
    for (int x = 0; x < columns * module.w; ++x) {
      const auto led = light.at(x, y);
      auto& sum = sums[static_cast<std::size_t>(y / module.h) * static_cast<std::size_t>(columns) +
                       static_cast<std::size_t>(x / module.w)];
      for (std::size_t c = 0; c < 3; ++c) sum[c] += led[c];
    }
  for (auto& sum : sums)
    for (double& s : sum) s /= static_cast<double>(module.area());
  return sums;
}

std::array<double, 3> non_uniformity(const std::vector<std::array<double, 3>>& means) {
  std::array<double, 3> out{};
  for (std::size_t c = 0; c < 3; ++c) {
    double brightest = 0, n = 0, sum = 0, square = 0;
    for (const auto& m : means) brightest = std::max(brightest, m[c]);
    for (const auto& m : means)
      if (m[c] > brightest / 10) n += 1, sum += m[c], square += m[c] * m[c];
    if (n > 0 && sum > 0) out[c] = std::sqrt(std::max(0., square / n - sum / n * (sum / n))) / (sum / n);
  }
  return out;
}

}  // namespace guangmu::led
