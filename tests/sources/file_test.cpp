// Sources on this machine: watched files and texts in data.yaml.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "watch.h"

namespace guangmu::kpi::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

void write(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

SourceSettings file(const std::string& path) {
  SourceSettings s;
  s.file = path;
  s.every = {0.2};
  s.max_bytes = 1000;
  return s;
}

// Every body that came, faults left out.
std::vector<std::string> bodies(Watch& watch) {
  std::vector<std::string> all;
  for (const auto& a : watch.came())
    if (a) all.push_back(a->body);
  return all;
}

bool until_body(Watch& watch, const std::string& body) {
  return watch.until([&](const auto& all) { return !all.empty() && all.back() && all.back()->body == body; });
}

TEST(File, is_read_whenever_it_changes_and_only_then) {
  const Folder folder;
  const std::string path = folder.path("kpi.json");
  write(path, "{\"n\":1}");
  Watch watch(file(path));
  ASSERT_TRUE(until_body(watch, "{\"n\":1}"));
  write(path, "{\"n\":2}");
  ASSERT_TRUE(until_body(watch, "{\"n\":2}"));
  // Put in place by renaming, with the very time and size of the one before.
  const auto written = std::filesystem::last_write_time(path);
  write(path + ".new", "{\"n\":3}");
  std::filesystem::last_write_time(path + ".new", written);
  std::filesystem::rename(path + ".new", path);
  ASSERT_TRUE(until_body(watch, "{\"n\":3}"));
  std::this_thread::sleep_for(std::chrono::milliseconds(800));
  EXPECT_THAT(bodies(watch), testing::ElementsAre("{\"n\":1}", "{\"n\":2}", "{\"n\":3}"));
}

TEST(File, half_written_is_never_taken) {
  const Folder folder;
  const std::string path = folder.path("kpi.json");
  std::string whole = "{\"list\":[";
  for (int k = 0; k < 100; ++k) whole += (k ? "," : "") + std::to_string(k);
  whole += "]}";
  Watch watch(file(path));
  ASSERT_TRUE(watch.count(1));
  EXPECT_THAT(watch.came()[0].error().text, AllOf(HasSubstr("there is no file"), HasSubstr("kpi.json")));
  {
    std::ofstream out(path, std::ios::binary);
    for (std::size_t at = 0; at < whole.size(); at += 60) {
      out << whole.substr(at, 60) << std::flush;
      std::this_thread::sleep_for(std::chrono::milliseconds(at % 120 == 0 ? 450 : 50));  // also for longer than a look
    }
  }
  ASSERT_TRUE(until_body(watch, whole));
  EXPECT_THAT(bodies(watch), testing::ElementsAre(whole));
}

TEST(File, is_no_younger_than_when_it_was_written) {
  const Folder folder;
  const std::string path = folder.path("kpi.json");
  write(path, "{}");
  std::filesystem::last_write_time(path, std::filesystem::file_time_type::clock::now() - std::chrono::hours(1));
  Watch watch(file(path));
  ASSERT_TRUE(watch.count(1));
  ASSERT_TRUE(watch.came()[0] && watch.came()[0]->written);
  EXPECT_NEAR(now() - *watch.came()[0]->written, 3600, 60);
}

TEST(File, that_is_none_is_told_and_blocks_nothing) {
  const Folder folder;
  std::filesystem::create_directory(folder.path("folder"));
  mkfifo(folder.path("pipe").c_str(), 0600);
  write(folder.path("long"), std::string(2000, ' '));
  write(folder.path("empty"), "");
  const std::pair<const char*, const char*> cases[] = {
      {"folder", "is no file"}, {"pipe", "is no file"}, {"long", "longer than max_bytes, 1000"}, {"empty", "is empty"}};
  for (const auto& [name, words] : cases) {
    SCOPED_TRACE(name);
    Watch watch(file(folder.path(name)));
    ASSERT_TRUE(watch.count(1));
    ASSERT_FALSE(watch.came()[0]);
    EXPECT_THAT(watch.came()[0].error().text, HasSubstr(words));
  }
}

TEST(File, broken_for_good_is_handed_over_so_that_it_is_told) {
  const Folder folder;
  const std::string path = folder.path("kpi.json");
  write(path, "{\"n\":");
  Watch watch(file(path));
  EXPECT_TRUE(until_body(watch, "{\"n\":"));
}

TEST(Text, never_grows_old) {
  SourceSettings s;
  s.text = "{\"n\":1}";
  s.every = {0.2};
  Watch watch(s);
  ASSERT_TRUE(watch.count(3));
  for (const auto& a : watch.came()) EXPECT_EQ(a->body, s.text);
}

}  // namespace
}  // namespace guangmu::kpi::test
