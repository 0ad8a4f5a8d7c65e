// Settings under the technician's hand: what was turned is shown at once, sent at most ten times a second,
// and given up when the wall does not take it over. Remembers what stood there before, for undo. The wall
// itself counts down the trial. Frame thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/time.h"

namespace guangmu::console {

class Adjuster {
 public:
  // What to show for `key` of `adjust`, while the wall tells `told`.
  double value(const std::string& key, double told, Instant at) const;
  // Several keys of one turn (three channels at once) are one undo.
  struct Change {
    std::string key;
    double told = 0, value = 0;
  };
  // The last one is what the hand is on, the others follow it.
  void turn(const std::vector<Change>& changes, Instant at);
  // The last turn goes back; false when there is none.
  bool undo(Instant at);
  bool can_undo() const { return !past_.empty(); }
  // What `key` was before the first turn since the last keep or return.
  std::optional<double> before(const std::string& key) const;
  std::size_t turned() const { return first_.size(); }
  // Kept or returned: nothing is left to undo.
  void settle();

  // Commands that are due now, for one batch; empty most of the time. The points of a curve go together, all
  // that were turned: one by one the curve might fall on the way.
  std::vector<std::string> due(Instant at);
  bool waiting() const;  // something is not sent yet

 private:
  struct Draft {
    double value = 0;
    bool sent = false;
    Instant at;  // turned or sent
  };
  std::map<std::string, Draft> drafts_;
  std::vector<std::vector<std::pair<std::string, double>>> past_;
  std::map<std::string, double> first_, last_;  // before the first turn, and after the last one
  std::optional<Instant> last_turn_, last_sent_;
  std::string last_key_;
};

inline constexpr double adjust_every_s = 0.1;
inline constexpr double adjust_patience_s = 1.5;

}  // namespace guangmu::console
