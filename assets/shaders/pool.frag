#version 430 core
flat in vec4 tint;
flat in float power;
in vec2 at;
out vec4 light;
void main() {
  float x = max(1.0 - dot(at, at), 0.0);
  light = tint * (power == 2.0 ? x * x : pow(x, power));
}
