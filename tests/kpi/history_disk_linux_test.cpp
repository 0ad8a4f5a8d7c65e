// A disk that is full and a folder that may not be written: told, never fatal, nothing lost, and it goes on by itself when
// that is over.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <set>

#include "kpi/board.h"
#include "kpi/history/file.h"
#include "kpi/history/history.h"
#include "tests/kpi/fixture.h"
#include "tests/kpi/history_values.h"
#include "tests/kpi/losing_vfs.h"

namespace guangmu::kpi::test {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

ReadingEvent numbered(double value, Instant at) {
  ReadingEvent r;
  r.metric = "users";
  r.value = value;
  r.received = r.source_time = at;
  return r;
}

TEST(HistoryDisk, AFullDiskIsToldAndEverythingIsWrittenWhenThereIsSpaceAgain) {
  LosingDisk::install();
  LosingDisk::begin(1);
  const std::string folder = (fs::temp_directory_path() / "guangmu-full").string();
  Instant clock = t0;
  double next = 0;
  {
    History history({folder, [&clock] { return clock; }, LosingDisk::name, 600});
    history.declare(declaration());
    const auto take = [&](int count) {
      Happened h;
      for (int i = 0; i < count; ++i, clock = clock + 1) h.readings.push_back(numbered(next++, clock));
      history.take(std::move(h));
      return history.flush();
    };
    ASSERT_TRUE(take(300)) << history.fault();
    LosingDisk::fill(true);
    for (int round = 0; round < 60; ++round) {
      EXPECT_FALSE(take(50)) << round;
      EXPECT_THAT(history.fault(), HasSubstr("cannot be written"));
      EXPECT_THAT(history.fault(), HasSubstr("full"));
    }
    LosingDisk::fill(false);
    EXPECT_TRUE(take(50)) << history.fault();
    EXPECT_EQ(history.fault(), "");
    // And it thins nothing because others had filled the disk.
    for (int round = 0; round < 20; ++round) ASSERT_TRUE(take(5));
  }
  OpenedHistory again = open_history(folder, clock, LosingDisk::name);
  ASSERT_TRUE(again.db) << again.fault;
  EXPECT_EQ(again.notice, "");
  const auto there = values_in(*again.db);
  for (double v = 0; v < next; ++v) ASSERT_EQ(there.count(v), 1u) << "reading " << v << " of " << next;
}

TEST(HistoryDisk, ADiskThatIsFullFromTheBeginningIsTold) {
  LosingDisk::install();
  LosingDisk::begin(2);
  LosingDisk::fill(true);
  const std::string folder = (fs::temp_directory_path() / "guangmu-full").string();
  History history({folder, [] { return t0; }, LosingDisk::name, 600});
  history.declare(declaration());
  Happened h;
  h.readings.push_back(numbered(5, t0));
  history.take(std::move(h));
  EXPECT_FALSE(history.flush());
  EXPECT_THAT(history.fault(), HasSubstr("no history is kept"));
  LosingDisk::fill(false);
  EXPECT_TRUE(history.flush()) << history.fault();
}

// A folder that this process may only read, for the time of its life; root lays its rights down meanwhile.
class ReadOnly {
 public:
  explicit ReadOnly(fs::path folder) : folder_(std::move(folder)) {
    rights(fs::perms::owner_read | fs::perms::owner_exec | fs::perms::group_read | fs::perms::group_exec | fs::perms::others_read |
               fs::perms::others_exec,
           fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read);
    if (was_root_) was_root_ = ::seteuid(65534) == 0;
  }
  ~ReadOnly() {
    if (was_root_) (void)!::seteuid(0);
    rights(fs::perms::owner_all, fs::perms::owner_read | fs::perms::owner_write);
  }
  ReadOnly(const ReadOnly&) = delete;
  ReadOnly& operator=(const ReadOnly&) = delete;

 private:
  fs::path folder_;
  bool was_root_ = ::geteuid() == 0;
  void rights(fs::perms of_folder, fs::perms of_files) {
    fs::permissions(folder_, fs::perms::owner_all);
    for (const auto& file : fs::directory_iterator(folder_)) fs::permissions(file, of_files);
    fs::permissions(folder_, of_folder);
  }
};

struct Folder {
  fs::path path = fs::temp_directory_path() / ("guangmu-disk-" + std::to_string(::getpid()));
  Folder() {
    fs::remove_all(path);
    fs::create_directories(path);
  }
  ~Folder() { fs::remove_all(path); }
};

TEST(HistoryDisk, AFolderThatMayOnlyBeReadIsToldAndReadingsWait) {
  for (const bool with_file : {false, true}) {
    SCOPED_TRACE(with_file);
    const Folder folder;
    if (with_file) {
      History before({folder.path.string(), [] { return t0; }, {}, 600});
      before.declare(declaration());
      Happened h;
      h.readings.push_back(numbered(4, t0 + -60));
      before.take(std::move(h));
      ASSERT_TRUE(before.flush()) << before.fault();
    }
    std::unique_ptr<History> history;
    {
      const ReadOnly now(folder.path);
      history = std::make_unique<History>(HistoryOptions{folder.path.string(), [] { return t0; }, {}, 600});
      history->declare(declaration());
      Happened h;
      h.readings.push_back(numbered(5, t0));
      history->take(std::move(h));
      EXPECT_FALSE(history->flush());
      EXPECT_THAT(history->fault(), HasSubstr("no history is kept"));
      EXPECT_THAT(history->fault(), HasSubstr("check free space and rights"));
      // What stands in the file can be asked all the same.
      EXPECT_EQ(history->value_at("users", t0), with_file ? std::optional(4.) : std::nullopt);
    }
    EXPECT_TRUE(history->flush()) << history->fault();
    EXPECT_EQ(history->fault(), "");
    EXPECT_EQ(history->value_at("users", t0), 5);
    EXPECT_EQ(history->value_at("users", t0 + -1), with_file ? std::optional(4.) : std::nullopt);
  }
}

// The figures on the wall do not depend on any of it.
TEST(HistoryDisk, ABoardInAFolderThatMayOnlyBeReadJudgesOn) {
  const Folder folder;
  const ReadOnly now(folder.path);
  Board board(declaration(), {.state_dir = folder.path.string(), .clock = [] { return t0; }});
  ASSERT_TRUE(board.judge_payload("platform", document(10016, t0), t0));
  board.start();
  board.stop();
  const SnapshotPtr s = board.snapshot();
  EXPECT_EQ(s->metric("users")->reading->value, 10016);
  EXPECT_NE(s->history_fault, "");
}

}  // namespace
}  // namespace guangmu::kpi::test
