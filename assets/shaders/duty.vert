#version 430 core
#include "view.glsl"
layout(location = 0) in vec4 a_quad;  // where the tile's sums go
layout(location = 1) in vec4 a_area;  // the tile: x, y, width, height in canvas pixels
layout(location = 2) in vec4 a_row0;  // of the tile's matrix
layout(location = 3) in vec4 a_row1;
layout(location = 4) in vec4 a_row2;
flat out ivec4 area;
flat out vec3 row0, row1, row2;
void main() {
  area = ivec4(a_area);
  row0 = a_row0.xyz;
  row1 = a_row1.xyz;
  row2 = a_row2.xyz;
  gl_Position = place(mix(a_quad.xy, a_quad.zw, vec2(gl_VertexID & 1, gl_VertexID >> 1)));
}
