// Looks at a running wall: is what it says of itself, and what its picture shows, true?
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/app/wall.h"
#include "tests/faults/digits.h"
#include "tests/faults/truth.h"

namespace guangmu::testing {

class Checker {
 public:
  Checker(const Truth& truth, const DigitReader& reader) : truth_(truth), reader_(reader) {}

  // Another process: its figures may begin anew. `no_older`: but not with older ones than were seen, for it
  // kept them.
  void new_wall(bool no_older);

  // Reads state and picture once. Everything wrong is added to complaints(), each once: a figure that never
  // was true, one older than one that stood there before, a picture that shows another figure than the state
  // says, a wall that does not answer or whose frames stand.
  void look(const RunningWall& wall);

  // Whether every figure of the source stands at this step's truth or newer, by the last look.
  bool shows(const std::string& source, int step) const;
  // Whether the figure was ever there.
  bool ever(const std::string& figure) const { return seen_.contains(figure); }
  std::optional<double> value(const std::string& figure) const;

  const std::vector<std::string>& complaints() const { return complaints_; }
  int looks() const { return looks_; }
  int figures_read() const { return figures_read_; }  // off pictures, settled
  // Settled five-digit figures that the picture did not show. GUANGMU_FAULTS_PICTURES names a folder for
  // pictures and states of them.
  int unreadable() const { return unreadable_; }
  const std::map<std::string, int>& unreadable_by_figure() const { return unreadable_by_; }

 private:
  using Clock = std::chrono::steady_clock;
  struct Standing {
    double value = 0;
    Clock::time_point since;
  };
  void check_state(const nlohmann::json& state);
  void check_picture(const RunningWall& wall);
  void complain(const std::string& text);

  const Truth& truth_;
  const DigitReader& reader_;
  std::map<std::string, int> newest_;  // step of the newest value seen
  std::map<std::string, Standing> standing_;
  std::set<std::string> seen_;
  std::vector<std::string> complaints_;
  std::map<std::string, int> unreadable_by_;
  double frame_ = -1;
  Clock::time_point frame_at_;
  std::optional<Clock::time_point> no_picture_since_;
  int looks_ = 0, figures_read_ = 0, unreadable_ = 0;
};

}  // namespace guangmu::testing
