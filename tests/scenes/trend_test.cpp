// Curves of the history: what their axes say, where they break, and what stands there before there is one.
#include "scenes/trend.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "lanzhou.h"
#include "scenes/course.h"
#include "scenes/ridge.h"
#include "scenes/time_axis.h"
#include "scenes/value_axis.h"
#include "scenes/widget.h"

namespace guangmu::scenes {
namespace {

constexpr double hour = 3600, day = 86400;

// ---- Times ----------------------------------------------------------------------------------------------------------

std::vector<std::string> words(const char* to, double span_s, double room_px, Language language) {
  const Instant end = *parse_instant(to);
  std::vector<std::string> all;
  for (const auto& t : time_ticks(end + -span_s, end, room_px, 24, language,
                                  [](const std::string& w) { return 16. * static_cast<double>(w.size()) / 1.6; }))
    all.push_back(t.words);
  return all;
}

TEST(TimeTicks, AreWrittenAsAReaderExpects) {
  using Words = std::vector<std::string>;
  const struct {
    const char* to;
    double span_s, room_px;
    Language language;
    Words words;
  } cases[] = {
      {"2026-11-25T14:32:00", day, 1000, Language::zh, {"16:00", "18:00", "20:00", "22:00", "00:00", "02:00", "04:00", "06:00", "08:00", "10:00", "12:00", "14:00"}},
      {"2026-11-25T14:32:00", day, 400, Language::en, {"18:00", "00:00", "06:00", "12:00"}},
      {"2026-11-25T14:32:00", 7 * day, 1000, Language::en, {"19 Nov", "20 Nov", "21 Nov", "22 Nov", "23 Nov", "24 Nov", "25 Nov"}},
      {"2026-11-25T14:32:00", 7 * day, 700, Language::zh, {"11月19日", "11月21日", "11月23日", "11月25日"}},
      {"2026-11-25T14:32:00", 30 * day, 1000, Language::zh, {"11月1日", "11月5日", "11月10日", "11月15日", "11月20日", "11月25日"}},
      {"2026-03-02T09:00:00", 30 * day, 500, Language::en, {"2 Feb", "9 Feb", "16 Feb", "23 Feb", "2 Mar"}},
      {"2026-11-25T14:32:00", 365 * day, 1600, Language::zh, {"12月", "2026年", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月"}},
      {"2026-11-25T14:32:00", 365 * day, 500, Language::en, {"2026", "Apr", "Jul", "Oct"}},
      {"2026-11-25T14:32:00", 4 * 365 * day, 300, Language::en, {"2023", "2024", "2025", "2026"}},
  };
  for (const auto& c : cases) EXPECT_EQ(words(c.to, c.span_s, c.room_px, c.language), c.words) << c.to << " " << c.span_s / day << " days";
  // In the hall it is already tomorrow.
  EXPECT_EQ(words("2026-11-25T17:00:00Z", 2 * day, 400, Language::en), (Words{"12:00", "25 Nov", "12:00", "26 Nov"}));
}

TEST(TimeTicks, NeverTouchAtAnyLength) {
  for (const Language language : {Language::zh, Language::en})
    for (double span = hour; span < 20 * 365 * day; span *= 1.37)
      for (const double room : {120., 400., 1128., 2200.}) {
        const Instant end = *parse_instant("2026-03-01T07:11:13");
        const auto width = [](const std::string& w) { return 9. * static_cast<double>(w.size()); };
        const auto ticks = time_ticks(end + -span, end, room, 20, language, width);
        for (std::size_t i = 1; i < ticks.size(); ++i) {
          const double apart = (ticks[i].at - ticks[i - 1].at) / span * room;
          EXPECT_GE(apart + 1e-6, (width(ticks[i].words) + width(ticks[i - 1].words)) / 2) << span / day << " days in " << room;
        }
        if (room > 400 && span > 2 * hour && span < 10 * 365 * day) {
          EXPECT_GE(ticks.size(), 1u) << span / day << " days in " << room;
        }
      }
}

TEST(TimeTicks, AMomentIsAsShortAsItsLengthAllows) {
  const Instant at = *parse_instant("2026-11-25T14:32:08");
  const struct {
    double over_s;
    const char *zh, *en;
  } cases[] = {{day, "14:32", "14:32"},
               {7 * day, "11月25日 14:32", "25 Nov 14:32"},
               {30 * day, "11月25日", "25 Nov"},
               {700 * day, "2026年11月25日", "25 Nov 2026"}};
  for (const auto& c : cases) {
    EXPECT_EQ(moment_words(at, c.over_s, Language::zh), c.zh);
    EXPECT_EQ(moment_words(at, c.over_s, Language::en), c.en);
  }
}

// ---- Levels ---------------------------------------------------------------------------------------------------------

TEST(ValueAxis, StandsOnRoundNumbersAroundTheValues) {
  const struct {
    double least, most, resolution;
    bool share;
    double low, high, step;
  } cases[] = {
      {99.2, 99.98, 0.01, true, 99, 100, 0.5},     // a good week
      {100, 100, 0.01, true, 99, 100, 0.5},        // a flat one: not above all of it
      {0, 0, 0.01, true, 0, 1, 0.5},               // nor below nothing
      {62, 99, 0.01, true, 60, 100, 20},           // a bad one
      {10016, 10842, 1, false, 10000, 11000, 500}, // a counter
      {194, 194, 1, false, 192, 196, 2},           // that stands still
      {0, 3, 1, false, 0, 4, 2},                   // counts, in whole ones
      {2, 41, 1, false, 0, 60, 20},                // from zero
      {-3, 4, 1, false, -5, 5, 5},
  };
  for (const auto& c : cases) {
    const ValueAxis a = value_axis(c.least, c.most, c.resolution, c.share);
    EXPECT_NEAR(a.low, c.low, 1e-9) << c.least;
    EXPECT_NEAR(a.high, c.high, 1e-9) << c.least;
    EXPECT_NEAR(a.step, c.step, 1e-9) << c.least;
  }
  for (double most = 1e-4; most < 1e12; most *= 3.7)
    for (const double part : {0., 0.5, 0.999, 1.}) {
      const ValueAxis a = value_axis(most * part, most, 0.01, false);
      EXPECT_LE(a.low, most * part * (1 + 1e-6));
      EXPECT_GE(a.high, most * (1 - 1e-6));
      EXPECT_GE(a.levels(), 2);
      EXPECT_LE(a.levels(), 6) << most << " " << part;
    }
}

// ---- Gaps -----------------------------------------------------------------------------------------------------------

kpi::Series series(double over_s, double stale_s, const std::vector<std::pair<Instant, double>>& points) {
  auto info = std::make_shared<kpi::SeriesInfo>();
  info->id = "users_month";
  info->unit = "户";
  info->columns = {"users_total"};
  info->over_s = over_s;
  info->late_after_s = stale_s / 4;
  info->stale_after_s = stale_s;
  kpi::Series s;
  s.info = info;
  for (const auto& [at, value] : points) s.points.push_back({iso8601(at), {value}});
  if (!points.empty()) s.received = points.back().first;
  return s;
}

std::vector<std::pair<Instant, double>> every(double step_s, Instant from, Instant to) {
  std::vector<std::pair<Instant, double>> points;
  for (Instant t = from; t <= to; t = t + step_s) points.emplace_back(t, 10000 + (t - from) / 600);
  return points;
}

TEST(Course, BreaksWhereNothingWasKnown) {
  const Instant now = testing::a_friday();
  auto points = every(hour, now + -7 * day, now);
  EXPECT_EQ(course_of(series(7 * day, 600, points), 0, now).runs.size(), 1u);
  // Switched off for a night.
  std::erase_if(points, [&](const auto& p) { return p.first > now + -40 * hour && p.first < now + -30 * hour; });
  const Course course = course_of(series(7 * day, 600, points), 0, now);
  ASSERT_EQ(course.runs.size(), 2u);
  EXPECT_EQ(course.runs[0].last + 1, course.runs[1].first);
  EXPECT_TRUE(course.enough);
  // No break where the figure was not even stale: its source speaks twice a day.
  EXPECT_EQ(course_of(series(7 * day, 20 * hour, points), 0, now).runs.size(), 1u);
  // Nor where a week is one point an hour and one of them came late.
  points = every(hour, now + -7 * day, now);
  points[20].first = points[20].first + 1700;
  EXPECT_EQ(course_of(series(7 * day, 600, points), 0, now).runs.size(), 1u);
}

TEST(Course, AValueThatIsNoneBreaksIt) {
  const Instant now = testing::a_friday();
  auto s = series(day, 600, every(600, now + -day, now));
  s.points[70].y = {std::numeric_limits<double>::quiet_NaN()};
  s.points[90].x = "no time";
  s.points[110].y.clear();
  const Course course = course_of(s, 0, now);
  EXPECT_EQ(course.runs.size(), 4u);
  for (const auto& p : course.points) EXPECT_TRUE(std::isfinite(p.value));
  EXPECT_TRUE(course_of(s, 5, now).points.empty()) << "a column that is not there";
}

TEST(Course, TooLittleHistoryIsNoCurve) {
  const Instant now = testing::a_friday();
  EXPECT_FALSE(course_of(series(7 * day, 600, {}), 0, now).enough);
  EXPECT_FALSE(course_of(series(7 * day, 600, {{now, 5}}), 0, now).enough);
  EXPECT_FALSE(course_of(series(7 * day, 600, every(60, now + -6 * hour, now)), 0, now).enough);
  EXPECT_TRUE(course_of(series(7 * day, 600, every(60, now + -8 * hour, now)), 0, now).enough);
  // The axis is the whole week all the same.
  const Course course = course_of(series(7 * day, 600, every(60, now + -8 * hour, now)), 0, now);
  EXPECT_EQ(course.from, now + -7 * day);
  EXPECT_EQ(course.to, now);
}

TEST(Course, NeverLeavesItsTimeAndNeverGoesBack) {
  const Instant now = testing::a_friday();
  auto points = every(hour, now + -3 * day, now + 2 * hour);
  points.insert(points.begin() + 30, {now + -3 * day, 1.});  // a clock that was set back
  const Course course = course_of(series(day, 600, points), 0, now);
  EXPECT_EQ(course.to, now + 2 * hour);
  for (std::size_t i = 0; i < course.points.size(); ++i) {
    EXPECT_GE(course.points[i].at, course.from);
    if (i == 0) continue;
    EXPECT_GT(course.points[i].at, course.points[i - 1].at);
  }
}

TEST(Course, MonthsThatASourceDeliversAreTimesToo) {
  kpi::Series s = series(0, 600, {});
  for (const char* month : {"2022-07", "2022-08", "2022-09"}) s.points.push_back({month, {1}});
  const Course course = course_of(s, 0, testing::a_friday());
  EXPECT_TRUE(course.enough);
  EXPECT_EQ(course.from, *parse_instant("2022-07-01"));
  EXPECT_EQ(course.to, *parse_instant("2022-09-01"));
  EXPECT_EQ(course.runs.size(), 1u);
}

// ---- On the wall ----------------------------------------------------------------------------------------------------

struct Look {
  kpi::Series curve;
  Language language = Language::zh;
  std::string history_fault{};
  bool declared = true;
  bool history_kept = true;
};

std::vector<testing::Standing> texts_of(const Look& look, SceneOutput* whole = nullptr) {
  SceneSettings document;
  TrendSettings trend;
  trend.area = {0, 8, 6, 3};
  trend.title = {"近 30 天累计企业用户", "Enterprise users, 30 days"};
  trend.series = "users_month";
  document.widgets.emplace_back(trend);
  auto scene = make_scene(document, testing::context());
  SceneInput in = testing::input(testing::State::live, look.language);
  auto data = testing::figures(testing::State::live, in.wall_clock);
  data->series.clear();
  data->history_fault = look.history_fault;
  data->history_kept = look.history_kept;
  if (look.declared) data->series.put("users_month", look.curve);
  in.data = data;
  SceneOutput out;
  scene->build(in, testing::text_engine(), out);
  auto found = testing::texts(out.list);
  if (whole) *whole = std::move(out);
  return found;
}
bool says(const std::vector<testing::Standing>& all, const std::string& words) {
  return std::ranges::any_of(all, [&](const auto& t) { return t.text == words; });
}
int lines_of(const SceneOutput& out) {
  int lines = 0;
  for (const auto& placed : out.list.groups)
    for (const auto& item : placed.group->items) {
      const auto* line = std::get_if<draw::Polyline>(&item.shape);
      lines += line && line->points->size() > 2 ? 1 : 0;  // a stroke of the hatch has two
    }
  return lines;
}

TEST(Trend, ShowsLevelsTimesAndTheNewestValue) {
  const Instant now = testing::a_friday();
  SceneOutput out;
  const auto zh = texts_of({series(30 * day, 600, every(3 * hour, now + -30 * day, now))}, &out);
  for (const char* words : {"近 30 天累计企业用户", "户", "10,000", "11月2日", "11月16日", "14,320"}) EXPECT_TRUE(says(zh, words)) << words;
  EXPECT_EQ(lines_of(out), 1);
  const auto en = texts_of({series(30 * day, 600, every(3 * hour, now + -30 * day, now)), Language::en});
  for (const char* words : {"Enterprise users, 30 days", "1 Nov", "20 Nov"}) EXPECT_TRUE(says(en, words)) << words;
}

TEST(Trend, BeforeThereIsAHistoryItSaysSoAndDrawsNoCurve) {
  const Instant now = testing::a_friday();
  for (const auto& points : {std::vector<std::pair<Instant, double>>{}, every(60, now + -2 * hour, now)}) {
    SceneOutput out;
    const auto zh = texts_of({series(30 * day, 600, points)}, &out);
    EXPECT_TRUE(says(zh, "历史数据积累中"));
    EXPECT_EQ(says(zh, "自 11月20日 起有记录"), !points.empty());
    EXPECT_EQ(lines_of(out), 0);
    EXPECT_FALSE(says(zh, "0"));
    const auto en = texts_of({series(30 * day, 600, points), Language::en});
    EXPECT_TRUE(says(en, "History is being gathered"));
    EXPECT_EQ(says(en, "recorded since 20 Nov"), !points.empty());
  }
  EXPECT_TRUE(says(texts_of({series(30 * day, 600, {}), Language::zh, "the disk is full"}), "历史数据无法保存"));
  EXPECT_TRUE(says(texts_of({series(30 * day, 600, {}), Language::en, "the disk is full"}), "History cannot be kept"));
  EXPECT_TRUE(says(texts_of({series(30 * day, 600, {}), Language::zh, "", true, false}), "未启用历史记录"));
  EXPECT_TRUE(says(texts_of({series(30 * day, 600, {}), Language::en, "", true, false}), "No history is kept"));
  EXPECT_TRUE(says(texts_of({{}, Language::zh, "", false}), "暂无数据"));
}

TEST(Trend, ABreakInTheHistoryIsABreakInTheLine) {
  const Instant now = testing::a_friday();
  auto points = every(3 * hour, now + -14 * day, now);
  std::erase_if(points, [&](const auto& p) { return p.first > now + -9 * day && p.first < now + -6 * day; });
  SceneOutput out;
  const auto all = texts_of({series(30 * day, 600, points)}, &out);
  EXPECT_EQ(lines_of(out), 2);
  EXPECT_TRUE(says(all, "自 11月6日 起有记录"));
}

TEST(Trend, TextsStayInTheirPlaceAndOffEachOther) {
  const Instant now = testing::a_friday();
  for (const Language language : {Language::zh, Language::en})
    for (const double over : {day, 7 * day, 30 * day, 365 * day, 1400 * day})
      for (const double known : {0.02, 0.3, 0.6, 1.}) {
        const auto all = texts_of({series(over, over / 100, every(over / 200, now + -over * known, now)), language});
        const Rect cells{0, 768, 1152, 288};
        for (std::size_t i = 0; i < all.size(); ++i) {
          EXPECT_GE(all[i].ink.x, 40) << all[i].text;
          EXPECT_LE(all[i].ink.right(), cells.right()) << all[i].text;
          EXPECT_LE(all[i].ink.bottom(), cells.bottom()) << all[i].text;
          EXPECT_GE(all[i].size_px, 32) << all[i].text;
          for (std::size_t k = i + 1; k < all.size(); ++k)
            EXPECT_TRUE(intersect(all[i].ink.inset(1), all[k].ink.inset(1)).empty())
                << over / day << " days: \"" << all[i].text << "\" and \"" << all[k].text << "\"";
        }
      }
}

// The mountains take a history too: its times in words, breaks as breaks, and no range of hills that claims to be data.
TEST(Ridge, OfAHistoryTellsItsTimesInWords) {
  const Instant now = testing::a_friday();
  SceneSettings document;
  RidgeSettings ridge;
  ridge.area = {0, 7, 12, 4};
  ridge.title = {"企业用户走势", "Users"};
  ridge.series = "users_month";
  ridge.columns = {{"users_total", {"用户", "Users"}}};
  document.widgets.emplace_back(ridge);
  const auto look = [&](const std::vector<std::pair<Instant, double>>& points, Language language, SceneOutput& out) {
    SceneInput in = testing::input(testing::State::live, language);
    in.backdrop_moves = false;
    auto data = testing::figures(testing::State::live, in.wall_clock);
    data->series.put("users_month", series(30 * day, 600, points));
    in.data = data;
    make_scene(document, testing::context())->build(in, testing::text_engine(), out);
    return testing::texts(out.list);
  };
  SceneOutput whole, broken, begun;
  auto points = every(3 * hour, now + -30 * day, now);
  for (const auto& t : look(points, Language::zh, whole)) {
    EXPECT_EQ(t.text.find('T'), std::string::npos) << t.text;
    EXPECT_EQ(t.text.find("2026"), std::string::npos) << t.text;
  }
  SceneOutput again;
  EXPECT_TRUE(says(look(points, Language::zh, again), "11月5日"));
  std::erase_if(points, [&](const auto& p) { return p.first > now + -9 * day && p.first < now + -6 * day; });
  look(points, Language::en, broken);
  const auto areas = [](const SceneOutput& out) {
    int n = 0;
    for (const auto& g : out.list.groups)
      for (const auto& item : g.group->items) n += std::holds_alternative<draw::Area>(item.shape) ? 1 : 0;
    return n;
  };
  EXPECT_EQ(areas(whole), 1);
  EXPECT_EQ(areas(broken), 2);
  EXPECT_TRUE(says(look(every(60, now + -hour, now), Language::zh, begun), "历史数据积累中"));
}

TEST(Trend, StandsStillUntilItsTimeMovesOn) {
  const Instant now = testing::a_friday();
  SceneSettings document;
  TrendSettings trend;
  trend.area = {0, 8, 6, 3};
  trend.title = {"走势", "Trend"};
  trend.series = "users_month";
  document.widgets.emplace_back(trend);
  auto scene = make_scene(document, testing::context());
  SceneInput in = testing::input(testing::State::live);
  in.backdrop_moves = false;
  auto data = testing::figures(testing::State::live, in.wall_clock);
  data->series.put("users_month", series(30 * day, 3 * day, every(3 * hour, now + -30 * day, now)));
  in.data = data;
  SceneOutput before, after;
  scene->build(in, testing::text_engine(), before);
  EXPECT_GT(before.next_change_s, in.time_s + 1);
  in.time_s += 1;
  in.wall_clock = in.wall_clock + 1;
  scene->build(in, testing::text_engine(), after);
  ASSERT_EQ(before.list.groups.size(), after.list.groups.size());
  for (std::size_t i = 0; i < before.list.groups.size(); ++i) EXPECT_EQ(before.list.groups[i].group, after.list.groups[i].group);
}

}  // namespace
}  // namespace guangmu::scenes
