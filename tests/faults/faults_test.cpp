// Everything a platform, a clock and a disk can do wrong, against the running wall in random order: no wrong
// figure is ever on it, neither in its state nor in its picture; it does not crash, and it does not grow.
//   GUANGMU_FAULTS_S     how long (seconds; default: each once, some 90 s). From 20 minutes on growth is
//   judged too. GUANGMU_FAULTS_SEED  the order; printed
#include <fcntl.h>
#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

#include "tests/faults/checker.h"
#include "tests/faults/exhibit.h"
#include "tests/faults/growth.h"
#include "tests/faults/server.h"
#include "tests/faults/surroundings.h"
#include "tests/faults/tls_servers.h"

namespace guangmu::testing {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;
using std::chrono::seconds;

void sleep_for(milliseconds time) {
  std::this_thread::sleep_for(time);
}

// The page that surroundings_linux.cpp reads.
class SharedPage {
 public:
  explicit SharedPage(const std::string& file) {
    const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0 || ::ftruncate(fd, 4096) != 0) throw std::runtime_error(file);
    page_ = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    ::close(fd);
  }
  ~SharedPage() { ::munmap(page_, 4096); }
  SharedPage(const SharedPage&) = delete;
  SharedPage& operator=(const SharedPage&) = delete;
  Surroundings* operator->() const { return static_cast<Surroundings*>(page_); }

 private:
  void* page_ = nullptr;
};

// Platform, exhibit, reader of pictures and checker; walls come and go.
class Faults : public ::testing::Test {
 protected:
  Faults()
      : seed_([] {
          const char* given = std::getenv("GUANGMU_FAULTS_SEED");
          return given ? static_cast<unsigned>(std::strtoul(given, nullptr, 10)) : std::random_device{}();
        }()),
        random_(seed_),
        page_(folder_.file("surroundings")),
        server_(truth_, seed_),
        tls_(folder_.path(),
             [this](const std::string& source) { return server_.document(source, source != "trusted"); }) {
    fmt::print("GUANGMU_FAULTS_SEED={}\n", seed_);
    write_fault_exhibit(exhibit(), {server_.port(), tls_.port("trusted"), tls_.port("expired"),
                                    tls_.port("misnamed"), tls_.authority()});
    // Ports do not show in a picture: one reader serves all tests.
    static const auto& reader = *new DigitReader(exhibit(), folder_.path());
    checker_ = std::make_unique<Checker>(truth_, reader);
  }

  std::string exhibit() const { return folder_.file("exhibit"); }
  std::string state() const { return folder_.file("state"); }

  void start_wall(const std::string& state_folder) {
    wall_ = std::make_unique<RunningWall>(
        exhibit(), std::vector<std::string>{"--state", state_folder},
        std::vector<std::string>{"LD_PRELOAD=" GUANGMU_BINARY_DIR "/surroundings.so",
                                 "GUANGMU_SURROUNDINGS=" + folder_.file("surroundings"), fault_environment});
    ASSERT_TRUE(wall_->answers()) << wall_->process().output();
  }
  void end_wall(int signal) {
    wall_->process().signal(signal);
    const Finished done = wall_->process().finish();
    EXPECT_EQ(done.exit_code, signal == SIGKILL ? 128 + SIGKILL : 0) << done.out;
    wall_.reset();
  }

  // Looks again and again, for so long.
  void look_for(milliseconds time, milliseconds pause = milliseconds(250)) {
    for (const auto until = Clock::now() + time; Clock::now() < until; sleep_for(pause))
      checker_->look(*wall_);
    ASSERT_TRUE(wall_->process().running()) << "the wall has died: " << wall_->process().output();
  }
  // The platform is good, and the truth has moved on: the wall must come to show it by itself.
  void recover(const std::string& after) {
    truth_.move_on();
    const int step = truth_.now();
    const auto until = Clock::now() + seconds(60);
    while (!checker_->shows("json", step) && Clock::now() < until && wall_->process().running()) {
      checker_->look(*wall_);
      sleep_for(milliseconds(50));
    }
    ASSERT_TRUE(checker_->shows("json", step))
        << after << ": the wall does not recover; " << wall_->state()["sources"].dump(1)
        << wall_->process().output();
  }

  // Sources whose figures stand on the wall: the others back off, and are asked too rarely to be waited for.
  bool some_still_armed() const {
    return std::any_of(figures().begin(), figures().end(), [&](const Figure& f) {
      return checker_->ever(f.id) && server_.still_armed(f.source);
    });
  }

  std::string still_armed() const {
    std::string sources;
    for (const Figure& f : figures())
      if (checker_->ever(f.id) && server_.still_armed(f.source)) sources += " " + f.source;
    return sources;
  }

