#version 430 core
#include "paint.frag.glsl"
flat in vec4 tint;
in float coverage;
out vec4 light;
void main() { light = painted(tint) * clamp(coverage, 0.0, 1.0); }
