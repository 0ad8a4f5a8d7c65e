#ifdef RAMP
flat in float ramp_row;
flat in float ramp_radial;
in vec2 ramp_at;
uniform sampler2D ramps;
vec4 painted(vec4 tint) {
  float t = ramp_radial > 0.5 ? length(ramp_at) : ramp_at.x;
  int last = textureSize(ramps, 0).x - 1;
  return texelFetch(ramps, ivec2(int(clamp(t, 0.0, 1.0) * float(last) + 0.5), int(ramp_row)), 0) * tint;
}
#else
vec4 painted(vec4 tint) { return tint; }
#endif
