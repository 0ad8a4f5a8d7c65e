#include "renderer/kit.h"

#include <GL/glew.h>

namespace guangmu::renderer {
namespace {
constexpr int most_vec4s = 9;
constexpr std::size_t padding =
    16 * most_vec4s;  // attributes that a program does not have may be read past the end
}  // namespace

void set_view(const Program& program, SizePx target) {
  program.use();
  glUniform2f(program.at("view_size"), static_cast<float>(target.w), static_cast<float>(target.h));
}

Result<Kit> Kit::create(draw::TextEngine& text) {
  Kit kit;
  kit.text_ = &text;
  auto programs = BrushPrograms::create();
  if (!programs) return programs.error();
  kit.programs_ = std::move(*programs);
  kit.vertices_ = GlVertexArray::make();
  kit.instances_ = GlBuffer::make();
  glBindVertexArray(kit.vertices_.id());
  for (GLuint i = 0; i < most_vec4s; ++i) {
    glEnableVertexAttribArray(i);
    glVertexAttribFormat(i, 4, GL_FLOAT, GL_FALSE, 16 * i);
    glVertexAttribBinding(i, 0);
  }
  glVertexBindingDivisor(0, 1);
  kit.ramps = Ramps::create();
  kit.begin_frame();

  // The first draw of a program lets the driver finish its work: here, not in a frame.
  Target scratch({1, 1}, PixelFormat::rgba16f);
  Texture blank({1, 1}, PixelFormat::rgba8);
  std::vector<Batch> warm;
  for (int b = 0; b < brush_count; ++b)
    for (int variant = 0; variant < variant_count; ++variant) {
      const auto brush = static_cast<Brush>(b);
      if (!kit.programs_.find(brush, variant)) continue;
      Batch one;
      one.key = {brush, variant, blank.id(), std::nullopt};
      one.data.assign(static_cast<std::size_t>(4 * vec4s_per_instance(brush, variant)), 0.f);
      one.data[2] = one.data[3] = 1;
      one.instances = 1;
      warm.push_back(std::move(one));
    }
  Work ignored;
  kit.draw(warm, scratch, {0, 0, 1, 1}, ignored);
  return kit;
}

void Kit::begin_frame() {
  ramps.begin_frame();
  glyphs.begin_frame();
  glows.begin_frame();
}

void Kit::stream(const std::vector<float>& data, int vec4s) {
  glBindVertexArray(vertices_.id());
  glBindBuffer(GL_ARRAY_BUFFER, instances_.id());
  const auto bytes = static_cast<GLsizeiptr>(data.size() * sizeof(float));
  glBufferData(GL_ARRAY_BUFFER, bytes + static_cast<GLsizeiptr>(padding), nullptr, GL_STREAM_DRAW);
  glBufferSubData(GL_ARRAY_BUFFER, 0, bytes, data.data());
  glBindVertexBuffer(0, instances_.id(), 0, 16 * vec4s);
}

void Kit::draw(const std::vector<Batch>& batches, const Target& target, RectPx damage, Work& work) {
  std::size_t floats = 0;
  for (const Batch& b : batches) floats += b.data.size();
  if (floats == 0) return;
  glBindVertexArray(vertices_.id());
  glBindBuffer(GL_ARRAY_BUFFER, instances_.id());
  glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(floats * sizeof(float) + padding), nullptr,
               GL_STREAM_DRAW);
  GLintptr at = 0;
  for (const Batch& b : batches) {
    const auto bytes = static_cast<GLsizeiptr>(b.data.size() * sizeof(float));
    glBufferSubData(GL_ARRAY_BUFFER, at, bytes, b.data.data());
    at += bytes;
  }
  work.bytes_touched += static_cast<double>(at);
  target.bind();
  ramps.texture().bind(unit_ramps);
  glEnable(GL_BLEND);
  glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  glEnable(GL_SCISSOR_TEST);
  glActiveTexture(GL_TEXTURE0 + unit_image);
  at = 0;
  for (const Batch& b : batches) {
    const GLintptr begin = at;
    at += static_cast<GLintptr>(b.data.size() * sizeof(float));
    const Program* program = programs_.find(b.key.brush, b.key.variant);
    const RectPx cut = b.key.clip ? intersect(damage, *b.key.clip) : damage;
    if (!program || b.instances == 0 || cut.empty()) continue;
    set_view(*program, target.size());
    if (b.key.texture != 0) glBindTexture(GL_TEXTURE_2D, b.key.texture);
    glScissor(cut.x, cut.y, cut.w, cut.h);
    glBindVertexBuffer(0, instances_.id(), begin, 16 * vec4s_per_instance(b.key.brush, b.key.variant));
    glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, vertices_per_instance(b.key.brush), b.instances);
    ++work.draws;
    work.bytes_touched += 16. * static_cast<double>(intersect(covering(b.bounds), cut).area());
  }
  glDisable(GL_BLEND);
  glDisable(GL_SCISSOR_TEST);
}

void Kit::register_image(const std::string& name, SizePx size, const std::vector<std::uint8_t>& rgba) {
  if (size.w < 1 || size.h < 1 || rgba.size() != static_cast<std::size_t>(4 * size.area())) return;
  // Premultiplied in linear light, so that filtering does not bleed colour out of transparent pixels.
  std::vector<std::uint8_t> out(rgba.size());
  for (std::size_t i = 0; i < rgba.size(); i += 4) {
    const float a = static_cast<float>(rgba[i + 3]) / 255.f;
    for (std::size_t c = 0; c < 3; ++c) {
      const float light = srgb_to_linear(static_cast<float>(rgba[i + c]) / 255.f) * a;
      out[i + c] = static_cast<std::uint8_t>(std::lround(linear_to_srgb(light) * 255.f));
    }
    out[i + 3] = rgba[i + 3];
  }
  int levels = 1;
  while ((std::max(size.w, size.h) >> levels) > 0) ++levels;
  Texture texture(size, PixelFormat::srgb8_alpha8, true, levels);
  texture.write({0, 0, size.w, size.h}, out.data());
  glGenerateMipmap(GL_TEXTURE_2D);
  images_[name] = std::move(texture);
}

const Texture* Kit::image(const std::string& name) const {
  const auto found = images_.find(name);
  return found == images_.end() ? nullptr : &found->second;
}

}  // namespace guangmu::renderer
