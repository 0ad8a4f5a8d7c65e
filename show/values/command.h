// What a person or a script can ask of the wall, as values, and their one text form: used by the API,
// `guangmu ctl`, the journal and the tests. parse_command(to_text(c)) == c for every command that
// parse_command can give.
//
// Pure values; any thread. Whether a command is possible now (a scene that exists, a tour that runs) is
// decided by show::Show, not here.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "audio/values/bus.h"
#include "base/language.h"
#include "base/result.h"
#include "base/time.h"
#include "show/values/check.h"

namespace guangmu::show {

// `take ID`: that scene to program with its cue's transition. `take`: the preview to program.
struct Take {
  std::string scene;  // empty: what stands in preview
  friend bool operator==(const Take&, const Take&) = default;
};
// `cut`: the preview to program from one frame to the next.
struct Cut {
  friend bool operator==(const Cut&, const Cut&) = default;
};
// `fade S`: the preview to program by a dissolve of S seconds, 0.1 to 10.
struct Fade {
  double s = 1;
  friend bool operator==(const Fade&, const Fade&) = default;
};
// `preview ID`
struct Preview {
  std::string scene;
  friend bool operator==(const Preview&, const Preview&) = default;
};
// `undo`: the last picture comes back.
struct Undo {
  friend bool operator==(const Undo&, const Undo&) = default;
};
// `hold S`: the operator keeps the wall for S seconds (1 to 86400); `hold off`: tour or rotation goes on at
// once.
struct Hold {
  std::optional<double> s;  // empty: off
  friend bool operator==(const Hold&, const Hold&) = default;
};
// `rotation on|off`
struct Rotation {
  bool on = false;
  friend bool operator==(const Rotation&, const Rotation&) = default;
};

// `tour start ID`
struct TourStart {
  std::string tour;
  friend bool operator==(const TourStart&, const TourStart&) = default;
};
enum class TourAction { pause, resume, next, back, stop };
constexpr auto fields_names(TourAction) -> std::array<std::pair<TourAction, std::string_view>, 5> {
  return {{{TourAction::pause, "pause"},
           {TourAction::resume, "resume"},
           {TourAction::next, "next"},
           {TourAction::back, "back"},
           {TourAction::stop, "stop"}}};
}
// `tour pause|resume|next|back|stop`
struct TourControl {
  TourAction action = TourAction::pause;
  friend bool operator==(const TourControl&, const TourControl&) = default;
};
// `tour goto STEP`: a step's id, or its number counted from 1.
struct TourGoto {
  std::string step;
  friend bool operator==(const TourGoto&, const TourGoto&) = default;
};

enum class TimelineAction { next, back, hold };
constexpr auto fields_names(TimelineAction) -> std::array<std::pair<TimelineAction, std::string_view>, 3> {
  return {{{TimelineAction::next, "next"}, {TimelineAction::back, "back"}, {TimelineAction::hold, "hold"}}};
}
// `timeline next|back|hold`; hold once more lets it run on.
struct TimelineControl {
  TimelineAction action = TimelineAction::next;
  friend bool operator==(const TimelineControl&, const TimelineControl&) = default;
};
// `timeline goto ID`: an event of timeline.yaml.
struct TimelineGoto {
  std::string event;
  friend bool operator==(const TimelineGoto&, const TimelineGoto&) = default;
};

// `blackout on|off`
struct Blackout {
  bool on = false;
  friend bool operator==(const Blackout&, const Blackout&) = default;
};
// `freeze on|off`: the picture stands, time and sound run on.
struct Freeze {
  bool on = false;
  friend bool operator==(const Freeze&, const Freeze&) = default;
};
// `logo on|off`
struct Logo {
  bool on = false;
  friend bool operator==(const Logo&, const Logo&) = default;
};
// `message TEXT|off`. A text that is the word off, or has quotes or spaces at its ends or a line break, is
// written "in quotes" with \" \\ \n inside.
struct Message {
  std::optional<std::string> text;  // empty: off
  friend bool operator==(const Message&, const Message&) = default;
};
// `emergency TEXT|off`; text as in Message. Before everything else on the wall.
struct Emergency {
  std::optional<std::string> text;
  friend bool operator==(const Emergency&, const Emergency&) = default;
};
// `brightness 0..1`
struct Brightness {
  double value = 1;
  friend bool operator==(const Brightness&, const Brightness&) = default;
};
// `volume BUS DB`, -60 (silence) to +6.
struct Volume {
  audio::Bus bus = audio::Bus::master;
  double db = 0;
  friend bool operator==(const Volume&, const Volume&) = default;
};
// `mute on|off`
struct Mute {
  bool on = false;
  friend bool operator==(const Mute&, const Mute&) = default;
};
// `pattern NAME|off`: a technician's picture instead of the scene.
struct Pattern {
  std::string name;  // empty: off
  friend bool operator==(const Pattern&, const Pattern&) = default;
};
// `language zh|en`
struct SetLanguage {
  Language language = Language::zh;
  friend bool operator==(const SetLanguage&, const SetLanguage&) = default;
};

// `accept METRIC`: the refused or quarantined reading becomes the figure. `refuse METRIC`: it is put aside.
struct Accept {
  std::string metric;
  friend bool operator==(const Accept&, const Accept&) = default;
};
struct Refuse {
  std::string metric;
  friend bool operator==(const Refuse&, const Refuse&) = default;
};
// `override METRIC VALUE S`: a value by hand, marked as such, for S seconds (1 to 2592000). `override METRIC off` ends it;
// s is then 0.
struct Override {
  std::string metric;
  double value = 0;
  double s = 0;
  friend bool operator==(const Override&, const Override&) = default;
};

enum class ProfileAction { apply, confirm, revert };
constexpr auto fields_names(ProfileAction) -> std::array<std::pair<ProfileAction, std::string_view>, 3> {
  return {{{ProfileAction::apply, "apply"},
           {ProfileAction::confirm, "confirm"},
           {ProfileAction::revert, "revert"}}};
}
// `profile apply ID`: that version onto the wall, on trial. `profile confirm [ID]`: what is on trial stays.
// `profile revert [ID]`: what is on trial goes. An ID there guards against the wrong moment: it must be what
// is on trial. `wall` means wall.yaml alone.
struct Profile {
  ProfileAction action = ProfileAction::apply;
  std::string id;  // may be empty, except with apply
  friend bool operator==(const Profile&, const Profile&) = default;
};
// `profile save LABEL`: what stands on the wall, adjustments included, becomes a version of its own. Text as
// in Message.
struct ProfileSave {
  std::string label;
  friend bool operator==(const ProfileSave&, const ProfileSave&) = default;
};
// `profile split LEFT RIGHT|off`: two versions side by side on one frame; ids, `wall`, `active` (what
// returns) or `now` (what stands there with its adjustments).
struct ProfileSplit {
  std::string left, right;  // both empty: off
  friend bool operator==(const ProfileSplit&, const ProfileSplit&) = default;
};
// `profile swap`: the halves change sides.
struct ProfileSwap {
  friend bool operator==(const ProfileSwap&, const ProfileSwap&) = default;
};
// `adjust KEY VALUE`: one trial setting of the wall, e.g. `adjust gamma.r 2.7`. Keys: docs/technician.md.
struct Adjust {
  std::string key, value;
  friend bool operator==(const Adjust&, const Adjust&) = default;
};
// `adjust undo`: the last adjustment goes back.
struct AdjustUndo {
  friend bool operator==(const AdjustUndo&, const AdjustUndo&) = default;
};
enum class PointAt { nothing, module, card };
constexpr auto fields_names(PointAt) -> std::array<std::pair<PointAt, std::string_view>, 3> {
  return {{{PointAt::nothing, "off"}, {PointAt::module, "module"}, {PointAt::card, "card"}}};
}
// `point module C-R|card N|off`: a frame on the wall round that module (column and row from 1, from the top
// left, seen from the front) or that card.
struct Point {
  PointAt at = PointAt::nothing;
  int column = 0, row = 0;  // of the module
  int card = 0;
  friend bool operator==(const Point&, const Point&) = default;
};
// `note TEXT`: a remark for the wall's journal, with who and when; nothing else changes. One line of text, as
// in Message.
struct Note {
  std::string text;
  friend bool operator==(const Note&, const Note&) = default;
};
enum class VerifyAction { start, again, back, stop };
// `verify start`: the guided check of the wall; goes on with the newest record where questions are open, and brings
// the pattern back that somebody took off. `verify start again`: a new record. `verify back`: the question before.
// `verify stop`: the wall shows the show again; what was answered stays kept.
struct VerifyControl {
  VerifyAction action = VerifyAction::start;
  friend bool operator==(const VerifyControl&, const VerifyControl&) = default;
};
// `verify answer QUESTION yes|no|unsure [NOTE]`: to the question that is being asked; its id guards against the wrong
// moment. NOTE is one line of text, as in Message.
struct VerifyAnswer {
  std::string question;
  CheckVerdict verdict = CheckVerdict::unsure;
  std::string note;
  friend bool operator==(const VerifyAnswer&, const VerifyAnswer&) = default;
};
// `hall open|close`
struct Hall {
  bool open = false;
  friend bool operator==(const Hall&, const Hall&) = default;
};

using Command =
    std::variant<Take, Cut, Fade, Preview, Undo, Hold, Rotation, TourStart, TourControl, TourGoto,
                 TimelineControl, TimelineGoto, Blackout, Freeze, Logo, Message, Emergency, Brightness,
                 Volume, Mute, Pattern, SetLanguage, Accept, Refuse, Override, Profile, ProfileSave,
                 ProfileSplit, ProfileSwap, Adjust, AdjustUndo, Point, Note, VerifyControl,
                 VerifyAnswer, Hall>;

// One line. Words are divided by one or more spaces. Fails with what was expected; never throws.
Result<Command> parse_command(std::string_view text);

// The text form; numbers in the shortest form that reads back to the same value.
std::string to_text(const Command& command);

// The forms of all commands, one a line, e.g. "tour goto STEP": for help texts and for `command not known`
// errors.
std::span<const std::string_view> command_forms();

}  // namespace guangmu::show
