// Secrets from files: taken only from files that are the owner's alone, and never told.
#include "config/secret_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "config/exhibit.h"
#include "config/reader.h"
#include "config/yaml.h"

namespace guangmu::config {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class SecretFile : public testing::Test {
 protected:
  SecretFile() : folder_(std::filesystem::temp_directory_path() / ("guangmu-secret-" + std::to_string(getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  ~SecretFile() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  std::string write(const std::string& name, const std::string& text, mode_t mode) const {
    const std::string path = (folder_ / name).string();
    std::ofstream(path, std::ios::binary) << text;
    chmod(path.c_str(), mode);
    return path;
  }
  // What is said about data.yaml with this password.
  std::string issues(const std::string& password) const {
    std::string all;
    for (const auto& issue : check_text("data.yaml",
                                        "sources:\n  s: {url: \"http://a.test/\", auth: {kind: basic, user: u, password: \"" +
                                            password + "\"}}\nmetrics: {m: {source: s, at: /m}}\n",
                                        [](std::string_view) { return std::nullopt; }))
      if (!issue.warning) all += issue.text + "\n";
    return all;
  }
  std::filesystem::path folder_;
};

TEST_F(SecretFile, is_read_without_the_line_break_at_its_end) {
  EXPECT_EQ(*read_secret_file(write("a", "open sesame\n", 0600)), "open sesame");
  EXPECT_EQ(*read_secret_file(write("b", "open sesame\r\n", 0400)), "open sesame");
  EXPECT_EQ(*read_secret_file(write("c", "two\nlines", 0600)), "two\nlines");
}

TEST_F(SecretFile, open_to_others_is_refused_with_what_to_do) {
  for (const mode_t mode : {0644, 0640, 0604, 0620, 0601}) {
    const std::string path = write("open", "open sesame", mode);
    const auto secret = read_secret_file(path);
    ASSERT_FALSE(secret) << mode;
    EXPECT_THAT(secret.error().text, AllOf(HasSubstr("chmod 600 " + path), Not(HasSubstr("sesame"))));
  }
}

TEST_F(SecretFile, of_somebody_else_is_refused) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can give a file away";
  const std::string path = write("theirs", "open sesame", 0600);
  ASSERT_EQ(chown(path.c_str(), 12345, 12345), 0);
  const auto secret = read_secret_file(path);
  ASSERT_FALSE(secret);
  EXPECT_THAT(secret.error().text, HasSubstr("belongs to somebody else"));
}

TEST_F(SecretFile, that_is_none_is_refused_and_blocks_nothing) {
  const std::string pipe = (folder_ / "pipe").string();
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  for (const std::string& path : {pipe, folder_.string(), (folder_ / "missing").string(), write("empty", "\n", 0600),
                                  write("long", std::string(100000, 'x'), 0600)})
    EXPECT_FALSE(read_secret_file(path)) << path;
}

TEST_F(SecretFile, stands_in_a_file_of_an_exhibit) {
  EXPECT_EQ(issues("${file:" + write("good", "open sesame\n", 0600) + "}"), "");
  EXPECT_THAT(issues("${file:" + write("open", "open sesame\n", 0644) + "}"),
              AllOf(HasSubstr("password"), HasSubstr("chmod 600"), Not(HasSubstr("sesame"))));
  EXPECT_THAT(issues("${file:}"), HasSubstr("expected ${NAME}, ${file:PATH}"));
  EXPECT_THAT(issues("${file:/tmp/x"), HasSubstr("expected ${NAME}, ${file:PATH}"));
}

// The headers of an alarm's webhook, as of any source.
TEST_F(SecretFile, stands_in_the_headers_of_an_alarm) {
  write("hook", "open sesame\n", 0600);
  const auto read_with = [&](const std::string& name) {
    std::vector<Issue> issues;
    const auto tree = parse_yaml("metrics: {}\nalarms:\n  - {webhook: \"http://a.test/\", headers: {X-Token: \"Bearer ${file:" + name + "}\"}}\n",
                                 "data.yaml", issues);
    Reading reading("data.yaml", folder_.string(), [](std::string_view) { return std::nullopt; }, issues);
    return std::pair(read<kpi::DataSettings>(*tree, reading), std::move(issues));
  };
  const auto [data, issues] = read_with("hook");
  EXPECT_FALSE(has_errors(issues));
  ASSERT_EQ(data.alarms.size(), 1u);
  EXPECT_EQ(data.alarms[0].headers.at("X-Token"), "Bearer open sesame");
  write("shown", "open sesame\n", 0644);
  const auto [not_taken, told] = read_with("shown");
  ASSERT_TRUE(has_errors(told));
  EXPECT_THAT(told[0].line(), AllOf(HasSubstr("headers.X-Token"), HasSubstr("chmod 600"), Not(HasSubstr("sesame"))));
}

}  // namespace
}  // namespace guangmu::config
