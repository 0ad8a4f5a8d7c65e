// Stands between compositor and output pass: how much the picture that is about to go out would take, and by
// how much all of it must be dimmed. The answer holds for the very frame that was asked for.
//
// Reading sums back from a GPU waits until it has painted this frame. So:
//   software driver      always read at once; it is a copy in memory
//   GPU, light           the changed tiles are taken as full white. If the wall stays below every limit even
//                        then, nobody waits; the true sums come with the next frame
//   GPU, near a limit    the frame waits for its sums (the time to paint it, once; at 60 Hz there is room).
//                        A cut to a bright scene pays this on its first frame, a wall that is being limited
//                        on frames that change
// A new factor grades the whole wall again (see limiter.h for how seldom), since every code depends on it.
#pragma once

#include <vector>

#include "led_mapping/power_limits.h"
#include "led_mapping/power_meter.h"
#include "renderer/duty_pass.h"

namespace guangmu::renderer {

// What a frame takes. `areas` are the tiles; their duty is that on the wall, the limiter included.
struct PowerReport {
  double w_m2 = 0;
  double limiter = 1;
  led::MeanDuty duty;
  std::vector<led::AreaDuty> areas;
};

class PowerGuard {
 public:
  static Result<PowerGuard> create(Kit& kit, bool draws_in_memory);

  struct Measured {  // tiles that changed, of one texture
    const Texture* canvas;
    std::vector<std::size_t> tiles;
    std::vector<float> light;
  };
  struct Moment {
    double now_s = 0;
    bool settled = false;  // a still: where the limiter ends, whatever was before
  };
  // The factor on light for this frame. Cheap when nothing changed.
  double factor(Kit& kit, const TileGrid& grid, const std::vector<Measured>& changed, const led::OutputTables& tables,
                std::uint64_t tables_version, const led::PowerLimits& limits, Moment moment, Work& work);
  // The same for codes that pass no output pass: their drive is known and they are not dimmed here.
  void codes(const std::vector<led::AreaDuty>& areas, const led::PowerLimits& limits, Moment moment);

  // Of the newest frame.
  PowerReport report(const led::PowerLimits& limits) const;
  // The factor will change though the picture does not.
  bool moving() const { return limiter_ && limiter_->moving(); }

 private:
  void take(const std::vector<TileDuty>& duties);
  led::PowerDemand demand(const led::PowerLimits& limits) const;
  bool harmless(const std::vector<Measured>& changed, const led::PowerLimits& limits) const;

  DutyPass pass_;
  TileGrid grid_;
  std::vector<TileDuty> duties_;  // by tile, at factor 1
  double area_px_ = 1;
  std::optional<led::Limiter> limiter_;
  double factor_ = 1;
  bool at_once_ = false;
  std::vector<led::AreaDuty> codes_;  // not empty while codes stand on the wall
};

}  // namespace guangmu::renderer
