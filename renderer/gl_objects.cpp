#include "renderer/gl_objects.h"

#include <GL/glew.h>

namespace guangmu::renderer {

template <GlKind kind>
void GlName<kind>::reset() {
  if (id_ == 0) return;
  if constexpr (kind == GlKind::texture) glDeleteTextures(1, &id_);
  if constexpr (kind == GlKind::buffer) glDeleteBuffers(1, &id_);
  if constexpr (kind == GlKind::framebuffer) glDeleteFramebuffers(1, &id_);
  if constexpr (kind == GlKind::vertex_array) glDeleteVertexArrays(1, &id_);
  if constexpr (kind == GlKind::query) glDeleteQueries(1, &id_);
  if constexpr (kind == GlKind::program) glDeleteProgram(id_);
  id_ = 0;
}

template <GlKind kind>
GlName<kind> GlName<kind>::make() {
  unsigned id = 0;
  if constexpr (kind == GlKind::texture) glGenTextures(1, &id);
  if constexpr (kind == GlKind::buffer) glGenBuffers(1, &id);
  if constexpr (kind == GlKind::framebuffer) glGenFramebuffers(1, &id);
  if constexpr (kind == GlKind::vertex_array) glGenVertexArrays(1, &id);
  if constexpr (kind == GlKind::query) glGenQueries(1, &id);
  return GlName(id);
}

template class GlName<GlKind::texture>;
template class GlName<GlKind::buffer>;
template class GlName<GlKind::framebuffer>;
template class GlName<GlKind::vertex_array>;
template class GlName<GlKind::query>;
template class GlName<GlKind::program>;

namespace {

struct Layout {
  GLenum internal, external, type;
};
Layout layout_of(PixelFormat f) {
  switch (f) {
    case PixelFormat::rgba16f:
      return {GL_RGBA16F, GL_RGBA, GL_FLOAT};
    case PixelFormat::rgba32f:
      return {GL_RGBA32F, GL_RGBA, GL_FLOAT};
    case PixelFormat::rg32f:
      return {GL_RG32F, GL_RG, GL_FLOAT};
    case PixelFormat::r32f:
      return {GL_R32F, GL_RED, GL_FLOAT};
    case PixelFormat::r16:
      return {GL_R16, GL_RED, GL_UNSIGNED_SHORT};
    case PixelFormat::r8:
      return {GL_R8, GL_RED, GL_UNSIGNED_BYTE};
    case PixelFormat::rgba8:
      return {GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE};
    case PixelFormat::bgra8:
      return {GL_RGBA8, GL_BGRA, GL_UNSIGNED_BYTE};
    case PixelFormat::srgb8_alpha8:
      return {GL_SRGB8_ALPHA8, GL_RGBA, GL_UNSIGNED_BYTE};
  }
  return {GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE};
}

}  // namespace

Fence Fence::here() {
  Fence f;
  f.sync_ = glFenceSync(GL_SYNC_GPU_COMMANDS_COMPLETE, 0);
  glFlush();
  return f;
}
Fence::~Fence() {
  if (sync_) glDeleteSync(static_cast<GLsync>(sync_));
}
bool Fence::passed() const {
  const GLenum state = glClientWaitSync(static_cast<GLsync>(sync_), 0, 0);
  return state == GL_ALREADY_SIGNALED || state == GL_CONDITION_SATISFIED;
}

Texture::Texture(SizePx size, PixelFormat format, bool linear_filter, int levels)
    : name_(GlTexture::make()), size_(size), format_(format) {
  glBindTexture(GL_TEXTURE_2D, name_.id());
  if (format == PixelFormat::bgra8) {
    // Only this call lets a driver choose the order of the bytes from the format named beside the internal
    // one.
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, size.w, size.h, 0, GL_BGRA, GL_UNSIGNED_BYTE, nullptr);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
  } else {
    glTexStorage2D(GL_TEXTURE_2D, levels, layout_of(format).internal, size.w, size.h);
  }
  const GLint mag = linear_filter ? GL_LINEAR : GL_NEAREST;
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, mag);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, levels > 1 ? GL_LINEAR_MIPMAP_LINEAR : mag);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
}

void Texture::write(RectPx where, const void* data) {
  const Layout l = layout_of(format_);
  glBindTexture(GL_TEXTURE_2D, name_.id());
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  glTexSubImage2D(GL_TEXTURE_2D, 0, where.x, where.y, where.w, where.h, l.external, l.type, data);
}

void Texture::bind(int unit) const {
  glActiveTexture(GL_TEXTURE0 + static_cast<GLenum>(unit));
  glBindTexture(GL_TEXTURE_2D, name_.id());
  glActiveTexture(GL_TEXTURE0);
}

void BufferTexture::write(std::span<const std::uint32_t> words) {
  put(words.data(), words.size_bytes(), GL_R32UI);
}

void BufferTexture::write_half(std::span<const std::uint16_t> half) {
  put(half.data(), half.size_bytes(), GL_RGBA16F);
}

void BufferTexture::put(const void* data, std::size_t bytes, unsigned format) {
  if (!buffer_) {
    buffer_ = GlBuffer::make();
    texture_ = GlTexture::make();
  }
  glBindBuffer(GL_TEXTURE_BUFFER, buffer_.id());
  glBufferData(GL_TEXTURE_BUFFER, static_cast<GLsizeiptr>(bytes), data, GL_STATIC_DRAW);
  glBindTexture(GL_TEXTURE_BUFFER, texture_.id());
  glTexBuffer(GL_TEXTURE_BUFFER, format, buffer_.id());
}

void BufferTexture::bind(int unit) const {
  glActiveTexture(GL_TEXTURE0 + static_cast<GLenum>(unit));
  glBindTexture(GL_TEXTURE_BUFFER, texture_.id());
}

Target::Target(SizePx size, PixelFormat format)
    : texture_(size, format), framebuffer_(GlFramebuffer::make()) {
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.id());
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture_.id(), 0);
  glDisable(GL_SCISSOR_TEST);
  glClearColor(0, 0, 0, 1);
  glClear(GL_COLOR_BUFFER_BIT);
}

void Target::bind() const {
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, framebuffer_.id());
  glViewport(0, 0, size().w, size().h);
}

void copy_pixels(const Target& from, RectPx rect, const Target& to, int to_x, int to_y) {
  glBindFramebuffer(GL_READ_FRAMEBUFFER, from.framebuffer());
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, to.framebuffer());
  glDisable(GL_SCISSOR_TEST);
  glBlitFramebuffer(rect.x, rect.y, rect.right(), rect.bottom(), to_x, to_y, to_x + rect.w, to_y + rect.h,
                    GL_COLOR_BUFFER_BIT, GL_NEAREST);
}

}  // namespace guangmu::renderer
