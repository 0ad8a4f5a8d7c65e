// A piece of a ring between two angles, as a quad that holds it. Angles in radians, 0 at twelve o'clock, clockwise.
vec2 on_circle(float angle) { return vec2(sin(angle), -cos(angle)); }
// piece: first angle, last angle, radius of the inner corners 0 and 1, of the outer corners 2 and 3.
vec2 band_corner(vec2 centre, vec4 piece, int vertex) {
  return centre + on_circle((vertex & 1) == 0 ? piece.x : piece.y) * (vertex < 2 ? piece.z : piece.w);
}
