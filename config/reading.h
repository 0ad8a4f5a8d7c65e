// What reading a file needs beside the tree: the file's name, the exhibit folder, the environment, and the
// list in which mistakes are gathered. The part of the reader that knows no types.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/fields.h"
#include "config/filled_in.h"
#include "config/issue.h"
#include "config/node.h"

namespace guangmu::config {

// as_written: ${NAME} and ${file:PATH} stay, for who asks nobody with them; values that hold one are not judged.
enum class Secrets { filled_in, as_written };

class Reading {
 public:
  // `file` stands in places; `folder` is where Format::path looks, empty: paths are not looked up.
  Reading(std::string file, std::string folder, Environment environment, std::vector<Issue>& issues,
          Secrets secrets = Secrets::filled_in);

  // At a value; `name` is the key, empty for the file as a whole.
  void error(const Node& at, std::string_view name, std::string text);
  // At a key: one that nobody knows. The nearest known one is named.
  void unknown_key(const Node::Key& key, const std::vector<std::string_view>& known);
  void missing_key(const Node& map, std::string_view key, std::string_view help);
  // What check() found about the struct read from `map`. What the reader already told is not told twice.
  void complain(const Node& map, const fields::Complaints& complaints);

  // A text with ${NAME} and ${file:PATH} (absolute or relative to the folder) filled in and its format checked; nothing when told as an error.
  std::optional<std::string> text(const Node& node, std::string_view name, fields::Format format);

  fields::Place place(const Node& node) const { return {file_, node.line, node.col}; }
  std::size_t errors() const { return errors_; }

 private:
  std::string file_, folder_;
  Environment environment_;
  Secrets secrets_;
  std::vector<Issue>& issues_;
  std::size_t errors_ = 0;
  std::set<const Node*> wrong_;                            // values told about, or not to be judged
  std::set<std::pair<const Node*, std::string>> missing_;  // keys told about
};

// The nearest of `known` within a third of its letters, or "".
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& known);

// What a value is, in words: `text "abc"`, `the number 5`, `a list`, `nothing`.
std::string in_words(const Node& node);

// A plain number; nothing for a text in quotes or anything else.
std::optional<double> as_number(const Node& node);

// "3 to 120 s", "at least 0", "at most 5 dB"; "" without limits.
std::string limits(const fields::Meta& meta);

// "a, b or c"
std::string one_of(const std::vector<std::string_view>& names);

}  // namespace guangmu::config
