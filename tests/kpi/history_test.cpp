// The history on disk: what was taken is there, coarser with age, within its size, and nothing that happens to the file is
// fatal.
#include "kpi/history/history.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>

#include "kpi/history/file.h"
#include "kpi/history/reader.h"
#include "kpi/history/thinning.h"
#include "kpi/history/writer.h"
#include "kpi/source_days.h"
#include "tests/kpi/fixture.h"

namespace guangmu::kpi::test {
namespace {

namespace fs = std::filesystem;

struct Folder {
  fs::path path;
  Folder() {
    static std::atomic<int> count{0};
    path = fs::temp_directory_path() / ("guangmu-history-" + std::to_string(::getpid()) + "-" + std::to_string(count++));
    fs::remove_all(path);
    fs::create_directories(path);
  }
  ~Folder() {
    std::error_code ec;
    fs::permissions(path, fs::perms::owner_all, ec);
    fs::remove_all(path, ec);
  }
  std::string str() const { return path.string(); }
};

ReadingEvent reading(const std::string& metric, double value, Instant received, double lag_s = 0, Outcome outcome = Outcome::accepted) {
  ReadingEvent r;
  r.metric = metric;
  r.outcome = outcome;
  r.value = value;
  r.received = received;
  r.source_time = received + -lag_s;
  return r;
}

// A history whose clock the test sets; every commit follows a flush.
struct Kept {
  Folder folder;
  std::atomic<std::int64_t> now_us{t0.us};
  std::unique_ptr<History> history;

