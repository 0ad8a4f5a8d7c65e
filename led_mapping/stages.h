// The stages of `guangmu render --stage` and `guangmu led pattern --stage` after the output pass. `codes` is
// a picture of 8-bit codes in the places of the canvas, wall.size_px() in size.
#pragma once

#include <optional>

#include "base/result.h"
#include "led_mapping/output_tables.h"
#include "led_mapping/pattern.h"
#include "led_mapping/plan.h"
#include "led_mapping/settings.h"
#include "led_mapping/simulator.h"

namespace guangmu::led {

// The picture of a pattern as codes: as it is when it is in codes, otherwise through the output pass.
Picture8 codes_of(const Pattern& pattern, const OutputTables& tables);

// `output`: the codes on the cables, heads side by side in order, or one head (from 1). Fails for a head
// there is not.
Result<Picture8> output_stage(const WallSettings& wall, const Plan& plan, const Picture8& codes,
                              std::optional<int> head = {});

// `wall`: the light behind the whole receiving chain as the eye sees it, sRGB-encoded, full white 255.
Result<Picture8> wall_stage(const WallSettings& wall, const Plan& plan, const Picture8& codes,
                            const Miswiring& wrong = {});

}  // namespace guangmu::led
