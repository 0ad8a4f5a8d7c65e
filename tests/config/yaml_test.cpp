// YAML text to a tree: positions as an editor counts them, and every refusal with its place.
#include "config/yaml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace guangmu::config {
namespace {

using testing::HasSubstr;

std::vector<std::string> mistakes(std::string_view text) {
  std::vector<Issue> issues;
  parse_yaml(text, "f.yaml", issues);
  std::vector<std::string> lines;
  for (const Issue& issue : issues) lines.push_back(issue.line());
  return lines;
}

Node tree(std::string_view text) {
  std::vector<Issue> issues;
  const auto node = parse_yaml(text, "f.yaml", issues);
  EXPECT_TRUE(node && issues.empty()) << text << (issues.empty() ? "" : issues[0].line());
  return node ? *node : Node{};
}

TEST(Yaml, KnowsWhereEverythingWasWritten) {
  const Node root = tree("a: 1\nb:\n  - {x: 兰州, y: 新区}\n  - text\nc:\n");
  EXPECT_EQ(root.keys.size(), 3u);
  const Node& second = *root.find("b");
  EXPECT_EQ(root.keys[1].line, 2);
  EXPECT_EQ(second.line, 2);  // the list begins on a later line: told at its key
  const Node& y = *second.items[0].find("y");
  EXPECT_EQ(y.text, "新区");
  EXPECT_EQ(y.line, 3);
  EXPECT_EQ(y.col, 16);  // in characters, not bytes
  EXPECT_EQ(second.items[1].line, 4);
  EXPECT_EQ(second.items[1].col, 5);
  EXPECT_EQ(root.find("c")->kind, Node::Kind::null);
  EXPECT_EQ(root.find("c")->line, 5);
}

TEST(Yaml, TakesByteOrderMarkAndWindowsLineEnds) {
  const Node root = tree(
      "\xEF\xBB\xBF"
      "a: 1\r\nb: two\r\n");
  EXPECT_EQ(root.find("b")->text, "two");
  EXPECT_EQ(root.find("b")->line, 2);
  EXPECT_EQ(root.find("a")->col, 4);
}

TEST(Yaml, TakesEmptyFiles) {
  for (const auto* text : {"", "\n\n", "# only a comment\n", "---\n", "\xEF\xBB\xBF"})
    EXPECT_EQ(tree(text).kind, Node::Kind::null) << text;
}

TEST(Yaml, TellsQuotedTextFromPlain) {
  const Node root = tree("a: \"5\"\nb: 5\nc: |\n  5\n");
  EXPECT_TRUE(root.find("a")->quoted);
  EXPECT_FALSE(root.find("b")->quoted);
  EXPECT_TRUE(root.find("c")->quoted);
}

TEST(Yaml, CopiesAliases) {
  const Node root = tree("a: &x {k: [1, 2]}\nb: *x\n");
  EXPECT_EQ(root.find("b")->find("k")->items[1].text, "2");
}

struct Case {
  const char* text;
  const char* told;
};
class Refusals : public testing::TestWithParam<Case> {};
TEST_P(Refusals, NameTheirPlace) {
  const auto lines = mistakes(GetParam().text);
  ASSERT_FALSE(lines.empty());
  EXPECT_THAT(lines[0], HasSubstr(GetParam().told));
}
INSTANTIATE_TEST_SUITE_P(
    Yaml, Refusals,
    testing::Values(Case{"a: 1\nb: 2\na: 3\n",
                         "f.yaml:3:1: error: the key \"a\" stands twice, first in line 1"},
                    Case{"a: {x: 1, x: 2}\n", "f.yaml:1:11: error: the key \"x\" stands twice"},
                    Case{"a: 1\n\tb: 2\n", "f.yaml:2:1: error: a tab as indentation"},
                    Case{"a:\n  b: \xC3\x28\n", "f.yaml:2:6: error: the byte 0xC3 is no UTF-8"},
                    Case{"a: 兰\xFF\n", "f.yaml:1:5: error: the byte 0xFF is no UTF-8"},
                    Case{"a: \xED\xA0\x80\n", "f.yaml:1:4: error: the byte 0xED is no UTF-8"},
                    Case{"a: [1, 2\nb: 3\n", "error: the YAML cannot be read"},
                    Case{"a: one: two\n", "f.yaml:1:7: error: the YAML cannot be read"},
                    Case{"a: \"open\n", "error: the YAML cannot be read"},
                    Case{"a: 1\n---\nb: 2\n", "f.yaml:3:1: error: a second document"},
                    Case{"a: *nobody\n", "f.yaml:1:4: error: the YAML cannot be read"},
                    Case{"a: !!binary x\n", "f.yaml:1:4: error: the tag"},
                    Case{"? [a]\n: 1\n", "error: a key that is no text"},
                    Case{"x: &x {a: 1}\ny:\n  <<: *x\n", "f.yaml:3:3: error: merge keys"},
                    Case{"a: b\x01\n", "f.yaml:1:5: error: the control character 0x01"},
                    Case{"a: &a [*a]\n", "f.yaml:1:8: error: an alias inside"}));

TEST(Yaml, RefusesAMillionNestedLists) {
  const std::string deep = "a: " + std::string(1000000, '[');
  const auto lines = mistakes(deep);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_THAT(lines[0], HasSubstr("f.yaml:1:"));
}

TEST(Yaml, RefusesAliasesThatExplode) {
  std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 10; ++i) {
    const std::string last = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + last;
    for (int k = 1; k < 10; ++k) text += ", " + last;
    text += "]\n";
  }
  const auto lines = mistakes(text);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_THAT(lines[0], HasSubstr("more than 200000 values"));
}

TEST(Yaml, RefusesAFileThatIsNoText) {
  std::string bytes(5 << 20, 'a');
  EXPECT_THAT(mistakes(bytes)[0], HasSubstr("expected at most"));
  EXPECT_THAT(mistakes(std::string_view("\0\0\0a", 4))[0],
              HasSubstr("f.yaml:1:1: error: the control character 0x00"));
}

// Whatever a file holds, it is answered with a tree or with a place; never with a crash.
TEST(Yaml, SurvivesEveryCutAndEveryChangedByte) {
  std::ifstream in(GUANGMU_SOURCE_DIR "/config/exhibits/lanzhou/exhibit.yaml", std::ios::binary);
  const std::string whole{std::istreambuf_iterator<char>(in), {}};
  ASSERT_GT(whole.size(), 500u);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::vector<Issue> issues;
    EXPECT_TRUE(parse_yaml(whole.substr(0, i), "f", issues) || !issues.empty());
    for (const char byte : {'\t', '\0', '{', ']', '"', '&', '*', ':', '\xFF', '-', '\n'}) {
      std::string changed = whole;
      changed[i] = byte;
      issues.clear();
      EXPECT_TRUE(parse_yaml(changed, "f", issues) || !issues.empty());
      for (const Issue& issue : issues) EXPECT_GE(issue.place.line, 1);
    }
  }
}

}  // namespace
}  // namespace guangmu::config
