#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/background.h"

namespace guangmu {
namespace {

constexpr int background_nice = 10;

}  // namespace

void enter_background(const char* name) {
  (void)pthread_setname_np(pthread_self(), name);
  // On Linux niceness belongs to the thread.
  (void)setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), background_nice);
}

}  // namespace guangmu
