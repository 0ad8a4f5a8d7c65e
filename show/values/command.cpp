#include "show/values/command.h"

#include <array>
#include <charconv>
#include <cmath>

#include <fmt/core.h>

namespace guangmu::show {
namespace {

constexpr double day_s = 86400;

// What is left of a line while it is read word by word.
class Words {
 public:
  explicit Words(std::string_view text) : rest_(text) { skip_spaces(); }
  std::string_view next() {
    const std::size_t end = std::min(rest_.find_first_of(" \t"), rest_.size());
    const std::string_view word = rest_.substr(0, end);
    rest_.remove_prefix(end);
    skip_spaces();
    return word;
  }
  std::string_view rest() const { return rest_; }
  bool empty() const { return rest_.empty(); }

 private:
  void skip_spaces() {
    while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\t')) rest_.remove_prefix(1);
  }
  std::string_view rest_;
};

Error expected(std::string_view form, std::string_view got, std::string_view more = "") {
  std::string text = fmt::format("expected `{}`, got `{}`", form, got);
  if (!more.empty()) text += fmt::format(": {}", more);
  return {std::move(text)};
}

bool is_id(std::string_view word) {
  if (word.empty() || word.size() > 64) return false;
  for (const char c : word) {
    const bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '_' || c == '-' || c == '.';
    if (!good) return false;
  }
  return true;
}

std::optional<double> number(std::string_view word) {
  double value = 0;
  if (!word.empty() && word.front() == '+') word.remove_prefix(1);
  const auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (fault != std::errc{} || end != word.data() + word.size() || !std::isfinite(value)) return std::nullopt;
  return value == 0 ? 0 : value;  // no -0
}

// A bare number of seconds, or with a unit as in files: 3min.
std::optional<double> seconds(std::string_view word) {
  if (const auto value = number(word)) return value;
  if (const auto value = parse_duration(word)) return value->s;
  return std::nullopt;
}

std::string shortest(double value) {
  std::array<char, 32> buffer{};
  const auto [end, fault] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return fault == std::errc{} ? std::string(buffer.data(), end) : "0";
}

// A free text needs quotes where the bare form would read back as something else.
bool needs_quotes(std::string_view text) {
  if (text.empty() || text == "off" || text.front() == '"') return true;
  if (text.front() == ' ' || text.front() == '\t' || text.back() == ' ' || text.back() == '\t') return true;
  return text.find_first_of("\n\r") != std::string_view::npos;
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n')
      out += "\\n";
    else if (c == '\r')
      out += "\\r";
    else
      out += c;
  }
  return out + '"';
}

std::optional<std::string> unquoted(std::string_view text) {
  if (text.size() < 2 || text.back() != '"') return std::nullopt;
  std::string out;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] == '"') return std::nullopt;
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    if (++i + 1 >= text.size()) return std::nullopt;
    if (text[i] == 'n')
      out += '\n';
    else if (text[i] == 'r')
      out += '\r';
    else if (text[i] == '"' || text[i] == '\\')
      out += text[i];
    else
      return std::nullopt;
  }
  return out;
}

// TEXT of at most `limit` bytes, or nothing for `off`.
constexpr std::size_t longest_text = 400;

Result<std::optional<std::string>> text_or_off(std::string_view form, Words& words) {
  std::string_view rest = words.rest();
  while (!rest.empty() && (rest.back() == ' ' || rest.back() == '\t')) rest.remove_suffix(1);
  if (rest == "off") return std::optional<std::string>{};
  std::optional<std::string> text{std::string(rest)};
  if (!rest.empty() && rest.front() == '"') text = unquoted(rest);
  if (!text)
    return expected(form, rest,
                    "a text that starts with a quote ends with one; inside stand \\\" \\\\ \\n \\r");
  if (text->empty()) return expected(form, rest, "the text is missing");
  if (text->size() > longest_text)
    return expected(form, rest.substr(0, 40),
                    fmt::format("the text has {} bytes, at most {} fit", text->size(), longest_text));
  return text;
}

