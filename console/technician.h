// What the technician's page keeps between frames, and what its keys and buttons do. No drawing here. What is
// on the wall, and the countdown of a trial, are the wall's; the page only turns, shows and asks. Frame
// thread.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "console/adjuster.h"
#include "console/command_sink.h"
#include "console/lock.h"
#include "show/values/status.h"

namespace guangmu::console {

class Model;

enum class Focus { curve, map };         // where the arrows act
inline constexpr int all_channels = 3;   // r, g, b together
inline constexpr int card_steps = 8191;  // 13 bit: light as the receiving cards count it

struct Technician {
  Lock lock;
  Adjuster adjuster;
  Focus focus = Focus::curve;
  int channel = 0;          // 0 red, 1 green, 2 blue, 3 all
  std::size_t point = 0;    // of the curve
  int column = 1, row = 1;  // module, from 1, from the top left, seen from the front
  bool back = false;        // the map is seen from behind
  bool all_versions = false;
  int version = 0;                         // row of the list of all versions that the arrows are on
  std::optional<std::string> label_draft;  // name of a version being typed
  bool check_open = false;                 // the guided check stands in the place of the curve
  std::optional<std::string> note_draft;   // note to a question being typed
  std::string note, noted_question;        // typed, not sent yet; and which question it is to
  // A pattern asked for while visitors may be there: the second press within 5 s shows it.
  std::string armed;
  Instant armed_at;
};

inline constexpr double arm_s = 5;
inline constexpr double white_step_k = 100, white_min_k = 3000, white_max_k = 15000;

// Channels that a turn acts on.
std::vector<int> turned_channels(const Technician& t);
const char* channel_letter(int channel);  // "r", "g", "b"
std::string curve_key(int channel, std::size_t point);

// Light of a curve's point in card steps, with what is being turned.
double point_steps(const Model& m, int channel, std::size_t point);
// Light (0..1) of code 0..255 on the curve as it stands, straight lines between its points.
double curve_light(const Model& m, int channel, double code);
double white_k(const Model& m);
double toe_lift(const Model& m, int channel);

void choose_channel(Model& m, int channel);
void step_point(Model& m, int by);
void turn_point(Model& m, double by_steps);
void turn_point_to(Model& m, double steps);
void turn_white(Model& m, double to_k);
// One quarter more for the chosen channels; after all of it none again.
void lift_toe(Model& m);
// The last turn here; else the wall's last one.
void undo_turn(Model& m, CommandSink& out);

void step_module(Model& m, int columns, int rows);
const show::CardInfo* card_at(const show::Status& s, int column, int row);
const show::ModuleInfo* module_info(const show::Status& s, int column, int row);
std::string module_name(int column, int row);  // "7-6"
void toggle_point(Model& m, CommandSink& out);
// Writes into the wall's records that the module has a dead pixel.
void note_dead(Model& m, CommandSink& out);

// Whether visitors may be looking: a tour runs, or the operator holds the wall.
bool visitors(const show::Status& s);
// Whether a pattern may come onto the wall at this press: while visitors may be looking only at the second one within
// 5 s; the first says so at the button.
bool sure_before_visitors(Model& m, const std::string& where);
void show_pattern(Model& m, CommandSink& out, const std::string& where, const std::string& name);

// Why a trial cannot be kept or returned now; empty: it can.
void keep(Model& m, CommandSink& out);
void give_back(Model& m, CommandSink& out);
void toggle_split(Model& m, CommandSink& out);
void save_version(Model& m, CommandSink& out);  // under the name that was typed
void swap_sides(Model& m, CommandSink& out);
void apply_version(Model& m, CommandSink& out, const std::string& id);
// Versions newest first.
std::vector<const show::ProfileInfo*> versions(const show::Status& s);
const show::ProfileInfo* version_of(const show::Status& s, std::string_view id);
// Why versions cannot be used on this wall; empty: they can.
std::string why_no_versions(const show::Status& s, Language language);

}  // namespace guangmu::console
