// What the painter must know of a shape before it paints: how far its light reaches, and what it is made of
// as one number.
#pragma once

#include "renderer/face/draw_list.h"

namespace guangmu::draw {

// Everything the shape can touch, in canvas pixels, glow, stroke and soft edges included.
Rect bounds_of(const Shape& shape);

// Of everything that shows; shared arrays by content.
std::uint64_t hash_of_shape(const Shape& shape);

// How far a glow of this standard deviation reaches beyond the ink.
float glow_reach_px(float blur_px);

}  // namespace guangmu::draw
