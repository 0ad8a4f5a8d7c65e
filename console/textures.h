// The wall's pictures as GL textures, one per name, kept until the console ends. Needs the console's context
// current. Frame thread.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "console/link.h"
#include "console/panels.h"

namespace guangmu::console {

class Textures {
 public:
  Textures() = default;
  ~Textures();
  Textures(const Textures&) = delete;
  Textures& operator=(const Textures&) = delete;
  void upload(const std::vector<WallPicture>& pictures);
  void confirm(const std::vector<std::pair<std::string, Instant>>& unchanged);  // still so at that time
  const std::map<std::string, ShownPicture>& shown() const { return shown_; }

 private:
  std::map<std::string, ShownPicture> shown_;
};

// The window's content as RGB rows from the top; for screenshots.
std::vector<std::uint8_t> read_window(int w, int h);

}  // namespace guangmu::console
