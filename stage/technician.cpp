#include "stage/technician.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "led_mapping/colour_model.h"
#include "led_mapping/profile_rules.h"
#include "led_mapping/tone_curve.h"
#include "stage/adjust.h"

namespace guangmu::stage {
namespace {

constexpr int usual_gray_bits =
    13;  // 3840 Hz and 1/48 scan, where wall.yaml says nothing of the cards' depth

bool is_identity(const std::array<double, 9>& m) {
  for (std::size_t i = 0; i < 9; ++i)
    if (std::abs(m[i] - (i % 4 == 0 ? 1 : 0)) > 1e-9) return false;
  return true;
}

}  // namespace

show::WallMap wall_map(const led::WallSettings& wall, const led::Plan& plan) {
  show::WallMap map;
  map.module_px = {wall.module.px[0], wall.module.px[1]};
  map.columns = wall.columns();
  map.rows = wall.rows();
  for (const led::Card& card : plan.cards)
    map.cards.push_back(
        {card.id, card.port, card.order, {card.rect_px.x, card.rect_px.y, card.rect_px.w, card.rect_px.h}});
  for (const led::Port& port : plan.ports)
    map.ports.push_back({port.id, port.pixels, port.capacity, port.backup});
  return map;
}

show::ColourStatus colour_status(const led::WallSettings& wall, const Profiles::Made& in_force) {
  const led::ProfileSettings& profile = in_force.settings;
  const led::ColourSettings colour = led::with_profile(wall.colour, profile);
  show::ColourStatus status;
  status.white_k = colour.white_k;
  status.white_xy = led::wanted_white(colour);
  status.gain = profile.gain;
  status.toe_lift = colour.toe_lift;
  status.gamma = {colour.gamma.r, colour.gamma.g, colour.gamma.b};
  const double steps = std::pow(2., colour.gray_bits.value_or(usual_gray_bits)) - 1;
  for (int channel = 0; channel < 3; ++channel) {
    const auto c = static_cast<std::size_t>(channel);
    status.curve[c] = curve_points(colour, channel);
    long last = 0;
    status.distinct_levels[c] = 1;
    for (const double light : led::card_light(colour, channel)) {
      const long step = std::lround(light * steps);
      if (step == 0) ++status.dark_codes[c];
      if (step != last) ++status.distinct_levels[c];
      last = step;
    }
    --status.dark_codes[c];  // code 0 is meant to be dark
  }
  for (const auto& [each, name] : led::fields_names(led::Dither{}))
    if (each == colour.dither) status.dither = name;
  status.module_corrections = static_cast<int>(std::count_if(profile.modules.begin(), profile.modules.end(),
                                                             [](const auto& m) { return !is_identity(m); }));
  status.pixel_corrections = in_force.pixels != nullptr;
  return status;
}

std::vector<show::ModuleInfo> module_infos(const led::WallSettings& wall,
                                           const led::ProfileSettings& profile) {
  std::map<std::pair<int, int>, show::ModuleInfo> infos;  // by row, column
  const auto info = [&](int column, int row) -> show::ModuleInfo& {
    auto& found = infos[{row, column}];
    found.column = column;
    found.row = row;
    return found;
  };
  for (std::size_t i = 0; i < profile.modules.size(); ++i) {
    if (is_identity(profile.modules[i])) continue;
    const int index = static_cast<int>(i);
    auto& module = info(index % wall.columns() + 1, index / wall.columns() + 1);
    for (std::size_t row = 0; row < 3; ++row) module.gain[row] = row_sum(profile.modules[i], row);
  }
  for (const led::SeamGain& seam : profile.seams)
    info(seam.column, seam.row).seam[static_cast<std::size_t>(seam.edge)] = seam.gain;
  std::vector<show::ModuleInfo> list;
  for (auto& [place, each] : infos) list.push_back(each);
  return list;
}

void describe_profiles(const Profiles& profiles, show::ProfileStatus& status) {
  status.reason = profiles.why_not_kept();
  status.available = status.reason.empty();
  status.list.clear();
  for (const KeptProfile& each : profiles.shelf().list)
    if (each.fault.empty()) status.list.push_back(each.info);
}

}  // namespace guangmu::stage
