#version 430 core
// One segment of a line. Its four corners were cut along the bisectors to its neighbours, so that no pixel belongs to two.
#include "view.glsl"
#include "paint.vert.glsl"
layout(location = 0) in vec4 a_first;    // corners at the segment's begin: left, right
layout(location = 1) in vec4 a_last;     // corners at its end
layout(location = 2) in vec4 a_segment;  // begin, end
layout(location = 3) in vec4 a_shape;    // half width, glow reach, glow strength, length of the line up to here
layout(location = 4) in vec4 a_tint0;
layout(location = 5) in vec4 a_tint1;
layout(location = 6) in vec4 a_dash;     // on, off
#ifdef RAMP
layout(location = 7) in vec4 a_ramp0;
layout(location = 8) in vec4 a_ramp1;
#endif
flat out vec4 segment, shape, tint0, tint1, dash;
out vec2 at;
void main() {
  vec2 p = gl_VertexID == 0 ? a_first.xy : gl_VertexID == 1 ? a_first.zw : gl_VertexID == 2 ? a_last.xy : a_last.zw;
  at = p;
  segment = a_segment;
  shape = a_shape;
  tint0 = a_tint0;
  tint1 = a_tint1;
  dash = a_dash;
#ifdef RAMP
  set_ramp(p, a_ramp0, a_ramp1);
#endif
  gl_Position = place(p);
}
