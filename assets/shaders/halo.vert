#version 430 core
#include "view.glsl"
#include "band.glsl"
layout(location = 0) in vec4 a_halo;   // centre, radius, power
layout(location = 1) in vec4 a_piece;  // see band_corner
layout(location = 2) in vec4 a_tint;
layout(location = 3) in vec4 a_reach;  // inside, outside
flat out vec4 tint;
flat out vec4 shape;  // radius, power, 1 / inside, 1 / outside
out vec2 at;
void main() {
  vec2 p = band_corner(a_halo.xy, a_piece, gl_VertexID);
  at = p - a_halo.xy;
  tint = a_tint;
  shape = vec4(a_halo.zw, 1.0 / max(a_reach.xy, vec2(1e-3)));
  gl_Position = place(p);
}
