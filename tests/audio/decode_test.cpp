#include "audio/decode.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sndfile.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "audio/loudness.h"

namespace guangmu::audio {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class Decode : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::temp_directory_path() / (std::string("guangmu_decode_") + info->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path write_tone(const std::string& name, int format, int rate, int channels, double seconds,
                      double hz = 1000, double amplitude = 0.5) {
    const fs::path path = folder_ / name;
    SF_INFO info{};
    info.samplerate = rate;
    info.channels = channels;
    info.format = format;
    SNDFILE* file = sf_open(path.c_str(), SFM_WRITE, &info);
    EXPECT_NE(file, nullptr) << sf_strerror(nullptr);
    std::vector<float> samples;
    for (int i = 0; i < static_cast<int>(seconds * rate); ++i)
      for (int c = 0; c < channels; ++c)
        samples.push_back(static_cast<float>(amplitude * std::sin(6.283185307 * hz * (c + 1) * i / rate)));
    sf_writef_float(file, samples.data(), static_cast<sf_count_t>(samples.size()) / channels);
    sf_close(file);
    return path;
  }
  fs::path folder_;
};

double rms(const Clip& clip) {
  double sum = 0;
  for (std::int64_t i = 0; i < clip.frames; ++i) sum += clip.left(i) * clip.left(i);
  return std::sqrt(sum / static_cast<double>(clip.frames));
}

// Rising zero crossings per second.
double frequency(const Clip& clip) {
  int crossings = 0;
  for (std::int64_t i = 1; i < clip.frames; ++i)
    crossings += clip.left(i - 1) < 0 && clip.left(i) >= 0 ? 1 : 0;
  return crossings * 48000.0 / static_cast<double>(clip.frames);
}

TEST_F(Decode, ReadsEachFormatAtEachRate) {
  struct {
    const char* name;
    int format;
  } formats[] = {{"a.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16},
                 {"b.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT},
                 {"c.flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_16},
                 {"d.ogg", SF_FORMAT_OGG | SF_FORMAT_VORBIS}};
  for (const auto& f : formats)
    for (int rate : {22050, 44100, 48000}) {
      const auto clip = decode_file(write_tone(f.name, f.format, rate, 1, 1.0));
      ASSERT_TRUE(clip.ok()) << clip.error().text;
      EXPECT_EQ((*clip)->channels, 1);
      EXPECT_EQ((*clip)->frames, 48000) << f.name << " " << rate;
      EXPECT_NEAR(rms(**clip), 0.35355, 0.01) << f.name << " " << rate;
      EXPECT_NEAR(frequency(**clip), 1000, 3) << f.name << " " << rate;
    }
}

TEST_F(Decode, KeepsBothChannelsAndFoldsEqualOnes) {
  const auto stereo = decode_file(write_tone("s.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 48000, 2, 0.5));
  ASSERT_TRUE(stereo.ok());
  EXPECT_EQ((*stereo)->channels, 2);
  EXPECT_NE((*stereo)->left(10), (*stereo)->right(10));
  std::vector<float> same(2000, 0.25f);
  EXPECT_EQ(make_clip(same, 2)->channels, 1);
  EXPECT_EQ(make_clip(same, 2)->frames, 1000);
}

TEST_F(Decode, BringsNarrationToItsLoudness) {
  for (double target : {-23.0, -18.0}) {
    DecodeOptions options;
    options.target_lufs = target;
    const auto clip =
        decode_file(write_tone("n.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 48000, 1, 3, 500, 0.05), options);
    ASSERT_TRUE(clip.ok());
    std::vector<float> played;
    for (std::int64_t i = 0; i < (*clip)->frames; ++i) {
      played.push_back((*clip)->left(i));
      played.push_back((*clip)->right(i));
    }
    EXPECT_NEAR(measure_loudness(played, 2, 48000).integrated_lufs, target, 0.1);
  }
}

TEST_F(Decode, NeverRaisesAPeakAboveTheCeiling) {
  // Loud clicks in near silence: the loudness would ask for far more than the peaks allow.
  std::vector<float> clicks(96000, 0.0005f);
  for (std::size_t i = 0; i < clicks.size(); i += 9600) clicks[i] = 0.7f;
  DecodeOptions options;
  options.target_lufs = -10;
  const auto clip = make_clip(clicks, 1, options);
  EXPECT_LE(clip->gain * 0.7f, 0.8913f * 1.01f);
}

TEST_F(Decode, NamesPathAndReasonOfWhatItCannotRead) {
  const fs::path text = folder_ / "text.ogg";
  std::ofstream(text) << "this is no sound at all, whatever its name says";
  const fs::path empty = folder_ / "empty.wav";
  std::ofstream(empty).flush();
  const fs::path six = write_tone("six.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 48000, 6, 0.1);
  const fs::path none = write_tone("none.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 48000, 1, 0);
  const fs::path cut = write_tone("cut.flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_16, 48000, 1, 2, 997, 0.3);
  fs::resize_file(cut, fs::file_size(cut) / 2);

  const struct {
    fs::path path;
    std::string reason;
  } cases[] = {{folder_ / "missing.ogg", "there is no such file"},
               {folder_, "it is not a file"},
               {text, "cannot be read as sound"},
               {empty, "cannot be read as sound"},
               {six, "it has 6 channels"},
               {none, "it holds no sound"},
               {cut, "cut.flac"}};
  for (const auto& c : cases) {
    const auto clip = decode_file(c.path);
    ASSERT_FALSE(clip.ok()) << c.path;
    EXPECT_EQ(clip.error().blame, Blame::user);
    EXPECT_THAT(clip.error().text, HasSubstr(c.path.string()));
    EXPECT_THAT(clip.error().text, HasSubstr(c.reason));
  }
}

}  // namespace
}  // namespace guangmu::audio
