#version 430 core
uniform sampler2D image;  // outgoing
uniform sampler2D field;  // incoming
flat in vec2 weights;
out vec4 light;
void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  light = vec4(texelFetch(image, at, 0).rgb * weights.x + texelFetch(field, at, 0).rgb * weights.y, 1.0);
}
