// Recordings: what is written comes back, bounds hold, and no bytes whatever do harm.
#include "kpi/recording/recording.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <chrono>
#include <iterator>
#include <random>
#include <thread>
#include <vector>

#include "kpi/board.h"
#include "kpi/recording/player.h"
#include "kpi/recording/recorder.h"
#include "tests/kpi/fixture.h"

namespace guangmu::kpi {
namespace {

namespace fs = std::filesystem;
using namespace test;
using testing::HasSubstr;

class Recording : public testing::Test {
 protected:
  Recording() : folder_(fs::path(testing::TempDir()) / ("recording_" + std::to_string(std::random_device{}()))) {
    fs::create_directories(folder_);
  }
  ~Recording() override {
    std::error_code code;
    fs::remove_all(folder_, code);
  }
  std::string file(const std::string& name = "day.gmrec") const { return (folder_ / name).string(); }
  static std::string bytes_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  static void write(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
  }
  RecorderSettings settings(std::uint64_t max_bytes = 1 << 20) const {
    RecorderSettings s;
    s.path = file();
    s.head = {"lanzhou", "0.1.0"};
    s.max_bytes = max_bytes;
    return s;
  }
  void record(const std::vector<Record>& records, RecorderSettings s) const {
    auto recorder = Recorder::start(std::move(s));
    ASSERT_TRUE(recorder) << recorder.error().text;
    for (const auto& r : records) (*recorder)->add(r);
  }
  static std::vector<Record> read(const std::string& path, std::string* notice = nullptr) {
    auto reader = RecordingReader::open(path);
    EXPECT_TRUE(reader) << reader.error().text;
    std::vector<Record> records;
    if (!reader) return records;
    while (auto r = reader->next()) records.push_back(std::move(*r));
    if (notice) *notice = reader->notice();
    return records;
  }

 private:
  fs::path folder_;
};

std::vector<Record> some_records(int count) {
  std::vector<Record> records;
  for (int i = 0; i < count; ++i)
    records.push_back({t0 + i, "platform", false, document(10016 + i, t0 + i), "application/json"});
  return records;
}

// Bytes that do not compress.
std::string noise(std::size_t length, unsigned seed) {
  std::mt19937 random(seed);
  std::string bytes(length, '\0');
  for (char& c : bytes) c = static_cast<char>(random());
  return bytes;
}

TEST_F(Recording, what_is_written_comes_back) {
  std::vector<Record> records = some_records(100);
  records.push_back({t0 + 100, "other", true, "nothing listens at 127.0.0.1:1", ""});
  records.push_back({t0 + 101, "empty", false, "", ""});
  records.push_back({t0 + 102, "bytes", false, std::string("a\0b\xFF", 4), "application/octet-stream"});
  records.push_back({t0 + 103, "large", false, noise(3 << 20, 1), ""});
  record(records, settings(64 << 20));
  std::string notice;
  EXPECT_EQ(read(file(), &notice), records);
  EXPECT_EQ(notice, "");
  const auto survey = survey_recording(file());
  ASSERT_TRUE(survey);
  EXPECT_EQ(survey->head.exhibit, "lanzhou");
  EXPECT_EQ(survey->records, records.size());
  EXPECT_EQ(survey->sources.at("platform"), 100u);
  EXPECT_EQ(*survey->first, t0);
  EXPECT_EQ(*survey->last, t0 + 103);
}

TEST_F(Recording, is_continued_and_belongs_to_one_exhibit) {
  auto records = some_records(4);
  record({records[0], records[1]}, settings());
  record({records[2], records[3]}, settings());
  EXPECT_EQ(read(file()), records);

  auto other = settings();
  other.head.exhibit = "mengjin";
  const auto refused = Recorder::start(other);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().text, HasSubstr("lanzhou"));
  EXPECT_EQ(read(file()), records);

  write(file("notes.txt"), "what somebody wrote");
  auto precious = settings();
  precious.path = file("notes.txt");
  EXPECT_FALSE(Recorder::start(precious));
  EXPECT_EQ(bytes_of(file("notes.txt")), "what somebody wrote");

