#version 430 core
#include "view.glsl"
#include "paint.vert.glsl"
layout(location = 0) in vec4 a_quad;  // x0 y0 x1 y1
layout(location = 1) in vec4 a_from;  // offset from canvas pixel to atlas texel; fade at top and bottom
layout(location = 2) in vec4 a_tint;
#ifdef SMOOTH
layout(location = 3) in vec4 a_cell;  // first and last texel of the sprite
#endif
#ifdef RAMP
layout(location = 4) in vec4 a_ramp0;
layout(location = 5) in vec4 a_ramp1;
#endif
flat out vec4 tint;
#ifdef SMOOTH
flat out vec2 from;
flat out ivec4 cell;
#else
flat out ivec2 from;
#endif
out float fade;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  vec2 p = mix(a_quad.xy, a_quad.zw, corner);
  fade = mix(a_from.z, a_from.w, corner.y);
  tint = a_tint;
#ifdef SMOOTH
  from = a_from.xy;
  cell = ivec4(a_cell);
#else
  from = ivec2(a_from.xy);
#endif
#ifdef RAMP
  set_ramp(p, a_ramp0, a_ramp1);
#endif
  gl_Position = place(p);
}
