#version 430 core
#include "paint.frag.glsl"
flat in vec4 ring, tint, arc, ends;
in vec2 at;
out vec4 light;
void main() {
  float r = length(at);
  float coverage = clamp(ring.w - r + 0.5, 0.0, 1.0);
  if (ring.z > 0.0) coverage *= clamp(r - ring.z + 0.5, 0.0, 1.0);
  if (arc.w < 0.5) {
    // Distances past the start and before the end, in pixels, along the circle's direction.
    float past = dot(at, vec2(-ends.y, ends.x));
    float before = dot(at, vec2(ends.w, -ends.z));
    float within = arc.y > 3.14159265 ? max(past, before) : min(past, before);
    float cut = clamp(within + 0.5, 0.0, 1.0);
    coverage *= cut;
    if (arc.z > 0.5) {
      float middle = (ring.z + ring.w) * 0.5, half_width = (ring.w - ring.z) * 0.5;
      float d = min(length(at - ends.xy * middle), length(at - ends.zw * middle));
      coverage = max(coverage, clamp(half_width - d + 0.5, 0.0, 1.0));
    }
  }
  light = painted(tint) * coverage;
}