  void play(const std::vector<const Play*>& plays) {
    std::string names;
    for (const Play* each : plays) names += (names.empty() ? "" : ", then ") + each->name;
    server_.arm(plays);
    for (const auto until = Clock::now() + seconds(40); some_still_armed() && Clock::now() < until;) {
      checker_->look(*wall_);
      sleep_for(milliseconds(50));
    }
    EXPECT_FALSE(some_still_armed()) << names << ": not played to the end by" << still_armed();
    // Long enough for the wall to judge what it got, and to draw it.
    look_for(pause_after_play_);
    server_.arm({});
    recover(names);
    ASSERT_THAT(checker_->complaints(), ::testing::IsEmpty()) << names << ", seed " << seed_;
  }

  void our_clock_jumps(std::int64_t ahead_s) {
    page_->clock_ahead_us = ahead_s * 1000000;
    truth_.move_on();
    look_for(seconds(2));
    page_->clock_ahead_us = 0;
    recover("our clock jumps");
    ASSERT_THAT(checker_->complaints(), ::testing::IsEmpty())
        << "our clock jumps by " << ahead_s << " s, seed " << seed_;
  }

  void the_disk_is_full() {
    const int before = page_->writes_refused;
    page_->disk_full = 1;
    truth_.move_on();
    look_for(milliseconds(2500));
    EXPECT_GT(page_->writes_refused, before) << "nobody tried to write: this fault was not played";
    page_->disk_full = 0;
    recover("the disk is full");
    ASSERT_THAT(checker_->complaints(), ::testing::IsEmpty()) << "the disk is full, seed " << seed_;
  }

  // What is kept on disk, damaged in one of several ways while no wall runs.
  void corrupt_databases(int how) {
    int found = 0;
    for (const auto& entry : fs::directory_iterator(state())) {
      const std::string name = entry.path().filename().string();
      if (!entry.is_regular_file() || name.find(".db") == std::string::npos) continue;
      ++found;
      const auto size = static_cast<std::int64_t>(entry.file_size());
      std::fstream file(entry.path(), std::ios::binary | std::ios::in | std::ios::out);
      const std::int64_t from = how == 0 ? 0 : size / 3,
                         length = std::max<std::int64_t>(1, how == 0 ? 200 : size / 3);
      file.seekp(from);
      for (std::int64_t i = 0; i < length; ++i) file.put(static_cast<char>(random_()));
      file.close();
      if (how == 2) fs::resize_file(entry.path(), static_cast<std::uintmax_t>(size / 2));
    }
    EXPECT_GT(found, 0) << "nothing is kept on disk";
  }

  milliseconds pause_after_play_{1300};
  unsigned seed_;
  std::mt19937 random_;
  ScratchFolder folder_;
  Truth truth_;
  SharedPage page_;
  FaultServer server_;
  TlsServers tls_;
  std::unique_ptr<Checker> checker_;
  std::unique_ptr<RunningWall> wall_;
};

// The checker itself: a platform that says wrong figures, in due form, must be noticed in the state and, on
// its own, in the picture.
TEST_F(Faults, AWrongFigureIsNoticedInStateAndPicture) {
  using ::testing::Contains;
  using ::testing::HasSubstr;
  start_wall(state());
  recover("start");
  look_for(seconds(3));
  ASSERT_THAT(checker_->complaints(), ::testing::IsEmpty());
  ASSERT_GT(checker_->figures_read(), 0) << "no figure can be read off the picture";
  const std::string sources = wall_->state()["sources"].dump(1);
  EXPECT_TRUE(checker_->ever("sealed")) << sources;
  EXPECT_THAT(sources, HasSubstr("it has expired"));
  EXPECT_THAT(sources, HasSubstr("made out to another name"));
  server_.lie(true);
  look_for(seconds(4));
  EXPECT_THAT(checker_->complaints(), Contains(HasSubstr("state: gauge shows")));
  EXPECT_THAT(checker_->complaints(), Contains(HasSubstr("picture: gauge shows")));
  EXPECT_THAT(checker_->complaints(), Contains(HasSubstr("never was true")));
}

// Power loss, damaged and unusable state folders: the wall starts all the same, with kept figures where they
// can be kept.
TEST_F(Faults, StateFoldersThatCannotBeUsed) {
  start_wall(state());
  recover("start");
  look_for(seconds(2));
  for (const int signal : {SIGKILL, SIGTERM}) {
    std::map<std::string, double> kept;
    for (const auto& f : figures())
      if (f.source == "json") kept[f.id] = *checker_->value(f.id);
    server_.go_silent(true);
    end_wall(signal);
    checker_->new_wall(true);
    start_wall(state());
    checker_->look(*wall_);
    for (const auto& [id, value] : kept)
      EXPECT_EQ(checker_->value(id), value) << id << ": an accepted reading was lost";
    server_.go_silent(false);
    recover("a new start");
    look_for(seconds(2));
  }
  for (int how = 0; how < 3; ++how) {
    end_wall(SIGTERM);
    corrupt_databases(how);
    checker_->new_wall(false);
    start_wall(state());
    recover("a damaged database");
    look_for(milliseconds(2300));
    EXPECT_THAT(checker_->complaints(), ::testing::IsEmpty()) << "way " << how;
  }
  end_wall(SIGTERM);
  // A file where the folder should be: nobody, not even root, can write there.
  folder_.write("no_folder", "a file");
  checker_->new_wall(false);
  start_wall(folder_.file("no_folder"));
  recover("no state folder");
  look_for(milliseconds(2300));
  EXPECT_FALSE(wall_->state()["faults"].empty()) << "nobody was told";
  end_wall(SIGTERM);
  // A folder where the database should be.
  fs::create_directories(folder_.file("odd/figures.db/inside"));
  checker_->new_wall(false);
  start_wall(folder_.file("odd"));
  recover("no database");
  look_for(milliseconds(2300));
  end_wall(SIGTERM);
  EXPECT_THAT(checker_->complaints(), ::testing::IsEmpty());
}

