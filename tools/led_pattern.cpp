#include "tools/led_pattern.h"

#include <utility>

#include "led_mapping/output_tables.h"
#include "led_mapping/pattern.h"
#include "led_mapping/planner.h"
#include "led_mapping/stages.h"
#include "media/still.h"
#include "tools/exhibit.h"

namespace guangmu::tools {

int run_led_pattern(const LedPatternOptions& options) {
  const auto files = load_or_tell(options.exhibit);
  if (!files) return static_cast<int>(Blame::user);
  const led::WallSettings& wall = files->wall;
  const auto plan = led::plan_wall(wall);
  if (!plan) return tell(plan.error());
  const auto pattern = led::make_pattern(options.name, wall, *plan);
  if (!pattern) return tell(pattern.error());
  const led::OutputTables tables = led::make_output_tables(wall);
  Result<led::Picture8> picture = options.stage == "canvas"   ? led::rasterise(*pattern)
                                  : options.stage == "output" ? led::output_stage(wall, *plan, led::codes_of(*pattern, tables))
                                                              : led::wall_stage(wall, *plan, led::codes_of(*pattern, tables));
  if (!picture) return tell(picture.error());
  const auto wrote = media::write_png({picture->size, std::move(picture->rgb)}, options.output);
  return wrote ? 0 : tell(wrote.error());
}

}  // namespace guangmu::tools
