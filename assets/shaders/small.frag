#version 430 core
uniform sampler2D image;
uniform vec2 step_px;  // canvas pixels per pixel of the small picture
uniform float dim;     // what the light is multiplied by
out vec4 code;
float encoded(float c) { return c <= 0.0031308 ? c * 12.92 : 1.055 * pow(c, 1.0 / 2.4) - 0.055; }
void main() {
  // The mean of up to 4 x 4 pixels spread over the area.
  vec2 corner = floor(gl_FragCoord.xy) * step_px;
  int n = clamp(int(ceil(max(step_px.x, step_px.y) - 0.01)), 1, 4);
  ivec2 last = textureSize(image, 0) - 1;
  vec3 sum = vec3(0.0);
  for (int j = 0; j < n; ++j)
    for (int i = 0; i < n; ++i)
      sum += texelFetch(image, min(ivec2(corner + (vec2(i, j) + 0.5) * step_px / float(n)), last), 0).rgb;
  vec3 l = clamp(sum * (dim / float(n * n)), 0.0, 1.0);
  code = vec4(encoded(l.r), encoded(l.g), encoded(l.b), 1.0);
}
