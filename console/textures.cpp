#include "console/textures.h"

#include <GL/glew.h>

#include <algorithm>
#include <cstdint>

namespace guangmu::console {
namespace {

GLuint id_of(ImTextureID texture) {
  return static_cast<GLuint>(reinterpret_cast<std::uintptr_t>(texture));
}

}  // namespace

Textures::~Textures() {
  for (const auto& [name, picture] : shown_) {
    const GLuint id = id_of(picture.texture);
    glDeleteTextures(1, &id);
  }
}

void Textures::upload(const std::vector<WallPicture>& pictures) {
  for (const WallPicture& p : pictures) {
    ShownPicture& shown = shown_[p.name];
    GLuint id = id_of(shown.texture);
    if (!shown.texture) {
      glGenTextures(1, &id);
      shown.texture = reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(id));
    }
    glBindTexture(GL_TEXTURE_2D, id);
    if (shown.w != p.w || shown.h != p.h) {
      glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
      glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
      glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
      glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
      glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, p.w, p.h, 0, GL_RGBA, GL_UNSIGNED_BYTE, p.rgba.data());
    } else {
      glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, p.w, p.h, GL_RGBA, GL_UNSIGNED_BYTE, p.rgba.data());
    }
    shown.w = p.w;
    shown.h = p.h;
    shown.at = p.at;
  }
}

void Textures::confirm(const std::vector<std::pair<std::string, Instant>>& unchanged) {
  for (const auto& [name, at] : unchanged)
    if (const auto found = shown_.find(name); found != shown_.end()) found->second.at = at;
}

std::vector<std::uint8_t> read_window(int w, int h) {
  const auto row = static_cast<std::size_t>(w) * 3;
  std::vector<std::uint8_t> rgb(row * static_cast<std::size_t>(h));
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, w, h, GL_RGB, GL_UNSIGNED_BYTE, rgb.data());
  for (int y = 0; y < h / 2; ++y)
    std::swap_ranges(rgb.begin() + static_cast<std::ptrdiff_t>(row * static_cast<std::size_t>(y)),
                     rgb.begin() + static_cast<std::ptrdiff_t>(row * static_cast<std::size_t>(y + 1)),
                     rgb.begin() + static_cast<std::ptrdiff_t>(row * static_cast<std::size_t>(h - 1 - y)));
  return rgb;
}

}  // namespace guangmu::console
