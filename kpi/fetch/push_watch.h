// How long a connection that pushes may be silent, and when it is opened again. Pure.
//
// silent       nothing that counts came for 2 x every + timeout, the age at which figures are late: told as a
//              fault, and the connection is opened anew
// opened anew  after an end in good order: once the server's `retry` or 1 s is over, and nothing is told unless
//              that fails; after the n-th failure in a row: back_off_s over the same time
#pragma once

#include <string>

#include "kpi/fetch/rhythm.h"
#include "kpi/source_settings.h"

namespace guangmu::kpi {

class PushWatch {
 public:
  explicit PushWatch(const SourceSettings& source) : silence_s_(default_late_after_s(source)) {}
  void heard(Steady::time_point now) { last_ = now; }
  Steady::time_point silent_at() const { return last_ + seconds(silence_s_); }
  std::string silence_in_words(const SourceSettings& source) const;

 private:
  double silence_s_;
  Steady::time_point last_{};
};

}  // namespace guangmu::kpi
