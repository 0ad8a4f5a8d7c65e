// A drawing on paper as pixels: outlines and letters filled with FreeType's smooth scan converter, no graphics card.
#pragma once

#include "base/result.h"
#include "led_mapping/sheet.h"
#include "media/values/picture.h"

namespace guangmu::tools {

// `px_per_mm`: 8 gives 203 dpi. Fails when a font file is missing; the text names the package. Any thread; some
// hundred milliseconds for A3.
Result<media::PictureRgb> sheet_picture(const led::Sheet& sheet, double px_per_mm = 8);

}  // namespace guangmu::tools
