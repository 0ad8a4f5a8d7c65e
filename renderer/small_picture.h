// Canvases as small 8-bit sRGB pictures for consoles and thumbnails, read back without waiting where the
// driver lets us.
#pragma once

#include <optional>
#include <vector>

#include "renderer/kit.h"
#include "renderer/renderer.h"

namespace guangmu::renderer {

// Part of a canvas that goes into the small picture.
struct SmallPart {
  RectPx rect;  // canvas pixels
  float light = 1;
};

class SmallPicture {
 public:
  static Result<SmallPicture> create(Kit& kit);

  // Size of the small picture of a canvas.
  static SizePx size_for(SizePx canvas, int width_px);
  void begin(SizePx small);
  void draw(Kit& kit, const Texture& canvas, const std::vector<SmallPart>& parts);
  // Starts the way back; `direct`: the driver draws in memory, reading now costs less than waiting.
  void send(bool direct);
  bool sent() const { return sent_; }
  std::optional<PreviewPicture> receive();  // what has arrived, once
  PreviewPicture read_now();
  void arrive(PreviewPicture picture) { arrived_ = std::move(picture); }  // made elsewhere

 private:
  Program program_;
  Target target_;
  GlBuffer pixels_;
  Fence fence_;
  bool sent_ = false;
  std::optional<PreviewPicture> arrived_;
};

}  // namespace guangmu::renderer
