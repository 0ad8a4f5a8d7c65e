// Sound files into clips: WAV, FLAC and OGG through libsndfile, any rate brought to 48 kHz by libsamplerate.
// Blocks for as long as the file is long to read (about 1/500 of its duration); never on the audio callback.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <vector>

#include "audio/clip.h"
#include "base/result.h"

namespace guangmu::audio {

inline constexpr double longest_clip_s = 1800;  // a longer file is refused: clips are kept in memory

// Interleaved floats as they are in the file.
struct RawSound {
  int rate_hz = 0;
  int channels = 0;
  std::vector<float> samples;
};

struct DecodeOptions {
  std::optional<double> target_lufs;  // brought to this loudness by the clip's gain; none: as it is
  double ceiling_db = -1;             // true peak that the gain must not pass
};

// Errors name the path and the reason: missing, not a sound file, damaged, more than two channels, too long.
Result<RawSound> read_sound(const std::filesystem::path& path);
Result<ClipPtr> decode_file(const std::filesystem::path& path, const DecodeOptions& options = {});

// At `to_hz`; the length is that of the input in seconds, rounded to a frame.
Result<std::vector<float>> resample(std::span<const float> samples, int channels, int from_hz, int to_hz);

// 48 kHz floats into a clip; two equal channels become one.
ClipPtr make_clip(std::span<const float> samples, int channels, const DecodeOptions& options = {});

}  // namespace guangmu::audio
