// Any struct that describes itself is filled from a tree; every mistake is told, with its place and what was
// expected.
#include "config/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/exhibit.h"
#include "config/yaml.h"

namespace guangmu::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

enum class Shade { dark, light };
constexpr auto fields_names(Shade) {
  using Name = std::pair<Shade, std::string_view>;
  return std::array{Name{Shade::dark, "dark"}, Name{Shade::light, "light"}};
}

struct Lamp {
  static constexpr std::string_view tag_key = "device";
  static constexpr std::string_view tag = "lamp";
  double watts = 5;
  fields::Place place;
  template <class V>
  static void fields(V& v) {
    v("watts", &Lamp::watts, {.help = "Power.", .unit = "W", .min = 1, .max = 100, .required = true});
  }
  void check(fields::Complaints& c) const {
    if (watts == 13) c.at("watts", "13 is unlucky; expected another number");
    if (watts == 14) c.warn("watts", "14 is close to 13");
  }
};

struct Fan {
  static constexpr std::string_view tag = "fan";
  std::int64_t blades = 3;
  template <class V>
  static void fields(V& v) {
    v("blades", &Fan::blades, {.help = "Blades.", .min = 2});
  }
};

struct Room {
  bool open = false;
  int seats = 4;
  float ratio = 0.5f;
  std::string name = "hall", id, url, pointer, file;
  LocalText label;
  Duration every{5};
  Instant at;
  Date date;
  Colour colour{0x112233};
  Shade shade = Shade::dark;
  std::optional<double> limit;
  std::optional<Lamp> spare;
  std::vector<std::string> words;
  std::vector<std::array<double, 2>> curve;
  std::array<int, 2> px{1, 2};
  std::map<std::string, Lamp> lamps;
  std::vector<std::variant<Lamp, Fan>> devices;
  fields::Place place;

  template <class V>
  static void fields(V& v) {
    using R = Room;
    v("open", &R::open, {.help = "Open."});
    v("seats", &R::seats, {.help = "Seats.", .min = 1, .max = 100});
    v("ratio", &R::ratio, {.help = "Ratio."});
    v("name", &R::name, {.help = "Name."});
    v("id", &R::id, {.help = "Id.", .format = fields::Format::id});
    v("url", &R::url, {.help = "Address.", .format = fields::Format::url});
    v("pointer", &R::pointer, {.help = "Pointer.", .format = fields::Format::pointer});
    v("file", &R::file, {.help = "File.", .format = fields::Format::path});
    v("label", &R::label, {.help = "Label."});
    v("every", &R::every, {.help = "Time.", .unit = "s", .min = 1, .max = 60});
    v("at", &R::at, {.help = "Moment."});
    v("date", &R::date, {.help = "Date."});
    v("colour", &R::colour, {.help = "Colour."});
    v("shade", &R::shade, {.help = "Shade."});
    v("limit", &R::limit, {.help = "Limit."});
    v("spare", &R::spare, {.help = "Spare lamp."});
    v("words", &R::words, {.help = "Words."});
    v("curve", &R::curve, {.help = "Curve.", .min = 0, .max = 1});
    v("px", &R::px, {.help = "Pixels.", .min = 1, .max = 10});
    v("lamps", &R::lamps, {.help = "Lamps."});
    v("devices", &R::devices, {.help = "Devices."});
  }
  void check(fields::Complaints& c) const {
    for (const auto& [key, lamp] : lamps)
      if (lamp.watts == 99) c.at("lamps." + key + ".watts", "too bright here");
    if (words.size() == 2) c.at("words[1]", "two are one too many");
    if (name == "nobody") c.at("seats", "nobody needs seats");
  }
};

struct Outcome {
  Room room;
  std::vector<std::string> told;
};

