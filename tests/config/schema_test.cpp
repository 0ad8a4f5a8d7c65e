// Schemas and reference page say what the reader goes by: current, and agreeing with it on the shipped files
// and on mistakes.
#include "config/schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "config/exhibit.h"
#include "config/files.h"
#include "config/reference.h"
#include "config/yaml.h"

namespace guangmu::config {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

std::string text_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

constexpr auto how = "; write it anew: build/release/guangmu-reference .";

TEST(Derived, SchemasAreCurrent) {
  for (const FileKind& kind : file_kinds) {
    const fs::path path =
        fs::path(GUANGMU_SOURCE_DIR "/config/schemas") / (std::string(kind.name) + ".schema.json");
    EXPECT_TRUE(text_of(path) == schema_text(kind.name)) << path << " differs from the settings" << how;
  }
}

TEST(Derived, ReferenceIsCurrent) {
  EXPECT_TRUE(text_of(GUANGMU_SOURCE_DIR "/docs/reference.md") == reference_text())
      << "docs/reference.md differs" << how;
}

TEST(Derived, EveryKeyHasAMeaning) {
  const std::string page = reference_text();
  EXPECT_THAT(page, testing::Not(testing::HasSubstr("|  |\n")));
  for (const FileKind& kind : file_kinds)
    EXPECT_THAT(page, testing::HasSubstr("\n## " + std::string(kind.pattern) + "\n"));
}

// A tree as JSON, the way an editor's YAML 1.2 reader sees it.
json as_json(const Node& node) {
  if (node.kind == Node::Kind::null) return nullptr;
  if (node.kind == Node::Kind::list) {
    json list = json::array();
    for (const Node& item : node.items) list.push_back(as_json(item));
    return list;
  }
  if (node.kind == Node::Kind::map) {
    json map = json::object();
    for (std::size_t i = 0; i < node.keys.size(); ++i) map[node.keys[i].text] = as_json(node.items[i]);
    return map;
  }
  if (node.quoted) return node.text;
  if (node.text == "true" || node.text == "false") return node.text == "true";
  static const std::regex whole("[-+]?[0-9]+"),
      number("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  if (std::regex_match(node.text, whole)) return std::stoll(node.text);
  if (std::regex_match(node.text, number)) return std::stod(node.text);
  return node.text;
}

// As much of JSON Schema draft-07 as our schemas use. What it does not know fails the test.
class Validator {
 public:
  explicit Validator(const json& root) : root_(root) {}

  bool valid(const json& value, const json& schema) const {
    for (const auto& [word, rule] : schema.items())
      if (!holds(word, rule, value, schema)) return false;
    return true;
  }

 private:
  const json& root_;

  static bool is_type(const json& v, const std::string& type) {
    if (type == "integer")
      return v.is_number_integer() || (v.is_number() && v.get<double>() == std::floor(v.get<double>()));
    if (type == "number") return v.is_number();
    if (type == "string") return v.is_string();
    if (type == "boolean") return v.is_boolean();
    if (type == "array") return v.is_array();
    if (type == "object") return v.is_object();
    return type == "null" && v.is_null();
  }
  bool all(const json& list, const json& v) const {
    for (const json& s : list)
      if (!valid(v, s)) return false;
    return true;
  }
  bool any(const json& list, const json& v) const {
    for (const json& s : list)
      if (valid(v, s)) return true;
    return false;
  }
  bool holds(const std::string& word, const json& rule, const json& v, const json& schema) const {
    if (word == "$ref") return valid(v, root_.at(json::json_pointer(rule.get<std::string>().substr(1))));
    if (word == "type") {
      if (rule.is_string()) return is_type(v, rule);
      for (const json& t : rule)
        if (is_type(v, t)) return true;
      return false;
    }
    if (word == "allOf") return all(rule, v);
    if (word == "anyOf") return any(rule, v);
    if (word == "if") return !valid(v, rule) || valid(v, schema.at("then"));
    if (word == "const") return v == rule;
    if (word == "enum") return std::find(rule.begin(), rule.end(), v) != rule.end();
    if (word == "minimum") return !v.is_number() || v.get<double>() >= rule.get<double>();
    if (word == "maximum") return !v.is_number() || v.get<double>() <= rule.get<double>();
    if (word == "minItems") return !v.is_array() || v.size() >= rule.get<std::size_t>();
    if (word == "maxItems") return !v.is_array() || v.size() <= rule.get<std::size_t>();
    if (word == "pattern")
      return !v.is_string() || std::regex_search(v.get<std::string>(), std::regex(rule.get<std::string>()));
    if (word == "items")
      return !v.is_array() || std::all_of(v.begin(), v.end(), [&](const json& i) { return valid(i, rule); });
    if (word == "required")
      return !v.is_object() ||
             std::all_of(rule.begin(), rule.end(), [&](const json& k) { return v.contains(k); });
    if (word == "properties") {
      if (!v.is_object()) return true;
      for (const auto& [key, s] : rule.items())
        if (v.contains(key) && !valid(v[key], s)) return false;
      return true;
    }
    if (word == "additionalProperties") {
      if (!v.is_object()) return true;
      const json none = json::object();
      const json& properties = schema.contains("properties") ? schema["properties"] : none;
      for (const auto& [key, value] : v.items()) {
        if (properties.contains(key)) continue;
        if (rule.is_boolean() ? !rule.get<bool>() : !valid(value, rule)) return false;
      }
      return true;
    }
    static const std::set<std::string> plain{"$schema", "title",       "description",
                                             "default", "definitions", "then"};
    EXPECT_TRUE(plain.contains(word)) << "the validator of this test does not know " << word;
    return true;
  }
};

bool schema_takes(std::string_view kind, const std::string& yaml) {
  std::vector<Issue> issues;
  const auto tree = parse_yaml(yaml, "f", issues);
  if (!tree || !issues.empty()) return false;
  const json schema = json::parse(schema_text(kind));
  const json value = as_json(*tree);
  return Validator(schema).valid(value.is_null() ? json::object() : value, schema);
}

const Environment everything = [](std::string_view) -> std::optional<std::string> { return "a long secret"; };

bool reader_takes(const std::string& name, const std::string& yaml) {
  for (const Issue& issue : check_text(name, yaml, everything))
    if (!issue.warning) return false;
  return true;
}

TEST(Schemas, TakeTheShippedExhibit) {
  const fs::path folder = GUANGMU_SOURCE_DIR "/config/exhibits/lanzhou";
  for (const std::string& file : load_exhibit(folder.string()).files) {
    const std::string name = fs::relative(file, folder).generic_string();
    EXPECT_TRUE(schema_takes(kind_of(name), text_of(file))) << name;
  }
}

TEST(Schemas, AreNamedInTheFirstLineOfEveryFile) {
  const fs::path folder = GUANGMU_SOURCE_DIR "/config/exhibits/lanzhou";
  for (const std::string& file : load_exhibit(folder.string()).files) {
    const std::string_view kind = kind_of(fs::relative(file, folder).generic_string());
    if (kind == "captions") continue;  // written by the program
    std::ifstream in(file);
    std::string first;
    std::getline(in, first);
    const std::string_view head = "# yaml-language-server: $schema=";
    ASSERT_TRUE(first.starts_with(head)) << file << ": " << first;
    const fs::path schema = fs::path(file).parent_path() / first.substr(head.size());
    EXPECT_TRUE(fs::exists(schema)) << schema;
    EXPECT_EQ(schema.filename(), std::string(kind) + ".schema.json") << file;
  }
}

struct Sample {
  std::string name, yaml;
  int line;
};
std::vector<Sample> documented() {
  std::vector<Sample> samples;
  std::ifstream in(GUANGMU_SOURCE_DIR "/config/README.md");
  int number = 0;
  bool inside = false;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (!inside && line == "```yaml") {
      inside = true;
      samples.push_back({"", "", number});
    } else if (inside && line == "```") {
      inside = false;
    } else if (inside) {
      if (samples.back().name.empty()) samples.back().name = line.substr(line.find(' ') + 1);
      samples.back().yaml += line + "\n";
    }
  }
  return samples;
}

TEST(Documented, EverySampleIsReadAndAgreesWithItsSchema) {
  std::set<std::string_view> kinds;
  for (const Sample& sample : documented()) {
    SCOPED_TRACE(sample.name + " in line " + std::to_string(sample.line));
    kinds.insert(kind_of(sample.name));
    for (const Issue& issue : check_text(sample.name, sample.yaml, everything))
      EXPECT_TRUE(issue.warning) << issue.line();
    EXPECT_TRUE(schema_takes(kind_of(sample.name), sample.yaml));
  }
  EXPECT_EQ(kinds.size(), file_kinds.size() - 1);  // captions.yaml is written by the program
}

// A mistake of type, range, key or name is one for editor and reader alike.
TEST(Schemas, RefuseWhatTheReaderRefuses) {
  struct Change {
    const char *name, *from, *to;
  };
  const Change changes[] = {
      {"data.yaml", "every: 5s", "every: soon"},
      {"data.yaml", "decimals: 0", "decimals: 9"},
      {"data.yaml", "decimals: 0", "decimals: none"},
      {"data.yaml", "kind: counter", "kind: count"},
      {"data.yaml", "kind: counter", "knid: counter"},
      {"data.yaml", "at: /data/users/total", "at: data/users"},
      {"data.yaml", "demonstration: true", "demonstration: 1"},
      {"data.yaml", "as_of: 2022-12-31, ", ""},
      {"data.yaml", "range: [0, 100000000]", "range: [0]"},
      {"wall.yaml", "pitch_mm: 1.6667\n", ""},
      {"wall.yaml", "rule: rectangle", "rule: square"},
      {"wall.yaml", "scan: 48", "scan: 48.5"},
      {"wall.yaml", "px: [192, 96]", "px: [192, 0]"},
      {"exhibit.yaml", "languages: [zh, en]", "languages: [zh, fr]"},
      {"exhibit.yaml", "transition: push", "transition: blink"},
      {"timeline.yaml", "zh: 实现融资, ", ""},
      {"theme.yaml", "\"#04120E\"", "\"#04120\""},
      {"hall.yaml", "kind: sound", "kind: noise"},
      {"scenes/small.yaml", "widget: number", "widget: nmuber"},
      {"scenes/small.yaml", "size_px: 134", "size_px: big"},
      {"scenes/small.yaml", "metric: users_total", "metrics: users_total"},
      {"tours/short.yaml", "id: users", "id: Users 1"},
  };
  for (const Change& change : changes) {
    for (const Sample& sample : documented()) {
      if (sample.name != change.name) continue;
      std::string yaml = sample.yaml;
      const auto at = yaml.find(change.from);
      ASSERT_NE(at, std::string::npos) << change.name << " " << change.from;
      yaml.replace(at, std::string_view(change.from).size(), change.to);
      EXPECT_FALSE(reader_takes(sample.name, yaml)) << change.name << " " << change.to;
      EXPECT_FALSE(schema_takes(kind_of(sample.name), yaml)) << change.name << " " << change.to;
    }
  }
}

TEST(Files, AreKnownByTheirPlace) {
  EXPECT_EQ(kind_of("wall.yaml"), "wall");
  EXPECT_EQ(kind_of("scenes/overview.yaml"), "scene");
  EXPECT_EQ(kind_of("tours/welcome.yaml"), "tour");
  EXPECT_EQ(kind_of("tours/welcome/captions.yaml"), "captions");
  for (const auto* none : {"walls.yaml", "scenes/a/b.yaml", "scenes/.yaml", "tours/captions.yml", ""})
    EXPECT_EQ(kind_of(none), "") << none;
}

}  // namespace
}  // namespace guangmu::config