Result<std::string> one_id(std::string_view form, Words& words, std::string_view whole) {
  const std::string_view word = words.next();
  if (word.empty()) return expected(form, whole, "the name is missing");
  if (!is_id(word))
    return expected(form, whole, fmt::format("`{}` is no name; letters, digits, _ - . make one", word));
  if (!words.empty()) return expected(form, whole, fmt::format("`{}` is too much", words.rest()));
  return std::string(word);
}

Result<bool> on_off(std::string_view form, Words& words, std::string_view whole) {
  const std::string_view word = words.next();
  if (!words.empty() || (word != "on" && word != "off")) return expected(form, whole);
  return word == "on";
}

Result<double> in_range(std::string_view form, std::string_view whole, std::optional<double> value,
                        double least, double most) {
  if (!value) return expected(form, whole, "that is no number");
  if (*value < least || *value > most)
    return expected(form, whole, fmt::format("the number is {} to {}", shortest(least), shortest(most)));
  return *value;
}

// `word` as one of the names of an enum, e.g. TourAction.
template <class E>
std::optional<E> named(std::string_view word) {
  for (const auto& [value, name] : fields_names(E{}))
    if (name == word) return value;
  return std::nullopt;
}

template <class E>
std::string_view name_of(E value) {
  for (const auto& [each, name] : fields_names(E{}))
    if (each == value) return name;
  return "";
}

template <class T>
Result<Command> switched(std::string_view form, Words& words, std::string_view whole) {
  const Result<bool> on = on_off(form, words, whole);
  if (!on) return on.error();
  return Command{T{*on}};
}

template <class T>
Result<Command> with_id(std::string_view form, Words& words, std::string_view whole) {
  Result<std::string> id = one_id(form, words, whole);
  if (!id) return id.error();
  return Command{T{std::move(*id)}};
}

template <class T>
Result<Command> with_text(std::string_view form, Words& words) {
  auto text = text_or_off(form, words);
  if (!text) return text.error();
  return Command{T{std::move(*text)}};
}

template <class T>
Result<Command> alone(std::string_view form, Words& words, std::string_view whole) {
  if (!words.empty()) return expected(form, whole, fmt::format("`{}` is too much", words.rest()));
  return Command{T{}};
}

Result<Command> parse_take(Words& words, std::string_view whole) {
  if (words.empty()) return Command{Take{}};
  return with_id<Take>("take [ID]", words, whole);
}

Result<Command> parse_fade(Words& words, std::string_view whole) {
  const auto s = in_range("fade S", whole, seconds(words.next()), 0.1, 10);
  if (!s) return s.error();
  if (!words.empty()) return expected("fade S", whole);
  return Command{Fade{*s}};
}

Result<Command> parse_hold(Words& words, std::string_view whole) {
  const std::string_view word = words.next();
  if (!words.empty()) return expected("hold S|off", whole);
  if (word == "off") return Command{Hold{}};
  const auto s = in_range("hold S|off", whole, seconds(word), 1, day_s);
  if (!s) return s.error();
  return Command{Hold{*s}};
}

Result<Command> parse_tour(Words& words, std::string_view whole) {
  const std::string_view word = words.next();
  if (word == "start") return with_id<TourStart>("tour start ID", words, whole);
  if (word == "goto") return with_id<TourGoto>("tour goto STEP", words, whole);
  const auto action = named<TourAction>(word);
  if (!action || !words.empty())
    return expected("tour start ID|pause|resume|next|back|stop|goto STEP", whole);
  return Command{TourControl{*action}};
}

Result<Command> parse_timeline(Words& words, std::string_view whole) {
  const std::string_view word = words.next();
  if (word == "goto") return with_id<TimelineGoto>("timeline goto ID", words, whole);
  const auto action = named<TimelineAction>(word);
  if (!action || !words.empty()) return expected("timeline next|back|hold|goto ID", whole);
  return Command{TimelineControl{*action}};
}

Result<Command> parse_brightness(Words& words, std::string_view whole) {
  const auto value = in_range("brightness 0..1", whole, number(words.next()), 0, 1);
  if (!value) return value.error();
  if (!words.empty()) return expected("brightness 0..1", whole);
  return Command{Brightness{*value}};
}

