#version 430 core
#include "paint.frag.glsl"
in vec2 at;
in vec2 field_at;
out vec4 light;

const int most_pools = 16;
uniform int lights, shades;
uniform vec4 pool_at[most_pools];      // centre, 1 / radii; lights first
uniform vec4 pool_colour[most_pools];  // straight
uniform float pool_power[most_pools];
uniform float amount;

uniform int with_contours;
uniform sampler2D field;      // height and its slope per canvas pixel
uniform vec4 contour;         // 1 / step, unused, half width, target pixels per canvas pixel
uniform vec4 contour_colour, contour_fifth;
uniform vec4 contour_fade;    // centre, 1 / radii

uniform int with_aurora;
uniform vec4 aurora_colour;
uniform vec2 aurora_rows;     // top, bottom
uniform float aurora_phase;
uniform float aurora_column;  // columns per target pixel

float pool(int i) {
  vec2 d = (at - pool_at[i].xy) * pool_at[i].zw;
  return pow(max(1.0 - dot(d, d), 0.0), pool_power[i]);
}

void main() {
  vec3 c = painted(vec4(1.0)).rgb;
  for (int i = 0; i < lights; ++i) c += pool_colour[i].rgb * (pool_colour[i].a * amount * pool(i));
  if (with_contours != 0) {
    vec2 h = texture(field, field_at / vec2(textureSize(field, 0))).rg;
    float level = floor(h.r * contour.x + 0.5);
    float px = abs(h.r - level / contour.x) * contour.w / max(h.g, 1e-5);
    vec2 f = (at - contour_fade.xy) * contour_fade.zw;
    float seen = clamp(contour.z + 0.5 - px, 0.0, 1.0) * max(1.0 - dot(f, f), 0.0) * amount;
    bool fifth = mod(level, 5.0) == 0.0;
    c = mix(c, fifth ? contour_fifth.rgb : contour_colour.rgb, (fifth ? contour_fifth.a : contour_colour.a) * seen);
  }
  if (with_aurora != 0) {
    float column = floor(at.x * aurora_column);
    float p = aurora_phase;
    float a = (0.5 + 0.5 * sin(column * 0.021 + p)) * (0.5 + 0.5 * sin(column * 0.057 - 2.0 * p + 1.7)) *
              (0.6 + 0.4 * sin(column * 0.31 + 3.0 * p + 0.4));
    float v = clamp((at.y - aurora_rows.x) / (aurora_rows.y - aurora_rows.x), 0.0, 1.0);
    c += aurora_colour.rgb * (aurora_colour.a * amount * a * v * v * (1.0 - v) * 6.75);
  }
  for (int i = lights; i < lights + shades; ++i) c = mix(c, pool_colour[i].rgb, pool_colour[i].a * pool(i));
  light = vec4(c, 1.0);
}
