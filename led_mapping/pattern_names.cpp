// Patterns by name: the one place that knows which function draws which.
#include <fmt/core.h>

#include <cmath>
#include <limits>

#include "led_mapping/locate_pattern.h"
#include "led_mapping/pattern.h"
#include "led_mapping/pattern_checks.h"
#include "led_mapping/pattern_table.h"

namespace guangmu::led {

namespace {

using Draw = Pattern (*)(const WallSettings&, const Plan&, double);

template <Rgb8 (*codes)()>
Pattern solid(const WallSettings& wall, const Plan&, double) {
  return solid_pattern(wall, codes());
}
template <int r, int g, int b>
Rgb8 code() {
  return {r, g, b};
}
template <Pattern (*draw)(const WallSettings&)>
Pattern of_wall(const WallSettings& wall, const Plan&, double) {
  return draw(wall);
}
template <Pattern (*draw)(const WallSettings&, double)>
Pattern of_time(const WallSettings& wall, const Plan&, double time_s) {
  return draw(wall, time_s);
}

struct Entry {
  std::string_view name;
  Draw draw;
};
constexpr Entry drawings[] = {
    {"cards", [](const WallSettings&, const Plan& plan, double) { return cards_pattern(plan); }},
    {"modules", [](const WallSettings& wall, const Plan& plan, double) { return modules_pattern(wall, plan); }},
    {"grid", [](const WallSettings& wall, const Plan& plan, double) { return grid_pattern(wall, plan); }},
    {"checker", of_wall<checker_pattern>},
    {"lines", of_wall<lines_pattern>},
    {"range", of_wall<range_pattern>},
    {"chroma", of_wall<chroma_pattern>},
    {"black", solid<code<0, 0, 0>>},
    {"red", solid<code<255, 0, 0>>},
    {"green", solid<code<0, 255, 0>>},
    {"blue", solid<code<0, 0, 255>>},
    {"white", solid<code<255, 255, 255>>},
    {"gray_192", solid<code<192, 192, 192>>},
    {"gray_128", solid<code<128, 128, 128>>},
    {"gray_64", solid<code<64, 64, 64>>},
    {"gray_32", solid<code<32, 32, 32>>},
    {"gray", of_wall<gray_pattern>},
    {"ramps", of_wall<ramps_pattern>},
    {"low_gray", of_wall<low_gray_pattern>},
    {"gamma", of_wall<gamma_pattern>},
    {"first_row", of_wall<first_row_pattern>},
    {"ghosting", of_wall<ghosting_pattern>},
    {"seams", of_wall<seams_pattern>},
    {"motion", of_time<motion_pattern>},
    {"flash", of_time<flash_pattern>},
};

}  // namespace

std::vector<std::string_view> pattern_names() {
  std::vector<std::string_view> out;
  for (const PatternInfo& p : pattern_table()) out.push_back(p.name);
  return out;
}

std::vector<std::string> pattern_names(const WallSettings& wall) {
  std::vector<std::string> out;
  for (const PatternInfo& p : pattern_table()) out.emplace_back(p.name);
  for (std::string& name : locate_names(wall)) out.push_back(std::move(name));
  return out;
}

Result<Pattern> make_pattern(std::string_view name, const WallSettings& wall, const Plan& plan, double time_s) {
  for (const Entry& e : drawings)
    if (e.name == name) return e.draw(wall, plan, time_s);
  const std::vector<std::string> coded = locate_names(wall);
  for (std::size_t i = 0; i < coded.size(); ++i)
    if (coded[i] == name) return locate_pattern(wall, LocateGrid(wall).steps()[i]);
  std::string known;
  for (const std::string_view n : pattern_names()) known += fmt::format("{}{}", known.empty() ? "" : ", ", n);
  return Error{fmt::format("there is no pattern \"{}\"; known are {}{}", name, known,
                           coded.empty() ? std::string() : fmt::format(", {} to {}", coded.front(), coded.back()))};
}

double next_pattern_change_s(std::string_view name, double time_s) {
  const PatternInfo* info = find_pattern(name);
  if (!info || !info->moves) return std::numeric_limits<double>::infinity();
  const double t = std::max(0., time_s);
  if (name == "flash") {
    const double second = std::floor(t + 1e-9), off = second + flash_s;
    return t + 1e-9 < off ? off : second + 1;
  }
  return (std::floor(t * motion_px_per_s + 1e-6) + 1) / motion_px_per_s;
}

}  // namespace guangmu::led
