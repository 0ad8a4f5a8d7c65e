// Canvas pixels to clip space. Row 0 of the target is the top of the canvas, so gl_FragCoord.xy are canvas pixels.
uniform vec2 view_size;
vec4 place(vec2 p) { return vec4(p * 2.0 / view_size - 1.0, 0.0, 1.0); }
