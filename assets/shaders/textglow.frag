#version 430 core
// Blurred text at reduced size; its grid is fixed to the canvas, so that neighbours changing leaves it as it is.
uniform sampler2D atlas;
flat in vec4 tint, grid;
flat in ivec4 cell;
out vec4 light;
float texel(ivec2 at) {
  return texelFetch(atlas, cell.xy + clamp(at, ivec2(0), cell.zw - 1), 0).r;
}
void main() {
  vec2 at = gl_FragCoord.xy / grid.x - 0.5;
  vec2 base = floor(at), part = at - base;
  ivec2 k = ivec2(base) - ivec2(grid.yz);
  float upper = mix(texel(k), texel(k + ivec2(1, 0)), part.x);
  float lower = mix(texel(k + ivec2(0, 1)), texel(k + ivec2(1, 1)), part.x);
  light = tint * mix(upper, lower, part.y);
}
