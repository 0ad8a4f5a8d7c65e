#version 430 core
#include "view.glsl"
#include "paint.vert.glsl"
layout(location = 0) in vec4 a_quad;
layout(location = 1) in vec4 a_ramp0;
layout(location = 2) in vec4 a_ramp1;
uniform vec4 drift;        // reach in px, phase in radians, 1 / length of the slow wave in px, texels of the field per px
uniform vec2 field_shift;  // texels from the field's corner to the canvas corner
out vec2 at;
out vec2 field_at;
void main() {
  at = mix(a_quad.xy, a_quad.zw, vec2(gl_VertexID & 1, gl_VertexID >> 1));
  // The field of heights is stirred slowly and unevenly, like cloth under water.
  float u = at.x * drift.z * 6.2831853, v = at.y * drift.z * 6.2831853;
  vec2 stirred = drift.x * vec2(sin(drift.y + v), cos(drift.y + 0.7 * u + 1.3));
  field_at = (at + stirred) * drift.w + field_shift;
  set_ramp(at, a_ramp0, a_ramp1);
  gl_Position = place(at);
}
