#version 430 core
// Linear light to the codes on the cable; led_mapping/output_tables.h says the same in words and does it on the CPU.
// Sums are `precise` and in the order of the reference, the rest is whole numbers: both give the same codes.
// With PIXELS every pixel has a matrix of its own; with RAW the image holds codes already.
uniform sampler2D image;
flat in vec3 row0, row1, row2;
out vec4 code;
#ifndef RAW
const int pieces = 3074;       // of each channel's inverse curve
uniform usamplerBuffer ramps;  // those of r, g, b, one after the other
uniform usamplerBuffer field;  // thresholds, side by side square, row by row
uniform int threshold_side;
uniform uint threshold_shift;
#ifdef PIXELS
uniform samplerBuffer correction;  // the three rows of each pixel's matrix, LED by LED
uniform int row_length;            // LEDs
#endif
vec3 times(vec3 r0, vec3 r1, vec3 r2, vec3 v) {
  precise vec3 x = vec3(r0.x, r1.x, r2.x) * v.x;
  precise vec3 y = vec3(r0.y, r1.y, r2.y) * v.y;
  precise vec3 z = vec3(r0.z, r1.z, r2.z) * v.z;
  precise vec3 sum = x + y;
  sum = sum + z;
  return sum;
}
uint level_of(float drive, int channel) {
  uint d = floatBitsToUint(drive > 0.0 ? min(drive, 1.0) : 0.0);  // NaN is no light
  uint piece = texelFetch(ramps, max(0, int(d >> 16) - 13183) + pieces * channel).r;
  return (piece >> 14 << 12) + (piece & 0x3FFFu) * (d >> 4 & 0xFFFu);
}
#endif
void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
#ifdef RAW
  code = vec4(texelFetch(image, at, 0).rgb, 1.0);
#else
  vec3 d = times(row0, row1, row2, texelFetch(image, at, 0).rgb);
#ifdef PIXELS
  int m = (at.y * row_length + at.x) * 3;
  d = times(texelFetch(correction, m).rgb, texelFetch(correction, m + 1).rgb, texelFetch(correction, m + 2).rgb, d);
#endif
  ivec2 on = at & (threshold_side - 1);
  uint threshold = texelFetch(field, on.y * threshold_side + on.x).r + threshold_shift & 0x3FFFFFu;
  uvec3 level = uvec3(level_of(d.r, 0), level_of(d.g, 1), level_of(d.b, 2)) + threshold;
  // The level of no light is 0 and thresholds lie below 1: black stays black, white stays 255.
  code = vec4(vec3(level >> 22) * (1.0 / 255.0), 1.0);
#endif
}
