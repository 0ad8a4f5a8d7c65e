// Writes a clip: raw frames and sound into ffmpeg, which encodes H.264 and AAC.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/geometry.h"
#include "base/result.h"

namespace guangmu::tools {

class ClipWriter {
 public:
  // Fails when ffmpeg is missing, naming the package.
  static Result<std::unique_ptr<ClipWriter>> open(const std::string& path, SizePx size, double fps);
  ~ClipWriter();
  ClipWriter(const ClipWriter&) = delete;
  ClipWriter& operator=(const ClipWriter&) = delete;

  bool write(const std::vector<std::uint8_t>& rgb);  // 3 bytes a pixel; false when ffmpeg has ended
  // `audio` is interleaved stereo at 48 kHz from the first frame on; empty: a silent clip.
  Result<void> finish(const std::vector<float>& audio);

 private:
  struct Impl;
  explicit ClipWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace guangmu::tools
