#version 430 core
in vec4 tint;
out vec4 light;
void main() { light = tint; }
