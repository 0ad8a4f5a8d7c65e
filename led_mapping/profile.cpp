#include "led_mapping/profile.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <tuple>

#include "led_mapping/profile_rules.h"

namespace guangmu::led {

namespace {

// The reader's ranges let NaN through, and values may also come from a program.
void check_numbers(std::span<const double> values, double min, double max, const std::string& key,
                   fields::Complaints& c) {
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!(values[i] >= min && values[i] <= max)) {
      c.at(key, fmt::format("value {} is {}; expected a number from {} to {}", i + 1, values[i], min, max));
      return;
    }
}

void check_modules(const std::vector<std::array<double, 9>>& modules, fields::Complaints& c) {
  for (std::size_t i = 0; i < modules.size(); ++i) {
    const auto& m = modules[i];
    const std::string key = fmt::format("modules[{}]", i);
    check_numbers(m, -4, 4, key, c);
    for (std::size_t row = 0; row < 3; ++row)
      if (m[row * 3] + m[row * 3 + 1] + m[row * 3 + 2] <= 0) {
        c.at(key, fmt::format("row {} sums to {}: white would leave its {} LEDs dark; expected a sum above 0",
                              row + 1, m[row * 3] + m[row * 3 + 1] + m[row * 3 + 2],
                              std::array{"red", "green", "blue"}[row]));
        break;
      }
  }
}

void check_seams(const std::vector<SeamGain>& seams, fields::Complaints& c) {
  std::vector<std::tuple<int, int, Edge>> seen;
  for (std::size_t i = 0; i < seams.size(); ++i) {
    const SeamGain& s = seams[i];
    const std::string key = fmt::format("seams[{}]", i);
    if (s.column < 1 || s.row < 1)
      c.at(key, fmt::format("module column {}, row {}: modules are counted from 1 at the top left", s.column,
                            s.row));
    if (!(s.gain >= 0.5 && s.gain <= 2))
      c.at(key + ".gain", fmt::format("{} is out of range; expected 0.5 to 2", s.gain));
    const std::tuple at{s.column, s.row, s.edge};
    if (std::find(seen.begin(), seen.end(), at) != seen.end())
      c.at(key,
           fmt::format("module column {}, row {} has a gain for this edge already; expected one for each "
                       "edge",
                       s.column, s.row));
    seen.push_back(at);
  }
}

}  // namespace

void ProfileSettings::check(fields::Complaints& c) const {
  if (white_k) check_numbers({&*white_k, 1}, 3000, 25000, "white_k", c);
  if (white_xy && !((*white_xy)[1] > 0 && (*white_xy)[0] > 0 && (*white_xy)[0] + (*white_xy)[1] < 1))
    c.at("white_xy", fmt::format("[{}, {}] is no colour; expected x and y above 0 and x + y below 1",
                                 (*white_xy)[0], (*white_xy)[1]));
  check_numbers(gain, 0, 1, "gain", c);
  if (std::max({gain[0], gain[1], gain[2]}) <= 0)
    c.at("gain", "all three are 0: the wall would stay dark; expected at least one above 0");
  check_numbers(toe_lift, 0, 1, "toe_lift", c);
  check_modules(modules, c);
  check_seams(seams, c);
  if (pixels.find('/') != std::string::npos || pixels.find('\\') != std::string::npos || pixels == "..")
    c.at("pixels", fmt::format("{} leads to another folder; expected a file beside this one", pixels));
  if (!pixels.empty() && !modules.empty())
    c.warn("modules", "a correction for every pixel is named too and takes the place of this one");
  for (const auto& [key, value] : {std::pair{"non_uniformity_before", &non_uniformity_before},
                                   std::pair{"non_uniformity_after", &non_uniformity_after}})
    if (*value) check_numbers(**value, 0, 10, key, c);
}

ColourSettings with_profile(ColourSettings colour, const ProfileSettings& profile) {
  if (profile.white_k) {
    colour.white_k = *profile.white_k;
    colour.white_xy.reset();
  }
  if (profile.white_xy) colour.white_xy = profile.white_xy;
  if (profile.gamma) {
    colour.gamma = *profile.gamma;
    colour.curve.reset();
  }
  if (profile.curve) colour.curve = profile.curve;
  for (std::size_t i = 0; i < 3; ++i)
    if (profile.toe_lift[i] != 0) colour.toe_lift[i] = profile.toe_lift[i];
  if (profile.dither) colour.dither = *profile.dither;
  return colour;
}

fields::Complaints check_for_wall(const WallSettings& wall, const ProfileSettings& profile,
                                  const PixelCorrection* pixels) {
  fields::Complaints c;
  profile.check(c);
  const int columns = wall.columns(), rows = wall.rows();
  const auto count = static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows);
  if (!profile.modules.empty() && profile.modules.size() != count)
    c.at("modules", fmt::format("{} matrices, the wall has {} modules ({} x {}); expected none or {}",
                                profile.modules.size(), count, columns, rows, count));
  for (std::size_t i = 0; i < profile.seams.size(); ++i)
    if (profile.seams[i].column > columns || profile.seams[i].row > rows)
      c.at(fmt::format("seams[{}]", i),
           fmt::format("there is no module in column {}, row {}; the wall has {} columns and {} rows",
                       profile.seams[i].column, profile.seams[i].row, columns, rows));
  if (profile.gamma)
    for (const double g : {profile.gamma->r, profile.gamma->g, profile.gamma->b})
      if (!(g >= 0.5 && g <= 5)) c.at("gamma", fmt::format("{} is out of range; expected 0.5 to 5", g));
  if (profile.curve) profile.curve->check(c);
  with_profile(wall.colour, profile).check(c);
  if (!profile.pixels.empty() && !pixels)
    c.at("pixels",
         fmt::format("{} was not read; put it beside the profile or take the line out", profile.pixels));
  const SizePx wanted = wall.size_px();
  if (pixels && pixels->size != wanted)
    c.at("pixels", fmt::format("the correction is for a wall of {}x{} px, this one has {}x{}", pixels->size.w,
                               pixels->size.h, wanted.w, wanted.h));
  if (pixels && pixels->half.size() != 9 * static_cast<std::size_t>(pixels->size.area()))
    c.at("pixels", fmt::format("{} values for {}x{} px; expected 9 for each, {}", pixels->half.size(),
                               pixels->size.w, pixels->size.h, 9 * pixels->size.area()));
  return c;
}

}  // namespace guangmu::led
