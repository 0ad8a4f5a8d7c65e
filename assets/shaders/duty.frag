#version 430 core
// Sums of the LEDs' drive over one cell of a tile, for the power that the picture takes. The drive is that of
// output.frag before its curve: matrix times light, nothing below 0.
uniform sampler2D image;
uniform ivec2 cells;  // of a tile
uniform vec3 k;       // W/m2 of each channel at full
flat in ivec4 area;
flat in vec3 row0, row1, row2;
out vec4 sum;  // drive up to full, r g b; and what lies above full, in W/m2
void main() {
  ivec2 cell = ivec2(gl_FragCoord.xy) % cells;
  ivec2 from = area.xy + area.zw * cell / cells, to = area.xy + area.zw * (cell + 1) / cells;
  vec3 red = vec3(row0.x, row1.x, row2.x), green = vec3(row0.y, row1.y, row2.y), blue = vec3(row0.z, row1.z, row2.z);
  vec3 drive = vec3(0.0), above = vec3(0.0);
  for (int y = from.y; y < to.y; ++y)
    for (int x = from.x; x < to.x; ++x) {
      vec3 l = texelFetch(image, ivec2(x, y), 0).rgb;
      vec3 d = red * l.r + green * l.g + blue * l.b;
      d = mix(vec3(0.0), d, greaterThan(d, vec3(0.0)));  // NaN is no light
      vec3 lit = min(d, vec3(1.0));
      drive += lit;
      above += min(d, vec3(16.0)) - lit;
    }
  sum = vec4(drive, dot(above, k));
}