Result<Command> parse_volume(Words& words, std::string_view whole) {
  constexpr std::string_view form = "volume master|narration|music|video|interface DB";
  const auto bus = audio::bus_of(words.next());
  if (!bus) return expected(form, whole);
  const auto db = in_range(form, whole, number(words.next()), -60, 6);
  if (!db) return db.error();
  if (!words.empty()) return expected(form, whole);
  return Command{Volume{*bus, *db}};
}

Result<Command> parse_pattern(Words& words, std::string_view whole) {
  Result<std::string> name = one_id("pattern NAME|off", words, whole);
  if (!name) return name.error();
  return Command{Pattern{*name == "off" ? std::string{} : std::move(*name)}};
}

Result<Command> parse_language(Words& words, std::string_view whole) {
  const std::string_view word = words.next();
  if (!words.empty() || (word != "zh" && word != "en")) return expected("language zh|en", whole);
  return Command{SetLanguage{word == "zh" ? Language::zh : Language::en}};
}

Result<Command> parse_override(Words& words, std::string_view whole) {
  constexpr std::string_view form = "override METRIC VALUE S|off";
  const std::string_view metric = words.next();
  if (!is_id(metric)) return expected(form, whole, "the metric's name is missing");
  const std::string_view digits = words.next();
  if (digits == "off" && words.empty()) return Command{Override{std::string(metric), 0, 0}};
  const auto value = number(digits);
  if (!value) return expected(form, whole, "VALUE is no number");
  const auto s = in_range(form, whole, seconds(words.next()), 1, 30 * day_s);
  if (!s) return s.error();
  if (!words.empty()) return expected(form, whole);
  return Command{Override{std::string(metric), *value, *s}};
}

Result<Command> parse_split(Words& words, std::string_view whole) {
  constexpr std::string_view form = "profile split LEFT RIGHT|off";
  const std::string_view left = words.next();
  if (left == "off" && words.empty()) return Command{ProfileSplit{}};
  if (!is_id(left) || words.empty()) return expected(form, whole, "two versions are compared");
  Result<std::string> right = one_id(form, words, whole);
  if (!right) return right.error();
  return Command{ProfileSplit{std::string(left), std::move(*right)}};
}

Result<Command> parse_profile(Words& words, std::string_view whole) {
  constexpr std::string_view form =
      "profile apply ID|confirm [ID]|revert [ID]|save LABEL|split LEFT RIGHT|split off|swap";
  const std::string_view word = words.next();
  if (word == "swap") return alone<ProfileSwap>("profile swap", words, whole);
  if (word == "split") return parse_split(words, whole);
  if (word == "save") {
    auto label = text_or_off("profile save LABEL", words);
    if (!label) return label.error();
    if (!*label) return expected("profile save LABEL", whole, "a version of that name is written \"off\"");
    if ((*label)->find('\n') != std::string::npos || (*label)->size() > 80)
      return expected("profile save LABEL", whole.substr(0, 60), "a label is one line of at most 80 bytes");
    return Command{ProfileSave{std::move(**label)}};
  }
  const auto action = named<ProfileAction>(word);
  if (!action) return expected(form, whole);
  if (*action != ProfileAction::apply && words.empty()) return Command{Profile{*action, {}}};
  Result<std::string> id = one_id(fmt::format("profile {} ID", word), words, whole);
  if (!id) return id.error();
  return Command{Profile{*action, std::move(*id)}};
}

std::optional<int> counted(std::string_view word) {
  int value = 0;
  const auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (fault != std::errc{} || end != word.data() + word.size() || value < 1 || value > 100000)
    return std::nullopt;
  return value;
}

Result<Command> parse_point(Words& words, std::string_view whole) {
  constexpr std::string_view form = "point module COLUMN-ROW|card N|off";
  const auto at = named<PointAt>(words.next());
  const std::string_view where = words.next();
  if (!at || !words.empty() || where.empty() != (*at == PointAt::nothing)) return expected(form, whole);
  if (*at == PointAt::nothing) return Command{Point{}};
  if (*at == PointAt::card) {
    const auto card = counted(where);
    if (!card) return expected(form, whole, fmt::format("`{}` is no card; cards count from 1", where));
    return Command{Point{*at, 0, 0, *card}};
  }
  const std::size_t dash = std::min(where.find('-'), where.size());
  const auto column = counted(where.substr(0, dash));
  const auto row = counted(where.substr(std::min(dash + 1, where.size())));
  if (!column || !row)
    return expected(form, whole,
                    fmt::format("`{}` is no module; column and row count from 1, e.g. 7-6", where));
  return Command{Point{*at, *column, *row, 0}};
}

