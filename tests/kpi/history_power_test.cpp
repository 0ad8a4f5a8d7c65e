// Power cuts at any write or sync: what commit() called written is there afterwards, and the database is whole. 20 of them;
// GUANGMU_POWER_CUTS=200 for the long run.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <random>
#include <set>

#include "kpi/history/file.h"
#include "kpi/history/thinning.h"
#include "kpi/history/writer.h"
#include "tests/kpi/fixture.h"
#include "tests/kpi/history_values.h"
#include "tests/kpi/losing_vfs.h"

namespace guangmu::kpi::test {
namespace {

TEST(HistoryPower, NothingWrittenIsLostByAPowerCut) {
  const char* wished = std::getenv("GUANGMU_POWER_CUTS");
  const int cuts = wished ? std::atoi(wished) : 20;
  const std::string folder = (std::filesystem::temp_directory_path() / "guangmu-power").string();
  LosingDisk::install();
  std::size_t written_in_all = 0;
  for (int seed = 1; seed <= cuts; ++seed) {
    std::mt19937_64 random(static_cast<std::uint64_t>(seed));
    LosingDisk::begin(random());
    std::int64_t now_ms = t0.us / 1000;
    double next = 0, written = 0;
    for (int life = 0; life < 4; ++life) {  // the same disk, cut again and again
      OpenedHistory opened = open_history(folder, {now_ms * 1000}, LosingDisk::name);
      ASSERT_TRUE(opened.db) << "seed " << seed << " life " << life << ": " << opened.fault;
      EXPECT_EQ(opened.notice, "") << "seed " << seed << " life " << life;
      EXPECT_EQ(opened.db->number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check<>'ok'", -1), 0) << "seed " << seed;
      const auto there = values_in(*opened.db);
      for (double v = 0; v < written; ++v) ASSERT_EQ(there.count(v), 1u) << "seed " << seed << " life " << life << ": reading " << v << " of " << written;
      written = std::max<double>(written, there.empty() ? 0 : *there.rbegin() + 1);
      next = written;

      opened.db->run("PRAGMA wal_autocheckpoint=20");  // so that cuts fall into checkpoints too
      HistoryWriter writer;
      writer.attach(std::move(opened.db));
      HistoryThinning thinning{HistorySettings{}};
      LosingDisk::cut_after(1 + random() % 800);
      while (!LosingDisk::is_cut()) {
        Happened h;
        for (std::uint64_t i = 0; i < 1 + random() % 60; ++i) {
          ReadingEvent r;
          r.metric = "m" + std::to_string(random() % 9);
          r.value = next++;
          r.received = r.source_time = {now_ms * 1000};
          h.readings.push_back(std::move(r));
        }
        writer.add(std::move(h));
        now_ms += random() % 8 == 0 ? 31'000 : 500;
        if (writer.commit(now_ms) == 0) {
          EXPECT_FALSE(writer.waiting());
          written = next;
        }
        if (random() % 4 == 0) thinning.step(writer.db(), writer.names(), now_ms, writer.hours_done());
        writer.make_hours(now_ms, 3);
      }
      writer.detach();
      LosingDisk::restore();
    }
    written_in_all += static_cast<std::size_t>(written);
  }
  EXPECT_GT(written_in_all, static_cast<std::size_t>(cuts) * 50);
}

// The disk of this test does lose what was not synced: without syncs the same run finds readings missing.
TEST(HistoryPower, TheDiskOfTheseTestsLosesWhatWasNotSynced) {
  LosingDisk::install();
  int lost = 0;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    LosingDisk::begin(seed);
    Database db;
    ASSERT_EQ(db.open_to_write("/careless.db", LosingDisk::name), 0);
    db.run("PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; CREATE TABLE t(x); INSERT INTO t VALUES(1); INSERT INTO t VALUES(2)");
    LosingDisk::cut_after(1);
    db.run("INSERT INTO t VALUES(3)");
    LosingDisk::restore();
    Database again;
    again.open_to_write("/careless.db", LosingDisk::name);
    if (again.number("SELECT count(*) FROM t", 0) < 2) ++lost;
  }
  EXPECT_GT(lost, 0);
}

}  // namespace
}  // namespace guangmu::kpi::test
