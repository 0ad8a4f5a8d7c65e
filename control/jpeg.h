// One picture as JPEG, through libjpeg-turbo. Any thread but the frame thread; about 5 ms for 1152 x 720.
#pragma once

#include <string>

#include "base/result.h"
#include "control/picture_source.h"

namespace guangmu::control {

Result<std::string> encode_jpeg(const Picture& picture, int quality = 82);

}  // namespace guangmu::control
