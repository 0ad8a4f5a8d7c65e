#version 430 core
// Four corners with coverage at each: insides of shapes, areas under lines.
#include "view.glsl"
#include "paint.vert.glsl"
layout(location = 0) in vec4 a_top;       // left and right corner
layout(location = 1) in vec4 a_bottom;
layout(location = 2) in vec4 a_tint;
layout(location = 3) in vec4 a_coverage;  // top-left, top-right, bottom-left, bottom-right; beyond 0..1 to place an edge
#ifdef RAMP
layout(location = 4) in vec4 a_ramp0;
layout(location = 5) in vec4 a_ramp1;
#endif
flat out vec4 tint;
out float coverage;
void main() {
  vec2 p = gl_VertexID == 0 ? a_top.xy : gl_VertexID == 1 ? a_top.zw : gl_VertexID == 2 ? a_bottom.xy : a_bottom.zw;
  coverage = a_coverage[gl_VertexID];
  tint = a_tint;
#ifdef RAMP
  set_ramp(p, a_ramp0, a_ramp1);
#endif
  gl_Position = place(p);
}
