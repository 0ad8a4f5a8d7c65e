#include "console/lock.h"

namespace guangmu::console {

void Lock::type(char digit, Instant at) {
  if (!guarded() || open(at) || deaf_s(at) > 0) return;
  typed_ += digit;
  wrong_until_.reset();
  if (typed_.size() < pin_.size()) return;
  if (typed_ == pin_) {
    until_ = at + open_s_;
    failures_ = 0;
  } else {
    wrong_until_ = at + 3;
    if (++failures_ >= 3) deaf_until_ = at + 30, failures_ = 0;
  }
  typed_.clear();
}

void Lock::erase() {
  if (!typed_.empty()) typed_.pop_back();
}

}  // namespace guangmu::console
