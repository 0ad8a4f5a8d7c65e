#include "tools/narrate_sound.h"

#include <fmt/core.h>
#include <sndfile.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "audio/gain.h"
#include "audio/limiter.h"
#include "audio/loudness.h"
#include "audio/values/status.h"

namespace guangmu::tools {

namespace {

constexpr int rate = audio::sample_rate_hz;
constexpr std::size_t window = rate / 200;  // 5 ms
constexpr std::size_t margin = 2 * window;
constexpr float vorbis_quality = 0.45f;  // about 80 kbit/s for two equal channels
constexpr double ceiling_db = -1.0;

float rms(const std::vector<float>& s, std::size_t from) {
  double sum = 0;
  const std::size_t end = std::min(from + window, s.size());
  for (std::size_t i = from; i < end; ++i) sum += static_cast<double>(s[i]) * static_cast<double>(s[i]);
  return end > from ? static_cast<float>(std::sqrt(sum / static_cast<double>(end - from))) : 0;
}

struct Close {
  void operator()(SNDFILE* f) const { sf_close(f); }
};

std::size_t frames_of(double s) {
  return static_cast<std::size_t>(std::lround(s * rate));
}

}  // namespace

std::vector<float> trimmed(std::vector<float> s) {
  float loudest = 0;
  for (std::size_t i = 0; i < s.size(); i += window) loudest = std::max(loudest, rms(s, i));
  const float audible = loudest * 0.01f;
  std::size_t first = 0;
  while (first < s.size() && rms(s, first) <= audible) first += window;
  if (first >= s.size()) return {};
  std::size_t end = s.size() / window * window + window;
  while (end > first + window && rms(s, end - window) <= audible) end -= window;
  first -= std::min(first, margin);
  end = std::min(end + margin, s.size());
  std::vector<float> out(s.begin() + static_cast<std::ptrdiff_t>(first),
                         s.begin() + static_cast<std::ptrdiff_t>(end));
  const std::size_t fade = std::min(window, out.size());
  for (std::size_t i = 0; i < fade; ++i) {
    const float gain = static_cast<float>(i) / static_cast<float>(fade);
    out[i] *= gain;
    out[out.size() - 1 - i] *= gain;
  }
  return out;
}

Joined join(const std::vector<Take>& takes, double lead_s, double tail_s) {
  Joined joined;
  joined.samples.assign(frames_of(lead_s), 0.f);
  for (std::size_t i = 0; i < takes.size(); ++i) {
    const auto from = static_cast<std::int64_t>(joined.samples.size());
    joined.samples.insert(joined.samples.end(), takes[i].samples.begin(), takes[i].samples.end());
    joined.sentences.push_back({from, static_cast<std::int64_t>(joined.samples.size())});
    if (i + 1 < takes.size()) joined.samples.resize(joined.samples.size() + frames_of(takes[i].pause_s), 0.f);
  }
  joined.samples.resize(joined.samples.size() + frames_of(tail_s), 0.f);
  return joined;
}

void bring_to(std::vector<float>& samples, double target_lufs) {
  // The coded file may overshoot by some tenths of a decibel: the limiter works that much lower.
  constexpr double room_db = 0.7;
  for (int pass = 0; pass < 3; ++pass) {
    const audio::Loudness now = audio::measure_loudness(samples, 1, rate);
    if (now.integrated_lufs <= -70) return;
    const double wanted_db = target_lufs - now.integrated_lufs;
    if (std::abs(wanted_db) < 0.05) return;
    const float gain = audio::gain_of_db(static_cast<float>(wanted_db));
    for (float& v : samples) v *= gain;
    if (now.true_peak_db + wanted_db <= ceiling_db - room_db) continue;
    audio::Limiter limiter(audio::gain_of_db(static_cast<float>(ceiling_db - room_db)), 0.1f * rate);
    std::vector<float> limited(samples.size());
    for (std::size_t i = 0; i < samples.size() + audio::Limiter::delay; ++i) {
      float left = i < samples.size() ? samples[i] : 0.f, right = left;
      limiter.process(left, right);
      if (i >= audio::Limiter::delay) limited[i - audio::Limiter::delay] = left;
    }
    samples = std::move(limited);
  }
}

Result<void> write_ogg(const std::filesystem::path& file, const std::vector<float>& mono) {
  SF_INFO info{};
  info.samplerate = rate;
  info.channels = 2;
  info.format = SF_FORMAT_OGG | SF_FORMAT_VORBIS;
  std::filesystem::path part = file;
  part += ".part";
  std::unique_ptr<SNDFILE, Close> out(sf_open(part.string().c_str(), SFM_WRITE, &info));
  if (!out)
    return Error{fmt::format("{}: cannot be written: {}", file.string(), sf_strerror(nullptr)), Blame::user};
  double quality = static_cast<double>(vorbis_quality);
  sf_command(out.get(), SFC_SET_VBR_ENCODING_QUALITY, &quality, sizeof quality);
  // In blocks: libsndfile's Vorbis encoder keeps one call's frames on the stack of its analysis.
  constexpr std::size_t block = 4096;
  std::vector<float> stereo;
  for (std::size_t at = 0; at < mono.size(); at += block) {
    const std::size_t n = std::min(block, mono.size() - at);
    stereo.clear();
    for (std::size_t i = 0; i < n; ++i) {
      stereo.push_back(mono[at + i]);
      stereo.push_back(mono[at + i]);
    }
    if (sf_writef_float(out.get(), stereo.data(), static_cast<sf_count_t>(n)) != static_cast<sf_count_t>(n))
      return Error{fmt::format("{}: cannot be written: {}", file.string(), sf_strerror(out.get())),
                   Blame::user};
  }
  out.reset();
  std::error_code failed;
  std::filesystem::rename(part, file, failed);
  if (failed)
    return Error{fmt::format("{}: cannot be written: {}", file.string(), failed.message()), Blame::user};
  return {};
}

}  // namespace guangmu::tools
