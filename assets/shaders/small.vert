#version 430 core
// A canvas at reduced size: quads in pixels of the small picture.
#include "view.glsl"
layout(location = 0) in vec4 a_quad;
void main() { gl_Position = place(mix(a_quad.xy, a_quad.zw, vec2(gl_VertexID & 1, gl_VertexID >> 1))); }
