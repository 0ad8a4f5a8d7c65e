#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "base/descriptor.h"
#include "config/secret_file.h"

namespace guangmu::config {
namespace {
constexpr std::size_t most_bytes = 64 << 10;
}

Result<std::string> read_secret_file(const std::string& path) {
  // Not blocking: a pipe that nobody writes to must not hold up the start. Who may read it is asked of the very
  // file that is open, not of its name.
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (file.get() < 0) return Error{fmt::format("the secret file {} cannot be opened: {}", path, std::strerror(errno))};
  struct stat about {};
  if (fstat(file.get(), &about) != 0 || !S_ISREG(about.st_mode))
    return Error{fmt::format("the secret file {} is no regular file; expected one", path)};
  if (about.st_uid != geteuid() && about.st_uid != 0)
    return Error{fmt::format("the secret file {} belongs to somebody else; expected our own: chown {} {}", path,
                             geteuid(), path)};
  if ((about.st_mode & 077) != 0)
    return Error{fmt::format("the secret file {} is open to others; expected it readable by its owner alone: chmod 600 {}",
                             path, path)};
  std::string text;
  std::array<char, 4096> room{};
  for (;;) {
    const auto n = read(file.get(), room.data(), room.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return Error{fmt::format("the secret file {} cannot be read: {}", path, std::strerror(errno))};
    if (n == 0) break;
    text.append(room.data(), static_cast<std::size_t>(n));
    if (text.size() > most_bytes)
      return Error{fmt::format("the secret file {} is longer than {} bytes; expected one secret", path, most_bytes)};
  }
  if (text.ends_with('\n')) text.pop_back();
  if (text.ends_with('\r')) text.pop_back();
  if (text.empty()) return Error{fmt::format("the secret file {} is empty; expected a secret", path)};
  return text;
}

}  // namespace guangmu::config
