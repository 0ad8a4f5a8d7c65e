// `render --texts`: every text that stands on the wall, for readers that are not eyes.
#pragma once

#include <string>

#include "base/result.h"
#include "renderer/renderer.h"

namespace guangmu::tools {

// [{"text", "rect": {"x", "y", "w", "h"}, "size_px", "metric", "widget", "place"}] in painting order; rect in canvas pixels.
Result<void> write_texts(const renderer::FrameRequest& request, const std::string& path);

}  // namespace guangmu::tools
