#include "console/screenshot.h"

#include <fmt/core.h>

#include "media/still.h"

namespace guangmu::console {

Result<void> write_screenshot(const std::vector<std::uint8_t>& rgb, int w, int h, const std::string& path) {
  return media::write_png({{w, h}, rgb}, path);
}

}  // namespace guangmu::console
