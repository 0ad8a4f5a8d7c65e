#version 430 core
#include "paint.frag.glsl"
flat in vec4 rect, radius, tint;
flat in float stroke;
in vec2 at;
out vec4 light;

// Coverage of the pixel around `p` by the rounded rectangle.
float inside(vec2 p, vec4 box, float r) {
  vec2 half_size = (box.zw - box.xy) * 0.5;
  vec2 q = abs(p - (box.xy + box.zw) * 0.5) - half_size;
  if (r <= 0.0) {
    vec2 c = clamp(0.5 - q, 0.0, 1.0);
    return c.x * c.y;
  }
  vec2 k = q + r;
  return clamp(0.5 - (length(max(k, 0.0)) + min(max(k.x, k.y), 0.0) - r), 0.0, 1.0);
}

void main() {
  vec2 centre = (rect.xy + rect.zw) * 0.5;
  float r = at.y < centre.y ? (at.x < centre.x ? radius.x : radius.y) : (at.x < centre.x ? radius.w : radius.z);
  float coverage = inside(at, rect, r);
  if (stroke > 0.0) coverage -= inside(at, rect + vec4(stroke, stroke, -stroke, -stroke), max(r - stroke, 0.0));
  light = painted(tint) * max(coverage, 0.0);
}
