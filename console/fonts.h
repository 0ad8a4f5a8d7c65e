// The console's typefaces in ImGui's atlas. Frame thread.
#pragma once

#include <imgui.h>

#include <array>
#include <string>

#include "base/result.h"
#include "console/theme.h"

namespace guangmu::console {

class Fonts {
 public:
  // Bakes every size at `scale`: at 16 to 28 px the common Chinese characters and those of `used`, above only digits, Latin and
  // `large`. Takes some hundred milliseconds. Fails when the typeface is missing, naming the package.
  Result<void> bake(float scale, const std::string& used, const std::string& large);
  ImFont* get(Size size, bool bold) const { return fonts_[static_cast<std::size_t>(size)][bold ? 1 : 0]; }
  // True when every character of `utf8` is in the atlas (others show as a box): bake again when not.
  bool covers(const std::string& utf8) const;

 private:
  std::array<std::array<ImFont*, 2>, size_count> fonts_{};
  std::array<ImVector<ImWchar>, 2> ranges_;
};

}  // namespace guangmu::console
