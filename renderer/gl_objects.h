// Move-only owners of GL objects. Each must be made and destroyed on the thread whose context is current;
// forget() drops the name without deleting it, for objects of a context that is lost.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "base/geometry.h"

namespace guangmu::renderer {

enum class GlKind : std::uint8_t { texture, buffer, framebuffer, vertex_array, query, program };

template <GlKind kind>
class GlName {
 public:
  GlName() = default;
  explicit GlName(unsigned id) : id_(id) {}
  GlName(GlName&& other) noexcept : id_(std::exchange(other.id_, 0)) {}
  GlName& operator=(GlName&& other) noexcept {
    if (this != &other) {
      reset();
      id_ = std::exchange(other.id_, 0);
    }
    return *this;
  }
  ~GlName() { reset(); }
  unsigned id() const { return id_; }
  explicit operator bool() const { return id_ != 0; }
  void reset();
  void forget() { id_ = 0; }
  static GlName make();  // not for programs

 private:
  unsigned id_ = 0;
};

using GlTexture = GlName<GlKind::texture>;
using GlBuffer = GlName<GlKind::buffer>;
using GlFramebuffer = GlName<GlKind::framebuffer>;
using GlVertexArray = GlName<GlKind::vertex_array>;
using GlQuery = GlName<GlKind::query>;
using GlProgram = GlName<GlKind::program>;

// bgra8: four bytes in the order that windows have, so that copies to them are plain memory copies.
enum class PixelFormat : std::uint8_t { rgba16f, rgba32f, rg32f, r32f, r16, r8, rgba8, srgb8_alpha8, bgra8 };

// Tells when the GPU has come to the point where it was made.
class Fence {
 public:
  Fence() = default;
  static Fence here();
  Fence(Fence&& other) noexcept : sync_(std::exchange(other.sync_, nullptr)) {}
  Fence& operator=(Fence&& other) noexcept {
    std::swap(sync_, other.sync_);
    return *this;
  }
  ~Fence();
  explicit operator bool() const { return sync_ != nullptr; }
  bool passed() const;  // never waits

 private:
  void* sync_ = nullptr;  // GLsync
};

// A 2D texture with immutable storage, nearest filter, clamped to its edge. Owner: whoever made it.
class Texture {
 public:
  Texture() = default;
  Texture(SizePx size, PixelFormat format, bool linear_filter = false, int levels = 1);
  unsigned id() const { return name_.id(); }
  SizePx size() const { return size_; }
  explicit operator bool() const { return static_cast<bool>(name_); }
  // Tightly packed rows in the texture's own component type (floats for float formats, bytes or 16-bit words
  // else).
  void write(RectPx where, const void* data);
  void bind(int unit) const;

 private:
  GlTexture name_;
  SizePx size_;
  PixelFormat format_ = PixelFormat::rgba8;
};

// A row of texels that shaders fetch by number (samplerBuffer): cheaper than a texture, which checks two
// coordinates and a level for each fetch.
class BufferTexture {
 public:
  void write(std::span<const std::uint32_t> words);      // one to a texel
  void write_half(std::span<const std::uint16_t> half);  // 16-bit floats, four to a texel
  explicit operator bool() const { return static_cast<bool>(texture_); }
  void bind(int unit) const;

 private:
  void put(const void* data, std::size_t bytes, unsigned format);
  GlBuffer buffer_;
  GlTexture texture_;
};

// A texture that can be drawn into. Row 0 of the texture is the row that GL calls the bottom; the canvas puts
// its top row there.
class Target {
 public:
  Target() = default;
  Target(SizePx size, PixelFormat format);
  SizePx size() const { return texture_.size(); }
  const Texture& texture() const { return texture_; }
  unsigned framebuffer() const { return framebuffer_.id(); }
  explicit operator bool() const { return static_cast<bool>(framebuffer_); }
  void bind() const;  // draw framebuffer and viewport

 private:
  Texture texture_;
  GlFramebuffer framebuffer_;
};

// Copies whole pixels; Mesa's software driver does it by memcpy.
void copy_pixels(const Target& from, RectPx rect, const Target& to, int to_x, int to_y);

}  // namespace guangmu::renderer
