// What the technician's page shows of the wall: its map, curves, versions, power and cables. Part of Status;
// made on the frame thread, immutable afterwards. The list of cards and ports changes only when wall.yaml
// does.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.h"
#include "show/values/check.h"

namespace guangmu::show {

struct CardInfo {
  int id = 0, port = 0, order = 0;
  std::array<int, 4> rect_px{0, 0, 0, 0};  // on the wall, from the front
};

struct PortInfo {
  int id = 0;
  std::int64_t pixels = 0, capacity = 0;
  std::optional<int> backup;
};

// The wall as a map.
struct WallMap {
  std::array<int, 2> module_px{0, 0};
  int columns = 0, rows = 0;  // modules
  std::vector<CardInfo> cards;
  std::vector<PortInfo> ports;
};

// What is known of one module beyond its place.
struct ModuleInfo {
  int column = 1, row = 1;                 // from 1, from the top left, seen from the front
  std::array<double, 3> gain{1, 1, 1};     // correction of r, g, b (the matrix's row sums)
  std::array<double, 4> seam{1, 1, 1, 1};  // light of the edges left, top, right, bottom
  int dead_pixels = 0;                     // noted by a technician
};

// What is in force on the wall, profile and adjustments included.
struct ColourStatus {
  double white_k = 6500;
  std::array<double, 2> white_xy{0.3127, 0.3290};
  std::array<double, 3> gain{1, 1, 1}, toe_lift{0, 0, 0}, gamma{2.8, 2.8, 2.8};
  // Card curves, code/255 to light, r g b; at least 16 points even where a gamma rules.
  std::array<std::vector<std::array<double, 2>>, 3> curve;
  std::array<int, 3> dark_codes{0, 0, 0};       // lowest codes that give no light at the cards' depth
  std::array<int, 3> distinct_levels{0, 0, 0};  // of 256
  std::string dither;
  int module_corrections = 0;  // modules with a matrix other than identity
  bool pixel_corrections = false;
};

struct ProfileInfo {
  std::string id, label, by;
  int version = 0;  // counts from 1 in the order they were kept
  Instant made;
  bool confirmed = false;
  std::optional<double> non_uniformity;  // worst channel after correction
};

// A change that goes back by itself unless it is confirmed.
struct TrialStatus {
  std::string what;     // profile id, or "adjust"
  std::string label;    // what changed, in words
  std::string back_to;  // profile id that returns
  double left_s = 0, length_s = 20;
  int changes = 0;
};

struct ProfileStatus {
  bool available = false;  // there is a state folder
  std::string reason;      // why not
  std::string active;      // id; empty: wall.yaml alone
  std::vector<ProfileInfo> list;
  std::optional<TrialStatus> trial;
  // Half-wall comparison: ids of the left and right half; empty: off.
  std::string left, right;
};

struct PowerStatus {
  double w = 0, w_m2 = 0;   // of the newest frame
  double average_w_m2 = 0;  // over one second
  double average_limit_w_m2 = 0, instant_limit_w_m2 = 0, white_w_m2 = 0;
  double picture_level = 0;        // average picture level, 0..1 of full white, linear
  double limiter = 1;              // factor on light; 1: not limiting
  double highest_w_m2 = 0;         // of the last 60 s
  std::vector<float> minute_w_m2;  // one mean a second, newest last, at most 60
  std::vector<float> cards_w;      // by card id
};

enum class HeadState { right, wrong_screen, missing, window };  // window: not on an output of its own
constexpr auto fields_names(HeadState) -> std::array<std::pair<HeadState, std::string_view>, 4> {
  return {{{HeadState::right, "right"},
           {HeadState::wrong_screen, "wrong_screen"},
           {HeadState::missing, "missing"},
           {HeadState::window, "window"}}};
}

struct HeadStatus {
  std::string connector, expected, found;  // names in the EDID
  HeadState state = HeadState::window;
  std::string text;  // in words what is wrong and what to do; empty while right
  std::array<int, 4> rect_px{0, 0, 0, 0};
  double rate_hz = 0, clock_mhz = 0, limit_mhz = 0;
};

struct TechnicianStatus {
  WallMap wall;
  std::vector<ModuleInfo> modules;  // only those with something to tell
  std::string pointed;              // what `point` shows on the wall: "module 7-6", "card 27"; empty: nothing
  ColourStatus colour;
  ProfileStatus profiles;
  PowerStatus power;
  std::vector<HeadStatus> heads;
  CheckStatus check;
};

}  // namespace guangmu::show
