#include "audio/decode.h"

#include <fmt/core.h>
#include <samplerate.h>
#include <sndfile.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "audio/gain.h"
#include "audio/loudness.h"
#include "audio/values/status.h"

namespace guangmu::audio {

namespace {

struct CloseFile {
  void operator()(SNDFILE* f) const { sf_close(f); }
};

Error refuse(const std::filesystem::path& path, std::string_view why) {
  return {fmt::format(
              "{}: cannot be read as sound: {}; expected a WAV, FLAC or OGG file with one or two channels",
              path.string(), why),
          Blame::user};
}

std::int16_t to_16_bit(float v) {
  return static_cast<std::int16_t>(std::lround(std::clamp(v, -1.f, 32767.f / 32768.f) * 32768.f));
}

}  // namespace

Result<RawSound> read_sound(const std::filesystem::path& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return refuse(path, "there is no such file");
  if (!std::filesystem::is_regular_file(path, ignored)) return refuse(path, "it is not a file");
  SF_INFO info{};
  std::unique_ptr<SNDFILE, CloseFile> file(sf_open(path.string().c_str(), SFM_READ, &info));
  if (!file) return refuse(path, sf_strerror(nullptr));
  if (info.channels < 1 || info.channels > 2)
    return refuse(path, fmt::format("it has {} channels", info.channels));
  if (info.samplerate < 4000 || info.samplerate > 384000)
    return refuse(path, fmt::format("its rate is {} Hz", info.samplerate));

  RawSound sound{info.samplerate, info.channels, {}};
  const auto longest =
      static_cast<std::size_t>(longest_clip_s * info.samplerate) * static_cast<std::size_t>(info.channels);
  // The header's length is a promise of the file, not a fact: grow with what really comes.
  std::vector<float> block(8192 * static_cast<std::size_t>(info.channels));
  for (;;) {
    const sf_count_t got = sf_readf_float(file.get(), block.data(), 8192);
    if (got <= 0) break;
    const auto samples = static_cast<std::ptrdiff_t>(got) * info.channels;
    sound.samples.insert(sound.samples.end(), block.begin(), block.begin() + samples);
    if (sound.samples.size() > longest)
      return refuse(path, fmt::format("it is longer than {:.0f} minutes", longest_clip_s / 60));
  }
  if (sf_error(file.get()) != SF_ERR_NO_ERROR) return refuse(path, sf_strerror(file.get()));
  const auto frames = static_cast<sf_count_t>(sound.samples.size()) / info.channels;
  if (frames == 0) return refuse(path, "it holds no sound");
  if (info.frames > 0 && info.frames < SF_COUNT_MAX && frames < info.frames)
    return refuse(path, fmt::format("it is damaged after {:.2f} s of {:.2f} s",
                                    static_cast<double>(frames) / info.samplerate,
                                    static_cast<double>(info.frames) / info.samplerate));
  for (float v : sound.samples)
    if (!std::isfinite(v)) return refuse(path, "it contains values that are not numbers");
  return sound;
}

Result<std::vector<float>> resample(std::span<const float> samples, int channels, int from_hz, int to_hz) {
  if (from_hz == to_hz) return std::vector<float>(samples.begin(), samples.end());
  const double ratio = static_cast<double>(to_hz) / from_hz;
  const auto frames_in = static_cast<long>(samples.size()) / channels;
  const auto frames_out = std::lround(static_cast<double>(frames_in) * ratio);
  std::vector<float> out(static_cast<std::size_t>(frames_out + 64) * static_cast<std::size_t>(channels));
  SRC_DATA job{};
  job.data_in = samples.data();
  job.input_frames = frames_in;
  job.data_out = out.data();
  job.output_frames = frames_out + 64;
  job.src_ratio = ratio;
  if (const int failed = src_simple(&job, SRC_SINC_MEDIUM_QUALITY, channels))
    return Error{fmt::format("the sound cannot be brought from {} Hz to {} Hz: {}", from_hz, to_hz,
                             src_strerror(failed)),
                 Blame::ours};
  out.resize(static_cast<std::size_t>(frames_out) * static_cast<std::size_t>(channels), 0.f);
  return out;
}

ClipPtr make_clip(std::span<const float> samples, int channels, const DecodeOptions& options) {
  auto clip = std::make_shared<Clip>();
  const auto n = static_cast<std::size_t>(channels);
  clip->frames = static_cast<std::int64_t>(samples.size() / n);
  if (options.target_lufs) {
    const Loudness loudness = measure_loudness(samples, channels, sample_rate_hz);
    clip->gain = gain_of_db(static_cast<float>(gain_to(loudness, *options.target_lufs, options.ceiling_db)));
  }
  bool same = true;
  for (std::size_t i = 0; same && channels == 2 && i + 1 < samples.size(); i += 2)
    same = to_16_bit(samples[i]) == to_16_bit(samples[i + 1]);
  clip->channels = same ? 1 : 2;
  const std::size_t step = same ? n : 1;
  clip->samples.reserve(samples.size() / step);
  for (std::size_t i = 0; i < samples.size(); i += step) clip->samples.push_back(to_16_bit(samples[i]));
  return clip;
}

Result<ClipPtr> decode_file(const std::filesystem::path& path, const DecodeOptions& options) {
  auto sound = read_sound(path);
  if (!sound) return sound.error();
  auto samples = resample(sound->samples, sound->channels, sound->rate_hz, sample_rate_hz);
  if (!samples) return samples.error();
  return make_clip(*samples, sound->channels, options);
}

}  // namespace guangmu::audio
