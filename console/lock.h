// The technician's page opens with a PIN and locks again by itself. Without a PIN it is always open: the
// wall's API asks for the technician's role all the same. The PIN guards against a visitor's or a tired
// operator's hand at this desk, not against somebody who can read the console's settings. Frame thread.
#pragma once

#include <optional>
#include <string>

#include "base/time.h"

namespace guangmu::console {

class Lock {
 public:
  Lock() = default;
  // Digits, 4 to 12; empty: always open. `minutes` after the last touch it locks.
  Lock(std::string pin, double minutes) : pin_(std::move(pin)), open_s_(minutes * 60) {}

  bool guarded() const { return !pin_.empty(); }
  bool open(Instant at) const { return pin_.empty() || (until_ && at < *until_); }
  // When it locks; empty: never, or locked already.
  std::optional<Instant> until(Instant at) const { return guarded() && open(at) ? until_ : std::nullopt; }
  // Something was done on the page.
  void touch(Instant at) {
    if (guarded() && open(at)) until_ = at + open_s_;
  }
  void lock() { until_.reset(), typed_.clear(); }

  // One more digit; opens when the PIN is complete. After three wrong ones it is deaf for 30 s.
  void type(char digit, Instant at);
  void erase();
  std::size_t typed() const { return typed_.size(); }
  std::size_t length() const { return pin_.size(); }
  bool wrong(Instant at) const { return wrong_until_ && at < *wrong_until_; }
  double deaf_s(Instant at) const { return deaf_until_ && at < *deaf_until_ ? *deaf_until_ - at : 0; }

 private:
  std::string pin_, typed_;
  double open_s_ = 900;
  int failures_ = 0;
  std::optional<Instant> until_, wrong_until_, deaf_until_;
};

}  // namespace guangmu::console
