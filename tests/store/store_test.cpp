#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "store/journal.h"
#include "store/state_folder.h"

namespace guangmu::store {
namespace {

namespace fs = std::filesystem;

struct Folder : ::testing::Test {
  fs::path path = fs::path(::testing::TempDir()) / ("store-" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()) +
                                                    ::testing::UnitTest::GetInstance()->current_test_info()->name());
  Folder() { fs::remove_all(path); }
  ~Folder() override { fs::remove_all(path); }
};

using StateFolder = Folder;
using JournalFile = Folder;

TEST_F(StateFolder, AFileIsReplacedWholeAndReadBack) {
  ASSERT_TRUE(prepare_folder(path.string()));
  const std::string file = (path / "profile.yaml").string();
  ASSERT_TRUE(replace_file(file, "one"));
  ASSERT_TRUE(replace_file(file, std::string(100000, 'x')));
  EXPECT_EQ(read_file(file)->size(), 100000u);
  EXPECT_FALSE(fs::exists(file + ".new"));
}

TEST_F(StateFolder, AFailureLeavesTheOldFileAndSaysWhy) {
  ASSERT_TRUE(prepare_folder(path.string()));
  const std::string file = (path / "a").string();
  ASSERT_TRUE(replace_file(file, "old"));
  fs::create_directory(file + ".new");  // stands where the new file would be written
  const auto failed = replace_file(file, "new");
  ASSERT_FALSE(failed);
  EXPECT_NE(failed.error().text.find("cannot be written"), std::string::npos);
  EXPECT_EQ(*read_file(file), "old");
}

TEST_F(StateFolder, AFolderThatCannotBeMadeIsTheMachinesFault) {
  std::ofstream(path.string()) << "a file stands where the folder should be";
  const auto failed = prepare_folder((path / "state").string());
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().blame, Blame::machine);
}

TEST_F(JournalFile, KeepsEveryEntryInOrderAlsoThoseWaitingAtTheEnd) {
  ASSERT_TRUE(prepare_folder(path.string()));
  {
    Journal journal(path.string());
    for (int i = 0; i < 500; ++i)
      journal.add({{Instant{i * 1000000LL}, 0, "console", "take scene" + std::to_string(i), show::Outcome::applied, ""}});
  }
  std::ifstream in(path / "journal.log");
  int count = 0;
  for (std::string line; std::getline(in, line); ++count) EXPECT_NE(line.find("take scene" + std::to_string(count)), std::string::npos) << line;
  EXPECT_EQ(count, 500);
}

TEST_F(JournalFile, TellsAFolderItCannotWriteAndGoesOn) {
  {
    Journal journal((path / "missing").string());
    journal.add({{Instant{}, 0, "ctl", "cut", show::Outcome::refused, "no preview"}});
    for (int i = 0; i < 500 && journal.fault().empty(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    EXPECT_NE(journal.fault().find("cannot be written"), std::string::npos);
  }
}

TEST(JournalLine, KeepsItsFormWhateverTheText) {
  EXPECT_EQ(journal_line({Instant{}, 0, "a\tb", "message two\nlines", show::Outcome::refused, "why"}),
            "1970-01-01T08:00:00+08:00\ta b\trefused\tmessage two lines\twhy");
}

}  // namespace
}  // namespace guangmu::store