Outcome fill(std::string_view text, Secrets secrets = Secrets::filled_in) {
  std::vector<Issue> issues;
  const auto tree = parse_yaml(text, "f", issues);
  Outcome outcome;
  if (tree) {
    const Environment environment = [](std::string_view name) -> std::optional<std::string> {
      if (name == "SECRET") return "s3cret";
      if (name == "HOST") return "http://h:1";
      return std::nullopt;
    };
    Reading reading("f", GUANGMU_SOURCE_DIR "/config", environment, issues, secrets);
    outcome.room = read<Room>(*tree, reading);
  }
  for (const Issue& issue : issues) outcome.told.push_back(issue.line());
  return outcome;
}

TEST(Reader, FillsEveryKindOfMember) {
  const auto [r, told] = fill(R"(
open: true
seats: 12
ratio: .25
name: 5
id: a_1
url: https://example.org:8443/x?y=1
pointer: /a/b~1c
file: README.md
label: {zh: 兰州, en: Lanzhou}
every: 2s
at: 2022-12-31T10:00:00+08:00
date: 2022-12
colour: "#0A2A22 62%"
shade: light
limit: -1.5e3
spare: {watts: 7}
words: one
curve: [[0, 0], [0.5, 0.2], [1, 1]]
px: [3, 4]
lamps: {a: {watts: 1}, b: {watts: 2}}
devices:
  - {device: fan, blades: 5}
  - {device: lamp, watts: 9}
)");
  EXPECT_THAT(told, IsEmpty());
  EXPECT_TRUE(r.open);
  EXPECT_EQ(r.seats, 12);
  EXPECT_EQ(r.ratio, 0.25f);
  EXPECT_EQ(r.name, "5");
  EXPECT_EQ(r.label, (LocalText{"兰州", "Lanzhou"}));
  EXPECT_EQ(r.every.s, 2);
  EXPECT_EQ(r.at, *parse_instant("2022-12-31T02:00:00Z"));
  EXPECT_EQ(r.date, (Date{2022, 12, 0}));
  EXPECT_EQ(r.colour, (Colour{0x0A2A22, 0.62f}));
  EXPECT_EQ(r.shade, Shade::light);
  EXPECT_EQ(r.limit, -1500);
  ASSERT_TRUE(r.spare);
  EXPECT_EQ(r.spare->watts, 7);
  EXPECT_THAT(r.words, ElementsAre("one"));
  EXPECT_EQ(r.curve.size(), 3u);
  EXPECT_EQ(r.px[1], 4);
  EXPECT_EQ(r.lamps.at("b").watts, 2);
  EXPECT_EQ(r.lamps.at("b").place, (fields::Place{"f", 21, 27}));
  EXPECT_EQ(std::get<Fan>(r.devices[0]).blades, 5);
  EXPECT_EQ(std::get<Lamp>(r.devices[1]).watts, 9);
}

TEST(Reader, AnEmptyFileIsAllDefaults) {
  const auto [r, told] = fill("# nothing\n");
  EXPECT_THAT(told, IsEmpty());
  EXPECT_EQ(r.seats, 4);
  EXPECT_EQ(r.name, "hall");
  EXPECT_EQ(r.place.file, "f");
}

