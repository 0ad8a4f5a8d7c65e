#include "tools/clip.h"

#include <fmt/core.h>
#include <sndfile.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace guangmu::tools {
namespace {

// One argument of a shell command.
std::string shell_word(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

Result<void> write_wav(const std::string& path, const std::vector<float>& audio) {
  SF_INFO info{};
  info.samplerate = 48000;
  info.channels = 2;
  info.format = SF_FORMAT_WAV | SF_FORMAT_FLOAT;
  SNDFILE* file = sf_open(path.c_str(), SFM_WRITE, &info);
  if (!file) return Error{fmt::format("{}: the sound cannot be written: {}", path, sf_strerror(nullptr)), Blame::machine};
  const auto frames = static_cast<sf_count_t>(audio.size() / 2);
  const bool whole = sf_writef_float(file, audio.data(), frames) == frames;
  sf_close(file);
  if (!whole) return Error{fmt::format("{}: the sound cannot be written; check the space on the disk", path), Blame::machine};
  return {};
}

}  // namespace

struct ClipWriter::Impl {
  std::FILE* pipe = nullptr;
  std::string path, silent, wav;  // the clip, its picture alone, its sound alone
  ~Impl() {
    if (pipe) ::pclose(pipe);
    std::error_code ignored;
    std::filesystem::remove(silent, ignored);
    std::filesystem::remove(wav, ignored);
  }
};

ClipWriter::ClipWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ClipWriter::~ClipWriter() = default;

Result<std::unique_ptr<ClipWriter>> ClipWriter::open(const std::string& path, SizePx size, double fps) {
  if (std::system("command -v ffmpeg >/dev/null 2>&1") != 0)
    return Error{"clips need the program ffmpeg; install the package ffmpeg", Blame::machine};
  auto impl = std::make_unique<Impl>();
  impl->path = path;
  impl->silent = path + ".picture.mp4";
  impl->wav = path + ".sound.wav";
  const std::string command =
      fmt::format("ffmpeg -y -loglevel error -f rawvideo -pix_fmt rgb24 -s {}x{} -r {} -i - -c:v libx264 -preset veryfast -crf 18 "
                  "-pix_fmt yuv420p {}",
                  size.w, size.h, fps, shell_word(impl->silent));
  impl->pipe = ::popen(command.c_str(), "w");
  if (!impl->pipe) return Error{"ffmpeg could not be started", Blame::machine};
  return std::unique_ptr<ClipWriter>(new ClipWriter(std::move(impl)));
}

bool ClipWriter::write(const std::vector<std::uint8_t>& rgb) {
  return std::fwrite(rgb.data(), 1, rgb.size(), impl_->pipe) == rgb.size();
}

Result<void> ClipWriter::finish(const std::vector<float>& audio) {
  int code = ::pclose(impl_->pipe);
  impl_->pipe = nullptr;
  std::string sound;
  if (code == 0 && !audio.empty()) {
    if (const auto wrote = write_wav(impl_->wav, audio); !wrote) return wrote;
    sound = fmt::format("-i {} -c:a aac -b:a 160k -shortest", shell_word(impl_->wav));
  }
  if (code == 0)
    code = std::system(fmt::format("ffmpeg -y -loglevel error -i {} {} -c:v copy -movflags +faststart {}", shell_word(impl_->silent), sound,
                                   shell_word(impl_->path))
                           .c_str());
  if (code == 0) return {};
  return Error{fmt::format("{}: ffmpeg could not write the clip (its messages stand above); check the folder and the name", impl_->path)};
}

}  // namespace guangmu::tools
