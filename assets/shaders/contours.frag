#version 430 core
uniform sampler2D field;  // height and its slope per canvas pixel
uniform vec3 contour;     // 1 / step, half width, target pixels per canvas pixel
uniform vec4 colour, fifth;
in vec2 field_at;
in vec2 fade_at;
out vec4 light;
void main() {
  vec2 h = texture(field, field_at).rg;
  float x = h.r * contour.x;
  float level = floor(x + 0.5);
  float px = abs(x - level) * contour.z / max(h.g * contour.x, 1e-5);
  float seen = clamp(contour.y + 0.5 - px, 0.0, 1.0) * max(1.0 - dot(fade_at, fade_at), 0.0);
  float n = level * 0.2;
  vec4 c = n == floor(n) ? fifth : colour;
  light = vec4(c.rgb, 1.0) * (c.a * seen);
}
