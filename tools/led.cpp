#include "tools/led.h"

#include <fmt/core.h>

#include <fstream>
#include <optional>
#include <utility>

#include "led_mapping/output_tables.h"
#include "led_mapping/pattern.h"
#include "led_mapping/plan_svg.h"
#include "led_mapping/plan_text.h"
#include "led_mapping/planner.h"
#include "led_mapping/signal.h"
#include "led_mapping/stages.h"
#include "media/still.h"
#include "tools/exhibit.h"

namespace guangmu::tools {
namespace {

Result<void> draw_plan(const led::Plan& plan, const led::WallSettings& wall, const led::PlanRemarks& remarks, const std::string& path) {
  if (path.ends_with(".png")) {
    led::Picture8 picture = led::rasterise(led::cards_pattern(plan, remarks.dark));
    return media::write_png({picture.size, std::move(picture.rgb)}, path);
  }
  if (!path.ends_with(".svg")) return Error{fmt::format("{}: expected a name that ends in .svg or .png", path)};
  std::ofstream out(path);
  out << led::plan_svg(plan, wall, remarks);
  if (out.flush()) return {};
  return Error{fmt::format("{}: cannot be written; choose a folder that exists", path)};
}

}  // namespace

int run_led_plan(const LedPlanOptions& options) {
  const auto files = load_or_tell(options.exhibit);
  if (!files) return static_cast<int>(Blame::user);
  const auto plan = led::plan_wall(files->wall);
  if (!plan) return tell(plan.error());
  std::optional<led::Failure> failure;
  if (!options.fail.empty()) {
    const auto parsed = led::parse_failure(options.fail);
    if (!parsed) return tell(parsed.error());
    failure = *parsed;
  }
  const auto remarks = led::judge(*plan, files->wall, failure);
  if (!remarks) return tell(remarks.error());
  if (!options.output.empty()) {
    if (const auto drawn = draw_plan(*plan, files->wall, *remarks, options.output); !drawn) return tell(drawn.error());
  } else {
    fmt::print("{}\n", options.json ? led::plan_json(*plan, files->wall, *remarks)
                                    : led::plan_table(*plan, files->wall, *remarks));
  }
  return remarks->faults.empty() ? 0 : static_cast<int>(Blame::user);
}

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

int run_led_signal(const std::string& exhibit) {
  const auto files = load_or_tell(exhibit);
  if (!files) return static_cast<int>(Blame::user);
  fmt::print("{}\n", led::signal_table(files->wall));
  return 0;
}

}  // namespace guangmu::tools
