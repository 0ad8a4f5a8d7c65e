// The board against a real server on loopback: every fault of the stand-in leaves the last good figures with
// their age, and the board recovers by itself.
#include "kpi/board.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>

#include "fixture.h"
#include "kpi/fetch/rhythm.h"
#include "tools/platform_server.h"

namespace guangmu::kpi {
namespace {

using test::t0;
using testing::HasSubstr;
using tools::Faults;
using tools::PlatformServer;

// Polls a condition until it holds; false after 20 s.
bool until(const std::function<bool()>& holds) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!holds()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

// A folder of its own for each test, removed at the end.
class TempFolder {
 public:
  TempFolder() {
    const auto name = std::string("guangmu-") +
                      testing::UnitTest::GetInstance()->current_test_info()->name() + "-" +
                      std::to_string(std::chrono::steady_clock::now().time_since_epoch().count());
    path_ = std::filesystem::temp_directory_path() / name;
    std::filesystem::create_directories(path_);
  }
  ~TempFolder() {
    std::error_code ec;
    std::filesystem::permissions(path_, std::filesystem::perms::owner_all, ec);
    std::filesystem::remove_all(path_, ec);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  std::string path(const std::string& name = "") const {
    return name.empty() ? path_.string() : (path_ / name).string();
  }

 private:
  std::filesystem::path path_;
};

DataSettings fast(DataSettings d, int port) {
  for (auto& [id, s] : d.sources) {
    s.url = "http://127.0.0.1:" + std::to_string(port) + tools::path_of(s.url);
    s.every = {0.2};
    s.timeout = {1};
    s.connect_timeout = {0.5};
  }
  return d;
}

// A stand-in platform and a board that polls it, with time in the test's hands.
class Live {
 public:
  explicit Live(DataSettings d = test::declaration(), std::string state_dir = "") : now_us_(t0.us) {
    auto figures = tools::StandIn::from(d, {});
    if (!figures) throw std::runtime_error(figures.error().text);
    auto server = PlatformServer::start(*figures, {.clock = [this] { return now(); }});
    if (!server) throw std::runtime_error(server.error().text);
    platform = std::move(*server);
    settings = fast(d, platform->port());
    board.emplace(settings,
                  BoardOptions{.state_dir = state_dir, .clock = [this] { return now(); }, .seed = 1});
  }
  Instant now() const { return {now_us_.load()}; }
  void pass(double seconds) { now_us_ += static_cast<std::int64_t>(seconds * 1e6); }
  SourceState source() const { return board->snapshot()->sources.at("platform"); }
  // Waits for `count` polls that began after this call.
  bool polls(std::uint64_t count) const {
    const auto from = source().polls;
    return until([&] { return source().polls >= from + count + 1; });
  }

  std::unique_ptr<PlatformServer> platform;
  DataSettings settings;
  std::optional<Board> board;

