// The painter's shader programs, all compiled, linked and drawn once when they are made, so that no frame
// waits for the driver.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "renderer/gl_objects.h"

namespace guangmu::renderer {

// A linked program. Uniform places are looked up by name once.
class Program {
 public:
  // `vertex` and `fragment` name files of assets/shaders; `defines` are words to define. Errors name file and
  // line.
  static Result<Program> create(std::string_view vertex, std::string_view fragment,
                                const std::vector<std::string>& defines = {});
  unsigned id() const { return name_.id(); }
  int at(const char* uniform) const;  // -1 when the program has none of that name
  void use() const;

 private:
  GlProgram name_;
};

// What an instance is; each has a vertex and a fragment shader of its name.
enum class Brush : std::uint8_t {
  box,
  fill,
  ring,
  halo,
  pool,
  line,
  triangle,
  dot,
  picture,
  glyph,
  textglow
};
inline constexpr int brush_count = 11;

// Variants, combined by +.
inline constexpr int plain = 0, with_ramp = 1, with_glow = 2, with_dash = 4, smooth = 8, any_power = 16;
inline constexpr int variant_count = 32;

// How many vec4 an instance of this variant has.
int vec4s_per_instance(Brush brush, int variant);
int vertices_per_instance(Brush brush);

class BrushPrograms {
 public:
  static Result<BrushPrograms> create();
  // Null for a combination that does not exist.
  const Program* find(Brush brush, int variant) const;

 private:
  struct Entry {
    Program program;
    bool exists = false;
  };
  std::array<std::array<Entry, variant_count>, brush_count> programs_;
};

// Texture units by what they hold; each program's samplers are set once.
inline constexpr int unit_image = 0, unit_ramps = 1, unit_field = 2, unit_correction = 3;

}  // namespace guangmu::renderer