Result<Command> parse_note(Words& words, std::string_view whole) {
  constexpr std::string_view form = "note TEXT";
  auto text = text_or_off(form, words);
  if (!text) return text.error();
  if (!*text) return expected(form, whole, "a remark that is the word off is written \"off\"");
  if ((*text)->find('\n') != std::string::npos)
    return expected(form, whole.substr(0, 60), "a remark is one line");
  return Command{Note{std::move(**text)}};
}

Result<Command> parse_verify(Words& words, std::string_view whole) {
  const std::string_view word = words.next();
  if (word == "answer") {
    constexpr std::string_view form = "verify answer QUESTION yes|no|unsure [NOTE]";
    const std::string_view question = words.next();
    if (!is_id(question)) return expected(form, whole, "the question's name is missing");
    const auto verdict = named<CheckVerdict>(words.next());
    if (!verdict) return expected(form, whole);
    if (words.empty()) return Command{VerifyAnswer{std::string(question), *verdict, {}}};
    auto note = text_or_off(form, words);
    if (!note) return note.error();
    if (!*note) return expected(form, whole, "a note that is the word off is written \"off\"");
    if ((*note)->find('\n') != std::string::npos) return expected(form, whole.substr(0, 60), "a note is one line");
    return Command{VerifyAnswer{std::string(question), *verdict, std::move(**note)}};
  }
  const std::string_view rest = words.rest();
  if (word == "start" && rest.empty()) return Command{VerifyControl{VerifyAction::start}};
  if (word == "start" && rest == "again") return Command{VerifyControl{VerifyAction::again}};
  if (word == "back" && rest.empty()) return Command{VerifyControl{VerifyAction::back}};
  if (word == "stop" && rest.empty()) return Command{VerifyControl{VerifyAction::stop}};
  return expected("verify start [again]|answer QUESTION yes|no|unsure [NOTE]|back|stop", whole);
}

Result<Command> parse_adjust(Words& words, std::string_view whole) {
  constexpr std::string_view form = "adjust KEY VALUE";
  const std::string_view key = words.next();
  std::string_view value = words.rest();
  while (!value.empty() && (value.back() == ' ' || value.back() == '\t')) value.remove_suffix(1);
  if (key == "undo" && value.empty()) return Command{AdjustUndo{}};
  if (key.empty() || value.empty() || key == "undo") return expected(form, whole);
  return Command{Adjust{std::string(key), std::string(value)}};
}

Result<Command> parse_hall(Words& words, std::string_view whole) {
  const std::string_view word = words.next();
  if (!words.empty() || (word != "open" && word != "close")) return expected("hall open|close", whole);
  return Command{Hall{word == "open"}};
}

// UTF-8 without control characters: what may stand in a journal and on a wall.
std::optional<std::string> bad_text(std::string_view text) {
  int follow = 0;
  for (const char signed_c : text) {
    const auto c = static_cast<unsigned char>(signed_c);
    if (follow > 0) {
      if ((c & 0xC0) != 0x80) return "the text is not valid UTF-8";
      --follow;
    } else if (c >= 0x80) {
      follow = (c & 0xE0) == 0xC0 && c >= 0xC2   ? 1
               : (c & 0xF0) == 0xE0              ? 2
               : (c & 0xF8) == 0xF0 && c <= 0xF4 ? 3
                                                 : -1;
      if (follow < 0) return "the text is not valid UTF-8";
    } else if ((c < 0x20 && c != '\t') || c == 0x7F) {
      return "a command is one line without control characters";
    }
  }
  if (follow > 0) return "the text is not valid UTF-8";
  return std::nullopt;
}

std::string on_or_off(bool on) {
  return on ? "on" : "off";
}

std::string free_text(std::string_view verb, const std::optional<std::string>& text) {
  if (!text) return fmt::format("{} off", verb);
  return fmt::format("{} {}", verb, needs_quotes(*text) ? quoted(*text) : *text);
}

