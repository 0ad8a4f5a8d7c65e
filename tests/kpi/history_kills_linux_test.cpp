// Kills at any moment of heavy writing: no reading that was taken more than a second before is lost, and the database is
// whole. The child is this program again, which tells on its stdout what it took and when. 20 of them;
// GUANGMU_KILLS=200 for the long run.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "kpi/history/entry.h"
#include "kpi/history/file.h"
#include "kpi/history/history.h"
#include "tests/kpi/fixture.h"

namespace guangmu::kpi::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* folder_variable = "GUANGMU_KILL_FOLDER";
constexpr const char* first_variable = "GUANGMU_KILL_FIRST";

// Takes 400 readings a second until it is killed.
TEST(HistoryKills, Child) {
  const char* folder = std::getenv(folder_variable);
  if (!folder) GTEST_SKIP() << "runs as the child of the other test alone";
  History history({folder});
  history.declare(declaration());
  const char* first = std::getenv(first_variable);
  double value = first ? std::atof(first) : 0;
  for (;;) {
    Happened h;
    const Instant at = now();
    for (int i = 0; i < 2; ++i) {
      ReadingEvent r;
      r.metric = "m" + std::to_string(static_cast<int>(value) % 50);
      r.value = value + i;
      r.received = r.source_time = at;
      h.readings.push_back(std::move(r));
    }
    history.take(std::move(h));
    value += 2;
    std::printf("taken %.0f %lld\n", value, static_cast<long long>(at.us));
    std::fflush(stdout);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

struct Lane {
  fs::path folder;
  pid_t child = -1;
  int from_child = -1;
  double next = 0;
  Instant killed;
  std::map<double, Instant> taken;  // all below the key were taken by then
  std::vector<std::pair<double, double>> runs;  // first and end of what must be there

  void begin() {
    int ends[2];
    ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
    taken.clear();
    child = fork();
    if (child == 0) {
      dup2(ends[1], 1);
      setenv(folder_variable, folder.c_str(), 1);
      setenv(first_variable, std::to_string(next).c_str(), 1);
      execl("/proc/self/exe", "test_kpi", "--gtest_filter=HistoryKills.Child", static_cast<char*>(nullptr));
      _exit(127);
    }
    close(ends[1]);
    from_child = ends[0];
  }

  void end() {
    killed = now();
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "the child ended by itself";
    FILE* lines = fdopen(from_child, "r");
    char line[256];
    double value = 0;
    long long us = 0;
    while (std::fgets(line, sizeof line, lines))
      if (std::sscanf(line, "taken %lf %lld", &value, &us) == 2) taken[value] = {us};
    std::fclose(lines);
    double safe = next;
    for (const auto& [end, at] : taken)
      if (killed - at > 1) safe = end;
    runs.push_back({next, safe});
    if (!taken.empty()) next = taken.rbegin()->first + 10;
  }

  void check() {
    OpenedHistory opened = open_history(folder.string(), now());
    ASSERT_TRUE(opened.db) << opened.fault;
    EXPECT_EQ(opened.notice, "");
    EXPECT_EQ(opened.db->number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check<>'ok'", -1), 0);
    std::multiset<double> there;
    PastEntry e;
    Statement log = opened.db->prepare("SELECT body, minute FROM log");
    while (log.row())
      for (EntryReader reader(log.blob(0), log.whole(1)); reader.next(e);) there.insert(*e.value);
    Statement fine = opened.db->prepare("SELECT body, minute, metric FROM fine");
    while (fine.row())
      for (EntryReader reader(fine.blob(0), fine.whole(1), fine.whole(2)); reader.next(e);) there.insert(*e.value);
    for (const auto& [first, end] : runs)
      for (double v = first; v < end; ++v) ASSERT_EQ(there.count(v), 1u) << "reading " << v << " of " << first << " to " << end;
  }
};

TEST(HistoryKills, NothingOlderThanASecondIsLost) {
  const char* wished = std::getenv("GUANGMU_KILLS");
  const int kills = wished ? std::atoi(wished) : 20;
  const int lanes = 5;
  std::mt19937_64 random(7);
  std::vector<Lane> all(lanes);
  for (int i = 0; i < lanes; ++i) {
    all[static_cast<std::size_t>(i)].folder = fs::temp_directory_path() / ("guangmu-kills-" + std::to_string(getpid()) + "-" + std::to_string(i));
    fs::remove_all(all[static_cast<std::size_t>(i)].folder);
  }
  for (int done = 0; done < kills; done += lanes) {
    for (Lane& lane : all) lane.begin();
    std::this_thread::sleep_for(std::chrono::milliseconds(1500));
    for (Lane& lane : all) {
      std::this_thread::sleep_for(std::chrono::microseconds(random() % 300'000));
      lane.end();
    }
    for (Lane& lane : all) lane.check();
  }
  double readings = 0;
  for (const Lane& lane : all)
    for (const auto& [first, end] : lane.runs) readings += end - first;
  EXPECT_GT(readings, kills * 20) << "too little was written to prove anything";
  std::printf("%d kills, %.0f readings that had to be there\n", kills, readings);
  for (const Lane& lane : all) fs::remove_all(lane.folder);
}

}  // namespace
}  // namespace guangmu::kpi::test
