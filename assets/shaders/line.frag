#version 430 core
// Plain, with GLOW (light on both sides) or with DASH (dashes, or round dots where the dash has no length).
#include "paint.frag.glsl"
flat in vec4 segment, shape, tint0, tint1, dash;
in vec2 at;
out vec4 light;
void main() {
  vec2 along = segment.zw - segment.xy, rel = at - segment.xy;
  float length2 = max(dot(along, along), 1e-12);
  float t = clamp(dot(rel, along) / length2, 0.0, 1.0);
  vec4 colour = painted(mix(tint0, tint1, t));
  vec2 off = rel - along * t;
#ifdef DASH
  float len = sqrt(length2);
  float s = shape.w + t * len;
  float period = max(dash.x + dash.y, 0.5);
  if (dash.x <= 0.0) {
    // To the nearest dot's centre, measured along the line.
    float d = (s / period - floor(s / period + 0.5)) * period;
    float core = clamp(shape.x - length(vec2(d, length(off))) + 0.5, 0.0, 1.0);
    light = colour * core;
    return;
  }
  float phase = s - floor(s / period) * period;
  float edge = min(phase, dash.x - phase);
  light = colour * clamp(shape.x - length(off) + 0.5, 0.0, 1.0) * clamp(edge + 0.5, 0.0, 1.0);
#else
  float d = length(off);
  float core = clamp(shape.x - d + 0.5, 0.0, 1.0);
#ifdef GLOW
  float x = clamp(1.0 - (d - shape.x) / shape.y, 0.0, 1.0);
  float glow = shape.z * x * x * sqrt(x);
  light = vec4(colour.rgb * (core + glow * (1.0 - core)), colour.a * core);
#else
  light = colour * core;
#endif
#endif
}
