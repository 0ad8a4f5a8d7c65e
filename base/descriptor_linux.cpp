#include <unistd.h>

#include "base/descriptor.h"

namespace guangmu {

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

}  // namespace guangmu
