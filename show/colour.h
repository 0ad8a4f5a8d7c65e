// What the technician wants of the wall's colours, as the show knows it: names and texts only. What they mean
// in light, and whether they are possible, is known to stage, which the show asks through ColourJudge.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guangmu::show {

inline const std::string wall_alone = "wall";  // name of wall.yaml without a profile

struct Adjustment {
  std::string key, value;  // "gamma.r", "2.6"
  friend bool operator==(const Adjustment&, const Adjustment&) = default;
};

// A version and what was adjusted over it, each key once, in the order of its last change.
struct ColourWish {
  std::string profile = wall_alone;
  std::vector<Adjustment> adjustments;
  friend bool operator==(const ColourWish&, const ColourWish&) = default;
};

// What has to stand on the wall: one wish, or two halves.
struct ColourPicture {
  ColourWish wish;
  std::optional<std::array<ColourWish, 2>> halves;  // left, right
  friend bool operator==(const ColourPicture&, const ColourPicture&) = default;
};

// What has to be written down, in this order. A later start of the wall begins with what was activated last.
struct ProfileDeed {
  enum class Kind { keep, activate };
  Kind kind = Kind::keep;
  std::string id;         // of the new version; with activate: wall_alone or any version
  std::string label, by;  // keep
  ColourWish from;        // keep: what the new version is made of
  friend bool operator==(const ProfileDeed&, const ProfileDeed&) = default;
};

// Answers depend on the wall's settings and the kept versions alone. Frame thread.
class ColourJudge {
 public:
  virtual ~ColourJudge() = default;
  // Why this cannot stand on the wall, in words; empty: it can.
  virtual std::string why_not(const ColourWish& wish) const = 0;
  // That it cannot now, but will within a moment: a large file is being read.
  virtual bool coming(const ColourWish&) const { return false; }
  // Why nothing can be kept ("the wall runs without --state DIR"); empty: it can.
  virtual std::string why_not_kept() const = 0;
  // The id that a version of this label gets when `ahead` others are kept before it.
  virtual std::string id_for(std::string_view label, int ahead) const = 0;
};

// What `point` shows.
struct Pointed {
  int column = 0, row = 0;  // module, from 1; 0: none
  int card = 0;             // 0: none
  friend bool operator==(const Pointed&, const Pointed&) = default;
};

}  // namespace guangmu::show
