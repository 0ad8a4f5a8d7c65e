#include <fmt/core.h>

#include <filesystem>
#include <fstream>

#include "config/secret_file.h"

namespace guangmu::config {

Result<std::string> read_secret_file(const std::string& path) {
  constexpr std::uintmax_t most_bytes = 64 << 10;
  std::error_code bad;
  if (!std::filesystem::is_regular_file(path, bad))
    return Error{fmt::format("the secret file {} is no regular file; expected one", path)};
  const auto size = std::filesystem::file_size(path, bad);
  if (bad || size > most_bytes)
    return Error{fmt::format("the secret file {} is longer than {} bytes; expected one secret", path, most_bytes)};
  std::ifstream in(path, std::ios::binary);
  std::string text(static_cast<std::size_t>(size), '\0');
  if (!in.read(text.data(), static_cast<std::streamsize>(text.size())))
    return Error{fmt::format("the secret file {} cannot be read; expected the right to read it", path)};
  if (text.ends_with('\n')) text.pop_back();
  if (text.ends_with('\r')) text.pop_back();
  if (text.empty()) return Error{fmt::format("the secret file {} is empty; expected a secret", path)};
  return text;
}

}  // namespace guangmu::config
