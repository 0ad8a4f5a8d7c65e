#version 430 core
#include "view.glsl"
#include "paint.vert.glsl"
#include "band.glsl"
layout(location = 0) in vec4 a_ring;   // centre, inner and outer radius
layout(location = 1) in vec4 a_piece;  // see band_corner
layout(location = 2) in vec4 a_tint;
layout(location = 3) in vec4 a_arc;    // start, sweep in radians, round caps, whole ring
#ifdef RAMP
layout(location = 4) in vec4 a_ramp0;
layout(location = 5) in vec4 a_ramp1;
#endif
flat out vec4 ring, tint, arc;
flat out vec4 ends;  // directions of the arc's two ends
out vec2 at;
void main() {
  vec2 p = band_corner(a_ring.xy, a_piece, gl_VertexID);
  at = p - a_ring.xy;
  ring = a_ring;
  tint = a_tint;
  arc = a_arc;
  ends = vec4(on_circle(a_arc.x), on_circle(a_arc.x + a_arc.y));
#ifdef RAMP
  set_ramp(p, a_ramp0, a_ramp1);
#endif
  gl_Position = place(p);
}
