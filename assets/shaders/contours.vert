#version 430 core
#include "view.glsl"
layout(location = 0) in vec4 a_quad;
uniform vec4 drift;        // reach in px, phase in radians, 1 / length of the slow wave in px, texels of the field per px
uniform vec2 field_shift;  // texels from the field's corner to the canvas corner
uniform vec2 field_size;   // texels
uniform vec4 fade;         // centre, 1 / radii
out vec2 field_at;
out vec2 fade_at;
void main() {
  vec2 at = mix(a_quad.xy, a_quad.zw, vec2(gl_VertexID & 1, gl_VertexID >> 1));
  // The field of heights is stirred slowly and unevenly, like cloth under water.
  vec2 wave = at * drift.z * 6.2831853;
  vec2 stirred = drift.x * vec2(sin(drift.y + wave.y), cos(drift.y + 0.7 * wave.x + 1.3));
  field_at = ((at + stirred) * drift.w + field_shift) / field_size;
  fade_at = (at - fade.xy) * fade.zw;
  gl_Position = place(at);
}