struct ToText {
  std::string operator()(const Take& c) const { return c.scene.empty() ? "take" : "take " + c.scene; }
  std::string operator()(const Cut&) const { return "cut"; }
  std::string operator()(const Fade& c) const { return "fade " + shortest(c.s); }
  std::string operator()(const Preview& c) const { return "preview " + c.scene; }
  std::string operator()(const Undo&) const { return "undo"; }
  std::string operator()(const Hold& c) const { return "hold " + (c.s ? shortest(*c.s) : "off"); }
  std::string operator()(const Rotation& c) const { return "rotation " + on_or_off(c.on); }
  std::string operator()(const TourStart& c) const { return "tour start " + c.tour; }
  std::string operator()(const TourControl& c) const { return fmt::format("tour {}", name_of(c.action)); }
  std::string operator()(const TourGoto& c) const { return "tour goto " + c.step; }
  std::string operator()(const TimelineControl& c) const {
    return fmt::format("timeline {}", name_of(c.action));
  }
  std::string operator()(const TimelineGoto& c) const { return "timeline goto " + c.event; }
  std::string operator()(const Blackout& c) const { return "blackout " + on_or_off(c.on); }
  std::string operator()(const Freeze& c) const { return "freeze " + on_or_off(c.on); }
  std::string operator()(const Logo& c) const { return "logo " + on_or_off(c.on); }
  std::string operator()(const Message& c) const { return free_text("message", c.text); }
  std::string operator()(const Emergency& c) const { return free_text("emergency", c.text); }
  std::string operator()(const Brightness& c) const { return "brightness " + shortest(c.value); }
  std::string operator()(const Volume& c) const {
    return fmt::format("volume {} {}", audio::bus_name(c.bus), shortest(c.db));
  }
  std::string operator()(const Mute& c) const { return "mute " + on_or_off(c.on); }
  std::string operator()(const Pattern& c) const { return "pattern " + (c.name.empty() ? "off" : c.name); }
  std::string operator()(const SetLanguage& c) const {
    return c.language == Language::zh ? "language zh" : "language en";
  }
  std::string operator()(const Accept& c) const { return "accept " + c.metric; }
  std::string operator()(const Refuse& c) const { return "refuse " + c.metric; }
  std::string operator()(const Override& c) const {
    if (c.s == 0) return fmt::format("override {} off", c.metric);
    return fmt::format("override {} {} {}", c.metric, shortest(c.value), shortest(c.s));
  }
  std::string operator()(const Profile& c) const {
    return fmt::format("profile {}{}{}", name_of(c.action), c.id.empty() ? "" : " ", c.id);
  }
  std::string operator()(const ProfileSave& c) const { return free_text("profile save", c.label); }
  std::string operator()(const ProfileSplit& c) const {
    return c.left.empty() ? "profile split off" : fmt::format("profile split {} {}", c.left, c.right);
  }
  std::string operator()(const ProfileSwap&) const { return "profile swap"; }
  std::string operator()(const AdjustUndo&) const { return "adjust undo"; }
  std::string operator()(const Point& c) const {
    if (c.at == PointAt::card) return fmt::format("point card {}", c.card);
    return c.at == PointAt::module ? fmt::format("point module {}-{}", c.column, c.row) : "point off";
  }
  std::string operator()(const Note& c) const { return free_text("note", c.text); }
  std::string operator()(const Adjust& c) const { return fmt::format("adjust {} {}", c.key, c.value); }
  std::string operator()(const VerifyControl& c) const {
    constexpr std::array words{"start", "start again", "back", "stop"};
    return fmt::format("verify {}", words[static_cast<std::size_t>(c.action)]);
  }
  std::string operator()(const VerifyAnswer& c) const {
    const std::string answer = fmt::format("verify answer {} {}", c.question, name_of(c.verdict));
    return c.note.empty() ? answer : free_text(answer, c.note);
  }
  std::string operator()(const Hall& c) const { return c.open ? "hall open" : "hall close"; }
};

using Parse = Result<Command> (*)(Words&, std::string_view whole);
struct Verb {
  std::string_view name;
  Parse parse;
};

