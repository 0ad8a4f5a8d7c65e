#version 430 core
uniform sampler2D image;  // light of each column
uniform float columns_per_px;
uniform vec3 colour;
in float down;
out vec4 light;
void main() {
  float v = clamp(down, 0.0, 1.0);
  float a = texelFetch(image, ivec2(int(gl_FragCoord.x * columns_per_px), 0), 0).r;
  light = vec4(colour * (a * v * v * (1.0 - v) * 6.75), 0.0);
}
