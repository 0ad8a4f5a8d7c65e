#version 430 core
#include "view.glsl"
layout(location = 0) in vec4 a_dot;  // centre, radius
layout(location = 1) in vec4 a_tint;
flat out vec4 tint;
flat out float radius;
out vec2 at;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;
  radius = a_dot.z;
  at = corner * (radius + 1.0);
  tint = a_tint;
  gl_Position = place(a_dot.xy + at);
}
