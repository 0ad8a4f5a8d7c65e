#version 430 core
flat in vec4 tint;
flat in float radius;
in vec2 at;
out vec4 light;
void main() { light = tint * clamp(radius - length(at) + 0.5, 0.0, 1.0); }