  auto nowhere = settings();
  nowhere.path = file("no/such/folder/day.gmrec");
  EXPECT_FALSE(Recorder::start(nowhere));
}

TEST_F(Recording, a_cut_tail_loses_the_last_block_alone_and_is_told) {
  const auto records = some_records(6);
  for (int i = 0; i < 3; ++i) record({records[static_cast<std::size_t>(2 * i)], records[static_cast<std::size_t>(2 * i + 1)]}, settings());
  const std::string whole = bytes_of(file());
  std::string notice;
  write(file(), whole.substr(0, whole.size() - 5));
  EXPECT_EQ(read(file(), &notice), std::vector<Record>(records.begin(), records.begin() + 4));
  EXPECT_THAT(notice, HasSubstr("breaks off"));

  // A writer goes on before the cut.
  {
    auto recorder = Recorder::start(settings());
    ASSERT_TRUE(recorder);
    EXPECT_THAT((*recorder)->notice(), HasSubstr("breaks off"));
    (*recorder)->add(records[4]);
  }
  EXPECT_EQ(read(file(), &notice), std::vector<Record>(records.begin(), records.begin() + 5));
  EXPECT_EQ(notice, "");
}

TEST_F(Recording, stays_within_its_bytes_and_keeps_the_newest) {
  const std::uint64_t bound = 400'000;
  for (int i = 0; i < 40; ++i) {
    record({{t0 + i, "platform", false, noise(30'000, static_cast<unsigned>(i)), ""}}, settings(bound));
    ASSERT_LE(fs::file_size(file()), bound);
  }
  const auto kept = read(file());
  ASSERT_GE(kept.size(), 6u);
  EXPECT_EQ(kept.back().received, t0 + 39);
  for (std::size_t i = 1; i < kept.size(); ++i) EXPECT_EQ(kept[i].received, kept[i - 1].received + 1) << "no gaps";
  EXPECT_FALSE(fs::exists(file() + ".shorter"));
}

TEST_F(Recording, lets_records_go_that_are_over_its_age) {
  auto s = settings();
  s.max_age_s = 3600;
  record({{t0, "platform", false, "1", ""}}, s);
  record({{t0 + 3000, "platform", false, "2", ""}}, s);
  record({{t0 + 4000, "platform", false, "3", ""}}, s);
  EXPECT_EQ(read(file()).size(), 3u) << "a quarter over the age is allowed before the file is copied";
  record({{t0 + 5000, "platform", false, "4", ""}}, s);
  const auto kept = read(file());
  ASSERT_EQ(kept.size(), 3u);
  EXPECT_EQ(kept.front().body, "2");
}

TEST_F(Recording, a_disk_that_cannot_keep_up_is_told) {
  auto s = settings();
  s.most_waiting_bytes = 1000;
  auto recorder = Recorder::start(s);
  ASSERT_TRUE(recorder);
  EXPECT_EQ((*recorder)->fault(), "");
  (*recorder)->add({t0, "platform", false, noise(2000, 1), ""});
  EXPECT_THAT((*recorder)->fault(), HasSubstr("1 records were left out"));
}

TEST_F(Recording, keeps_no_secret_of_an_address) {
  EXPECT_EQ(without_secrets("a https://me:pw@h.cn:8/p/a?token=1#x b"), "a https://h.cn:8/p/a b");
  EXPECT_EQ(without_secrets("http://h/a@b?x"), "http://h/a@b");
  EXPECT_EQ(without_secrets("nothing here"), "nothing here");
  EXPECT_EQ(without_secrets("two http://u@a/?q http://b?z"), "two http://a/ http://b");
  record({{t0, "platform", true, "it redirects to http://me:secret@h/x?key=secret", ""}}, settings());
  ASSERT_EQ(read(file()).size(), 1u);
  EXPECT_EQ(read(file())[0].body, "it redirects to http://h/x");
}

// Cuts, flipped bits and bytes put anywhere: an error or fewer records, never a record that was not written.
TEST_F(Recording, damage_never_makes_a_record_nor_a_crash) {
  const auto records = some_records(30);
  for (int i = 0; i < 30; i += 3)
    record({records[static_cast<std::size_t>(i)], records[static_cast<std::size_t>(i + 1)], records[static_cast<std::size_t>(i + 2)]}, settings());
  const std::string whole = bytes_of(file());
  std::mt19937 random(20261125);
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  int damaged = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string bytes = whole;
    switch (round % 4) {
      case 0: bytes.resize(below(bytes.size())); break;
      case 1: bytes[below(bytes.size())] ^= static_cast<char>(1 << below(8)); break;
      case 2: bytes.insert(below(bytes.size()), noise(1 + below(40), static_cast<unsigned>(round))); break;
      default:
        for (int i = 0; i < 8; ++i) bytes[below(bytes.size())] = static_cast<char>(random());
    }
    write(file("damaged"), bytes);
    auto reader = RecordingReader::open(file("damaged"));
    if (!reader) {
      ++damaged;
      continue;
    }
    std::size_t i = 0;
    while (const auto r = reader->next()) {
      ASSERT_LT(i, records.size());
      ASSERT_EQ(*r, records[i++]) << "round " << round;
    }
    damaged += reader->notice().empty() ? 0 : 1;
  }
  EXPECT_GT(damaged, 2500);
  write(file("damaged"), noise(100'000, 3));
  EXPECT_FALSE(RecordingReader::open(file("damaged")));
  write(file("damaged"), "");
  EXPECT_FALSE(RecordingReader::open(file("damaged")));
  write(file("damaged"), head_bytes({"lanzhou", "0.1.0"}) + noise(1000, 4));
  EXPECT_TRUE(read(file("damaged")).empty());
}

TEST_F(Recording, a_board_records_what_it_gets_and_a_player_gives_it_back) {
  {
    auto recorder = Recorder::start(settings());
    ASSERT_TRUE(recorder);
    DataSettings d = declaration();
    d.sources["platform"].url = "http://127.0.0.1:1/kpi?token=secret";
    d.sources["platform"].every = {0.2};
    BoardOptions options;
    options.tap = [&](Record r) { (*recorder)->add(std::move(r)); };
    Board board(d, options);
    board.start();
    for (int i = 0; i < 500 && board.snapshot()->sources.at("platform").errors == 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  const auto recorded = read(file());
  ASSERT_FALSE(recorded.empty());
  EXPECT_TRUE(recorded[0].fault);
  EXPECT_EQ(recorded[0].source, "platform");
  EXPECT_THAT(recorded[0].body, HasSubstr("127.0.0.1:1"));
  EXPECT_EQ(bytes_of(file()).find("secret"), std::string::npos);

  fs::remove(file());
  auto records = some_records(3);
  records.push_back({t0 + 3, "platform", true, "HTTP 500", ""});
  records.insert(records.begin() + 1, {t0 + 0.5, "unknown", false, "{}", ""});
  record(records, settings());
  auto player = Player::open(file(), declaration());
  ASSERT_TRUE(player) << player.error().text;
  EXPECT_THAT(player->notice(), HasSubstr("unknown"));
  Board board(declaration(), {});
  const auto play = [&](double until_s) {
    return player->advance(player->begins() + until_s, [&](const Record& r) { (void)board.judge_record(r); });
  };
  const auto users = [&] { return board.snapshot()->metrics.at("users").value(); };
  EXPECT_TRUE(play(0));
  EXPECT_EQ(users(), 10016);
  EXPECT_FALSE(play(0.9));
  EXPECT_TRUE(play(1.1));
  EXPECT_EQ(users(), 10017);
  EXPECT_TRUE(play(100));
  EXPECT_EQ(users(), 10018);
  EXPECT_EQ(board.snapshot()->sources.at("platform").fault, "HTTP 500");
  EXPECT_FALSE(play(200));
  EXPECT_EQ(player->ends(), t0 + 3);
}

TEST_F(Recording, an_exhibit_without_any_of_its_sources_is_told_both_lists) {
  record({{t0, "alpha", false, "{}", ""}, {t0, "beta", false, "{}", ""}}, settings());
  const auto player = Player::open(file(), declaration());
  ASSERT_FALSE(player);
  for (const char* part : {"alpha, beta", "platform", "lanzhou"}) EXPECT_THAT(player.error().text, HasSubstr(part));
  record({}, [&] {
    auto s = settings();
    s.path = file("nothing");
    return s;
  }());
  EXPECT_THAT(Player::open(file("nothing"), declaration()).error().text, HasSubstr("holds nothing"));
}

}  // namespace
}  // namespace guangmu::kpi
