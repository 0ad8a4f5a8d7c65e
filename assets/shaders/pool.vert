#version 430 core
// A wedge of an ellipse of light.
#include "view.glsl"
#include "band.glsl"
layout(location = 0) in vec4 a_pool;   // centre, radii
layout(location = 1) in vec4 a_piece;  // first angle, last angle, inner radius, outer radius as shares of the ellipse; inner 0
layout(location = 2) in vec4 a_tint;
layout(location = 3) in vec4 a_power;
flat out vec4 tint;
flat out float power;
out vec2 at;
void main() {
  at = band_corner(vec2(0.0), a_piece, gl_VertexID);
  tint = a_tint;
  power = a_power.x;
  gl_Position = place(a_pool.xy + at * a_pool.zw);
}