  Kept() { open(); }
  void open() {
    history.reset();
    history = std::make_unique<History>(HistoryOptions{folder.str(), [this] { return Instant{now_us.load()}; }, {}, 600});
    history->declare(declaration());
  }
  Instant now() const { return {now_us.load()}; }
  void take(ReadingEvent r) {
    Happened h;
    h.readings.push_back(std::move(r));
    history->take(std::move(h));
  }
  void pass(double s) { now_us += static_cast<std::int64_t>(s * 1e6); }
};

TEST(HistoryEntry, EveryEntrySurvivesItsBytes) {
  std::string bytes;
  std::vector<PastEntry> all;
  for (int outcome = 0; outcome <= static_cast<int>(Outcome::manual_end); ++outcome)
    for (const std::int64_t lag : {std::int64_t{0}, std::int64_t{-5}, std::int64_t{1} << 40})
      for (const std::optional<double> value : {std::optional<double>(), std::optional(-0.1), std::optional(1e300)})
        all.push_back({outcome * 1000L, 120'000 + outcome * 7, static_cast<Outcome>(outcome), value, lag, outcome % 3, outcome % 2 * 500,
                       std::uint64_t{1} << 50, outcome % 2 ? std::string("因为") : std::string()});
  for (const PastEntry& e : all) append(bytes, e, WithMetric::yes);
  EntryReader reader(bytes, 2);
  PastEntry e;
  for (const PastEntry& expected : all) {
    ASSERT_TRUE(reader.next(e));
    EXPECT_EQ(e, expected);
  }
  EXPECT_FALSE(reader.next(e));
  // Cut anywhere: fewer entries, never nonsense.
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    EntryReader cut(std::string_view(bytes).substr(0, length), 2);
    std::size_t count = 0;
    while (cut.next(e)) EXPECT_EQ(e, all[count++]);
    EXPECT_LT(count, all.size());
  }
}

TEST(History, AnswersWhatStoodAtAnyMoment) {
  Kept kept;
  for (int i = 0; i < 400; ++i) {  // 33 minutes, a reading in 5 s, 1 s old on arrival
    kept.take(reading("users", 10000 + i, kept.now(), 1));
    kept.pass(5);
    if (i % 7 != 0) continue;
    ASSERT_TRUE(kept.history->flush());
  }
  ASSERT_TRUE(kept.history->flush());
  for (const int i : {0, 1, 11, 12, 13, 200, 398, 399}) {
    EXPECT_EQ(kept.history->value_at("users", t0 + (i * 5 + 0.5)), 10000 + i) << i;
    // By source time: a reading that came at 5 i spoke of 5 i - 1.
    EXPECT_EQ(kept.history->value_at("users", t0 + (i * 5 - 0.5)), 10000 + i) << i;
    EXPECT_EQ(kept.history->value_at("users", t0 + (i * 5 + 4.5)), 10000 + std::min(i + 1, 399)) << i;
  }
  EXPECT_EQ(kept.history->value_at("users", t0 + -100), std::nullopt);
  EXPECT_EQ(kept.history->value_at("nobody", t0 + 100), std::nullopt);
  EXPECT_NEAR(kept.history->mean("users", t0, t0 + 1000).value(), 10000 + 99.5, 1e-6);
  const auto course = kept.history->course("users", t0, t0 + 2000, 100);
  ASSERT_LE(course.size(), 100u);
  ASSERT_GE(course.size(), 90u);
  for (std::size_t i = 1; i < course.size(); ++i) {
    EXPECT_GT(course[i].at, course[i - 1].at);
    EXPECT_GT(course[i].value, course[i - 1].value);
  }
  // The same from a file that is opened anew.
  kept.open();
  ASSERT_TRUE(kept.history->flush());
  EXPECT_EQ(kept.history->value_at("users", kept.now()), 10399);
  EXPECT_EQ(kept.history->value_at("users", t0 + 60.5), 10012);
}

TEST(History, RefusedAndHeldReadingsAreKeptWithTheirReasons) {
  Kept kept;
  kept.take(reading("users", 10016, kept.now()));
  auto refused = reading("users", 9e9, kept.now() + 1, 0, Outcome::refused);
  refused.rule = "range";
  refused.reason = "9,000,000,000 is above 1,000,000";
  kept.take(refused);
  auto released = reading("users", 12000, kept.now() + 2, 0, Outcome::released);
  released.by = "console 10.0.0.7";
  kept.take(released);
  for (int round = 0; round < 2; ++round) {  // from the log, then from the closed minute
    ASSERT_TRUE(kept.history->flush());
    kept.history->read([&](HistoryReader& r) {
      const auto events = r.events("users", t0, kept.now() + 10, 20);
      ASSERT_EQ(events.size(), 2u);
      EXPECT_EQ(events[0].outcome, "refused");
      EXPECT_EQ(events[0].rule, "range");
      EXPECT_EQ(events[0].reason, "9,000,000,000 is above 1,000,000");
      EXPECT_EQ(events[1].by, "console 10.0.0.7");
      const auto stood = r.standing("users", kept.now() + 10);
      ASSERT_TRUE(stood);
      EXPECT_EQ(stood->value, 12000);
      EXPECT_EQ(stood->by, "console 10.0.0.7");
    });
    kept.pass(120);
  }
}

TEST(History, HealthIsCountedByTheMinute) {
  Kept kept;  // users: late after 13 s
  Happened h;
  h.polls = {{1, "platform", kept.now(), "", nullptr}, {2, "platform", kept.now(), "no answer", nullptr}, {3, "platform", kept.now(), "", nullptr}};
  h.readings = {reading("users", 1, kept.now()), reading("users", 2, kept.now(), 0, Outcome::refused)};
  kept.history->take(h);
  ASSERT_TRUE(kept.history->flush());
  for (int i = 0; i < 3; ++i) {
    kept.pass(60);
    ASSERT_TRUE(kept.history->flush());
  }
  EXPECT_NEAR(kept.history->availability("platform", t0, kept.now()).value(), 2. / 3, 1e-9);
  EXPECT_EQ(kept.history->refusals("users", t0, kept.now()), 1);
  EXPECT_EQ(kept.history->refusals("platform", t0, kept.now()), 1);
  EXPECT_NEAR(kept.history->lateness("users", t0, kept.now()).value(), (180. - 13) / 180, 0.01);
  EXPECT_NEAR(kept.history->lateness("platform", t0, kept.now()).value(), (180. - 13) / 180, 0.01);
  EXPECT_EQ(kept.history->availability("nobody", t0, kept.now()), std::nullopt);
  // By the hours of the clock, and as a source's last day.
  const auto hours = kept.history->availability_by_hour("platform", t0 + -7200, kept.now());
  ASSERT_EQ(hours.size(), 3u);
  EXPECT_EQ(hours[0], std::nullopt);
  EXPECT_EQ(hours[1], std::nullopt);
  ASSERT_TRUE(hours[2]);
  EXPECT_NEAR(*hours[2], 2. / 3, 1e-9);
  EXPECT_TRUE(kept.history->availability_by_hour("nobody", t0, kept.now()).empty());
  const SourceDay day = ask(*kept.history, DayQuestion{"platform", kept.now()}).day;
  ASSERT_TRUE(day.available);
  EXPECT_NEAR(*day.available, 2. / 3, 1e-9);
  EXPECT_EQ(day.by_hour.front(), std::nullopt);
  ASSERT_TRUE(day.by_hour.back());
  ASSERT_TRUE(day.begins);
  EXPECT_EQ(day.begins->us % 3'600'000'000, 0);
  EXPECT_NEAR(kept.now() - *day.begins, 86400, 3600);
}

TEST(History, WhatStoodOnTheWallIsARunUntilItChanges) {
  Kept kept;
  const auto show = [&](std::string digits, std::string scene, bool stands = true) {
    ShownNow now{kept.now(), std::move(scene), 7, {}};
    if (stands) now.figures.push_back({"users", std::move(digits), "户", "live"});
    kept.history->shown(now);
  };
  show("10,016", "overview");
  kept.pass(10);
  show("10,016", "overview");  // the same again
  kept.pass(10);
  show("10,017", "overview");
  kept.pass(10);
  show("", "overview", false);  // blackout
  kept.pass(10);
  show("10,017", "timeline");
  ASSERT_TRUE(kept.history->flush());
  kept.pass(60);
  ASSERT_TRUE(kept.history->flush());
  kept.pass(30);
  ASSERT_TRUE(kept.history->flush());
  kept.history->read([&](HistoryReader& r) {
    const auto runs = r.shown("users", t0, kept.now(), 20);
    ASSERT_EQ(runs.size(), 3u);
    EXPECT_EQ(runs[0].digits, "10,016");
    EXPECT_EQ(runs[0].to - runs[0].from, 20);
    EXPECT_EQ(runs[1].digits, "10,017");
    EXPECT_EQ(runs[1].to - runs[1].from, 10);
    EXPECT_EQ(runs[2].scene, "timeline");
    EXPECT_GE(runs[2].to - runs[2].from, 60);
    EXPECT_TRUE(r.shown("users", t0 + 31, t0 + 39, 20).empty());  // nothing stood
  });
}

TEST(History, IsCoarserWithAgeAndKeepsItsMeans) {
  Folder folder;
  HistorySettings settings;
  settings.every_reading = {3600};
  settings.minutes = {2 * 86400.0};
  settings.hours = {10 * 86400.0};
  const std::int64_t begin = t0.us / 1000, minute = 60'000;
  OpenedHistory opened = open_history(folder.str(), t0);
  ASSERT_TRUE(opened.db);
  HistoryWriter writer;
  opened.db->run("PRAGMA synchronous=OFF");  // nobody cuts the power here
  writer.attach(std::move(opened.db));
  HistoryThinning thinning(settings);
  const int days = 20;
  double sum = 0;
  for (int i = 0; i < days * 1440; ++i) {  // a reading each minute
    const double value = i % 1440;
    sum += value;
    Happened h;
    h.readings = {reading("users", value, {(begin + i * minute) * 1000})};
    writer.add(std::move(h));
    if (i % 60 == 59) {
      ASSERT_EQ(writer.commit(begin + i * minute), 0);
      while (writer.make_hours(begin + i * minute, 20)) {
      }
    }
    for (int k = 0; k < 3 && i % 600 == 0; ++k)
      ASSERT_EQ(thinning.step(writer.db(), writer.names(), begin + i * minute, writer.hours_done()), 0);
  }
  const std::int64_t end = begin + static_cast<std::int64_t>(days) * 1440 * minute;
  ASSERT_EQ(writer.commit(end), 0);
  while (writer.make_hours(end, 20)) {
  }
  for (int k = 0; k < 30; ++k) ASSERT_EQ(thinning.step(writer.db(), writer.names(), end, writer.hours_done()), 0);
  const auto rows = [&](const char* table) { return writer.db().number((std::string("SELECT count(*) FROM ") + table).c_str(), -1); };
  EXPECT_NEAR(static_cast<double>(rows("fine")), 60, 2);
  EXPECT_NEAR(static_cast<double>(rows("minutes")), 2 * 1440, 2);
  EXPECT_NEAR(static_cast<double>(rows("hours")), 240, 2);
  EXPECT_NEAR(static_cast<double>(rows("days")), days, 1);
  const auto reader = HistoryReader::open(folder.str());
  ASSERT_TRUE(reader);
  EXPECT_NEAR(reader->mean("users", t0, {end * 1000}).value(), sum / (days * 1440), 1);
  const Course course = reader->curve("users", t0, {end * 1000}, 500);
  EXPECT_GE(course.points.size(), static_cast<std::size_t>(days));
  double low = 1e9, high = -1;
  for (const auto& p : course.points) {
    low = std::min(low, p.low);
    high = std::max(high, p.high);
  }
  EXPECT_EQ(low, 0);
  EXPECT_EQ(high, 1439);
  std::size_t exported = 0;
  Instant last{0};
  reader->rows("users", t0, {end * 1000}, [&](const HistoryReader::Row& row) {
    ++exported;
    EXPECT_GT(row.received, last);
    last = row.received;
  });
  EXPECT_GT(exported, 2 * 1440u);
}

TEST(History, StaysWithinItsSize) {
  Folder folder;
  HistorySettings settings;
  settings.max_bytes = 16 << 20;
  OpenedHistory opened = open_history(folder.str(), t0);
  HistoryWriter writer;
  opened.db->run("PRAGMA synchronous=OFF");  // nobody cuts the power here
  writer.attach(std::move(opened.db));
  HistoryThinning thinning(settings);
  std::int64_t at = t0.us / 1000;
  std::int64_t most = 0;
  for (int i = 0; i < 300; ++i, at += 60'000) {  // 20 figures, 20 long readings a minute each: 16 MB in some two hours
    Happened h;
    for (int m = 0; m < 20; ++m)
      for (int k = 0; k < 20; ++k) {
        h.readings.push_back(reading("m" + std::to_string(m), i * 0.1 + m + k * 0.01, {(at + k * 2500) * 1000}, 0.1 * k));
        h.readings.back().reason = std::string(longest_reason, 'x');
      }
    writer.add(std::move(h));
    ASSERT_EQ(writer.commit(at + 59'000), 0);
    writer.make_hours(at + 59'000, 20);
    for (int k = 0; k < 22; ++k) ASSERT_EQ(thinning.step(writer.db(), writer.names(), at + 59'000, writer.hours_done()), 0);
    most = std::max(most, writer.db().number("PRAGMA page_count", 0) * 4096);
  }
  EXPECT_LT(most, settings.max_bytes);
  EXPECT_GT(most, settings.max_bytes / 2);
  const auto reader = HistoryReader::open(folder.str());
  EXPECT_TRUE(reader->value_at("m7", {at * 1000}).has_value());
  EXPECT_EQ(writer.db().number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check<>'ok'", -1), 0);
}

TEST(History, ABrokenFileIsSetAsideAndANewOneBegun) {
  Folder folder;
  std::ofstream(folder.path / "history.db") << "this was never a database, not even for a moment, and it is long enough to be looked at";
  History history({folder.str(), [] { return t0; }, {}, 600});
  history.declare(declaration());
  Happened h;
  h.readings = {reading("users", 5, t0)};
  history.take(h);
  ASSERT_TRUE(history.flush()) << history.fault();
  EXPECT_EQ(history.value_at("users", t0), 5);
  int aside = 0;
  for (const auto& file : fs::directory_iterator(folder.path)) aside += file.path().filename().string().starts_with("history.db.broken-") ? 1 : 0;
  EXPECT_EQ(aside, 1);
}

TEST(History, AFileThatBreaksWhileItIsWrittenIsReplacedAndNothingThatWaitedIsLost) {
  Kept kept;
  kept.take(reading("users", 1, kept.now()));
  ASSERT_TRUE(kept.history->flush());
  for (const char* name : {"history.db", "history.db-wal"}) {
    std::fstream file(kept.folder.path / name, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(0);
    const std::string nonsense(8192, '\x5a');
    file.write(nonsense.data(), static_cast<std::streamsize>(nonsense.size()));
  }
  // The running connection holds its pages; it finds out at the latest when it is opened anew.
  kept.open();
  kept.take(reading("users", 2, kept.now() + 1));
  ASSERT_TRUE(kept.history->flush()) << kept.history->fault();
  EXPECT_EQ(kept.history->value_at("users", kept.now() + 1), 2);
}

TEST(History, AFileOfANewerVersionIsLeftAlone) {
  Folder folder;
  {
    OpenedHistory opened = open_history(folder.str(), t0);
    opened.db->run("PRAGMA user_version=99");
  }
  History history({folder.str(), [] { return t0; }, {}, 600});
  EXPECT_FALSE(history.flush());
  EXPECT_NE(history.fault().find("newer version"), std::string::npos) << history.fault();
  Database db;
  ASSERT_EQ(db.open_to_read(history_path(folder.str())), 0);
  EXPECT_EQ(db.number("PRAGMA user_version", 0), 99);
}

TEST(History, AFolderThatCannotBeMadeIsToldAndReadingsWait) {
  Folder folder;
  const std::string in_the_way = folder.str() + "/file";
  std::ofstream(in_the_way) << "x";
  History history({in_the_way + "/state", [] { return t0; }, {}, 600});
  Happened h;
  h.readings = {reading("users", 5, t0)};
  history.take(h);
  EXPECT_FALSE(history.flush());
  EXPECT_NE(history.fault().find("cannot be made"), std::string::npos) << history.fault();
  EXPECT_EQ(history.value_at("users", t0), std::nullopt);
  fs::remove(in_the_way);  // mended: what waited is kept
  EXPECT_TRUE(history.flush()) << history.fault();
  EXPECT_EQ(history.value_at("users", t0), 5);
}

TEST(History, AClockThatGoesBackLosesNothing) {
  Kept kept;
  for (int i = 0; i < 50; ++i) {
    kept.take(reading("users", i, kept.now()));
    kept.pass(5);
    ASSERT_TRUE(kept.history->flush());
  }
  kept.pass(-200);
  for (int i = 50; i < 100; ++i) {
    kept.take(reading("users", i, kept.now()));
    kept.pass(5);
    ASSERT_TRUE(kept.history->flush());
  }
  std::size_t count = 0;
  kept.history->read([&](HistoryReader& r) { r.rows("users", t0 + -10, kept.now() + 10, [&](const HistoryReader::Row&) { ++count; }); });
  EXPECT_EQ(count, 100u);
  EXPECT_EQ(kept.history->value_at("users", kept.now()), 99);
}

TEST(History, ABackupMadeWhileWritingIsWhole) {
  Kept kept;
  for (int i = 0; i < 30; ++i) kept.take(reading("users", i, kept.now() + i));
  ASSERT_TRUE(kept.history->flush());
  const Folder elsewhere;
  EXPECT_EQ(kept.history->backup(elsewhere.str() + "/history.db"), "");
  const auto copy = HistoryReader::open(elsewhere.str());
  ASSERT_TRUE(copy);
  EXPECT_EQ(copy->value_at("users", kept.now() + 100), 29);
  EXPECT_NE(kept.history->backup(elsewhere.str() + "/no/such/folder.db"), "");
}

}  // namespace
}  // namespace guangmu::kpi::test