TEST_F(Faults, NoWrongFigureWhateverComes) {
  const char* given = std::getenv("GUANGMU_FAULTS_S");
  const double length_s = given ? std::atof(given) : 0;
  const std::size_t in_a_row = length_s > 0 ? 2 : 4;
  if (length_s <= 0) pause_after_play_ = milliseconds(500);
  const auto begun = Clock::now();
  const auto elapsed_s = [&] { return std::chrono::duration<double>(Clock::now() - begun).count(); };
  // The proportional set size falls and rises with neighbours that share files, e.g. another wall: what the
  // process holds alone is judged too.
  std::vector<std::pair<double, double>> sizes, own;
  start_wall(state());
  recover("start");
  int rounds = 0, played = 0;
  double told_s = 0;
  do {
    // Every play once, some after each other without anything good in between.
    std::vector<const Play*> order;
    for (const auto& each : plays()) order.push_back(&each);
    std::shuffle(order.begin(), order.end(), random_);
    std::vector<std::pair<std::string, std::function<void()>>> round;
    for (std::size_t i = 0; i < order.size(); i += in_a_row) {
      const std::vector<const Play*> row(
          order.begin() + static_cast<std::ptrdiff_t>(i),
          order.begin() + static_cast<std::ptrdiff_t>(std::min(i + in_a_row, order.size())));
      round.push_back({row.front()->name + " to " + row.back()->name, [this, row] { play(row); }});
    }
    for (const std::int64_t ahead_s : {86400, 3600, -3600, -86400 * 400})
      round.push_back({"our clock jumps", [this, ahead_s] { our_clock_jumps(ahead_s); }});
    round.push_back({"the disk is full", [this] { the_disk_is_full(); }});
    std::shuffle(round.begin(), round.end(), random_);
    for (const auto& [name, run] : round) {
      const double from_s = elapsed_s();
      run();
      ++played;
      if (HasFatalFailure()) return;
      const int pid = wall_->process().pid();
      sizes.push_back({elapsed_s(), memory_mb(pid, "Pss:")});
      own.push_back({elapsed_s(), memory_mb(pid, "Anonymous:")});
      if (length_s > 0 && elapsed_s() >= told_s + 60) {
        told_s = elapsed_s();
        fmt::print("{:.0f} s: PSS {:.1f} MB, RSS {:.1f} MB, anonymous {:.1f} MB\n", told_s,
                   sizes.back().second, memory_mb(pid, "Rss:"), own.back().second);
        std::fflush(stdout);
      }
      if (elapsed_s() - from_s > 15) fmt::print("{}: {:.1f} s\n", name, elapsed_s() - from_s);
      if (length_s > 0 && elapsed_s() > length_s) break;
    }
    ++rounds;
  } while (elapsed_s() < length_s);

  EXPECT_THAT(checker_->complaints(), ::testing::IsEmpty()) << "seed " << seed_;
  EXPECT_GT(checker_->figures_read(), played / 2) << "too few figures could be read off the pictures";
  EXPECT_LT(checker_->unreadable(), checker_->figures_read() / 20 + 1)
      << ::testing::PrintToString(checker_->unreadable_by_figure());
  for (const auto& f : figures())
    EXPECT_NE(checker_->ever(f.id), f.id == "expired" || f.id == "misnamed") << f.id;
  for (auto* samples : {&sizes, &own})
    std::erase_if(*samples, [&](const auto& each) { return length_s >= 1200 && each.first < 600; });
  const double growth = slope(own);
  std::string never;
  for (const auto& f : figures())
    if (!checker_->ever(f.id)) never += " " + f.id;
  fmt::print(
      "{:.0f} s, {} rows of faults in {} rounds, {} looks, {} figures read off pictures ({} unreadable), "
      "never there:{}; PSS {:.1f} MB at the end, "
      "{:+.2f} MB per 10 minutes, anonymous {:.1f} MB, {:+.2f} MB per 10 minutes, over {} samples\n",
      elapsed_s(), played, rounds, checker_->looks(), checker_->figures_read(), checker_->unreadable(), never,
      sizes.back().second, slope(sizes), own.back().second, growth, sizes.size());
  if (length_s >= 1200) {
    EXPECT_LT(growth, 1) << "MB of its own per 10 minutes after minute 10";
  }
  end_wall(SIGTERM);
}

}  // namespace
}  // namespace guangmu::testing
