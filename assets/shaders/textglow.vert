#version 430 core
#include "view.glsl"
layout(location = 0) in vec4 a_quad;  // x0 y0 x1 y1
layout(location = 1) in vec4 a_grid;  // canvas pixels per texel; grid cell of the first texel; unused
layout(location = 2) in vec4 a_cell;  // first texel in the atlas, texels across and down
layout(location = 3) in vec4 a_tint;
flat out vec4 tint, grid;
flat out ivec4 cell;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  tint = a_tint;
  grid = a_grid;
  cell = ivec4(a_cell);
  gl_Position = place(mix(a_quad.xy, a_quad.zw, corner));
}
