// The technician's pattern that stands on the wall: drawn anew only when it looks different. Frame thread.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "led_mapping/pattern.h"
#include "led_mapping/plan.h"
#include "led_mapping/power_limits.h"
#include "led_mapping/settings.h"
#include "renderer/renderer.h"

namespace guangmu::stage {

class PatternStand {
 public:
  // The pattern at time_s of the show, framing `pointed`; an empty name takes it away. `wall`, `plan` and
  // `limits` are those since the last clear().
  void show(const std::string& name, double time_s, const std::optional<RectPx>& pointed, const led::WallSettings& wall,
            const led::Plan& plan, const led::PowerLimits& limits);
  void clear();

  // Null: none.
  const std::shared_ptr<const renderer::RawPicture>& picture() const { return picture_; }
  // The newest show() lit a flash: the beep belongs to this very frame.
  bool flashed() const { return flashed_; }

 private:
  std::string name_;
  std::optional<RectPx> pointed_;
  double from_s_ = 0, until_s_ = 0;  // what is drawn stands in between
  bool flashed_ = false;
  led::Picture8 drawn_;         // before any cap
  std::uint64_t serial_ = 0;
  bool capped_ = false;
  std::shared_ptr<const renderer::RawPicture> picture_;
};

}  // namespace guangmu::stage
