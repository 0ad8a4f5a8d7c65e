#version 430 core
// A pool of light falls off with the square, or with ANY_POWER.
flat in vec4 tint;
flat in float power;
in vec2 at;
out vec4 light;
void main() {
  float x = max(1.0 - dot(at, at), 0.0);
#ifdef ANY_POWER
  light = tint * pow(x, power);
#else
  light = tint * (x * x);
#endif
}
