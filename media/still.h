// Reads and writes still pictures. Any thread; blocks on the file.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "media/values/picture.h"

namespace guangmu::media {

// PNG or JPEG, told apart by content, not by name. At most 16384 px a side. The error names the file and what is wrong with it.
Result<Picture> read_still(const std::string& path);
Result<Picture> decode_still(const std::vector<std::uint8_t>& bytes, const std::string& name);

// Writes a PNG; the same picture gives the same bytes. Written beside and renamed, so a reader never sees half a file.
Result<void> write_png(const PictureRgb& picture, const std::string& path);

}  // namespace guangmu::media
