#version 430 core
#include "view.glsl"
layout(location = 0) in vec4 a_ab;
layout(location = 1) in vec4 a_c;
layout(location = 2) in vec4 a_tint0;
layout(location = 3) in vec4 a_tint1;
layout(location = 4) in vec4 a_tint2;
out vec4 tint;
void main() {
  tint = gl_VertexID == 0 ? a_tint0 : gl_VertexID == 1 ? a_tint1 : a_tint2;
  gl_Position = place(gl_VertexID == 0 ? a_ab.xy : gl_VertexID == 1 ? a_ab.zw : a_c.xy);
}
