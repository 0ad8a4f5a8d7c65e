#include "media/still.h"

#include <fmt/core.h>
#include <spng.h>
#include <turbojpeg.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>

namespace guangmu::media {
namespace {

constexpr int max_side_px = 16384;

struct SpngDeleter {
  void operator()(spng_ctx* c) const { spng_ctx_free(c); }
};
using Spng = std::unique_ptr<spng_ctx, SpngDeleter>;

Error unreadable(const std::string& name, const std::string& why) {
  return {fmt::format("{}: the picture cannot be read: {}; expected a PNG or JPEG of at most {} px a side", name, why,
                      max_side_px),
          Blame::user};
}

Result<Picture> decode_png(const std::vector<std::uint8_t>& bytes, const std::string& name) {
  const Spng ctx(spng_ctx_new(0));
  spng_set_image_limits(ctx.get(), max_side_px, max_side_px);
  spng_set_png_buffer(ctx.get(), bytes.data(), bytes.size());
  spng_ihdr header{};
  std::size_t size = 0;
  int error = spng_get_ihdr(ctx.get(), &header);
  if (!error) error = spng_decoded_image_size(ctx.get(), SPNG_FMT_RGBA8, &size);
  if (error) return unreadable(name, spng_strerror(error));
  Picture picture{{static_cast<int>(header.width), static_cast<int>(header.height)}, std::vector<std::uint8_t>(size)};
  error = spng_decode_image(ctx.get(), picture.rgba.data(), size, SPNG_FMT_RGBA8, SPNG_DECODE_TRNS);
  if (error) return unreadable(name, spng_strerror(error));
  return picture;
}

struct JpegDeleter {
  void operator()(void* h) const { tjDestroy(h); }
};

Result<Picture> decode_jpeg(const std::vector<std::uint8_t>& bytes, const std::string& name) {
  const std::unique_ptr<void, JpegDeleter> handle(tjInitDecompress());
  int w = 0, h = 0, subsampling = 0, space = 0;
  if (tjDecompressHeader3(handle.get(), bytes.data(), bytes.size(), &w, &h, &subsampling, &space) != 0)
    return unreadable(name, tjGetErrorStr2(handle.get()));
  if (w > max_side_px || h > max_side_px) return unreadable(name, fmt::format("it is {}x{}", w, h));
  Picture picture{{w, h}, std::vector<std::uint8_t>(static_cast<std::size_t>(w) * static_cast<std::size_t>(h) * 4)};
  if (tjDecompress2(handle.get(), bytes.data(), bytes.size(), picture.rgba.data(), w, 0, h, TJPF_RGBA,
                    TJFLAG_ACCURATEDCT) != 0)
    return unreadable(name, tjGetErrorStr2(handle.get()));
  return picture;
}

}  // namespace

Result<Picture> decode_still(const std::vector<std::uint8_t>& bytes, const std::string& name) {
  constexpr std::array<std::uint8_t, 4> png{0x89, 'P', 'N', 'G'};
  if (bytes.size() >= 4 && std::memcmp(bytes.data(), png.data(), 4) == 0) return decode_png(bytes, name);
  if (bytes.size() >= 2 && bytes[0] == 0xFF && bytes[1] == 0xD8) return decode_jpeg(bytes, name);
  return unreadable(name, bytes.empty() ? "the file is empty" : "it starts like neither");
}

Result<Picture> read_still(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{fmt::format("{}: the picture cannot be opened; check the name and that it may be read", path)};
  const std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(in), {}};
  return decode_still(bytes, path);
}

Result<void> write_png(const PictureRgb& picture, const std::string& path) {
  const std::string beside = path + ".part";
  std::FILE* file = std::fopen(beside.c_str(), "wb");
  if (!file)
    return Error{fmt::format("{}: cannot be written: {}; choose a folder that exists and may be written", path,
                             std::strerror(errno))};
  const Spng ctx(spng_ctx_new(SPNG_CTX_ENCODER));
  spng_ihdr header{};
  header.width = static_cast<std::uint32_t>(picture.size.w);
  header.height = static_cast<std::uint32_t>(picture.size.h);
  header.bit_depth = 8;
  header.color_type = SPNG_COLOR_TYPE_TRUECOLOR;
  spng_set_png_file(ctx.get(), file);
  spng_set_ihdr(ctx.get(), &header);
  spng_set_option(ctx.get(), SPNG_IMG_COMPRESSION_LEVEL, 3);
  spng_set_option(ctx.get(), SPNG_FILTER_CHOICE, SPNG_FILTER_CHOICE_SUB);
  int error = spng_encode_image(ctx.get(), picture.rgb.data(), picture.rgb.size(), SPNG_FMT_PNG, SPNG_ENCODE_FINALIZE);
  if (std::fclose(file) != 0 && !error) error = SPNG_IO_ERROR;
  if (!error && std::rename(beside.c_str(), path.c_str()) == 0) return {};
  std::remove(beside.c_str());
  return Error{fmt::format("{}: the PNG could not be written: {}; check the space on the disk", path,
                           error ? spng_strerror(error) : std::strerror(errno))};
}

}  // namespace guangmu::media
