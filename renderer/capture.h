// Canvas and output as plain bytes. Blocks until the GPU is done: for stills and tests, not inside a running
// show.
#pragma once

#include <cstdint>
#include <vector>

#include "renderer/gl_objects.h"

namespace guangmu::renderer {

// 8-bit sRGB, 3 bytes a pixel, rows from the top; light above 1 is cut. The same light gives the same bytes
// on every machine.
std::vector<std::uint8_t> read_srgb(const Target& canvas);

// Codes of an output, 3 bytes a pixel, rows from the top.
std::vector<std::uint8_t> read_codes(const Target& output);

// Linear light, 4 floats a pixel, rows from the top.
std::vector<float> read_linear(const Target& canvas, RectPx rect);

}  // namespace guangmu::renderer
