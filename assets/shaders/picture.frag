#version 430 core
uniform sampler2D image;  // premultiplied, decoded to linear light by the sampler
flat in vec4 tint;
in vec2 uv;
out vec4 light;
void main() { light = texture(image, uv) * tint; }