struct Mistake {
  const char* text;
  const char* told;
};
class Mistakes : public testing::TestWithParam<Mistake> {};
TEST_P(Mistakes, AreToldOnceWithPlaceAndWhatWasExpected) {
  EXPECT_THAT(fill(GetParam().text).told, ElementsAre(HasSubstr(GetParam().told))) << GetParam().text;
}
INSTANTIATE_TEST_SUITE_P(
    Reader, Mistakes,
    testing::Values(
        Mistake{"seets: 3", "f:1:1: error: the key \"seets\" is not known here; did you mean \"seats\"?"},
        Mistake{"wrods: x", "did you mean \"words\"?"},
        Mistake{"completely_else: 3",
                "f:1:1: error: the key \"completely_else\" is not known here; expected open, seats,"},
        Mistake{"seats: many",
                "f:1:8: error: seats: \"many\" is no number; expected a whole number, 1 to 100"},
        Mistake{"seats: \"3\"", "f:1:8: error: seats: \"3\" is text; expected a whole number"},
        Mistake{"seats: 3.5", "f:1:8: error: seats: 3.5 is no whole number"},
        Mistake{"seats: 0", "f:1:8: error: seats: 0 is out of range; expected a whole number, 1 to 100"},
        Mistake{"seats: 1e40", "out of range"}, Mistake{"seats: .nan", "is no number"},
        Mistake{"seats: 0x10", "is no number"},
        Mistake{"seats:", "f:1:1: error: seats: nothing is no number"},
        Mistake{"seats: [1]", "f:1:8: error: seats: a list is no number"},
        Mistake{"open: yes", "f:1:7: error: open: \"yes\"; expected true or false"},
        Mistake{"name: [a]", "name: a list; expected text"}, Mistake{"name:", "name: nothing; expected text"},
        Mistake{"id: Big One", "f:1:5: error: id: \"Big One\" is no id"},
        Mistake{"url: ftp://x", "url: \"ftp://x\" is no web address; expected http://"},
        Mistake{"url: http://", "is no web address"}, Mistake{"url: \"http://a b\"", "is no web address"},
        Mistake{"url: http://h:99999/", "is no web address"}, Mistake{"pointer: a/b", "is no JSON Pointer"},
        Mistake{"pointer: /a~2", "is no JSON Pointer"},
        Mistake{"file: none.png", "file: \"none.png\" is not there"},
        Mistake{"file: ../CMakeLists.txt", "leads out of the exhibit"},
        Mistake{"file: /etc/passwd", "leads out"},
        Mistake{"label: {zh: a, fr: b}", "f:1:16: error: the key \"fr\" is not known here"},
        Mistake{"label: {en: a}", "f:1:8: error: the key \"zh\" is missing"},
        Mistake{"every: 5 lightyears", "every: \"5 lightyears\"; expected a time such as 250ms"},
        Mistake{"every: 90s", "f:1:8: error: every: 90s is out of range; expected 1 to 60 s"},
        Mistake{"at: yesterday", "expected a time such as 2022-12-31T08:00"},
        Mistake{"date: 2022-13", "date: \"2022-13\"; expected a date such as 2022, 2022-12"},
        Mistake{"date: 2023-02-29", "expected a date"},
        Mistake{"colour: green", "expected a colour in quotes"},
        Mistake{"colour: #04120E", "f:1:1: error: colour: nothing; expected a colour in quotes"},
        Mistake{
            "shade: lihgt",
            "f:1:8: error: shade: \"lihgt\" is not known here; did you mean light? Expected dark or light"},
        Mistake{"shade: 7", "expected dark or light"},
        Mistake{"px: [1, 2, 3]", "f:1:5: error: px: a list of 3; expected a list of 2"},
        Mistake{"px: [1, 20]", "f:1:9: error: px[1]: 20 is out of range; expected a whole number, 1 to 10"},
        Mistake{"curve: [[0, 0], [2, 1]]", "f:1:18: error: curve[1][0]: 2 is out of range"},
        Mistake{"spare: {}", "f:1:8: error: the key \"watts\" is missing; expected it here: Power."},
        Mistake{"lamps:\n  a:\n    watts: 500\n",
                "f:3:12: error: watts: 500 is out of range; expected a number, 1 to 100 W"},
        Mistake{"lamps: 5", "f:1:8: error: lamps: the number 5; expected a map, each entry with a key"},
        Mistake{"lamps:\n  a:\n", "f:2:3: error: the key \"watts\" is missing"},
        Mistake{"devices: [{watts: 5}]",
                "f:1:11: error: the key \"device\" is missing; expected it here: lamp or fan"},
        Mistake{"devices: [{device: lmap, watts: 5}]",
                "f:1:20: error: device: \"lmap\" is not known here; did you mean lamp?"},
        Mistake{"devices: [{device: fan, watts: 5}]",
                "f:1:25: error: the key \"watts\" is not known here; expected device or blades"},
        Mistake{"name: ${NOT_SET}", "f:1:7: error: name: the environment variable NOT_SET is not set"},
        Mistake{"name: ${oops", "expected ${NAME}"},
        Mistake{"spare: {watts: 13}", "f:1:16: error: watts: 13 is unlucky"},
        Mistake{"spare: {watts: 14}", "f:1:16: warning: watts: 14 is close to 13"},
        Mistake{"lamps:\n  a.b: {watts: 99}", "f:2:16: error: lamps.a.b.watts: too bright here"},
        Mistake{"words: [a, b]", "f:1:12: error: words[1]: two are one too many"},
        Mistake{"name: nobody", "f:1:1: error: seats: nobody needs seats"},
        Mistake{"[1, 2]", "f:1:1: error: a list; expected a map of keys"}));

