// The colour of an instance: premultiplied light, or with RAMP a factor for a row of the ramps.
#ifdef RAMP
flat out float ramp_row;
flat out float ramp_radial;
out vec2 ramp_at;
void set_ramp(vec2 p, vec4 g0, vec4 g1) {
  ramp_at = vec2(dot(g0.xy, p) + g0.z, dot(g1.xy, p) + g1.z);
  ramp_row = g0.w;
  ramp_radial = g1.w;
}
#endif