constexpr std::array verbs{
    Verb{"take", parse_take},
    Verb{"cut", [](Words& w, std::string_view t) { return alone<Cut>("cut", w, t); }},
    Verb{"fade", parse_fade},
    Verb{"preview", [](Words& w, std::string_view t) { return with_id<Preview>("preview ID", w, t); }},
    Verb{"undo", [](Words& w, std::string_view t) { return alone<Undo>("undo", w, t); }},
    Verb{"hold", parse_hold},
    Verb{"rotation",
         [](Words& w, std::string_view t) { return switched<Rotation>("rotation on|off", w, t); }},
    Verb{"tour", parse_tour},
    Verb{"timeline", parse_timeline},
    Verb{"blackout",
         [](Words& w, std::string_view t) { return switched<Blackout>("blackout on|off", w, t); }},
    Verb{"freeze", [](Words& w, std::string_view t) { return switched<Freeze>("freeze on|off", w, t); }},
    Verb{"logo", [](Words& w, std::string_view t) { return switched<Logo>("logo on|off", w, t); }},
    Verb{"message", [](Words& w, std::string_view) { return with_text<Message>("message TEXT|off", w); }},
    Verb{"emergency",
         [](Words& w, std::string_view) { return with_text<Emergency>("emergency TEXT|off", w); }},
    Verb{"brightness", parse_brightness},
    Verb{"volume", parse_volume},
    Verb{"mute", [](Words& w, std::string_view t) { return switched<Mute>("mute on|off", w, t); }},
    Verb{"pattern", parse_pattern},
    Verb{"language", parse_language},
    Verb{"accept", [](Words& w, std::string_view t) { return with_id<Accept>("accept METRIC", w, t); }},
    Verb{"refuse", [](Words& w, std::string_view t) { return with_id<Refuse>("refuse METRIC", w, t); }},
    Verb{"override", parse_override},
    Verb{"profile", parse_profile},
    Verb{"adjust", parse_adjust},
    Verb{"point", parse_point},
    Verb{"note", parse_note},
    Verb{"verify", parse_verify},
    Verb{"hall", parse_hall},
};

constexpr std::array<std::string_view, 47> forms{
    "take [ID]",
    "cut",
    "fade S",
    "preview ID",
    "undo",
    "hold S|off",
    "rotation on|off",
    "tour start ID",
    "tour pause",
    "tour resume",
    "tour next",
    "tour back",
    "tour stop",
    "tour goto STEP",
    "timeline next|back|hold",
    "timeline goto ID",
    "blackout on|off",
    "freeze on|off",
    "logo on|off",
    "message TEXT|off",
    "emergency TEXT|off",
    "brightness 0..1",
    "volume master|narration|music|video|interface DB",
    "mute on|off",
    "pattern NAME|off",
    "language zh|en",
    "accept METRIC",
    "refuse METRIC",
    "override METRIC VALUE S|off",
    "profile apply ID",
    "profile confirm [ID]",
    "profile revert [ID]",
    "profile save LABEL",
    "profile split LEFT RIGHT",
    "profile split off",
    "profile swap",
    "adjust KEY VALUE",
    "adjust undo",
    "point module COLUMN-ROW",
    "point card N",
    "point off",
    "note TEXT",
    "verify start [again]",
    "verify answer QUESTION yes|no|unsure [NOTE]",
    "verify back",
    "verify stop",
    "hall open|close",
};

}  // namespace

Result<Command> parse_command(std::string_view text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  if (const auto fault = bad_text(text)) return Error{*fault};
  Words words(text);
  const std::string_view verb = words.next();
  if (verb.empty()) return Error{"the command is empty; expected e.g. `take overview`"};
  for (const Verb& each : verbs)
    if (each.name == verb) return each.parse(words, text);
  std::string known;
  for (const Verb& each : verbs) known += fmt::format("{}{}", known.empty() ? "" : ", ", each.name);
  return Error{fmt::format("`{}` is no command; expected one of {}", verb.substr(0, 40), known)};
}

std::string to_text(const Command& command) {
  return std::visit(ToText{}, command);
}

std::span<const std::string_view> command_forms() {
  return forms;
}

}  // namespace guangmu::show
