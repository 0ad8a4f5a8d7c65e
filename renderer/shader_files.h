// The files of assets/shaders, embedded when the program is built.
#pragma once

#include <span>
#include <string_view>

namespace guangmu::renderer {

struct ShaderFile {
  std::string_view name;  // "rect.frag"
  std::string_view text;
};
std::span<const ShaderFile> shader_files();

}  // namespace guangmu::renderer
