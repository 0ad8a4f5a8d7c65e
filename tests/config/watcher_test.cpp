// Saved changes are noticed however an editor saves, once, and after they have settled. The clock is the
// test's own.
#include "config/watcher.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>

namespace guangmu::config {
namespace {

namespace fs = std::filesystem;

class WatcherTest : public testing::Test {
 protected:
  WatcherTest() {
    std::string pattern = (fs::temp_directory_path() / "guangmu-watcher-XXXXXX").string();
    root_ = ::mkdtemp(pattern.data());
    folder_ = root_ / "exhibit";
    fs::create_directories(folder_ / "scenes");
    write("data.yaml", "a: 1\n");
  }
  ~WatcherTest() override { fs::remove_all(root_); }

  void write(const fs::path& name, const std::string& text) { std::ofstream(folder_ / name) << text; }

  // How many changes are told over the next two seconds of the test's clock.
  int told(Watcher& watcher) {
    int count = 0;
    for (int i = 0; i < 40; ++i) count += watcher.poll(now_s_ += 0.05);
    return count;
  }

  fs::path root_, folder_;
  double now_s_ = 100;
};

TEST_F(WatcherTest, TellsNothingWhileNothingHappens) {
  Watcher watcher(folder_.string());
  EXPECT_EQ(told(watcher), 0);
}

TEST_F(WatcherTest, WaitsUntilAChangeHasSettled) {
  Watcher watcher(folder_.string());
  watcher.poll(now_s_);
  write("data.yaml", "a: 2\n");
  EXPECT_FALSE(watcher.poll(now_s_ + 0.01));
  write("data.yaml", "a: 3\n");
  EXPECT_FALSE(watcher.poll(now_s_ + 0.10));
  EXPECT_FALSE(watcher.poll(now_s_ + 0.20));
  EXPECT_TRUE(watcher.poll(now_s_ + 0.26));
  EXPECT_FALSE(watcher.poll(now_s_ + 0.5));
}

TEST_F(WatcherTest, NoticesEveryWayOfSaving) {
  const std::vector<std::pair<const char*, std::function<void()>>> ways{
      {"in place", [&] { write("data.yaml", "a: 2\n"); }},
      {"by rename",
       [&] {
         write("data.yaml.tmp", "a: 3\n");
         fs::rename(folder_ / "data.yaml.tmp", folder_ / "data.yaml");
       }},
      {"by backup and new file",
       [&] {
         fs::rename(folder_ / "data.yaml", folder_ / "data.yaml~");
         write("data.yaml", "a: 4\n");
       }},
      {"a new file below", [&] { write("scenes/new.yaml", "b: 1\n"); }},
      {"a file removed", [&] { fs::remove(folder_ / "scenes/new.yaml"); }},
      {"a new folder", [&] { fs::create_directories(folder_ / "tours/welcome"); }},
      {"a file in the new folder", [&] { write("tours/welcome/captions.yaml", "c: 1\n"); }},
  };
  Watcher watcher(folder_.string());
  told(watcher);
  for (const auto& [name, save] : ways) {
    save();
    EXPECT_EQ(told(watcher), 1) << name;
  }
}

TEST_F(WatcherTest, OverlooksTheScratchFilesOfEditors) {
  Watcher watcher(folder_.string());
  told(watcher);
  for (const auto* name : {".data.yaml.swp", "data.yaml~", "4913", "#data.yaml#", "data.yaml.tmp"})
    write(name, "x");
  EXPECT_EQ(told(watcher), 0);
}

TEST_F(WatcherTest, SurvivesTheFolderVanishing) {
  Watcher watcher(folder_.string());
  told(watcher);
  fs::rename(folder_, root_ / "away");
  told(watcher);
  fs::rename(root_ / "away", folder_);
  EXPECT_EQ(told(watcher), 1);
  write("data.yaml", "a: 5\n");
  EXPECT_EQ(told(watcher), 1);

  fs::remove_all(folder_);
  told(watcher);
  fs::create_directories(folder_ / "scenes");
  write("data.yaml", "a: 6\n");
  EXPECT_EQ(told(watcher), 1);
  write("scenes/overview.yaml", "a: 7\n");
  EXPECT_EQ(told(watcher), 1);
}

TEST_F(WatcherTest, WaitsForAFolderThatIsNotThereYet) {
  fs::remove_all(folder_);
  Watcher watcher(folder_.string());
  EXPECT_EQ(told(watcher), 0);
  fs::create_directories(folder_);
  write("data.yaml", "a: 1\n");
  EXPECT_EQ(told(watcher), 1);
}

// What stands in where the system tells nothing.
TEST_F(WatcherTest, FingerprintChangesWithEveryFile) {
  const auto before = folder_fingerprint(folder_.string());
  EXPECT_EQ(before, folder_fingerprint(folder_.string()));
  write("data.yaml~", "x");
  EXPECT_EQ(before, folder_fingerprint(folder_.string()));
  write("data.yaml", "a: 12345\n");
  const auto longer = folder_fingerprint(folder_.string());
  EXPECT_NE(before, longer);
  write("scenes/b.yaml", "");
  EXPECT_NE(longer, folder_fingerprint(folder_.string()));
  EXPECT_EQ(folder_fingerprint((folder_ / "none").string()), 0u);
}

}  // namespace
}  // namespace guangmu::config
