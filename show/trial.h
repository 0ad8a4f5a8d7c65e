// Changes of the wall's colours on trial: live at once, and gone again unless they are confirmed in time. The
// time counts here, on the wall, so it runs out whether or not anybody is still connected. Every further
// change begins it anew. Part of the show's state; room-internal.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "show/colour.h"
#include "show/values/command.h"
#include "show/values/status.h"

namespace guangmu::show {

struct Verdict;

struct Trial {
  ColourWish confirmed;  // what comes back; never has adjustments
  ColourWish wish;
  std::vector<ColourWish> before;                    // what `adjust undo` brings back, newest last
  std::optional<std::array<std::string, 2>> halves;  // names: ids, wall, active, now
  std::optional<double> until_now;                   // monotonic seconds; empty: nothing is on trial
  std::string last_key;                              // a slider that moves is one change
  double last_key_at_now = -1e9;
  std::vector<ProfileDeed> deeds;  // of this step

  ColourWish named(const std::string& name) const;
  ColourPicture picture() const;
  bool runs() const { return until_now.has_value(); }
};

// What the commands need to know besides the trial.
struct TrialMoment {
  double now_s = 0, length_s = 20;
  const ColourJudge* judge = nullptr;  // null: the wall's colours are fixed
  const std::string& by;
};

Verdict apply_trial(Trial& trial, const Profile& command, const TrialMoment& m);
Verdict apply_trial(Trial& trial, const ProfileSave& command, const TrialMoment& m);
Verdict apply_trial(Trial& trial, const ProfileSplit& command, const TrialMoment& m);
Verdict apply_trial(Trial& trial, const ProfileSwap& command, const TrialMoment& m);
Verdict apply_trial(Trial& trial, const Adjust& command, const TrialMoment& m);
Verdict apply_trial(Trial& trial, const AdjustUndo& command, const TrialMoment& m);

// Goes back when the time is over; what went back in words, empty as long as nothing does.
std::string run_out(Trial& trial, double now_s);

// Fills active, trial, left and right.
void describe_trial(const Trial& trial, double now_s, double length_s, ProfileStatus& status);

inline constexpr std::size_t most_changes = 200;  // that undo brings back
inline constexpr double one_move_s = 1;           // the same key within it is one change

}  // namespace guangmu::show
