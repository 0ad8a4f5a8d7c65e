#version 430 core
#include "view.glsl"
layout(location = 0) in vec4 a_quad;
uniform vec2 rows;  // top, bottom
out float down;
void main() {
  vec2 at = mix(a_quad.xy, a_quad.zw, vec2(gl_VertexID & 1, gl_VertexID >> 1));
  down = (at.y - rows.x) / (rows.y - rows.x);
  gl_Position = place(at);
}