 private:
  std::atomic<std::int64_t> now_us_;
};

TEST(Board, shows_live_figures_of_a_server) {
  Live live;
  EXPECT_TRUE(live.board->snapshot()->metric("users")->from_report());
  live.board->start();
  ASSERT_TRUE(until([&] { return live.board->snapshot()->metric("users")->reading.has_value(); }));
  const auto s = live.board->snapshot();
  EXPECT_EQ(s->metric("users")->reading->value, 10016);
  EXPECT_EQ(freshness_of(*s->metric("users"), live.now()), Freshness::live);
  EXPECT_NEAR(*s->metric("share")->value(), 50.56 / 137.87, 1e-3);
  EXPECT_EQ(s->find_series("trend")->points.size(), 24u);
  EXPECT_FALSE(s->find_table("banks")->rows.empty());
  const auto version = s->version;
  ASSERT_TRUE(until([&] { return live.board->snapshot()->version > version; }));
  EXPECT_EQ(s->version, version) << "a snapshot once taken stays as it is";
}

struct FaultCase {
  const char* name;
  std::function<void(Faults&)> set;
  const char* fault;    // what the source's state says; empty: the poll itself is good
  const char* refused;  // what the metric says; empty: nothing
};

void expect_last_good_then_recovery(Live& live, const FaultCase& c) {
  const auto users = [&] { return *live.board->snapshot()->metric("users"); };
  const double good = users().reading->value;
  Faults faults;
  c.set(faults);
  live.platform->set_faults(faults);
  ASSERT_TRUE(live.polls(1));
  // What was under way when the fault began may still have been good: the age counts from the last good
  // reading.
  const Reading last = *users().reading;
  live.pass(20);
  const auto is_told = [&] {
    const bool by_source = *c.fault && live.source().fault.find(c.fault) != std::string::npos;
    return by_source || (*c.refused && users().refused.find(c.refused) != std::string::npos);
  };
  ASSERT_TRUE(until(is_told)) << "fault: " << live.source().fault << ", refused: " << users().refused;
  EXPECT_EQ(users().reading->value, good);
  EXPECT_EQ(users().reading->source_time, last.source_time);
  EXPECT_DOUBLE_EQ(*age_s(users(), live.now()), live.now() - last.source_time);
  EXPECT_NE(freshness_of(users(), live.now()), Freshness::live);
  EXPECT_EQ(live.source().fault_since.has_value(), *c.fault != 0);

  live.platform->set_faults({});
  const auto is_good = [&] {
    return live.source().fault.empty() && users().refused.empty() &&
           freshness_of(users(), live.now()) == Freshness::live;
  };
  ASSERT_TRUE(until(is_good)) << "fault: " << live.source().fault << ", refused: " << users().refused;
  EXPECT_GE(users().reading->value, good);
}

TEST(Board, keeps_the_last_good_figures_through_each_fault_and_recovers_by_itself) {
  const FaultCase cases[] = {
      {"latency", [](Faults& f) { f.latency_s = 30; }, "within 1s", ""},
      {"cut", [](Faults& f) { f.cut_bytes = 40; }, "cut off after 40 bytes", ""},
      {"cut at once", [](Faults& f) { f.cut_bytes = 0; }, "cut off after 0 bytes", ""},
      {"garbage", [](Faults& f) { f.garbage = true; }, "a web page instead of figures", ""},
      {"type", [](Faults& f) { f.type = true; }, "", "expected a number"},
      {"status", [](Faults& f) { f.status = 503; }, "HTTP 503", ""},
      {"not found", [](Faults& f) { f.status = 404; }, "HTTP 404", ""},
      {"auth", [](Faults& f) { f.auth = true; }, "HTTP 401", ""},
      {"stale", [](Faults& f) { f.stale = true; }, "stands still", ""},
      {"jump", [](Faults& f) { f.jump = 10; }, "", "more than the allowed"},
      {"jump down", [](Faults& f) { f.jump = 0.1; }, "", "fell"},
      {"jump out of range", [](Faults& f) { f.jump = -1; }, "", "outside the range"},
  };
  Live live;
  live.board->start();
  ASSERT_TRUE(until([&] { return live.board->snapshot()->metric("users")->reading.has_value(); }));
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    expect_last_good_then_recovery(live, c);
    if (HasFatalFailure()) return;
  }
}

TEST(Board, outlives_the_platform_and_finds_it_again) {
  Live live;
  live.board->start();
  ASSERT_TRUE(until([&] { return live.board->snapshot()->metric("users")->reading.has_value(); }));
  const int port = live.platform->port();
  live.platform.reset();
  ASSERT_TRUE(until([&] { return live.source().fault.find("nothing listens") != std::string::npos; }))
      << live.source().fault;
  EXPECT_EQ(*live.board->snapshot()->metric("users")->value(), 10016);
  auto figures = tools::StandIn::from(test::declaration(), {});
  auto again = PlatformServer::start(
      *figures, {.listen = "127.0.0.1:" + std::to_string(port), .clock = [&] { return live.now(); }});
  ASSERT_TRUE(again) << again.error().text;
  ASSERT_TRUE(until([&] { return live.source().fault.empty(); })) << live.source().fault;
}

TEST(Board, refuses_an_answer_that_is_too_long) {
  auto d = test::declaration();
  d.sources["platform"].max_bytes = 100;
  Live live(d);
  live.board->start();
  ASSERT_TRUE(until([&] { return live.source().errors > 0; }));
  EXPECT_THAT(live.source().fault, HasSubstr("longer than max_bytes, 100"));
  EXPECT_TRUE(live.board->snapshot()->metric("users")->from_report());
}

TEST(Board, tells_a_name_that_nobody_knows) {
  auto d = test::declaration();
  d.sources["platform"].url = "http://no-such-host.invalid/kpi";
  Board board(d, {});
  board.start();
  ASSERT_TRUE(until([&] { return !board.snapshot()->sources.at("platform").fault.empty(); }));
  EXPECT_THAT(board.snapshot()->sources.at("platform").fault, HasSubstr("no-such-host.invalid"));
}

TEST(Board, reload_changes_the_address_while_running) {
  Live live;
  auto elsewhere = live.settings;
  elsewhere.sources["platform"].url = "http://127.0.0.1:1/closed";
  Board board(elsewhere, {.clock = [&] { return live.now(); }});
  board.start();
  ASSERT_TRUE(until([&] { return board.snapshot()->sources.at("platform").errors > 0; }));
  board.reload(live.settings);
  ASSERT_TRUE(until([&] { return board.snapshot()->metric("users")->reading.has_value(); }));
  EXPECT_EQ(board.snapshot()->sources.at("platform").fault, "");
}

TEST(Board, reads_other_json_under_other_paths_by_declaration_alone) {
  // The document of some other platform; only DataSettings know its shape.
  const std::string payload =
      R"({"code":0,"result":[{"k":"corp","v":24817},{"k":"loan","v":9345000000,"ts":1672444790}]})";
  DataSettings d;
  d.sources["bank"].url = "http://127.0.0.1:1/open/stat";
  auto& corp = d.metrics["corp"];
  corp.source = "bank";
  corp.at = "/result/0/v";
  corp.unit = "家";
  auto& loan = d.metrics["loan"];
  loan.source = "bank";
  loan.at = "/result/1/v";
  loan.time = "/result/1/ts";
  loan.scale = 1e-8;
  loan.unit = "亿元";
  loan.decimals = 2;
  Board board(d, {});
  ASSERT_TRUE(board.judge_payload("bank", payload, t0));
  const auto s = board.snapshot();
  EXPECT_EQ(s->metric("corp")->value(), 24817);
  EXPECT_NEAR(*s->metric("loan")->value(), 93.45, 1e-9);
  EXPECT_EQ(s->metric("loan")->reading->source_time, t0 + -10);
}

TEST(Board, shows_the_last_good_figures_after_a_cold_start_without_network) {
  const TempFolder folder;
  {
    Live live(test::declaration(), folder.path("state/deep"));
    live.board->start();
    ASSERT_TRUE(until([&] { return live.board->snapshot()->metric("users")->reading.has_value(); }));
    live.board->stop();
    auto closed = live.settings;
    // The same address, now closed.
    live.platform.reset();
    Board cold(closed, {.state_dir = folder.path("state/deep"), .clock = [] { return t0 + 3600; }});
    const auto s = cold.snapshot();
    EXPECT_EQ(s->history_fault, "");
    ASSERT_TRUE(s->metric("users")->reading);
    EXPECT_EQ(s->metric("users")->value(), 10016);
    EXPECT_DOUBLE_EQ(*age_s(*s->metric("users"), t0 + 3600), 3600);
    EXPECT_EQ(freshness_of(*s->metric("users"), t0 + 3600), Freshness::stale);
    EXPECT_TRUE(s->metric("share")->reading);
    EXPECT_EQ(s->find_series("trend")->points.size(), 24u);
    cold.start();
    ASSERT_TRUE(until([&] { return !cold.snapshot()->sources.at("platform").fault.empty(); }));
    EXPECT_EQ(cold.snapshot()->metric("users")->value(), 10016);
  }
}

TEST(Board, writes_while_it_runs_so_that_a_kill_loses_little) {
  const TempFolder folder;
  Live live(test::declaration(), folder.path());
  live.board->start();
  ASSERT_TRUE(until([&] { return live.board->snapshot()->metric("users")->reading.has_value(); }));
  // The file as a killed program would leave it: copied while the board has it open, log and all.
  const TempFolder left;
  const auto copied_has_users = [&] {
    std::error_code ec;
    for (const char* name : {"figures.db", "figures.db-wal"})
      std::filesystem::copy_file(folder.path(name), left.path(name),
                                 std::filesystem::copy_options::overwrite_existing, ec);
    Board after(live.settings, {.state_dir = left.path(), .clock = [&] { return live.now(); }});
    return after.snapshot()->metric("users")->reading.has_value();
  };
  EXPECT_TRUE(until(copied_has_users));
}

TEST(Board, sets_a_damaged_file_aside_and_goes_on) {
  const TempFolder folder;
  std::ofstream(folder.path("figures.db")) << std::string(8192, 'x');
  {
    Board board(test::declaration(), {.state_dir = folder.path(), .clock = [] { return t0; }});
    EXPECT_EQ(board.snapshot()->history_fault, "");
    ASSERT_TRUE(board.judge_payload("platform", test::document(10020, t0), t0));
  }
  EXPECT_TRUE(std::filesystem::exists(folder.path("figures.db.broken-20221231-080000")));
  Board again(test::declaration(), {.state_dir = folder.path(), .clock = [] { return t0; }});
  EXPECT_EQ(again.snapshot()->metric("users")->value(), 10020);
}

TEST(Board, works_without_a_state_folder_and_says_so) {
  const TempFolder folder;
  std::ofstream(folder.path("a_file")) << "x";
  Board board(test::declaration(), {.state_dir = folder.path("a_file/state"), .clock = [] { return t0; }});
  EXPECT_THAT(board.snapshot()->history_fault, HasSubstr("figures are not kept"));
  ASSERT_TRUE(board.judge_payload("platform", test::document(10020, t0), t0));
  EXPECT_EQ(board.snapshot()->metric("users")->value(), 10020);
  Board unkept(test::declaration(), {});
  EXPECT_EQ(unkept.snapshot()->history_fault, "") << "nothing was to be kept";
  EXPECT_FALSE(unkept.snapshot()->history_kept);
  EXPECT_TRUE(board.snapshot()->history_kept) << "as soon as the disk allows";
}

TEST(Board, keeps_figures_once_the_state_folder_can_be_made) {
  const TempFolder folder;
  std::ofstream(folder.path("state")) << "in the way";
  {
    Board board(test::declaration(), {.state_dir = folder.path("state"), .clock = [] { return t0; }});
    EXPECT_NE(board.snapshot()->history_fault, "");
    ASSERT_TRUE(board.judge_payload("platform", test::document(10020, t0), t0));
    std::filesystem::remove(folder.path("state"));
    board.stop();
    EXPECT_EQ(board.snapshot()->history_fault, "");
  }
  Board again(test::declaration(), {.state_dir = folder.path("state"), .clock = [] { return t0; }});
  EXPECT_EQ(again.snapshot()->metric("users")->value(), 10020);
}

TEST(Board, leaves_alone_what_a_newer_version_wrote) {
  const TempFolder folder;
  {
    Board board(test::declaration(), {.state_dir = folder.path(), .clock = [] { return t0; }});
    ASSERT_TRUE(board.judge_payload("platform", test::document(10020, t0), t0));
  }
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(folder.path("figures.db").c_str(), &db), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(db, "PRAGMA user_version=99", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(db);
  Board board(test::declaration(), {.state_dir = folder.path(), .clock = [] { return t0; }});
  EXPECT_THAT(board.snapshot()->history_fault, HasSubstr("newer version"));
  EXPECT_TRUE(board.snapshot()->metric("users")->from_report());
}

TEST(Board, shows_no_secret_of_an_address) {
  auto d = test::declaration();
  d.sources["platform"].url = "https://name:word@host.example:8443/api/kpi?token=abc#x";
  EXPECT_EQ(Board(d, {}).snapshot()->sources.at("platform").url, "https://host.example:8443/api/kpi");
  d.sources["platform"].url = "http://host.example/a@b";
  EXPECT_EQ(Board(d, {}).snapshot()->sources.at("platform").url, "http://host.example/a@b");
}

TEST(Board, drops_kept_figures_of_another_declaration) {
  const TempFolder folder;
  {
    Board board(test::declaration(), {.state_dir = folder.path(), .clock = [] { return t0; }});
    ASSERT_TRUE(board.judge_payload("platform", test::document(10020, t0), t0));
  }
  auto d = test::declaration();
  d.sources["platform"].url = "https://another.example/kpi";
  Board other(d, {.state_dir = folder.path(), .clock = [] { return t0; }});
  EXPECT_TRUE(other.snapshot()->metric("users")->from_report());
}

TEST(Board, obeys_the_operator) {
  Board board(test::declaration(), {.clock = [] { return t0; }});
  ASSERT_TRUE(board.judge_payload("platform", test::document(10020, t0), t0));
  ASSERT_TRUE(board.judge_payload("platform", test::document(5, t0 + 5), t0 + 5));
  EXPECT_TRUE(board.snapshot()->metric("users")->quarantined);
  ASSERT_TRUE(board.accept("users", "guide"));
  EXPECT_EQ(board.snapshot()->metric("users")->value(), 5);
  ASSERT_TRUE(board.override_value("users", 77, 60, "guide"));
  EXPECT_EQ(board.snapshot()->metric("users")->value(), 77);
  EXPECT_TRUE(board.snapshot()->metric("users")->manual);
  EXPECT_FALSE(board.refuse("users", "guide"));
}

std::string name_of(Outcome outcome) {
  for (const auto& [value, name] : fields_names(outcome))
    if (value == outcome) return std::string(name);
  return {};
}

// A frame that lets go of a snapshot does not take thousands of figures apart: the board does, when it publishes.
TEST(Board, takes_old_snapshots_apart_itself) {
  DataSettings d;
  d.sources["platform"].url = "http://127.0.0.1:1/";
  d.metrics["users"] = test::metric("/users");
  d.metrics["users"].source = "platform";
  Board board(std::move(d), {.clock = [] { return t0; }});
  SnapshotPtr held = board.snapshot();
  const std::weak_ptr<const Snapshot> watched = held;
  ASSERT_TRUE(board.judge_payload("platform", R"({"users": 1})", t0));
  held.reset();
  EXPECT_FALSE(watched.expired());
  ASSERT_TRUE(board.judge_payload("platform", R"({"users": 2})", t0 + 1));
  EXPECT_TRUE(watched.expired());
}

TEST(Board, hands_on_what_happened_once_and_with_the_names) {
  Happened all;
  BoardOptions options{.clock = [] { return t0; }};
  options.happened = [&](const Happened& h) {
    all.polls.insert(all.polls.end(), h.polls.begin(), h.polls.end());
    all.readings.insert(all.readings.end(), h.readings.begin(), h.readings.end());
  };
  Board board(test::declaration(), options);
  ASSERT_TRUE(board.judge_payload("platform", test::document(10020, t0), t0));
  ASSERT_FALSE(board.judge_payload("platform", "oops", t0 + 3));
  ASSERT_TRUE(board.judge_payload("platform", test::document(5, t0 + 5), t0 + 5));
  ASSERT_TRUE(board.accept("users", "guide"));
  ASSERT_TRUE(board.override_value("green", 77, 60, "guide"));
  board.stop();
  ASSERT_EQ(all.polls.size(), 3u);
  EXPECT_EQ(*all.polls[0].payload, test::document(10020, t0));
  EXPECT_EQ(all.polls[0].fault, "");
  EXPECT_NE(all.polls[1].fault, "");
  EXPECT_EQ(*all.polls[1].payload, "oops");
  std::vector<std::string> users, by_hand;
  for (const auto& r : all.readings) {
    if (r.metric == "users") users.push_back(name_of(r.outcome) + "/" + r.rule + "/" + r.by);
    if (r.outcome == Outcome::manual) by_hand.push_back(r.metric + "/" + r.by);
  }
  EXPECT_EQ(users, (std::vector<std::string>{"accepted//", "held/counter/", "released/counter/guide"}));
  EXPECT_EQ(by_hand, (std::vector<std::string>{"green/guide"}));
  const auto s = board.snapshot();
  EXPECT_EQ(s->metric("green")->manual_by, "guide");
  EXPECT_EQ(s->metric("green")->manual_until, t0 + 60);
  EXPECT_EQ(s->metric("share")->manual_by, "guide") << "computed from it";
}

TEST(BackOff, doubles_up_to_its_cap) {
  const struct {
    double every_s;
    int failures;
    double expected_s;
  } cases[] = {{5, 1, 5},     {5, 2, 10},    {5, 3, 15},  {5, 4, 15},
               {5, 1000, 15}, {0.2, 1, 0.2}, {60, 1, 60}, {60, 9, 60}};
  for (const auto& c : cases) {
    EXPECT_DOUBLE_EQ(back_off_s(c.every_s, c.failures, 0), c.expected_s);
    EXPECT_NEAR(back_off_s(c.every_s, c.failures, 1), 1.1 * c.expected_s, 1e-9);
    EXPECT_NEAR(back_off_s(c.every_s, c.failures, -1), 0.9 * c.expected_s, 1e-9);
  }
}

}  // namespace
}  // namespace guangmu::kpi
