// Loaded into the wall by LD_PRELOAD: a clock that jumps and a disk that is full, as surroundings.h says.
// Never linked into anything.
#include "tests/faults/surroundings.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <cstdlib>

namespace {

guangmu::testing::Surroundings* page() {
  static guangmu::testing::Surroundings* const mapped = [] {
    const char* file = std::getenv("GUANGMU_SURROUNDINGS");
    const int fd = file ? ::open(file, O_RDWR | O_CLOEXEC) : -1;
    if (fd < 0) return static_cast<guangmu::testing::Surroundings*>(nullptr);
    void* at =
        ::mmap(nullptr, sizeof(guangmu::testing::Surroundings), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    ::close(fd);
    return at == MAP_FAILED ? nullptr : static_cast<guangmu::testing::Surroundings*>(at);
  }();
  return mapped;
}

bool refused(int fd) {
  auto* p = page();
  if (!p || !p->disk_full) return false;
  struct stat about {};
  if (::fstat(fd, &about) != 0 || !S_ISREG(about.st_mode)) return false;
  ++p->writes_refused;
  errno = ENOSPC;
  return true;
}

}  // namespace

extern "C" {

int clock_gettime(clockid_t id, struct timespec* ts) {
  const long done = ::syscall(SYS_clock_gettime, id, ts);
  if (done != 0 || id != CLOCK_REALTIME) return static_cast<int>(done);
  if (auto* p = page()) {
    const std::int64_t us = ts->tv_sec * std::int64_t{1000000} + ts->tv_nsec / 1000 + p->clock_ahead_us;
    ts->tv_sec = us / 1000000;
    ts->tv_nsec = us % 1000000 * 1000;
  }
  return 0;
}

ssize_t write(int fd, const void* bytes, size_t count) {
  return refused(fd) ? -1 : ::syscall(SYS_write, fd, bytes, count);
}
ssize_t pwrite(int fd, const void* bytes, size_t count, off_t at) {
  return refused(fd) ? -1 : ::syscall(SYS_pwrite64, fd, bytes, count, at);
}
ssize_t pwrite64(int fd, const void* bytes, size_t count, off64_t at) {
  return refused(fd) ? -1 : ::syscall(SYS_pwrite64, fd, bytes, count, at);
}
}