// The bigger the mess the longer the list: nothing stops at the first.
TEST(Reader, GathersEveryMistake) {
  const auto told =
      fill("open: 1\nseats: x\nnaem: y\nspare: {wats: 3}\nlamps: {a: {watts: 13}, b: {watts: -1}}\n").told;
  EXPECT_THAT(told,
              testing::UnorderedElementsAre(HasSubstr("f:1:7: error: open"), HasSubstr("f:2:8: error: seats"),
                                            HasSubstr("f:3:1: error: the key \"naem\""),
                                            HasSubstr("f:4:9: error: the key \"wats\""),
                                            HasSubstr("f:4:8: error: the key \"watts\" is missing"),
                                            HasSubstr("f:5:20: error: watts: 13 is unlucky"),
                                            HasSubstr("f:5:36: error: watts: -1 is out of range")));
}

TEST(Reader, AValueWithAMistakeKeepsItsDefault) {
  const auto room = fill("seats: 5000\nname: good\n").room;
  EXPECT_EQ(room.seats, 4);
  EXPECT_EQ(room.name, "good");
}

TEST(Reader, TakesSecretsFromTheEnvironmentAndNeverTellsThem) {
  EXPECT_EQ(fill("name: a ${SECRET} b ${SECRET}").room.name, "a s3cret b s3cret");
  EXPECT_EQ(fill("name: 'cost $5, $${SECRET}'").room.name, "cost $5, ${SECRET}");
  EXPECT_EQ(fill("url: ${HOST}/x").room.url, "http://h:1/x");
  const auto told = fill("url: ftp://${SECRET}").told;
  ASSERT_EQ(told.size(), 1u);
  EXPECT_THAT(told[0], testing::Not(HasSubstr("s3cret")));
  EXPECT_EQ(fill("lamps: {}\nwords: ['${SECRET}']").room.words[0], "s3cret");
}

TEST(Reader, LeavesSecretsAsTheyAreWrittenWhereNobodyNeedsThem) {
  const auto [room, told] = fill("url: ${NOT_SET}/x\nname: 'a ${file:/no/such/file} $${b}'", Secrets::as_written);
  EXPECT_THAT(told, testing::IsEmpty());
  EXPECT_EQ(room.url, "${NOT_SET}/x");
  EXPECT_EQ(room.name, "a ${file:/no/such/file} ${b}");
  EXPECT_EQ(fill("name: ${SECRET}", Secrets::as_written).room.name, "${SECRET}") << "not even where it is set";
  // Everything else is judged as ever.
  EXPECT_EQ(fill("url: nonsense", Secrets::as_written).told.size(), 1u);
  EXPECT_EQ(fill("name: ${SECRET", Secrets::as_written).told.size(), 1u);
}

TEST(Reader, NearestKnowsSwapsAndKeepsAwayFromStrangers) {
  const std::vector<std::string_view> known{"title", "short_title", "tours"};
  EXPECT_EQ(nearest("tilte", known), "title");
  EXPECT_EQ(nearest("shorttitle", known), "short_title");
  EXPECT_EQ(nearest("tuors", known), "tours");
  EXPECT_EQ(nearest("metrics", known), "");
}

// A folder: every file's mistakes in one list, ordered by file and line.
TEST(LoadExhibit, NamesAMissingFolder) {
  const auto loaded = load_exhibit("no/such/exhibit");
  ASSERT_EQ(loaded.issues.size(), 1u);
  EXPECT_THAT(loaded.issues[0].line(),
              testing::StartsWith("no/such/exhibit: error: there is no such folder"));
}

}  // namespace
}  // namespace guangmu::config
