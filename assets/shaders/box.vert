#version 430 core
// Edges of a rounded rectangle: a quad anywhere on it; the fragment shader knows the whole shape.
#include "view.glsl"
#include "paint.vert.glsl"
layout(location = 0) in vec4 a_quad;    // x0 y0 x1 y1
layout(location = 1) in vec4 a_rect;    // x0 y0 x1 y1 of the shape
layout(location = 2) in vec4 a_radius;  // top-left, top-right, bottom-right, bottom-left
layout(location = 3) in vec4 a_tint;
layout(location = 4) in vec4 a_stroke;  // x: width, 0 fills
#ifdef RAMP
layout(location = 5) in vec4 a_ramp0;
layout(location = 6) in vec4 a_ramp1;
#endif
flat out vec4 rect, radius, tint;
flat out float stroke;
out vec2 at;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  at = mix(a_quad.xy, a_quad.zw, corner);
  rect = a_rect;
  radius = a_radius;
  tint = a_tint;
  stroke = a_stroke.x;
#ifdef RAMP
  set_ramp(at, a_ramp0, a_ramp1);
#endif
  gl_Position = place(at);
}
