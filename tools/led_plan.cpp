#include "tools/led_plan.h"

#include <fmt/core.h>

#include <fstream>
#include <optional>
#include <utility>

#include "led_mapping/plan_given.h"
#include "led_mapping/plan_sheet.h"
#include "led_mapping/plan_svg.h"
#include "led_mapping/plan_text.h"
#include "led_mapping/planner.h"
#include "media/still.h"
#include "tools/exhibit.h"
#include "tools/sheet_png.h"

namespace guangmu::tools {
namespace {

Result<void> draw_plan(const led::Plan& plan, const led::WallSettings& wall, const led::PlanRemarks& remarks, const std::string& path) {
  if (path.ends_with(".png")) {
    const auto picture = sheet_picture(led::plan_sheet(plan, wall, remarks));
    if (!picture) return picture.error();
    return media::write_png(*picture, path);
  }
  if (!path.ends_with(".svg") && !path.ends_with(".yaml"))
    return Error{fmt::format("{}: expected a name that ends in .svg, .png or .yaml", path)};
  std::ofstream out(path);
  out << (path.ends_with(".yaml") ? led::plan_yaml(plan) : led::plan_svg(plan, wall, remarks));
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

}  // namespace guangmu::tools
