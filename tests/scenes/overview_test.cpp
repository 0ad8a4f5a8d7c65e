// The overview as a function of its input: what it shows, what it keeps, when it changes.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/hash.h"
#include "lanzhou.h"
#include "scenes/claim.h"

namespace guangmu::scenes {
namespace {

using testing::State;

std::unique_ptr<Scene> overview() {
  return make_scene(testing::lanzhou().scenes.at("overview"), testing::context());
}

SceneOutput built(Scene& scene, const SceneInput& in) {
  SceneOutput out;
  scene.build(in, testing::text_engine(), out);
  return out;
}

bool shows(const SceneOutput& out, const std::string& words) {
  const auto texts = testing::texts(out.list);
  return std::any_of(texts.begin(), texts.end(), [&](const auto& t) { return t.text == words; });
}
bool mentions(const SceneOutput& out, const std::string& words) {
  const auto texts = testing::texts(out.list);
  return std::any_of(texts.begin(), texts.end(),
                     [&](const auto& t) { return t.text.find(words) != std::string::npos; });
}

std::uint64_t fingerprint(const draw::DrawList& list) {
  Hash h;
  for (const draw::Placed& p : list.groups)
    h.add(p.group->id).add(p.group->hash).add(p.opacity).add(p.shift.x).add(p.shift.y);
  if (list.backdrop) h.add(list.backdrop->hash());
  return h.value();
}

TEST(Overview, ShowsAllEightMetricsAndBothDerivedFigures) {
  auto scene = overview();
  const auto out = built(*scene, testing::input(State::live));
  for (const char* digits :
       {"10,016", "1,323", "194", "381.02", "137.87", "50.56", "3,900", "100", "36.7", "36.2"})
    EXPECT_TRUE(shows(out, digits)) << digits;
  for (const char* words :
       {"绿色贷款总额", "融资申请总额", "实现融资总额", "累计企业用户", "注册企业", "上架金融产品",
        "兑现奖励", "宣传报道", "绿色贷款占比", "融资实现率", "亿元", "万元", "户", "14:32:08"})
    EXPECT_TRUE(shows(out, words)) << words;
  const auto ids = scene->metric_ids();
  for (const auto& [id, m] : testing::lanzhou().data.metrics)
    if (!id.starts_with("platform_")) {  // the platform's health has its own scene
      EXPECT_NE(std::find(ids.begin(), ids.end(), id), ids.end()) << id;
    }
}

TEST(Overview, EveryFigureTellsItsMetric) {
  auto scene = overview();
  for (const auto& t : testing::texts(built(*scene, testing::input(State::live)).list))
    EXPECT_EQ(t.text == "10,016", t.metric == "users_total" && t.text != "户" && t.text != "累计企业用户")
        << t.text;
}

TEST(Overview, SameInputGivesTheSameList) {
  auto a = overview(), b = overview();
  for (const double t : {0.4, 0.9, 1.3, 1.8, 2.6, 40.25})
    EXPECT_EQ(fingerprint(built(*a, testing::input(State::live, Language::zh, t)).list),
              fingerprint(built(*b, testing::input(State::live, Language::zh, t)).list))
        << t;
}

TEST(Overview, UnchangedInputGivesTheSamePointers) {
  auto scene = overview();
  SceneInput in = testing::input(State::live);
  in.backdrop_moves = false;
  const auto before = built(*scene, in);
  in.time_s += 0.3;
  in.entered_s += 0.3;
  const auto after = built(*scene, in);
  ASSERT_EQ(before.list.groups.size(), after.list.groups.size());
  for (std::size_t i = 0; i < before.list.groups.size(); ++i)
    EXPECT_EQ(before.list.groups[i].group, after.list.groups[i].group) << "group " << i;
  EXPECT_EQ(before.list.backdrop, after.list.backdrop);
  // A snapshot with the same figures is the same figures.
  in.data = testing::figures(State::live, in.wall_clock);
  const auto again = built(*scene, in);
  for (std::size_t i = 0; i < before.list.groups.size(); ++i)
    EXPECT_EQ(before.list.groups[i].group, again.list.groups[i].group);
}

TEST(Overview, OneChangedFigureRebuildsOnlyWhatShowsIt) {
  auto scene = overview();
  SceneInput in = testing::input(State::live);
  in.backdrop_moves = false;
  const auto before = built(*scene, in);
  auto data = testing::figures(State::live, in.wall_clock);
  data->metrics.at("users_total").reading->value = 10017;
  in.data = data;
  in.time_s += 0.1;
  in.entered_s += 0.1;
  const auto after = built(*scene, in);
  std::set<draw::GroupPtr> old;
  for (const auto& p : before.list.groups) old.insert(p.group);
  int fresh = 0;
  for (const auto& p : after.list.groups) fresh += old.contains(p.group) ? 0 : 1;
  EXPECT_LE(fresh, 2);  // the digits, and the light that passes over them
  EXPECT_GE(fresh, 1);
  EXPECT_LE(after.next_change_s, in.time_s);
  // While it rolls, the digits that did not change stand where they stood.
  in.time_s += 0.4;
  in.entered_s += 0.4;
  const auto rolling = testing::texts(built(*scene, in).list);
  int still = 0, moved = 0;
  for (const auto& t : rolling)
    if (t.metric == "users_total" && t.text.size() == 1)
      ++(t.origin.y == 357 || std::abs(t.origin.y - std::round(t.origin.y)) < 1e-4f ? still : moved);
  EXPECT_EQ(still, 5);
  EXPECT_EQ(moved, 2);
  in.time_s += 1;
  in.entered_s += 1;
  EXPECT_TRUE(shows(built(*scene, in), "10,017"));
}

TEST(Overview, TellsWhenItChangesNext) {
  auto scene = overview();
  SceneInput in = testing::input(State::live);
  in.backdrop_moves = false;
  // At rest: the clock.
  EXPECT_NEAR(built(*scene, in).next_change_s, in.time_s + 1, 1e-6);
  in.wall_clock = in.wall_clock + 0.75;
  EXPECT_NEAR(built(*scene, in).next_change_s, in.time_s + 0.25, 1e-5);
  // Entering: now.
  in.time_s = in.entered_s = 1.5;
  EXPECT_LE(built(*scene, in).next_change_s, 1.5);
  EXPECT_GT(scene->entrance_s(), 2);
  EXPECT_LT(scene->entrance_s(), 4);
}

TEST(Overview, FreshnessChangesByAgeAlone) {
  auto scene = overview();
  SceneInput in = testing::input(State::live);
  EXPECT_FALSE(mentions(built(*scene, in), "前"));
  in.wall_clock = in.wall_clock + 18;
  EXPECT_TRUE(mentions(built(*scene, in), "19 秒前"));
  in.wall_clock = in.wall_clock + 181;
  EXPECT_TRUE(mentions(built(*scene, in), "3 分钟前"));
}

TEST(Overview, StaleFiguresKeepThreeQuartersOfTheirLight) {
  auto live = overview(), stale = overview();
  const auto find = [](const SceneOutput& out, const std::string& words) {
    for (const auto& t : testing::texts(out.list))
      if (t.text == words) return t.colour;
    return Linear{0, 0, 0, 0};
  };
  const Linear a = find(built(*live, testing::input(State::live)), "50.56");
  const Linear b = find(built(*stale, testing::input(State::stale)), "50.56");
  EXPECT_NEAR(luminance(b) / luminance(a), 0.75, 1e-3);
  EXPECT_GE(contrast(luminance(b), 0.012f), 7);
}

TEST(Overview, AReportNeverClaimsToBeLive) {
  auto scene = overview();
  const auto out = built(*scene, testing::input(State::report));
  EXPECT_TRUE(shows(out, "50.56"));
  EXPECT_TRUE(mentions(out, "2022年12月31日报告"));
  int marks = 0;
  for (const auto& t : testing::texts(out.list)) marks += t.text.find("报告") != std::string::npos ? 1 : 0;
  EXPECT_GE(marks, 8);
  EXPECT_TRUE(mentions(out, "截至2022年12月31日"));
}

TEST(Overview, QuietFormsForManualAndCheckedFigures) {
  auto a = overview(), b = overview();
  EXPECT_TRUE(mentions(built(*a, testing::input(State::manual)), "人工"));
  EXPECT_TRUE(mentions(built(*b, testing::input(State::checking)), "核对中"));
}

// Every mark of a figure set by hand, from the widest place to the narrowest: none loses that it was.
TEST(Overview, AFigureSetByHandSaysByWhomAndUntilWhen) {
  SceneInput in = testing::input(State::manual);
  auto data = testing::figures(State::manual, in.wall_clock);
  in.data = data;
  const auto marks = [&](const std::string& by, std::optional<Instant> until, Language language) {
    kpi::Metric& m = data->metrics.begin()->second;
    m.manual_by = by;
    m.manual_until = until;
    in.language = language;
    return claim_of(in, data->metrics.begin()->first, {}).marks;
  };
  using Words = std::vector<std::string>;
  const Instant at = in.wall_clock + 5400;  // 16:02 the same day
  EXPECT_EQ(marks("王敏", at, Language::zh),
            (Words{"人工设定 · 王敏 · 至 16:02", "人工 · 王敏 · 至 16:02", "王敏 设定 至 16:02", "人工 至 16:02", "人工"}));
  EXPECT_EQ(marks("Wang Min", at, Language::en),
            (Words{"set by Wang Min until 16:02", "Wang Min, until 16:02", "manual until 16:02", "manual"}));
  EXPECT_EQ(marks("console 127.0.0.1", in.wall_clock + 86400, Language::zh).front(), "人工设定 · 操作台 · 至 11月21日 14:32");
  EXPECT_EQ(marks("", std::nullopt, Language::en).front(), "set by hand");
  EXPECT_EQ(marks("", std::nullopt, Language::zh).back(), "人工");
}

TEST(Overview, ASourceThatStandsStillSaysSo) {
  SceneInput in = testing::input(State::checking);
  auto data = testing::figures(State::checking, in.wall_clock);
  in.data = data;
  auto& [id, m] = *data->metrics.begin();
  m.held.reset();
  m.refused_rule = "frozen";
  EXPECT_EQ(claim_of(in, id, {}).marks.front(), "数据未变动");
  EXPECT_EQ(claim_of(in, id, {}).form, Form::checking);
  m.held = 1;
  EXPECT_EQ(claim_of(in, id, {}).marks.front(), "新值核对中");
}

TEST(Overview, DemonstrationDataIsMarkedAndLiveDataIsNot) {
  auto scene = overview();
  SceneInput in = testing::input(State::live);
  const auto count = [&](const SceneOutput& out) {
    int n = 0;
    for (const auto& t : testing::texts(out.list)) n += t.text.find("演示数据") != std::string::npos ? 1 : 0;
    return n;
  };
  EXPECT_EQ(count(built(*scene, in)), 4);  // trend, ranking, grades, and the note
  auto data = testing::figures(State::live, in.wall_clock);
  for (auto& [id, s] : data->series) {
    auto info = std::make_shared<kpi::SeriesInfo>(*s.info);
    info->demonstration = false;
    s.info = info;
  }
  in.data = data;
  EXPECT_EQ(count(built(*scene, in)), 3);
}

TEST(Overview, WithoutAnythingEveryPlaceSaysSo) {
  auto scene = overview();
  const auto out = built(*scene, testing::input(State::nothing));
  int places = 0;
  for (const auto& t : testing::texts(out.list)) {
    places += t.text.find("暂无数据") != std::string::npos ? 1 : 0;
    for (const char* wrong : {"nan", "NaN", "null", "inf", "—"})
      EXPECT_EQ(t.text.find(wrong), std::string::npos) << t.text;
    EXPECT_NE(t.text, "0");
    EXPECT_NE(t.text, "0.00");
  }
  EXPECT_GE(places, 12);
  // English says it in English.
  EXPECT_TRUE(mentions(built(*scene, testing::input(State::nothing, Language::en)), "no data"));
}

TEST(Overview, UndeclaredMetricsAreEmptyNotAFailure) {
  auto scene = overview();
  SceneInput in = testing::input(State::live);
  in.data = std::make_shared<kpi::Snapshot>();
  const auto out = built(*scene, in);
  EXPECT_TRUE(mentions(out, "暂无数据"));
  EXPECT_TRUE(shows(out, "14:32:08"));
}

TEST(Overview, FrozenFiguresClaimNothingOfTheirOwn) {
  auto scene = overview();
  SceneInput in = testing::input(State::stale);
  in.figures_frozen = true;
  in.figures_date = {2022, 12, 31};
  const auto out = built(*scene, in);
  EXPECT_FALSE(mentions(out, "分钟前"));
  EXPECT_TRUE(mentions(out, "截至2022年12月31日"));
}

TEST(Overview, SettledStandsAsAfterTheEntrance) {
  auto a = overview(), b = overview();
  SceneInput still = testing::input(State::live, Language::zh, 0);
  still.settled = true;
  still.time_s = 0;
  still.backdrop_moves = false;
  SceneInput later = testing::input(State::live, Language::zh, 50);
  later.time_s = 0;
  later.backdrop_moves = false;
  EXPECT_EQ(fingerprint(built(*a, still).list), fingerprint(built(*b, later).list));
}

TEST(Overview, BeforeItsCueNothingStandsButTheGround) {
  auto scene = overview();
  const auto out = built(*scene, testing::input(State::live, Language::zh, -0.5));
  EXPECT_TRUE(out.list.groups.empty());
  EXPECT_EQ(out.list.backdrop->amount, 0);
}

}  // namespace
}  // namespace guangmu::scenes
