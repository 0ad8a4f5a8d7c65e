#version 430 core
// Two canvases, each multiplied by its weight, tile by tile.
#include "view.glsl"
layout(location = 0) in vec4 a_quad;
layout(location = 1) in vec4 a_weights;  // outgoing, incoming
flat out vec2 weights;
void main() {
  weights = a_weights.xy;
  gl_Position = place(mix(a_quad.xy, a_quad.zw, vec2(gl_VertexID & 1, gl_VertexID >> 1)));
}
