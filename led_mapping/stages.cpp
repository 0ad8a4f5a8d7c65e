#include "led_mapping/stages.h"

#include <fmt/core.h>

#include "base/colour.h"
#include "led_mapping/route.h"

namespace guangmu::led {

Picture8 codes_of(const Pattern& pattern, const OutputTables& tables) {
  Picture8 picture = rasterise(pattern);
  if (pattern.in_codes) return picture;
  std::array<float, 256> linear_of{};
  for (std::size_t i = 0; i < linear_of.size(); ++i)
    linear_of[i] = srgb_to_linear(static_cast<float>(i) / 255.f);
  std::vector<float> linear(picture.rgb.size());
  for (std::size_t i = 0; i < linear.size(); ++i) linear[i] = linear_of[picture.rgb[i]];
  picture.rgb = grade_picture(linear, 3, tables);
  return picture;
}

Result<Picture8> output_stage(const WallSettings& wall, const Plan& plan, const Picture8& codes,
                              std::optional<int> head) {
  std::vector<Picture8> heads = cut_heads(wall, to_raster(plan, codes));
  if (!head) return side_by_side(heads);
  if (*head < 1 || *head > static_cast<int>(heads.size()))
    return Error{fmt::format("there is no head {}; wall.yaml lists {}, counted from 1", *head, heads.size())};
  return std::move(heads[static_cast<std::size_t>(*head - 1)]);
}

Result<Picture8> wall_stage(const WallSettings& wall, const Plan& plan, const Picture8& codes,
                            const Miswiring& wrong) {
  const auto light = simulate_wall(wall, plan, cut_heads(wall, to_raster(plan, codes)), wrong);
  if (!light) return light.error();
  return seen_as_srgb(wall, *light);
}

}  // namespace guangmu::led
