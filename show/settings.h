// exhibit.yaml as far as the show goes by it: which scenes in which order with which transitions, the
// rotation, the hold, the tours, the hours of the day. Plain values; config adds the parts of other rooms
// (config/exhibit_settings.h).
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/fields.h"
#include "base/language.h"
#include "base/time.h"
#include "show/values/transition.h"

namespace guangmu::show {

// "08:30" as minutes since midnight, 0..1439; nothing for any other text.
inline std::optional<int> minutes_of_day(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const std::size_t i : {0, 1, 3, 4})
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
  const int hour = (text[0] - '0') * 10 + (text[1] - '0'), minute = (text[3] - '0') * 10 + (text[4] - '0');
  if (hour > 23 || minute > 59) return std::nullopt;
  return hour * 60 + minute;
}

// A scene in its place in the exhibit: how it comes onto the wall and how long it stands there by itself.
struct CueSettings {
  std::string scene;
  TransitionKind transition = TransitionKind::dissolve;
  Duration length{1};
  Duration stand{60};
  bool rotate = true;
  fields::Place place;

  static constexpr fields::About about{
      "cue", "A scene in its place in the exhibit, and how it comes onto the wall."};
  template <class V>
  static void fields(V& v) {
    using S = CueSettings;
    v("scene", &S::scene,
      {.help = "Scene of scenes/, by its id.", .required = true, .format = fields::Format::id});
    v("transition", &S::transition,
      {.help = "How it takes the wall. dissolve: through light; push: both pictures move as one; wipe: along "
               "module "
               "boundaries; cut: from one frame to the next."});
    v("length", &S::length, {.help = "Time that the transition takes.", .unit = "s", .min = 0, .max = 5});
    v("stand", &S::stand,
      {.help = "Time that it stands in the rotation. A timeline stands until its last event was told, "
               "whichever is longer.",
       .unit = "s",
       .min = 5,
       .max = 86400});
    v("rotate", &S::rotate, {.help = "Whether the rotation shows it."});
  }
  void check(fields::Complaints& c) const {
    if (transition == TransitionKind::cut) return;
    if (length.s < 0.6 || length.s > 1.2)
      c.warn("length", "visitors see transitions of 0.6 to 1.2 s as calm; expected a length between them");
  }
};

// What the wall does by itself when nobody operates it.
struct RotationSettings {
  bool on = true;
  Duration resume_after{180};

  static constexpr fields::About about{"rotation", "What the wall does while nobody operates it."};
  template <class V>
  static void fields(V& v) {
    v("on", &RotationSettings::on, {.help = "Whether scenes change by themselves when the wall starts."});
    v("resume_after", &RotationSettings::resume_after,
      {.help =
           "Quiet time after the last command of an operator, or after a tour, until the rotation goes on.",
       .unit = "s",
       .min = 0,
       .max = 86400});
  }
};

// The built-in scene that stands in when another cannot be shown.
struct HoldSettings {
  LocalText title, text;

  static constexpr fields::About about{
      "hold", "The built-in scene that stands in when another cannot be shown: title and clock."};
  template <class V>
  static void fields(V& v) {
    v("title", &HoldSettings::title, {.help = "Title; default: the exhibit's short title."});
    v("text", &HoldSettings::text, {.help = "A line under the title; default: the exhibit's title."});
  }
};

enum class Weekday { sun, mon, tue, wed, thu, fri, sat };  // as CivilTime::weekday
constexpr auto fields_names(Weekday) {
  using Name = std::pair<Weekday, std::string_view>;
  return std::array{Name{Weekday::sun, "sun"}, Name{Weekday::mon, "mon"}, Name{Weekday::tue, "tue"},
                    Name{Weekday::wed, "wed"}, Name{Weekday::thu, "thu"}, Name{Weekday::fri, "fri"},
                    Name{Weekday::sat, "sat"}};
}

// Commands that the wall gives itself at a time of day, in hall time.
struct ScheduleEntry {
  std::string at;
  std::vector<Weekday> days;  // empty: every day
  std::vector<std::string> commands;
  fields::Place place;

  static constexpr fields::About about{"schedule_entry",
                                       "Commands that the wall gives itself at a time of day."};
  template <class V>
  static void fields(V& v) {
    using S = ScheduleEntry;
    v("at", &S::at, {.help = "Time of day in the hall, HH:MM.", .required = true});
    v("days", &S::days, {.help = "Days of the week; default: every day."});
    v("commands", &S::commands,
      {.help = "Commands in their text form, e.g. brightness 0.8; applied on one frame, all or none.",
       .required = true});
  }
  void check(fields::Complaints& c) const {
    if (!minutes_of_day(at))
      c.at("at", "\"" + at + "\" is no time of day; expected HH:MM in quotes, e.g. \"08:30\"");
    if (commands.empty()) c.at("commands", "no commands; expected at least one");
  }
};

struct ShowSettings {
  std::string id;  // the folder's name when not written
  LocalText title, short_title;
  std::vector<Language> languages{Language::zh};  // the first is the one the wall starts with
  Instant still_clock;
  std::vector<CueSettings> scenes;
  RotationSettings rotation;
  HoldSettings hold;
  std::vector<std::string> tours;
  std::vector<ScheduleEntry> schedule;
  fields::Place place;

  template <class V>
  static void fields(V& v) {
    using S = ShowSettings;
    v("id", &S::id,
      {.help = "Name for commands and files; default: the name of the folder.",
       .format = fields::Format::id});
    v("title", &S::title, {.help = "Full title of the exhibit.", .required = true});
    v("short_title", &S::short_title, {.help = "Short title, e.g. for the hold scene and the console."});
    v("languages", &S::languages,
      {.help = "Languages of the wall; it starts with the first.", .required = true});
    v("still_clock", &S::still_clock,
      {.help = "Wall-clock time of stills and clips made by `guangmu render`, so that the same files give "
               "the same "
               "picture on any day.",
       .required = true});
    v("scenes", &S::scenes,
      {.help = "The scenes in their order; the wall starts with the first.", .required = true});
    v("rotation", &S::rotation, {.help = "What the wall does while nobody operates it."});
    v("hold", &S::hold, {.help = "The scene that stands in when another cannot be shown."});
    v("tours", &S::tours, {.help = "Tours of tours/, by id, in the order of the console."});
    v("schedule", &S::schedule, {.help = "Commands by time of day."});
  }
  void check(fields::Complaints& c) const {
    if (scenes.empty()) c.at("scenes", "no scenes; expected at least one");
    if (languages.empty()) c.at("languages", "no languages; expected zh, en or both");
    check_twice(c, "scenes", scenes, [](const CueSettings& cue) { return cue.scene; });
    check_twice(c, "tours", tours, [](const std::string& tour) { return tour; });
    check_twice(c, "languages", languages,
                [](Language l) { return std::string(l == Language::zh ? "zh" : "en"); });
  }

 private:
  template <class List, class Name>
  static void check_twice(fields::Complaints& c, std::string_view key, const List& list, Name name) {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < list.size(); ++i)
      if (!seen.insert(name(list[i])).second)
        c.at(std::string(key) + "[" + std::to_string(i) + "]",
             "\"" + name(list[i]) + "\" stands twice; expected each once");
  }
};

}  // namespace guangmu::show
