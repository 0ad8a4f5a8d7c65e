#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace guangmu::console {

// Writes RGB rows from the top as an 8-bit PNG.
Result<void> write_screenshot(const std::vector<std::uint8_t>& rgb, int w, int h, const std::string& path);

}  // namespace guangmu::console
