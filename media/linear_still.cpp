#include "media/linear_still.h"

#include <fmt/core.h>
#include <spng.h>

#include <array>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <memory>

#include "base/colour.h"
#include "media/still.h"

namespace guangmu::media {
namespace {

constexpr std::uint32_t max_side_px = 16384;

struct Closer {
  void operator()(std::FILE* f) const { std::fclose(f); }
};
struct Freer {
  void operator()(spng_ctx* c) const { spng_ctx_free(c); }
};
using File = std::unique_ptr<std::FILE, Closer>;
using Spng = std::unique_ptr<spng_ctx, Freer>;

Error unreadable(const std::string& path, const std::string& why) {
  return {
      fmt::format("{}: the photograph cannot be read: {}; expected a PNG (16 bit linear or 8 bit sRGB) or a "
                  "JPEG of at most {} px "
                  "a side",
                  path, why, max_side_px)};
}

bool is_deep_png(std::FILE* file) {
  std::array<unsigned char, 26> head{};
  const bool whole = std::fread(head.data(), 1, head.size(), file) == head.size();
  std::rewind(file);
  constexpr std::array<unsigned char, 8> signature{0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A};
  return whole && std::memcmp(head.data(), signature.data(), signature.size()) == 0 && head[24] == 16;
}

Result<PictureLinear> read_deep(std::FILE* file, const std::string& path) {
  const Spng ctx(spng_ctx_new(0));
  spng_set_image_limits(ctx.get(), max_side_px, max_side_px);
  spng_set_png_file(ctx.get(), file);
  spng_ihdr header{};
  if (const int error = spng_get_ihdr(ctx.get(), &header)) return unreadable(path, spng_strerror(error));
  const bool plain = header.color_type == SPNG_COLOR_TYPE_TRUECOLOR;
  const int format = plain ? SPNG_FMT_PNG : SPNG_FMT_RGBA16;
  PictureLinear out;
  out.size = {static_cast<int>(header.width), static_cast<int>(header.height)};
  const std::size_t count = static_cast<std::size_t>(out.size.area());
  std::vector<std::uint16_t> wide;
  auto& into = plain ? out.rgb : wide;
  into.resize(count * (plain ? 3 : 4));
  if (const int error = spng_decode_image(ctx.get(), into.data(), into.size() * 2, format, 0))
    return unreadable(path, spng_strerror(error));
  if (!plain) {
    out.rgb.resize(count * 3);
    for (std::size_t i = 0; i < count; ++i)
      for (std::size_t c = 0; c < 3; ++c) out.rgb[i * 3 + c] = wide[i * 4 + c];
  }
  return out;
}

}  // namespace

Result<PictureLinear> read_linear_still(const std::string& path) {
  {
    const File file(std::fopen(path.c_str(), "rb"));
    if (!file) return unreadable(path, std::strerror(errno));
    if (is_deep_png(file.get())) return read_deep(file.get(), path);
  }
  const auto still = read_still(path);
  if (!still) return still.error();
  std::array<std::uint16_t, 256> linear{};
  for (std::size_t i = 0; i < linear.size(); ++i)
    linear[i] = static_cast<std::uint16_t>(std::lround(srgb_to_linear(static_cast<float>(i) / 255) * 65535));
  PictureLinear out;
  out.size = still->size;
  out.rgb.resize(still->rgba.size() / 4 * 3);
  for (std::size_t i = 0; i < still->rgba.size() / 4; ++i)
    for (std::size_t c = 0; c < 3; ++c) out.rgb[i * 3 + c] = linear[still->rgba[i * 4 + c]];
  return out;
}

Result<void> write_linear_png(const PictureLinear& picture, const std::string& path) {
  const std::string beside = path + ".part";
  File file(std::fopen(beside.c_str(), "wb"));
  if (!file)
    return Error{fmt::format("{}: cannot be written: {}; choose a folder that exists and may be written",
                             path, std::strerror(errno))};
  const Spng ctx(spng_ctx_new(SPNG_CTX_ENCODER));
  spng_ihdr header{};
  header.width = static_cast<std::uint32_t>(picture.size.w);
  header.height = static_cast<std::uint32_t>(picture.size.h);
  header.bit_depth = 16;
  header.color_type = SPNG_COLOR_TYPE_TRUECOLOR;
  spng_set_png_file(ctx.get(), file.get());
  spng_set_ihdr(ctx.get(), &header);
  spng_set_option(ctx.get(), SPNG_IMG_COMPRESSION_LEVEL, 1);
  spng_set_option(ctx.get(), SPNG_FILTER_CHOICE, SPNG_FILTER_CHOICE_SUB);
  int error = spng_encode_image(ctx.get(), picture.rgb.data(), picture.rgb.size() * 2, SPNG_FMT_PNG,
                                SPNG_ENCODE_FINALIZE);
  if (std::fclose(file.release()) != 0 && !error) error = SPNG_IO_ERROR;
  if (!error && std::rename(beside.c_str(), path.c_str()) == 0) return {};
  std::remove(beside.c_str());
  return Error{fmt::format("{}: the PNG could not be written: {}; check the space on the disk", path,
                           error ? spng_strerror(error) : std::strerror(errno))};
}

}  // namespace guangmu::media
