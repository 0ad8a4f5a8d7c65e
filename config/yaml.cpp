#include "config/yaml.h"

#include <fmt/core.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "config/utf8.h"

namespace guangmu::config {
namespace {

constexpr std::size_t max_bytes = 4 << 20;
constexpr std::size_t max_depth = 64;
constexpr std::size_t max_nodes = 200000;

struct Position {
  int line = 1, col = 1;
};

// The text with line ends as \n and without byte order mark, and where each line begins.
class Text {
 public:
  explicit Text(std::string_view raw) {
    if (raw.starts_with("\xEF\xBB\xBF")) raw.remove_prefix(3);
    text_.reserve(raw.size());
    for (std::size_t i = 0; i < raw.size(); ++i) {
      if (raw[i] != '\r') {
        text_ += raw[i];
      } else if (i + 1 == raw.size() || raw[i + 1] != '\n') {
        text_ += '\n';
      }
    }
    starts_.push_back(0);
    for (std::size_t i = 0; i < text_.size(); ++i)
      if (text_[i] == '\n') starts_.push_back(i + 1);
  }

  const std::string& text() const { return text_; }
  std::size_t lines() const { return starts_.size(); }
  std::string_view line(std::size_t index) const {
    const std::size_t from = starts_[index];
    const std::size_t to = index + 1 < starts_.size() ? starts_[index + 1] - 1 : text_.size();
    return std::string_view(text_).substr(from, to - from);
  }
  Position at(std::size_t offset) const {
    const auto next = std::upper_bound(starts_.begin(), starts_.end(), offset);
    const auto index = static_cast<std::size_t>(next - starts_.begin()) - 1;
    return at(index, offset - starts_[index]);
  }
  // Line from 0 and byte in the line, as the library counts, to line and character from 1.
  Position at(std::size_t index, std::size_t byte) const {
    if (index >= starts_.size()) index = starts_.size() - 1;
    return {static_cast<int>(index) + 1, static_cast<int>(characters(line(index).substr(0, byte))) + 1};
  }

 private:
  std::string text_;
  std::vector<std::size_t> starts_;
};

// Thrown to leave the parser; caught in parse_yaml, never leaves this file.
struct Refused {
  Position at;
  std::string what;
};

// Builds the tree from the parser's events.
class Builder : public YAML::EventHandler {
 public:
  Builder(const Text& text, const std::string& file, std::vector<Issue>& issues)
      : text_(text), file_(file), issues_(issues) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    put(make(Node::Kind::null, mark), anchor);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end())
      throw Refused{position(mark),
                    "an alias inside of what it stands for; expected it after the anchored value"};
    grow(found->second.nodes, mark);
    put(found->second.node, 0);
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    if (tag != "?" && tag != "!" && !tag.empty()) refuse_tag(mark, tag);
    Node node = make(Node::Kind::scalar, mark);
    node.text = value;
    node.quoted = tag == "!";
    put(std::move(node), anchor);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    begin(Node::Kind::list, mark, tag, anchor);
  }
  void OnSequenceEnd() override { end(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    begin(Node::Kind::map, mark, tag, anchor);
  }
  void OnMapEnd() override { end(); }

  std::optional<Node> take() { return std::move(root_); }
  Position position(const YAML::Mark& mark) const {
    if (mark.is_null()) return {};
    return text_.at(static_cast<std::size_t>(mark.line), static_cast<std::size_t>(mark.column));
  }

 private:
  struct Open {
    Node node;
    YAML::anchor_t anchor = 0;
    std::optional<Node::Key> key;  // of a map, between key and value
    bool drop = false;             // the value of a key that was refused
    std::size_t first_node = 0;    // nodes before it
  };
  struct Anchored {
    Node node;
    std::size_t nodes = 1;
  };

  Node make(Node::Kind kind, const YAML::Mark& mark) {
    grow(1, mark);
    Node node;
    node.kind = kind;
    const Position at = position(mark);
    node.line = at.line;
    node.col = at.col;
    return node;
  }
  void grow(std::size_t by, const YAML::Mark& mark) {
    nodes_ += by;
    if (nodes_ > max_nodes)
      throw Refused{
          position(mark),
          fmt::format("more than {} values, aliases counted out; expected a smaller file", max_nodes)};
  }
  void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    tell(position(mark), fmt::format("the tag {} is not known here; expected plain values", tag));
  }
  void tell(Position at, std::string what) {
    issues_.push_back({{file_, at.line, at.col}, std::move(what), false});
  }

  void begin(Node::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    if (tag != "?" && tag != "!" && !tag.empty()) refuse_tag(mark, tag);
    if (open_.size() >= max_depth)
      throw Refused{position(mark), fmt::format("nested deeper than {}; expected a flatter file", max_depth)};
    const std::size_t before = nodes_;
    open_.push_back({make(kind, mark), anchor, std::nullopt, false, before});
  }
  void end() {
    Open done = std::move(open_.back());
    open_.pop_back();
    if (done.anchor) anchors_[done.anchor] = {done.node, nodes_ - done.first_node};
    put(std::move(done.node), 0);
  }

