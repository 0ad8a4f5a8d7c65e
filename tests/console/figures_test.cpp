// The data page without a screen: states, filters, which value is pinned, what keys send, and what is typed.
#include "console/figures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "console/check_words.h"
#include "console/keys.h"
#include "console/keys_data.h"
#include "tests/console/sample.h"

namespace guangmu::console {
namespace {

using testing::connected_to;
using testing::doubtful;
using testing::explained;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Notebook;

struct Desk {
  explicit Desk(Model m) : model(std::move(m)) { model.page = Page::figures; }
  void press(SDL_Scancode key) {
    keys.down(key, false, model, wall);
    keys.up(key, model, wall);
  }
  Model model;
  Keys keys;
  Notebook wall;
};

TEST(Figures, EachStateHasItsOwnPlace) {
  const show::Status s = doubtful();
  const struct {
    const char* id;
    FigureState state;
  } cases[] = {{"loans", FigureState::checking}, {"granted", FigureState::late}, {"by_hand", FigureState::manual},
               {"users", FigureState::broken},     // nothing ever came
               {"applied", FigureState::broken}};  // stale, and its source has a fault
  for (const auto& c : cases) EXPECT_EQ(figure_state(s.metrics.at(c.id), s), c.state) << c.id;
  show::Status mended = s;
  mended.metrics["applied"].source = "platform";
  EXPECT_EQ(figure_state(mended.metrics.at("applied"), mended), FigureState::stale);
  mended.metrics["loans"].quarantined = false;
  mended.metrics["loans"].refused.clear();
  EXPECT_EQ(figure_state(mended.metrics.at("loans"), mended), FigureState::live);
}

TEST(Figures, EveryFigureIsUnderOneChipAndUnderAll) {
  const show::Status s = doubtful();
  const auto counts = filter_counts(s);
  EXPECT_EQ(counts[0], static_cast<int>(s.metrics.size()));
  EXPECT_EQ(counts[0], counts[1] + counts[2] + counts[3] + counts[4]);
  FiguresPage page;
  page.filter = Filter::broken;
  EXPECT_THAT(listed(page, s), ElementsAre("applied", "users"));
  page.filter = Filter::all;
  page.sought = "SHARE";
  EXPECT_THAT(listed(page, s), ElementsAre("share"));
  page.sought = "绿色贷款占比";
  EXPECT_THAT(listed(page, s), ElementsAre("share"));
  page.sought = "news";
  EXPECT_THAT(listed(page, s), ElementsAre("applied"));
}

TEST(Figures, TheDoubtfulOneIsPinnedWhateverIsFiltered) {
  show::Status s = doubtful();
  FiguresPage page;
  page.filter = Filter::late;
  page.selected = "share";
  EXPECT_EQ(pinned_id(page, s), "loans");
  s.metrics["users"].held = 3;
  EXPECT_EQ(pinned_id(page, s), "loans");
  page.selected = "users";
  EXPECT_EQ(pinned_id(page, s), "users");
  s.metrics["loans"].held.reset();
  s.metrics["users"].held.reset();
  EXPECT_EQ(pinned_id(page, s), "");
}

TEST(Figures, KeysDecideAboutThePinnedOne) {
  Desk desk(explained());
  desk.press(SDL_SCANCODE_A);
  EXPECT_THAT(desk.wall.sent, ElementsAre("accept loans"));
  desk.press(SDL_SCANCODE_R);
  EXPECT_EQ(desk.wall.sent.back(), "refuse loans");
  Desk calm(connected_to(testing::sample_status()));
  calm.press(SDL_SCANCODE_A);
  calm.press(SDL_SCANCODE_R);
  EXPECT_THAT(calm.wall.sent, IsEmpty());
}

TEST(Figures, ArrowsChooseAndTheListFollows) {
  Desk desk(explained());
  choose(desk.model.figures, listed(desk.model.figures, *desk.model.status()).front());
  const std::string first = explained_id(desk.model.figures, *desk.model.status());
  desk.press(SDL_SCANCODE_UP);
  EXPECT_EQ(explained_id(desk.model.figures, *desk.model.status()), first);
  for (int i = 0; i < 40; ++i) desk.press(SDL_SCANCODE_DOWN);
  EXPECT_EQ(explained_id(desk.model.figures, *desk.model.status()), listed(desk.model.figures, *desk.model.status()).back());
  EXPECT_GT(desk.model.figures.first_row, 0);
}

TEST(Figures, WhileTypingLettersAreLetters) {
  Desk desk(explained());
  desk.press(SDL_SCANCODE_SLASH);
  ASSERT_TRUE(desk.model.figures.searching);
  for (const SDL_Scancode key : {SDL_SCANCODE_A, SDL_SCANCODE_R, SDL_SCANCODE_F, SDL_SCANCODE_B, SDL_SCANCODE_E, SDL_SCANCODE_1})
    desk.press(key);
  EXPECT_THAT(desk.wall.sent, IsEmpty());
  EXPECT_EQ(desk.model.language, Language::zh);
  desk.model.figures.sought = "share";
  desk.press(SDL_SCANCODE_RETURN);
  EXPECT_FALSE(desk.model.figures.typing());
  EXPECT_EQ(desk.model.figures.sought, "share");
  desk.press(SDL_SCANCODE_ESCAPE);
  EXPECT_EQ(desk.model.figures.sought, "");
}

TEST(Figures, AValueByHandIsSignedAndSent) {
  Desk desk(explained());
  choose(desk.model.figures, "loans");
  desk.press(SDL_SCANCODE_U);
  ASSERT_TRUE(desk.model.figures.draft);
  desk.press(SDL_SCANCODE_RETURN);  // nothing typed yet: said, not sent
  EXPECT_THAT(desk.wall.sent, IsEmpty());
  EXPECT_TRUE(desk.model.notice("manual-set"));
  desk.model.figures.draft->value = "3,900.5";
  desk.model.figures.draft->until = "2h";
  desk.model.figures.draft->name = "王敏";
  desk.press(SDL_SCANCODE_RETURN);
  EXPECT_THAT(desk.wall.sent, ElementsAre("override loans 3900.5 7200"));
  EXPECT_FALSE(desk.model.figures.draft);
  EXPECT_EQ(desk.model.figures.operator_name, "王敏");
  choose(desk.model.figures, "by_hand");  // the same key ends it
  desk.press(SDL_SCANCODE_U);
  EXPECT_EQ(desk.wall.sent.back(), "override by_hand off");
  EXPECT_FALSE(desk.model.figures.draft);
  choose(desk.model.figures, "share");  // computed: its inputs are set, not it
  desk.press(SDL_SCANCODE_U);
  EXPECT_FALSE(desk.model.figures.draft);
  EXPECT_TRUE(desk.model.notice("manual"));
}

TEST(Figures, DurationsAndValuesAreReadAsPeopleWriteThem) {
  const Instant now = *parse_instant("2026-11-20T10:30:00");
  const struct {
    const char* text;
    std::optional<double> s;
  } cases[] = {{"90", 5400},   {"90m", 5400},  {"2h", 7200},    {"3d", 259200}, {"2小时", 7200}, {"30分钟", 1800}, {"30 分", 1800},
               {"12:00", 5400}, {"10:00", 84600}, {"", std::nullopt}, {"0", std::nullopt}, {"-5", std::nullopt}, {"25:00", std::nullopt},
               {"12:xx", std::nullopt}, {"soon", std::nullopt}, {"nan", std::nullopt}, {"1e400", std::nullopt}};
  for (const auto& c : cases) EXPECT_EQ(duration_s(c.text, now), c.s) << c.text;
  show::MetricStatus share;
  share.unit = "%";
  EXPECT_EQ(*manual_command({"share", "37.5 %", "60", ""}, share, now, Language::en), "override share 0.375 3600");
  EXPECT_FALSE(manual_command({"share", "a lot", "60", ""}, share, now, Language::en));
  EXPECT_FALSE(manual_command({"share", "1", "31d", ""}, share, now, Language::zh));
}

TEST(Figures, AFormulaFallsIntoFiguresAndSigns) {
  std::vector<kpi::Why> inputs(2);
  inputs[0].metric = "loans";
  inputs[1].metric = "granted";
  const auto shape = [&](const char* formula) {
    std::string out;
    for (const auto& part : formula_parts(formula, inputs)) out += part.input < 0 ? part.words : "#" + std::to_string(part.input);
    return out;
  };
  EXPECT_EQ(shape("loans / granted"), "#0÷#1");
  EXPECT_EQ(shape("100 * (loans - granted) / loans"), "100 × (#0−#1) ÷#0");
  EXPECT_EQ(shape("max(loans, granted)"), "max(#0,#1)");
  EXPECT_EQ(shape("loans_old + loans"), "loans_old +#0");
}

TEST(Figures, TheOriginOfAComputedFigureIsItsOldestInput) {
  kpi::Why why;
  why.inputs.resize(2);
  why.inputs[0].metric = "young", why.inputs[0].age_s = 4;
  why.inputs[1].metric = "old", why.inputs[1].age_s = 38;
  EXPECT_EQ(origin_of(why).metric, "old");
  EXPECT_EQ(origin_of(why.inputs[0]).metric, "young");
}

TEST(Figures, CountsHowOftenTheWaitingValueCame) {
  const Model model = explained();
  const show::MetricStatus& loans = model.status()->metrics.at("loans");
  kpi::Course course = model.figures.courses.at("loans");
  EXPECT_EQ(times_held(loans, &course), 40);
  course.marks.push_back({model.status()->wall_clock, 7, "range"});
  course.marks.insert(course.marks.begin(), {model.status()->wall_clock + -5000, 505.6, "step"});
  EXPECT_EQ(times_held(loans, &course), 40);
  EXPECT_EQ(times_held(loans, nullptr), 0);
}

TEST(Figures, SaysWhyAValueWaitsAndWhichSlipItLooksLike) {
  show::MetricStatus m;
  m.value = 3900;
  m.held = 39000;
  m.refused = "rose by 35,100 at once";
  m.refused_rule = "step";
  EXPECT_EQ(doubt_words(m, Language::zh), std::pair(std::string("一次涨 900 %，超过上限"), std::string("约 10 倍，像是多写了 0")));
  EXPECT_EQ(doubt_words(m, Language::en), std::pair(std::string("rose 900 % at once: too much"), std::string("about 10 times: zeros too many?")));
  m.held = 39;
  EXPECT_EQ(doubt_words(m, Language::zh).second, "约 100 分之一，像是少写了 0");
  m.held = 5000;
  EXPECT_EQ(doubt_words(m, Language::zh).second, m.refused);
  EXPECT_EQ(doubt_words(m, Language::en).second, m.refused);
  m.refused_rule = "counter";
  EXPECT_EQ(doubt_words(m, Language::zh).first, "只增不减的数变小了");
}

TEST(Figures, ChangeOfADayIsToldInTheFiguresUnit) {
  const Model model = explained();
  const show::MetricStatus& loans = model.status()->metrics.at("loans");
  EXPECT_EQ(change_words(&model.figures.courses.at("loans"), loans, Language::zh), "+9.00");
  EXPECT_EQ(change_words(nullptr, loans, Language::zh), "—");
  kpi::Course flat = model.figures.courses.at("loans");
  for (auto& p : flat.points) p.value = 3;
  EXPECT_EQ(change_words(&flat, loans, Language::zh), "0");
}

TEST(Figures, TheProofHoldsEverythingThatIsKnown) {
  Desk desk(explained());
  desk.press(SDL_SCANCODE_C);
  ASSERT_TRUE(desk.model.figures.to_copy);
  for (const char* part : {"36.67 %", "loans / granted", "http://127.0.0.1:7440/api/v1/kpi", "/data/loans/", "\"green_total\": 50.56",
                           "50.56 亿元", "48213", "2023-11-1"})
    EXPECT_THAT(*desk.model.figures.to_copy, HasSubstr(part));
  Desk asked(connected_to(doubtful()));
  asked.press(SDL_SCANCODE_C);
  EXPECT_FALSE(asked.model.figures.to_copy);
  EXPECT_TRUE(asked.model.notice("proof"));
}

TEST(Figures, AnAnswerThatFailsLeavesTheLastOneStanding) {
  Model model = explained();
  model.figures.hear({"share", Inquired::About::why, std::nullopt, std::nullopt, "no answer"});
  EXPECT_TRUE(model.figures.explained.why);
  EXPECT_EQ(model.figures.explained.problem, "no answer");
  model.figures.hear({"loans", Inquired::About::why, std::nullopt, std::nullopt, "no answer"});
  EXPECT_EQ(model.figures.explained.metric, "loans");
  EXPECT_FALSE(model.figures.explained.why);
  model.figures.hear({"loans", Inquired::About::course, std::nullopt, std::nullopt, "no answer"});
  EXPECT_TRUE(model.figures.courses.contains("loans"));
}

TEST(Figures, APressOnAnyFigureOpensItsWhy) {
  Model model = explained();
  model.figures.filter = Filter::broken;
  open_why(model, "granted");
  EXPECT_EQ(model.page, Page::figures);
  EXPECT_EQ(explained_id(model.figures, *model.status()), "granted");
  EXPECT_EQ(model.figures.filter, Filter::all);
}

TEST(Figures, AreListedAsTheScenesShowThem) {
  show::Status s = doubtful();
  s.scenes[0].metrics = {"users", "loans", "no_such_metric"};
  s.scenes[1].metrics = {"granted", "users", "applied"};
  const auto ids = listed({}, s);
  ASSERT_EQ(ids.size(), s.metrics.size());
  EXPECT_THAT(std::vector(ids.begin(), ids.begin() + 4), ElementsAre("users", "loans", "granted", "applied"));
  s.metrics["applied"].held = s.metrics["granted"].held = 3;
  s.metrics["loans"].held.reset();
  EXPECT_EQ(pinned_id({}, s), "granted");
}

TEST(CheckWords, TellWhatWasWantedOrWhatCame) {
  const struct {
    const char* name;
    bool passed;
    const char *wall, *zh, *en;
  } cases[] = {
      {"type", true, "a number", "", ""},
      {"range", true, "0 亿元 to 100000 亿元", "0 亿元 到 100,000 亿元", "0 亿元 to 100,000 亿元"},
      {"range", false, "0 to 100; 3429.6499999999996 is outside the range 0 to 100", "3,429.65 不在 0 到 100 之内", "3,429.65 is outside 0 to 100"},
      {"step", true, "changes by at most 20 亿元 from poll to poll", "每次最多变 20 亿元", "at most 20 亿元 a poll"},
      {"step", true, "changes by at most 0.5 % in 1h", "1 小时 内最多变 0.5 %", "at most 0.5 % in 1h"},
      {"step", false,
       "changes by at most 20 亿元 from poll to poll; 505.7 is 455.14 away from 50.56, more than the allowed 20; accept it if that is right",
       "505.7 与 50.56 差 455.14，最多 20", "505.7 is 455.14 away from 50.56, at most 20"},
      {"fresh", false, "at most 13s old; was 76.2 s old", "应 13 秒 内，已 76.2 秒", "at most 13s, was 76.2 s"},
      {"counter", false, "only rises; a counter fell from 12000 to -3", "只增的数从 12,000 落到 −3", "a counter fell from 12,000 to −3"},
      {"relation:total", false, "a + b == c; the relation total (parts) does not hold: 1 + 2 == 4", "关系“total”不成立：1 + 2 == 4",
       "the relation total (parts) does not hold: 1 + 2 == 4"},
      {"custom", true, "a later wall's words", "a later wall's words", "a later wall's words"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(check_text({c.name, c.passed, c.wall}, Language::zh), c.zh) << c.wall;
    EXPECT_EQ(check_text({c.name, c.passed, c.wall}, Language::en), c.en) << c.wall;
  }
}

TEST(CheckWords, LeaveWhatTheyDoNotKnow) {
  for (const char* text : {"", "?", "{0}", "is away from", "2026-11-20T10:40:47+08:00"}) {
    EXPECT_EQ(in_words(text, Language::zh), text);
    EXPECT_EQ(in_words(text, Language::en), text);
  }
  EXPECT_EQ(in_words("its time 2026-11-20T10:40:47+08:00 is 90 s in the future; one of the two clocks is wrong", Language::zh),
            "数据时间 2026-11-20 10:40:47 超前 90 秒，有一边的钟不准");
}

}  // namespace
}  // namespace guangmu::console
