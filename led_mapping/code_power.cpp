#include "led_mapping/code_power.h"

#include <algorithm>
#include <cstring>

#include "led_mapping/tone_curve.h"

namespace guangmu::led {

namespace {

using Light = std::array<std::vector<double>, 3>;

Light light_of(const WallSettings& wall) {
  return {card_light(wall.colour, 0), card_light(wall.colour, 1), card_light(wall.colour, 2)};
}

MeanDuty drive_in(const Picture8& codes, RectPx r, const Light& light) {
  std::array<std::array<int, 256>, 3> count{};
  for (int y = r.y; y < r.bottom(); ++y) {
    const std::uint8_t* at = codes.rgb.data() + 3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(codes.size.w) +
                                                     static_cast<std::size_t>(r.x));
    for (int x = 0; x < r.w; ++x, at += 3) ++count[0][at[0]], ++count[1][at[1]], ++count[2][at[2]];
  }
  std::array<double, 3> mean{};
  for (std::size_t c = 0; c < 3; ++c)
    for (std::size_t code = 0; code < 256; ++code)
      mean[c] += count[c][code] * light[c][code] / static_cast<double>(r.area());
  return {mean[0], mean[1], mean[2]};
}

template <class F>
void each_module(SizePx picture, SizePx m, F f) {
  for (int y0 = 0; y0 < picture.h; y0 += m.h)
    for (int x0 = 0; x0 < picture.w; x0 += m.w)
      f(intersect(RectPx{x0, y0, m.w, m.h}, RectPx{0, 0, picture.w, picture.h}));
}

std::vector<AreaDuty> drive_of(const Picture8& codes, const WallSettings& wall, const Light& light) {
  std::vector<AreaDuty> out;
  each_module(codes.size, wall.module_px(), [&](RectPx r) { out.push_back({r, drive_in(codes, r, light)}); });
  return out;
}

}  // namespace

std::vector<AreaDuty> drive_of_codes(const Picture8& codes, const WallSettings& wall) {
  return drive_of(codes, wall, light_of(wall));
}

void follow_drive(const Picture8& codes, const WallSettings& wall, const std::vector<RectPx>& changed,
                  std::vector<AreaDuty>& drive) {
  const Light light = light_of(wall);
  for (AreaDuty& a : drive)
    for (const RectPx& r : changed)
      if (!intersect(a.rect, r).empty()) {
        a.duty = drive_in(codes, a.rect, light);
        break;
      }
}

std::vector<RectPx> differing_modules(const Picture8& a, const Picture8& b, const WallSettings& wall) {
  std::vector<RectPx> out;
  each_module(a.size, wall.module_px(), [&](RectPx r) {
    for (int y = r.y; y < r.bottom(); ++y) {
      const std::size_t at =
          3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(a.size.w) + static_cast<std::size_t>(r.x));
      if (std::memcmp(a.rgb.data() + at, b.rgb.data() + at, static_cast<std::size_t>(3 * r.w)) == 0) continue;
      out.push_back(r);
      return;
    }
  });
  return out;
}

double cap_factor(const std::vector<AreaDuty>& drive, SizePx size, const PowerLimits& limits) {
  const double factor = limit_factor(limits.model, mean_duty(drive, size), limits.limiter.instant_limit_w_m2);
  if (!limits.card_limit_w) return factor;
  return std::min(factor, card_limit_factor(limits.model, limits.plan, drive, *limits.card_limit_w));
}

double cap_codes(Picture8& codes, const WallSettings& wall, const PowerLimits& limits, std::vector<AreaDuty>& drive) {
  const Light light = light_of(wall);
  drive = drive_of(codes, wall, light);
  const double factor = cap_factor(drive, codes.size, limits);
  if (factor >= 1) return 1;
  for (std::size_t c = 0; c < 3; ++c) {
    std::array<std::uint8_t, 256> to{};
    for (std::size_t code = 0; code < 256; ++code) {
      const auto above = std::upper_bound(light[c].begin(), light[c].end(), light[c][code] * factor);
      to[code] = static_cast<std::uint8_t>(std::max<std::ptrdiff_t>(0, above - light[c].begin() - 1));
    }
    for (std::size_t i = c; i < codes.rgb.size(); i += 3) codes.rgb[i] = to[codes.rgb[i]];
  }
  drive = drive_of(codes, wall, light);
  return factor;
}

}  // namespace guangmu::led
