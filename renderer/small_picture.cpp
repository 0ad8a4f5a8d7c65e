#include "renderer/small_picture.h"

#include <GL/glew.h>

#include <cmath>

namespace guangmu::renderer {
namespace {

std::vector<std::uint8_t> without_alpha(const std::uint8_t* rgba, std::size_t pixels) {
  std::vector<std::uint8_t> rgb(3 * pixels);
  for (std::size_t i = 0; i < pixels; ++i)
    for (std::size_t c = 0; c < 3; ++c) rgb[3 * i + c] = rgba[4 * i + c];
  return rgb;
}

}  // namespace

Result<SmallPicture> SmallPicture::create(Kit& kit) {
  SmallPicture s;
  auto program = Program::create("small.vert", "small.frag");
  if (!program) return program.error();
  s.program_ = std::move(*program);
  const Texture canvas({1, 1}, PixelFormat::rgba16f);
  s.begin({1, 1});
  s.draw(kit, canvas, {{{0, 0, 1, 1}, 1}});
  return s;
}

SizePx SmallPicture::size_for(SizePx canvas, int width_px) {
  const int w = std::clamp(width_px, 1, canvas.w);
  return {w, std::max(1, static_cast<int>(std::lround(static_cast<double>(w) * canvas.h / canvas.w)))};
}

void SmallPicture::begin(SizePx small) {
  if (!target_ || target_.size() != small) target_ = Target(small, PixelFormat::rgba8);
}

void SmallPicture::draw(Kit& kit, const Texture& canvas, const std::vector<SmallPart>& parts) {
  const SizePx small = target_.size();
  const float sx = static_cast<float>(small.w) / static_cast<float>(canvas.size().w);
  const float sy = static_cast<float>(small.h) / static_cast<float>(canvas.size().h);
  // Parts of equal light go in one draw.
  std::vector<float> lights;
  for (const SmallPart& p : parts)
    if (std::find(lights.begin(), lights.end(), p.light) == lights.end()) lights.push_back(p.light);
  for (const float light : lights) {
    std::vector<float> data;
    for (const SmallPart& p : parts)
      if (p.light == light)
        data.insert(data.end(),
                    {static_cast<float>(p.rect.x) * sx, static_cast<float>(p.rect.y) * sy,
                     static_cast<float>(p.rect.right()) * sx, static_cast<float>(p.rect.bottom()) * sy});
    kit.stream(data, 1);
    set_view(program_, small);
    glUniform2f(program_.at("step_px"), 1 / sx, 1 / sy);
    glUniform1f(program_.at("dim"), light);
    canvas.bind(unit_image);
    target_.bind();
    glDisable(GL_BLEND);
    glDisable(GL_SCISSOR_TEST);
    glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, static_cast<GLsizei>(data.size() / 4));
  }
}

PreviewPicture SmallPicture::read_now() {
  const SizePx size = target_.size();
  std::vector<std::uint8_t> rgba(static_cast<std::size_t>(4 * size.area()));
  glBindFramebuffer(GL_READ_FRAMEBUFFER, target_.framebuffer());
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, size.w, size.h, GL_RGBA, GL_UNSIGNED_BYTE, rgba.data());
  return {size, without_alpha(rgba.data(), static_cast<std::size_t>(size.area()))};
}

void SmallPicture::send(bool direct) {
  if (direct) {
    arrived_ = read_now();
    return;
  }
  const SizePx size = target_.size();
  if (!pixels_) pixels_ = GlBuffer::make();
  glBindFramebuffer(GL_READ_FRAMEBUFFER, target_.framebuffer());
  glBindBuffer(GL_PIXEL_PACK_BUFFER, pixels_.id());
  glBufferData(GL_PIXEL_PACK_BUFFER, static_cast<GLsizeiptr>(4 * size.area()), nullptr, GL_STREAM_READ);
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, size.w, size.h, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  glBindBuffer(GL_PIXEL_PACK_BUFFER, 0);
  fence_ = Fence::here();
  sent_ = true;
}

std::optional<PreviewPicture> SmallPicture::receive() {
  if (sent_ && fence_.passed()) {
    const SizePx size = target_.size();
    glBindBuffer(GL_PIXEL_PACK_BUFFER, pixels_.id());
    const void* at =
        glMapBufferRange(GL_PIXEL_PACK_BUFFER, 0, static_cast<GLsizeiptr>(4 * size.area()), GL_MAP_READ_BIT);
    if (at)
      arrived_ = PreviewPicture{
          size, without_alpha(static_cast<const std::uint8_t*>(at), static_cast<std::size_t>(size.area()))};
    glUnmapBuffer(GL_PIXEL_PACK_BUFFER);
    glBindBuffer(GL_PIXEL_PACK_BUFFER, 0);
    fence_ = Fence();
    sent_ = false;
  }
  std::optional<PreviewPicture> out;
  out.swap(arrived_);
  return out;
}

}  // namespace guangmu::renderer
