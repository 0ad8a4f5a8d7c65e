#version 430 core
#include "view.glsl"
layout(location = 0) in vec4 a_quad;  // x0 y0 x1 y1
layout(location = 1) in vec4 a_tint;
flat out vec4 tint;
out vec2 uv;
void main() {
  uv = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  tint = a_tint;
  gl_Position = place(mix(a_quad.xy, a_quad.zw, uv));
}
