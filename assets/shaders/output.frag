#version 430 core
// Linear light to the codes on the cable; led_mapping/output_tables.h says the same in words and does it on the CPU.
// With TEMPORAL the thresholds move on from frame to frame. With RAW the image holds codes already.
uniform sampler2D image;
flat in vec3 row0, row1, row2;
out vec4 code;
#ifndef RAW
uniform sampler2D ramps;   // levels: 4096 across, one row each for r, g, b
uniform sampler2D field;   // thresholds, side by side square
uniform int threshold_side;
#ifdef TEMPORAL
uniform float threshold_shift;
#endif
float drive(float d) { return d > 0.0 ? min(d, 1.0) : 0.0; }
int level_at(float d) { return int(sqrt(sqrt(d)) * 4095.0 + 0.5); }
#endif
void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
#ifdef RAW
  code = vec4(texelFetch(image, at, 0).rgb, 1.0);
#else
  vec3 l = texelFetch(image, at, 0).rgb;
  vec3 d = vec3(drive(dot(row0, l)), drive(dot(row1, l)), drive(dot(row2, l)));
  vec3 level = vec3(texelFetch(ramps, ivec2(level_at(d.r), 0), 0).r, texelFetch(ramps, ivec2(level_at(d.g), 1), 0).r,
                    texelFetch(ramps, ivec2(level_at(d.b), 2), 0).r);
  float threshold = texelFetch(field, at & (threshold_side - 1), 0).r;
#ifdef TEMPORAL
  threshold = fract(threshold + threshold_shift);
#endif
  // The level of no light is 0 and thresholds lie below 1: black stays black, white stays 255.
  code = vec4(floor(level + threshold) * (1.0 / 255.0), 1.0);
#endif
}
