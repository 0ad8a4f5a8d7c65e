// The file beside a profile that corrects every pixel: NAME.pixels.
//
//   offset 0   8 bytes "GMPIXEL1"
//          8   width, 4 bytes, lowest first
//         12   height, likewise
//         16   9 * width * height half floats (IEEE 754 binary16, lowest byte first): for each pixel, row by
//              row from the top left, its 3x3 matrix row-major
// 59.7 MB for 2304 x 1440.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "led_mapping/profile.h"

namespace guangmu::led {

// Nearest half float, ties to even; too large becomes infinite.
std::uint16_t to_half(float value);
float from_half(std::uint16_t half);

std::string pixels_file(const PixelCorrection& correction);

// `name` stands in messages. Refused: no such file at all, another wall's, cut off, too long, NaN and values
// outside -4..4.
Result<PixelCorrection> read_pixels(std::string_view bytes, const std::string& name, SizePx wall);

}  // namespace guangmu::led
