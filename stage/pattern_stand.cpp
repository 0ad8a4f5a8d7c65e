#include "stage/pattern_stand.h"

#include <cmath>

#include "led_mapping/code_power.h"
#include "led_mapping/pattern.h"
#include "led_mapping/pattern_checks.h"
#include "stage/pointer.h"

namespace guangmu::stage {

void PatternStand::clear() {
  name_.clear();
  picture_.reset();
}

void PatternStand::show(const std::string& name, double time_s, const std::optional<RectPx>& pointed,
                        const led::WallSettings& wall, const led::Plan& plan, const led::PowerLimits& limits) {
  flashed_ = false;
  if (name == name_ && (name.empty() || (pointed == pointed_ && time_s >= from_s_ && time_s < until_s_))) return;
  const auto before = name == name_ && pointed == pointed_ ? picture_ : nullptr;
  name_ = name;
  pointed_ = pointed;
  picture_.reset();
  if (name.empty()) return;
  const auto pattern = led::make_pattern(name, wall, plan, time_s);
  if (!pattern) return;
  from_s_ = time_s;
  until_s_ = led::next_pattern_change_s(name, time_s);
  led::Picture8 drawn = led::rasterise(*pattern);
  if (pointed) draw_pointer(*pointed, drawn);
  auto picture = std::make_shared<renderer::RawPicture>();
  picture->serial = ++serial_;
  picture->size = drawn.size;
  picture->in_codes = pattern->in_codes;
  if (before && before->in_codes && !capped_ && drawn_.size == drawn.size) {
    picture->changed = led::differing_modules(drawn, drawn_, wall);
    picture->drive = before->drive;
    led::follow_drive(drawn, wall, picture->changed, picture->drive);
    if (led::cap_factor(picture->drive, drawn.size, limits) >= 1) picture->follows = before->serial;
  }
  drawn_ = drawn;
  if (pattern->in_codes && picture->follows == 0) capped_ = led::cap_codes(drawn, wall, limits, picture->drive) < 1;
  picture->rgb = std::move(drawn.rgb);
  picture_ = std::move(picture);
  flashed_ = name == "flash" && time_s + 1e-9 - std::floor(time_s + 1e-9) < led::flash_s;
}

}  // namespace guangmu::stage
