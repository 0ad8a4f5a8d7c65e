#include "kpi/formats/json_path.h"

#include <fmt/core.h>

#include <array>
#include <charconv>
#include <utility>

#include "kpi/formats/charset.h"

namespace guangmu::kpi {
namespace {

constexpr std::size_t longest_path = 2000;
constexpr int deepest_filter = 20;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
// Letters of a name behind a point; everything that is not ASCII counts as one.
bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '-' ||
         static_cast<unsigned char>(c) >= 0x80;
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}
  std::string problem;

  bool path(std::vector<PathStep>& out) {
    if (!take("$")) return wrong("expected $");
    if (!steps(out, 0)) return false;
    return at_ == text_.size() || wrong("expected . or [");
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;

  bool wrong(std::string_view expected) {
    if (problem.empty()) problem = fmt::format("column {}: {}", at_ + 1, expected);
    return false;
  }
  std::string_view rest() const { return text_.substr(at_); }
  bool see(std::string_view word) const { return rest().starts_with(word); }
  bool take(std::string_view word) {
    if (!see(word)) return false;
    at_ += word.size();
    return true;
  }
  void blanks() {
    while (take(" ")) {
    }
  }

  // Steps as long as they go on; what follows them is the caller's.
  bool steps(std::vector<PathStep>& out, int depth) {
    for (;;) {
      PathStep step;
      if (take("..")) {
        step.at_any_depth = true;
        if (!see("[") && !member(step)) return false;
        if (see("[") && step.selectors.empty() && !bracket(step, depth)) return false;
      } else if (take(".")) {
        if (!member(step)) return false;
      } else if (see("[")) {
        if (!bracket(step, depth)) return false;
      } else {
        return true;
      }
      out.push_back(std::move(step));
    }
  }

  bool member(PathStep& step) {
    PathSelector s;
    if (take("*")) {
      s.kind = PathSelector::Kind::every;
    } else {
      const std::size_t begin = at_;
      while (at_ < text_.size() && is_name(text_[at_])) ++at_;
      if (at_ == begin) return wrong("expected a name or *; other signs stand in brackets: ['a b']");
      if (see("(")) return wrong("functions are not known here");
      s.name = text_.substr(begin, at_ - begin);
    }
    step.selectors.push_back(std::move(s));
    return true;
  }

  bool bracket(PathStep& step, int depth) {
    take("[");
    for (;;) {
      blanks();
      PathSelector s;
      if (!selector(s, depth)) return false;
      step.selectors.push_back(std::move(s));
      blanks();
      if (take("]")) return true;
      if (!take(",")) return wrong("expected ] or ,");
    }
  }

  bool selector(PathSelector& s, int depth) {
    if (take("*")) {
      s.kind = PathSelector::Kind::every;
      return true;
    }
    if (see("'") || see("\"")) return quoted(s.name);
    if (take("?")) {
      s.kind = PathSelector::Kind::filter;
      auto filter = std::make_shared<PathFilter>();
      blanks();
      if (!any_of(*filter, depth + 1)) return false;
      s.filter = std::move(filter);
      return true;
    }
    std::optional<std::int64_t> first;
    if (!integer(first)) return false;
    blanks();
    if (!take(":")) {
      if (!first) return wrong("expected a number, a name in quotes, *, a slice or ?");
      s.kind = PathSelector::Kind::index;
      s.index = *first;
      return true;
    }
    s.kind = PathSelector::Kind::slice;
    s.from = first;
    blanks();
    if (!integer(s.to)) return false;
    blanks();
    if (take(":")) {
      std::optional<std::int64_t> step;
      blanks();
      if (!integer(step)) return false;
      s.step = step.value_or(1);
      if (s.step < 1) return wrong("expected a step above 0");
    }
    return true;
  }

  bool integer(std::optional<std::int64_t>& out) {
    if (at_ == text_.size() || (!is_digit(text_[at_]) && text_[at_] != '-')) return true;
    std::int64_t value = 0;
    const auto read = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
    if (read.ec != std::errc() || value > 1'000'000'000 || value < -1'000'000'000)
      return wrong("expected a whole number of at most 1000000000");
    at_ = static_cast<std::size_t>(read.ptr - text_.data());
    out = value;
    return true;
  }

  bool quoted(std::string& out) {
    const char quote = text_[at_++];
    for (; at_ < text_.size(); ++at_) {
      char c = text_[at_];
      if (c == quote) {
        ++at_;
        return true;
      }
      if (c == '\\') {
        if (++at_ == text_.size()) break;
        c = text_[at_];
        if (c != '\\' && c != '\'' && c != '"' && c != '/') return wrong("expected \\, ' or \" behind a backslash");
      }
      out += c;
    }
    return wrong("expected the closing quote");
  }

  bool any_of(PathFilter& out, int depth) { return chain(out, depth, "||", PathFilter::Kind::any); }
  bool all_of(PathFilter& out, int depth) { return chain(out, depth, "&&", PathFilter::Kind::all); }

  bool chain(PathFilter& out, int depth, std::string_view joint, PathFilter::Kind kind) {
    if (depth > deepest_filter) return wrong("the filter is nested too deeply");
    const auto part = [&](PathFilter& p) {
      return kind == PathFilter::Kind::any ? all_of(p, depth) : one(p, depth);
    };
    PathFilter first;
    if (!part(first)) return false;
    blanks();
    if (!see(joint)) {
      out = std::move(first);
      return true;
    }
    out.kind = kind;
    out.parts.push_back(std::move(first));
    while (take(joint)) {
      blanks();
      if (!part(out.parts.emplace_back())) return false;
      blanks();
    }
    return true;
  }

  bool one(PathFilter& out, int depth) {
    if (depth > deepest_filter) return wrong("the filter is nested too deeply");
    blanks();
    if (see("!") && !see("!=")) {
      take("!");
      out.kind = PathFilter::Kind::none;
      return one(out.parts.emplace_back(), depth + 1);
    }
    if (take("(")) {
      if (!any_of(out, depth + 1)) return false;
      blanks();
      return take(")") || wrong("expected )");
    }
    if (!operand(out.left, depth)) return false;
    blanks();
    using Row = std::pair<std::string_view, PathFilter::Kind>;
    static constexpr std::array rows{Row{"==", PathFilter::Kind::equal},  Row{"!=", PathFilter::Kind::unequal},
                                     Row{"<=", PathFilter::Kind::at_most}, Row{">=", PathFilter::Kind::at_least},
                                     Row{"<", PathFilter::Kind::less},     Row{">", PathFilter::Kind::more}};
    for (const auto& [sign, kind] : rows) {
      if (!take(sign)) continue;
      out.kind = kind;
      blanks();
      return operand(out.right, depth);
    }
    if (see("=")) return wrong("expected ==");
    out.kind = PathFilter::Kind::there;
    return !out.left.literal || wrong("expected ==, !=, <, <=, > or >= behind a value");
  }

  bool operand(PathOperand& out, int depth) {
    if (take("@")) return steps(out.steps, depth + 1);
    Json literal;
    if (see("'") || see("\"")) {
      literal.type = Json::Type::text;
      if (!quoted(literal.text)) return false;
    } else if (take("true") || take("false")) {
      literal.type = Json::Type::boolean;
      literal.boolean = text_[at_ - 2] == 'u';
    } else if (!take("null")) {
      literal.type = Json::Type::number;
      const auto read = std::from_chars(text_.data() + at_, text_.data() + text_.size(), literal.number);
      const bool begins = at_ < text_.size() && (is_digit(text_[at_]) || text_[at_] == '-');
      if (!begins || read.ec != std::errc()) return wrong("expected @, a text in quotes, a number, true, false or null");
      at_ = static_cast<std::size_t>(read.ptr - text_.data());
    }
    out.literal = std::move(literal);
    return true;
  }
};

}  // namespace

Result<std::vector<PathStep>> parse_json_path(std::string_view path) {
  if (path.size() > longest_path) return Error{fmt::format("longer than {} bytes", longest_path)};
  if (first_wrong_utf8(path)) return Error{"no UTF-8"};
  Parser parser(path);
  std::vector<PathStep> steps;
  if (!parser.path(steps)) return Error{parser.problem};
  return steps;
}

}  // namespace guangmu::kpi
