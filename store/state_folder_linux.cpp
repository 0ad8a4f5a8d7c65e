#include "store/state_folder.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/descriptor.h"

namespace guangmu::store {
namespace {

Error not_written(const std::string& path) {
  return {fmt::format("{}: cannot be written: {}; check the folder and the space on the disk", path, std::strerror(errno)), Blame::machine};
}

bool write_all(int fd, const std::string& content) {
  std::size_t done = 0;
  while (done < content.size()) {
    const ssize_t n = ::write(fd, content.data() + done, content.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    done += static_cast<std::size_t>(n);
  }
  return true;
}

}  // namespace

Result<void> replace_file(const std::string& path, const std::string& content) {
  const std::string beside = path + ".new";
  {
    const Descriptor file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (file.get() < 0 || !write_all(file.get(), content) || ::fsync(file.get()) != 0) return not_written(beside);
  }
  if (::rename(beside.c_str(), path.c_str()) != 0) return not_written(path);
  const std::string folder = std::filesystem::path(path).parent_path().string();
  const Descriptor entry(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (entry.get() >= 0) ::fsync(entry.get());
  return {};
}

std::optional<std::string> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

Result<void> prepare_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return Error{fmt::format("the state folder {} cannot be made: {}; name another one with --state", folder, error.message()), Blame::machine};
  if (::access(folder.c_str(), W_OK | X_OK) != 0)
    return Error{fmt::format("the state folder {} may not be written: {}; name another one with --state", folder, std::strerror(errno)), Blame::machine};
  return {};
}

}  // namespace guangmu::store
