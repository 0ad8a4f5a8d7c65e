// A recording on the wall: the wall's clock stands in the recorded time, so that ages, schedule and hall clock are those of that
// day, and the recorded answers come when they came, `speed` times as fast. Nothing is polled, nothing is kept. Frame thread.
#pragma once

#include <string>

#include "kpi/board.h"
#include "kpi/recording/player.h"

namespace guangmu::app {

class Rehearsal {
 public:
  static Result<Rehearsal> open(const std::string& path, double speed, const kpi::DataSettings& data);

  // The recorded time at `now_s`; the first call begins the recording.
  Instant clock(double now_s);
  // The recorded time of the last call of clock(); before it, when the recording begins.
  Instant reached() const { return reached_; }
  // Judges everything that had come by `clock`.
  void feed(kpi::Board& board, Instant clock);
  // What is said in state and console: that this is a rehearsal, of what, and how far it is.
  std::string told(Instant clock) const;

 private:
  Rehearsal(std::string path, double speed, kpi::Player player) : path_(std::move(path)), speed_(speed), player_(std::move(player)) {}
  std::string path_;
  double speed_ = 1, begun_s_ = -1;
  kpi::Player player_;
  Instant reached_ = player_.begins();
};

}  // namespace guangmu::app