  void put(Node node, YAML::anchor_t anchor) {
    if (anchor) anchors_[anchor] = {node, 1};
    if (open_.empty()) {
      root_ = std::move(node);
    } else if (open_.back().node.kind == Node::Kind::list) {
      open_.back().node.items.push_back(std::move(node));
    } else if (!open_.back().key) {
      put_key(open_.back(), node);
    } else {
      put_value(open_.back(), std::move(node));
    }
  }
  void put_key(Open& map, const Node& key) {
    map.key = Node::Key{key.text, key.line, key.col};
    map.drop = true;
    if (key.kind != Node::Kind::scalar) {
      tell({key.line, key.col}, "a key that is no text; expected key: value");
    } else if (key.text == "<<" && !key.quoted) {
      tell({key.line, key.col}, "merge keys (<<) are not known here; expected the keys written out");
    } else if (const Node::Key* first = written(map.node, key.text)) {
      tell({key.line, key.col}, fmt::format("the key \"{}\" stands twice, first in line {}; expected it once",
                                            key.text, first->line));
    } else {
      map.drop = false;
    }
  }
  static const Node::Key* written(const Node& map, const std::string& key) {
    for (const Node::Key& k : map.keys)
      if (k.text == key) return &k;
    return nullptr;
  }
  static void put_value(Open& map, Node value) {
    if (!map.drop) {
      if (value.kind == Node::Kind::null || value.line != map.key->line) {
        value.line = map.key->line;
        value.col = map.key->col;
      }
      map.node.keys.push_back(std::move(*map.key));
      map.node.items.push_back(std::move(value));
    }
    map.key.reset();
    map.drop = false;
  }

  const Text& text_;
  const std::string& file_;
  std::vector<Issue>& issues_;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, Anchored> anchors_;
  std::optional<Node> root_;
  std::size_t nodes_ = 0;
};

// What the library found, with what helps most often.
std::string in_plain_words(const std::string& message) {
  struct Hint {
    std::string_view what, hint;
  };
  static constexpr Hint hints[] = {
      {"illegal map value",
       "expected a text that holds \": \" to stand in quotes, and keys of one map in one column"},
      {"end of map not found", "expected key: value, with the keys of one map in one column"},
      {"end of sequence not found", "expected each item to begin with \"- \" in one column"},
      {"end of map flow not found", "expected } after the last key of {"},
      {"end of sequence flow not found", "expected ] after the last item of ["},
      {"illegal EOF in scalar", "expected the closing quote of a text"},
      {"illegal document indicator in scalar", "expected the closing quote of a text"},
      {"unknown escape character", "expected single quotes around a text with \\, or \\\\ for each \\"},
      {"the referenced anchor is not defined", "expected an anchor &name before the alias *name"},
      {"unknown token", "expected a text that begins with % @ ` or a tab to stand in quotes"},
  };
  for (const Hint& hint : hints)
    if (message.starts_with(hint.what))
      return fmt::format("the YAML cannot be read ({}); {}", message, hint.hint);
  return fmt::format("the YAML cannot be read ({}); expected key: value, indented with spaces", message);
}

// Indentation by tabs, and control characters that no editor shows.
bool refuse_bytes(const Text& text, const std::string& file, std::vector<Issue>& issues) {
  const std::size_t before = issues.size();
  for (std::size_t i = 0; i < text.lines(); ++i) {
    const std::string_view line = text.line(i);
    const std::size_t first = line.find_first_not_of(" \t");
    if (first == std::string_view::npos) continue;
    const std::size_t tab = line.find('\t');
    if (tab < first && line[first] != '#') {
      const Position at = text.at(i, tab);
      issues.push_back({{file, at.line, at.col}, "a tab as indentation; expected spaces", false});
    }
    for (std::size_t k = 0; k < line.size(); ++k) {
      const auto byte = static_cast<unsigned char>(line[k]);
      if ((byte >= 0x20 && byte != 0x7F) || byte == '\t') continue;
      const Position at = text.at(i, k);
      issues.push_back(
          {{file, at.line, at.col},
           fmt::format("the control character 0x{:02X}; expected text", static_cast<unsigned>(byte)),
           false});
      break;
    }
  }
  return issues.size() != before;
}

}  // namespace

std::optional<Node> parse_yaml(std::string_view raw, const std::string& file, std::vector<Issue>& issues) {
  if (raw.size() > max_bytes) {
    issues.push_back(
        {{file, 0, 0}, fmt::format("{} bytes; expected at most {}", raw.size(), max_bytes), false});
    return std::nullopt;
  }
  const Text text(raw);
  if (const auto bad = first_bad_utf8(text.text())) {
    const Position at = text.at(*bad);
    const auto byte = static_cast<unsigned>(static_cast<unsigned char>(text.text()[*bad]));
    issues.push_back({{file, at.line, at.col},
                      fmt::format("the byte 0x{:02X} is no UTF-8; expected the file saved as UTF-8", byte),
                      false});
    return std::nullopt;
  }
  if (refuse_bytes(text, file, issues)) return std::nullopt;

  Builder builder(text, file, issues);
  try {
    // The library takes a quote that is still open at the last line end for closed; a last comment inside of
    // it is told.
    std::istringstream in(text.text() + "\n#");
    YAML::Parser parser(in);
    if (!parser.HandleNextDocument(builder)) return Node{};
    auto root = builder.take();
    Builder second(text, file, issues);
    if (parser.HandleNextDocument(second)) {
      const auto other = second.take();
      issues.push_back({{file, other ? other->line : 1, other ? other->col : 1},
                        "a second document begins here; expected one in each file, without ---",
                        false});
    }
    return root ? root : Node{};
  } catch (const Refused& refused) {
    issues.push_back({{file, refused.at.line, refused.at.col}, refused.what, false});
  } catch (const YAML::Exception& e) {
    const Position at = builder.position(e.mark);
    issues.push_back({{file, at.line, at.col}, in_plain_words(e.msg), false});
  }
  return std::nullopt;
}

}  // namespace guangmu::config
