#version 430 core
flat in vec4 tint, shape;
in vec2 at;
out vec4 light;
void main() {
  float d = length(at) - shape.x;
  float u = d < 0.0 ? -d * shape.z : d * shape.w;
  light = tint * pow(max(1.0 - u, 0.0), shape.y);
}
