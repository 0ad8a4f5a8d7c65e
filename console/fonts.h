// The console's typefaces in ImGui's atlas: only the characters that were asked for, each at the size it was
// asked for. Frame thread.
#pragma once

#include <imgui.h>

#include <array>
#include <set>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "console/theme.h"

namespace guangmu::console {

class Fonts {
 public:
  // Bakes everything asked for so far, at `scale`. Fails when the typeface is missing, naming the package.
  Result<void> bake(float scale);
  ImFont* get(Size size, bool bold) const { return faces_[index(size, bold)].font; }
  // Notes the characters of `utf8` that the face lacks; wanting() then says that a bake is due before they
  // can be seen.
  void want(std::string_view utf8, Size size, bool bold);
  // The 2,500 common Chinese characters, for a text that is being typed.
  void want_common(Size size);
  bool wanting() const { return wanting_; }

 private:
  struct Face {
    ImFont* font = nullptr;
    std::set<ImWchar> wanted;  // besides Latin
    ImVector<ImWchar> ranges;
    bool common = false;
  };
  static std::size_t index(Size size, bool bold) {
    return static_cast<std::size_t>(size) * 2 + (bold ? 1 : 0);
  }
  std::array<std::vector<char>, 2> files_;  // regular, bold; read once
  std::array<Face, static_cast<std::size_t>(size_count) * 2> faces_;
  bool wanting_ = true;
};

}  // namespace guangmu::console
