// Curves of the history: what a metric was, asked once a minute, as old as its newest point.
#include "kpi/trends.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "kpi/board.h"
#include "kpi/history/history.h"
#include "kpi/ledger.h"
#include "tests/kpi/fixture.h"

namespace guangmu::kpi::test {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

DataSettings with_trend(double over_s = 86400, int limit = 240) {
  DataSettings d = declaration();
  SeriesSettings s;
  s.history = "users";
  s.over = Duration{over_s};
  s.limit = limit;
  d.series["users_day"] = s;
  return d;
}

// A past of one reading every ten minutes, as long as it is known.
class Even : public Past {
 public:
  std::optional<Instant> until;
  mutable int asked = 0;

  std::optional<double> value_at(const std::string&, Instant) const override { return {}; }
  std::optional<double> mean(const std::string&, Instant, Instant) const override { return {}; }
  std::vector<PastPoint> course(const std::string& metric, Instant from, Instant to, int most) const override {
    ++asked;
    std::vector<PastPoint> points;
    if (metric != "users" || !until) return points;
    for (Instant t = from; t <= std::min(to, *until) && static_cast<int>(points.size()) < most; t = t + 600)
      points.push_back({t, 10000. + static_cast<double>(points.size())});
    return points;
  }
  std::optional<double> availability(const std::string&, Instant, Instant) const override {
    return until ? std::optional(0.75) : std::nullopt;
  }
  std::vector<std::optional<double>> availability_by_hour(const std::string&, Instant from, Instant to) const override {
    if (!until) return {};
    return std::vector<std::optional<double>>(static_cast<std::size_t>((to - from) / 3600) + 1, 0.75);
  }
  std::optional<double> lateness(const std::string&, Instant, Instant) const override { return {}; }
  std::optional<double> refusals(const std::string&, Instant, Instant) const override { return {}; }
};

std::size_t look(Ledger& ledger, const Past& past, Instant now) {
  std::vector<TrendAnswer> answers;
  for (const auto& q : ledger.trend_questions(now, 100)) answers.push_back(ask(past, q));
  ledger.answer(answers);
  return answers.size();
}

TEST(SourceDays, AreAskedInTurnAndStandInTheSnapshot) {
  DataSettings d = declaration();
  d.sources["platform"].label = {"平台", "Platform"};
  d.sources["news"] = d.sources["platform"];
  d.sources["news"].label = {};
  Ledger ledger(d);
  EXPECT_EQ(ledger.snapshot().sources.get("platform")->label.zh, "平台");
  Even past;
  const auto look_at = [&](Instant now, std::size_t most) {
    std::vector<DayAnswer> answers;
    for (const auto& q : ledger.day_questions(now, most)) answers.push_back(ask(past, q));
    return std::pair(answers.size(), ledger.answer(answers));
  };
  EXPECT_EQ(look_at(t0, 10), std::pair(std::size_t{2}, false));  // nothing is known, nothing changed
  EXPECT_EQ(look_at(t0 + 5, 10).first, 0u);
  past.until = t0;
  EXPECT_EQ(look_at(t0 + 11, 1), std::pair(std::size_t{1}, true));
  EXPECT_EQ(look_at(t0 + 12, 10), std::pair(std::size_t{1}, true));
  EXPECT_EQ(look_at(t0 + 13, 10).first, 0u);
  for (const char* id : {"platform", "news"}) {
    const SourceDay& day = ledger.snapshot().sources.get(id)->day;
    EXPECT_EQ(day.available, 0.75) << id;
    EXPECT_EQ(day.by_hour[0], 0.75) << id;
  }
  EXPECT_EQ(look_at(t0 + 50, 10), std::pair(std::size_t{2}, false));  // the same again
  EXPECT_EQ(look_at(t0 + 49, 10).first, 2u);                            // our clock was set back
  ledger.reload(d);
  EXPECT_EQ(ledger.snapshot().sources.get("platform")->day.available, 0.75);
}

TEST(Trends, ACurveIsWhatItsMetricWas) {
  Ledger ledger(with_trend());
  Even past;
  past.until = t0;
  EXPECT_TRUE(ledger.snapshot().find_series("users_day")->points.empty());
  EXPECT_EQ(look(ledger, past, t0 + 60), 1u);
  const Series& s = *ledger.snapshot().find_series("users_day");
  ASSERT_EQ(s.points.size(), 144u);  // one every ten minutes, the first a minute after the day began
  EXPECT_EQ(s.points.front().x, iso8601(t0 + (60 - 86400.)));
  EXPECT_EQ(parse_instant(s.points[6].x), t0 + (60 + 3600 - 86400.));
  EXPECT_EQ(s.points[6].y, std::vector<double>{10006});
  EXPECT_EQ(s.info->columns, std::vector<std::string>{"users"});
  EXPECT_EQ(s.info->unit, "户");
  EXPECT_EQ(s.info->over_s, 86400);
  // As old as its newest point, and late when that is, whenever it was asked.
  ASSERT_TRUE(s.received);
  EXPECT_EQ(*s.received, t0 + (60 - 600));
  EXPECT_EQ(freshness_of(s, *s.received + 10), Freshness::live);
  EXPECT_EQ(freshness_of(s, *s.received + 3600), Freshness::stale);
}

TEST(Trends, AreAskedOnceAMinuteAndSoonerWhileNothingIsKnown) {
  Ledger ledger(with_trend());
  Even past;
  EXPECT_EQ(look(ledger, past, t0), 1u);
  EXPECT_EQ(look(ledger, past, t0 + 4), 0u);
  past.until = t0 + 86400;
  EXPECT_EQ(look(ledger, past, t0 + 5), 1u);
  for (int s = 6; s < 65; ++s) EXPECT_EQ(look(ledger, past, t0 + s), 0u) << s;
  EXPECT_EQ(look(ledger, past, t0 + 65), 1u);
  EXPECT_EQ(look(ledger, past, t0 + -100), 1u) << "the clock was set back";
  // A history that is gone takes nothing off the wall: the age tells.
  past.until.reset();
  EXPECT_EQ(look(ledger, past, t0 + 200), 1u);
  EXPECT_FALSE(ledger.snapshot().find_series("users_day")->points.empty());
}

TEST(Trends, AChangedDeclarationBeginsAnew) {
  Ledger ledger(with_trend());
  Even past;
  past.until = t0 + 86400;
  look(ledger, past, t0);
  ledger.reload(with_trend());
  EXPECT_FALSE(ledger.snapshot().find_series("users_day")->points.empty());
  EXPECT_EQ(look(ledger, past, t0 + 1), 0u);
  ledger.reload(with_trend(7200, 10));
  EXPECT_TRUE(ledger.snapshot().find_series("users_day")->points.empty());
  EXPECT_EQ(look(ledger, past, t0 + 1), 1u);
  EXPECT_EQ(ledger.snapshot().find_series("users_day")->points.size(), 10u);
  // An answer to what nobody asks any more is dropped.
  const auto late = ledger.trend_questions(t0 + 100, 10);
  ledger.reload(declaration());
  EXPECT_FALSE(ledger.answer(std::vector{ask(past, late.at(0))}));
}

TEST(Trends, AMetricThatIsNotThereIsTold) {
  DataSettings data = with_trend();
  data.series["users_day"].history = "nobody";
  fields::Complaints complaints;
  data.check(complaints);
  ASSERT_EQ(complaints.list().size(), 1u);
  EXPECT_EQ(complaints.list()[0].key, "series.users_day.history");
  EXPECT_THAT(complaints.list()[0].text, HasSubstr("there is no metric \"nobody\""));
}

TEST(Trends, HistoryAndPlacesExcludeEachOther) {
  const struct {
    const char* what;
    void (*change)(SeriesSettings&);
    const char *field, *says;
  } cases[] = {
      {"as it should be", [](SeriesSettings&) {}, "", ""},
      {"source", [](SeriesSettings& s) { s.source = "platform"; }, "source", "remove source"},
      {"at", [](SeriesSettings& s) { s.at = "/data"; }, "at", "remove at"},
      {"x", [](SeriesSettings& s) { s.x = "month"; }, "x", "remove x"},
      {"y", [](SeriesSettings& s) { s.y = {"amount"}; }, "y", "remove y"},
      {"unit", [](SeriesSettings& s) { s.unit = "家"; }, "unit", "remove unit"},
      {"scale", [](SeriesSettings& s) { s.scale = 2; }, "scale", "remove scale"},
      {"sort", [](SeriesSettings& s) { s.sort = "x"; }, "sort", "remove sort"},
      {"demonstration", [](SeriesSettings& s) { s.demonstration = true; }, "demonstration", "not invented"},
      {"no length", [](SeriesSettings& s) { s.over.reset(); }, "over", "e.g. 24h"},
      {"no source either", [](SeriesSettings& s) { s = {}; }, "source", "or history"},
      {"length alone", [](SeriesSettings& s) { s.history.clear(); }, "over", "only beside history"},
  };
  for (const auto& c : cases) {
    SeriesSettings s = with_trend().series.at("users_day");
    c.change(s);
    fields::Complaints complaints;
    s.check(complaints);
    std::string told;
    for (const auto& one : complaints.list()) told += one.key + ": " + one.text + "\n";
    if (*c.field == '\0')
      EXPECT_EQ(told, "") << c.what;
    else
      EXPECT_THAT(told, HasSubstr(c.field + std::string(": "))) << c.what;
    EXPECT_THAT(told, HasSubstr(c.says)) << c.what;
  }
}

// From the answer of a source through the history's file to the board's snapshot, as in the hall.
TEST(Trends, StandOnTheBoardFromTheHistoryOnDisk) {
  const fs::path folder = fs::temp_directory_path() / ("guangmu-trends-" + std::to_string(::getpid()));
  fs::remove_all(folder);
  {
    const DataSettings data = with_trend();
    const auto history = std::make_shared<History>(HistoryOptions{folder.string()});
    history->declare(data);
    Board board(data, {.happened = [&](Happened h) { history->take(std::move(h)); }, .past = history});
    const Instant begun = now();
    ASSERT_TRUE(board.judge_payload("platform", document(10016, begun + -1200), begun + -1200));
    ASSERT_TRUE(board.judge_payload("platform", document(10020, begun + -10), begun + -10));
    ASSERT_TRUE(history->flush()) << history->fault();
    board.start();
    std::size_t points = 0;
    for (int i = 0; i < 200 && points == 0; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
      points = board.snapshot()->find_series("users_day")->points.size();
    }
    ASSERT_EQ(points, 2u);
    EXPECT_EQ(board.snapshot()->find_series("users_day")->points.back().y, std::vector<double>{10020});
    board.stop();
  }
  fs::remove_all(folder);
}

}  // namespace
}  // namespace guangmu::kpi::test
