// Photographs as numbers in proportion to light, for measuring. Any thread; blocks on the file, about a
// second for 24 Mpx.
#pragma once

#include <string>

#include "base/result.h"
#include "media/values/picture.h"

namespace guangmu::media {

// A PNG of 16 bit per channel holds linear counts and is taken as it is; a PNG or JPEG of 8 bit is sRGB and
// made linear, 255 becoming 65535. At most 16384 px a side. The error names the file and what is wrong with
// it.
Result<PictureLinear> read_linear_still(const std::string& path);

// A PNG of 16 bit per channel, linear. Written beside and renamed.
Result<void> write_linear_png(const PictureLinear& picture, const std::string& path);

}  // namespace guangmu::media
