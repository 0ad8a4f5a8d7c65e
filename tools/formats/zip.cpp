#include "tools/formats/zip.h"

#include <fmt/core.h>
#include <zlib.h>

#include <cstdint>
#include <optional>

namespace guangmu::formats {

namespace {

constexpr std::size_t most_bytes = std::size_t{64} << 20;
constexpr int most_files = 1000;

// Little-endian numbers; 0 beyond the end, which the callers' own bounds have excluded.
std::uint32_t number(std::string_view bytes, std::size_t at, int size) {
  std::uint32_t out = 0;
  for (int i = size - 1; i >= 0; --i) {
    const std::size_t k = at + static_cast<std::size_t>(i);
    out = out << 8 | (k < bytes.size() ? static_cast<unsigned char>(bytes[k]) : 0u);
  }
  return out;
}

std::optional<std::string> inflated(std::string_view packed, std::size_t size) {
  std::string out(size, '\0');
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return std::nullopt;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int result = inflate(&stream, Z_FINISH);
  const bool whole =
      stream.total_out == size && (result == Z_STREAM_END || (size == 0 && result == Z_BUF_ERROR));
  inflateEnd(&stream);
  if (!whole) return std::nullopt;
  return out;
}

}  // namespace

bool looks_like_zip(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06");
}

Result<std::vector<ZipFile>> read_zip(std::string_view bytes, const std::string& name,
                                      bool (*wanted)(std::string_view)) {
  const auto wrong = [&](std::string_view what) {
    return Error{fmt::format("{}: {}; copy the file anew", name, what)};
  };
  const auto end = bytes.rfind("PK\x05\x06");
  if (end == std::string_view::npos || bytes.size() - end < 22)
    return wrong("a ZIP archive without its end, it is cut off");
  const std::uint32_t count = number(bytes, end + 10, 2);
  if (count > most_files)
    return wrong(fmt::format("{} files in the archive, expected at most {}", count, most_files));
  std::size_t at = number(bytes, end + 16, 4);
  std::vector<ZipFile> out;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (at > bytes.size() || bytes.size() - at < 46 || bytes.substr(at, 4) != "PK\x01\x02")
      return wrong("the list of files in the ZIP archive is damaged");
    const std::uint32_t flags = number(bytes, at + 8, 2), method = number(bytes, at + 10, 2),
                        sum = number(bytes, at + 16, 4);
    const std::size_t packed = number(bytes, at + 20, 4), size = number(bytes, at + 24, 4);
    const std::size_t name_size = number(bytes, at + 28, 2), extra = number(bytes, at + 30, 2),
                      comment = number(bytes, at + 32, 2);
    const std::size_t local = number(bytes, at + 42, 4);
    if (bytes.size() - at - 46 < name_size) return wrong("the list of files in the ZIP archive is damaged");
    const std::string_view file = bytes.substr(at + 46, name_size);
    at += 46 + name_size + extra + comment;
    if (!wanted(file)) continue;
    if (flags & 1) return wrong(fmt::format("{} in the archive is encrypted", file));
    if (size > most_bytes)
      return wrong(
          fmt::format("{} in the archive has {} bytes, expected at most {}", file, size, most_bytes));
    if (method != 0 && method != 8)
      return wrong(fmt::format("{} in the archive is packed by method {}, expected 0 or 8", file, method));
    if (local > bytes.size() || bytes.size() - local < 30 || bytes.substr(local, 4) != "PK\x03\x04")
      return wrong(fmt::format("{} in the archive is not where the list says", file));
    const std::size_t from = local + 30 + number(bytes, local + 26, 2) + number(bytes, local + 28, 2);
    if (from > bytes.size() || bytes.size() - from < packed)
      return wrong(fmt::format("{} in the archive is cut off", file));
    const std::string_view raw = bytes.substr(from, packed);
    std::optional<std::string> unpacked = method == 0 ? std::optional<std::string>(raw) : inflated(raw, size);
    if (!unpacked || unpacked->size() != size ||
        crc32(0, reinterpret_cast<const Bytef*>(unpacked->data()), static_cast<uInt>(unpacked->size())) !=
            sum)
      return wrong(fmt::format("{} in the archive is damaged, its checksum differs", file));
    out.push_back({std::string(file), std::move(*unpacked)});
  }
  return out;
}

}  // namespace guangmu::formats
