#version 430 core
// Coverage from the atlas: texel for pixel, or with SMOOTH between four texels for text that moves.
#include "paint.frag.glsl"
uniform sampler2D atlas;
flat in vec4 tint;
in float fade;
out vec4 light;
#ifdef SMOOTH
flat in vec2 from;
flat in ivec4 cell;
float texel(ivec2 at) {
  return any(lessThan(at, cell.xy)) || any(greaterThan(at, cell.zw)) ? 0.0 : texelFetch(atlas, at, 0).r;
}
float coverage() {
  vec2 at = gl_FragCoord.xy + from - 0.5;
  vec2 base = floor(at), part = at - base;
  ivec2 k = ivec2(base);
  float upper = mix(texel(k), texel(k + ivec2(1, 0)), part.x);
  float lower = mix(texel(k + ivec2(0, 1)), texel(k + ivec2(1, 1)), part.x);
  return mix(upper, lower, part.y);
}
#else
flat in ivec2 from;
float coverage() { return texelFetch(atlas, ivec2(gl_FragCoord.xy) + from, 0).r; }
#endif
void main() { light = painted(tint) * (coverage() * fade); }
