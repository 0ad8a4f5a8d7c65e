// A file descriptor that closes itself. In base because config, store and devices each hold some; only their
// *_linux.cpp files know what it is for.
#pragma once

namespace guangmu {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor();
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }  // negative: none

 private:
  int fd_;
};

}  // namespace guangmu
