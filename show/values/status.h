// The state of the wall as one snapshot: everything console, tablet, ctl and metrics know. Made once per
// frame on the frame thread, then immutable; safe to share between threads. Its JSON form (same names) is in
// control/wire.
//
// Times named _s are seconds; Instants are hall wall-clock times. Show fills scene to last_commands
// (Show::describe), figures.h fills metrics and sources, app fills faults, frame, heads, brightness of the
// output and the machine's part.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "audio/values/bus.h"
#include "audio/values/status.h"
#include "base/language.h"
#include "base/time.h"
#include "kpi/values/snapshot.h"
#include "show/values/technician.h"
#include "show/values/transition.h"

namespace guangmu::show {

struct TransitionStatus {
  std::string from, to;
  TransitionKind kind = TransitionKind::cut;
  double length_s = 0, progress = 0;  // progress 0..1
  friend bool operator==(const TransitionStatus&, const TransitionStatus&) = default;
};

// What stands on the wall and what would come next.
struct SceneStatus {
  std::string program = "hold";                // scene on the wall; "hold" is the built-in one
  std::string preview;                         // empty: nothing chosen
  bool ready = false;                          // the preview may be taken now …
  std::string reason;                          // … else why not
  std::optional<TransitionStatus> transition;  // while one runs
  Instant program_since;
  std::string failed;  // the scene that the hold scene stands in for, if any
  std::string failed_reason;
  int undo_depth = 0;  // pictures that undo can bring back
  friend bool operator==(const SceneStatus&, const SceneStatus&) = default;
};

struct SceneInfo {
  std::string id;
  LocalText title;
  bool ready = false;
  std::string reason;                // why it is not ready
  std::vector<std::string> metrics;  // figures it shows
  friend bool operator==(const SceneInfo&, const SceneInfo&) = default;
};

struct TourStepInfo {
  std::string id, scene, event;
  LocalText title;
  double from_s = 0, length_s = 0;   // place in the tour
  std::vector<LocalText> sentences;  // as they will be said
  friend bool operator==(const TourStepInfo&, const TourStepInfo&) = default;
};

struct TourInfo {
  std::string id;
  LocalText title;
  double length_s = 0;
  int steps = 0;
  friend bool operator==(const TourInfo&, const TourInfo&) = default;
};

// The tour under way, or the one that a hold interrupted.
struct TourStatus {
  std::string id;  // empty: none
  LocalText title;
  bool running = false;  // from start to end or stop, pauses and holds included
  bool paused = false;   // by `tour pause`
  bool held = false;     // interrupted by the operator's hold: goes on at its end
  int step = 0;          // counted from 1; 0: no tour
  std::string step_id;
  double position_s = 0, length_s = 0;            // of the whole tour
  double step_position_s = 0, step_length_s = 0;  // within the step
  int sentence = 0;                               // counted from 1 within the step; 0 before the first
  LocalText caption;                              // sentence that is being said; empty between sentences
  std::string figures_date;                       // the tour's figures are those of this date; empty: live
  bool sound = false;                             // narration is heard; else the tour runs on the clock
  std::vector<TourStepInfo> steps;
  friend bool operator==(const TourStatus&, const TourStatus&) = default;
};

struct TimelineEventInfo {
  std::string id;
  LocalText title;
  std::string date;
  friend bool operator==(const TimelineEventInfo&, const TimelineEventInfo&) = default;
};

struct TimelineStatus {
  int event = 0;  // counted from 1; 0: no events
  std::string event_id;
  bool held = false;
  std::vector<TimelineEventInfo> events;
  friend bool operator==(const TimelineStatus&, const TimelineStatus&) = default;
};

// Five places; left beats right.
enum class Holder { emergency, operator_, tour, rotation, idle };
constexpr auto fields_names(Holder) -> std::array<std::pair<Holder, std::string_view>, 5> {
  return {{{Holder::emergency, "emergency"},
           {Holder::operator_, "operator"},
           {Holder::tour, "tour"},
           {Holder::rotation, "rotation"},
           {Holder::idle, "idle"}}};
}

struct ControlStatus {
  Holder holder = Holder::idle;
  std::string by;  // who gave the command that rules, e.g. "console 192.168.1.20"; empty: nobody
  std::optional<Instant> until;  // when the holder lets go by itself
  std::vector<Holder> waiting;   // who takes over then, in order
  friend bool operator==(const ControlStatus&, const ControlStatus&) = default;
};

struct MetricStatus {
  std::optional<double> value;  // in `unit`; empty before any value
  std::string unit;             // as declared
  int decimals = 0;             // as declared
  std::optional<double> age_s;  // empty before the first reading
  kpi::Freshness freshness = kpi::Freshness::never;
  std::string source;  // id of the source; empty for derived figures
  LocalText label;
  LocalText digits, unit_text;  // as the wall writes it: "10,016" and "户" / "enterprises"
  std::string refused;          // why the newest reading was refused
  std::string refused_zh;       // the same in Chinese
  std::string refused_rule;     // the check that refused it: "range", "step", "relation:ID" …
  std::optional<double> held;   // the value in quarantine, and since when it waits
  std::optional<Instant> held_since;
  bool derived = false, quarantined = false, manual = false, from_report = false;
  std::string report_date;  // as_of of the report value; empty without one
  LocalText report_source;
  std::optional<Instant> source_time;
  std::string manual_by;  // who set it by hand, and when that ends
  std::optional<Instant> manual_until;
  double late_after_s = 0, stale_after_s = 0;  // ages at which live ends and stale begins
};

struct SourceStatus {
  std::string id, url;
  std::string fault;  // empty: the last poll was good
  std::optional<Instant> fault_since, last_good;
  std::uint64_t polls = 0, errors = 0;
  std::string fault_zh{};            // the fault in Chinese
  LocalText label{};                 // its name for people; empty: its id
  std::vector<LocalText> refused{};  // what of the newest document was refused, the first lines
  std::size_t refused_count = 0;     // all of them
  kpi::SourceDay day{};
};

enum class Severity { look, fault };  // somebody should look; a visitor could notice, or a source is gone
constexpr auto fields_names(Severity) -> std::array<std::pair<Severity, std::string_view>, 2> {
  return {{{Severity::look, "look"}, {Severity::fault, "fault"}}};
}

struct Fault {
  Instant since;
  std::string room;    // folder it comes from, e.g. "kpi"
  std::string text;    // what happened and what the wall does about it
  std::string advice;  // what a person should do; may be empty
  Severity severity = Severity::look;
  std::string text_zh{}, advice_zh{};  // the same in Chinese; empty where nobody has words for it
  friend bool operator==(const Fault&, const Fault&) = default;
};

struct StageTime {
  std::string name;
  double ms = 0;  // mean over the last second
};

struct FrameStatus {
  std::uint64_t number = 0, late = 0;
  double fps = 0, p50_ms = 0, p99_ms = 0;  // over the last 10 s
  std::vector<StageTime> stages;
};

struct SoundStatus {
  std::string device;
  audio::DeviceState state = audio::DeviceState::silent;
  std::string text;  // in words; empty while all is well
  bool mute = false;
  std::array<double, audio::bus_count> volume_db{};  // by audio::Bus
  audio::AudioLevels levels;
};

enum class Outcome { applied, ignored, refused };
constexpr auto fields_names(Outcome) -> std::array<std::pair<Outcome, std::string_view>, 3> {
  return {{{Outcome::applied, "applied"}, {Outcome::ignored, "ignored"}, {Outcome::refused, "refused"}}};
}

struct CommandRecord {
  Instant at;
  std::string text, by;
  Outcome outcome = Outcome::applied;
  std::string reason;       // why ignored or refused
  std::uint64_t frame = 0;  // the frame it reached the wall in
  friend bool operator==(const CommandRecord&, const CommandRecord&) = default;
};

struct ExhibitStatus {
  std::string id;
  LocalText title, short_title;
  std::vector<Language> languages;
  friend bool operator==(const ExhibitStatus&, const ExhibitStatus&) = default;
};

struct Status {
  std::string version;
  Instant wall_clock;  // when this state was true
  double uptime_s = 0;
  ExhibitStatus exhibit;
  std::array<int, 2> wall_px{0, 0};

  SceneStatus scene;
  std::vector<SceneInfo> scenes;
  TourStatus tour;
  std::vector<TourInfo> tours;
  TimelineStatus timeline;
  ControlStatus control;
  std::optional<double> hold_left_s;  // seconds until the operator's hold ends; empty: no hold
  bool rotation = false;
  std::optional<double> rotation_next_s;  // until rotation takes the next scene
  bool blackout = false, freeze = false, logo = false;
  double brightness = 1;
  Language language = Language::zh;
  std::string message, emergency, pattern;   // empty: none
  std::vector<std::string> patterns;         // names that `pattern` takes
  std::vector<CommandRecord> last_commands;  // newest last, at most 20

  std::map<std::string, MetricStatus> metrics;
  std::vector<SourceStatus> sources;
  std::uint64_t figures_version = 0;  // of the data that stands on the wall; grows with every change
  SoundStatus sound;
  std::vector<Fault> faults;
  FrameStatus frame;
  TechnicianStatus technician;
};

}  // namespace guangmu::show
