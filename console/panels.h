// The console's panels, one file each; each draws its part of the page and acts through the context. Frame
// thread.
#pragma once

#include <map>
#include <string>

#include "console/command_sink.h"
#include "console/go.h"
#include "console/ui.h"

namespace guangmu::console {

// A picture of the wall as a texture.
struct ShownPicture {
  ImTextureID texture = nullptr;
  int w = 0, h = 0;
  Instant at;
};

// How long keys that must be held are down, in seconds.
struct HeldKeys {
  double black = 0, stop = 0;
};

struct Context {
  Ui& ui;
  Model& model;
  CommandSink& link;
  const show::Status& status;  // of the last word from the wall; empty values before the first
  const std::map<std::string, ShownPicture>& pictures;
  HeldKeys held;
  std::string address;  // of the wall, as the console was told
};

void draw_top_bar(Context& c);
void draw_preview(Context& c);
void draw_transition(Context& c);
void draw_program(Context& c);
void draw_scenes(Context& c);
void draw_figures(Context& c);
void draw_timeline(Context& c);
void draw_tour(Context& c);
void draw_faults(Context& c);
void draw_sound(Context& c);
void draw_bottom_strip(Context& c);
// The data page (F2): chips and table, the doubtful value above it, the sources below, the answer to "why" at the right.
void draw_figures_page(Context& c);
void draw_figure_table(Context& c);
void draw_doubt(Context& c, Box b, const std::string& id, const show::MetricStatus& m);
void draw_sources(Context& c, Box b);
void draw_why(Context& c, Box b);
void draw_history(Context& c, Box b, const std::string& id, const show::MetricStatus& m);  // in place of why's sections
void draw_manual(Context& c, Box b, const std::string& id, const show::MetricStatus& m);   // likewise
void draw_log_page(Context& c);
// The technician's page (F3), and the number pad in its place while it is locked.
void draw_wall_map(Context& c);
void draw_module_card(Context& c);
void draw_check(Context& c);
void draw_patterns(Context& c);
void draw_curve(Context& c);
void draw_low_gray(Context& c);
void draw_white(Context& c);
void draw_trial(Context& c);
void draw_versions(Context& c);      // three, and the half-wall comparison
void draw_all_versions(Context& c);  // in the place of versions, power and signal
void draw_power(Context& c);
void draw_signal(Context& c);
void draw_pin(Context& c);

// Shared marks and words.
void draw_freshness(Ui& ui, float x, float y, const show::MetricStatus& m);
std::string freshness_words(const show::MetricStatus& m, Language language);
void draw_state(Ui& ui, float x, float y, FigureState state);
std::string state_words(const show::MetricStatus& m, FigureState state, Language language);
// A course as a line of steps in `b`; `mark_held`: a triangle where a value waits beyond it.
void draw_course(Ui& ui, Box b, const kpi::Course& course, FigureState state);
std::string minutes(double s);       // 07:12
std::string clock_words(Instant t);  // 10:41:26

}  // namespace guangmu::console
