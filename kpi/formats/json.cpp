#include "kpi/formats/json.h"

#include <fmt/core.h>

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>

#include "kpi/formats/charset.h"
#include "kpi/formats/decimal.h"

namespace guangmu::kpi {
namespace {

constexpr std::size_t max_levels = 64;
constexpr std::size_t max_values = 1'000'000;
constexpr std::size_t few_members = 16;  // up to here keys are compared one by one

// RFC 8259 and nothing else. Descends at most max_levels deep; any false ends the reading with `problem`.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}
  std::string problem;

  bool document(Json& out) {
    skip_blanks();
    if (!value(out, 0)) return false;
    skip_blanks();
    return at_ == text_.size() || fail("there is more behind the end of the document");
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0, values_ = 0;

  bool fail_at(std::size_t where, std::string_view what) {
    problem = fmt::format("byte {}: {}", where + 1, what);
    return false;
  }
  bool fail(std::string_view what) {
    if (at_ >= text_.size()) return fail_at(text_.size(), "it ends in the middle");
    return fail_at(at_, what);
  }
  bool more() const { return at_ < text_.size(); }
  char here() const { return text_[at_]; }
  void skip_blanks() {
    while (more() && (here() == ' ' || here() == '\t' || here() == '\r' || here() == '\n')) ++at_;
  }
  bool take(char c) {
    if (!more() || here() != c) return false;
    ++at_;
    return true;
  }
  bool word(std::string_view expected) {
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with(expected)) {
      at_ += expected.size();
      return true;
    }
    if (expected.starts_with(rest)) return fail_at(text_.size(), "it ends in the middle");
    return fail(fmt::format("expected {}", expected));
  }

  bool value(Json& out, std::size_t level) {
    if (++values_ > max_values) return fail(fmt::format("more than {} values", max_values));
    if (!more()) return fail("");
    switch (here()) {
      case '{':
        return object(out, level);
      case '[':
        return list(out, level);
      case '"':
        out.type = Json::Type::text;
        return string(out.text);
      case 't':
        out.type = Json::Type::boolean;
        out.boolean = true;
        return word("true");
      case 'f':
        out.type = Json::Type::boolean;
        return word("false");
      case 'n':
        return word("null");
      default:
        out.type = Json::Type::number;
        return number(out.number);
    }
  }

  bool number(double& out) {
    const std::size_t begin = at_;
    const auto digits = [&] {
      const std::size_t first = at_;
      while (more() && here() >= '0' && here() <= '9') ++at_;
      return at_ > first;
    };
    for (const std::string_view none : {"NaN", "Infinity", "-Infinity", "nan", "inf"})
      if (text_.substr(at_).starts_with(none)) return fail(fmt::format("{} is no number of JSON", none));
    take('-');
    if (take('0')) {
      if (more() && here() >= '0' && here() <= '9') return fail_at(begin, "a number begins with 0");
    } else if (!digits()) {
      return at_ == begin ? fail("expected a value: a number, a text, a list, an object, true, false or null")
                          : fail("expected a digit");
    }
    if (take('.') && !digits()) return fail("expected a digit behind the point");
    if (take('e') || take('E')) {
      if (!take('-')) take('+');
      if (!digits()) return fail("expected a digit of the exponent");
    }
    const std::string_view written = text_.substr(begin, at_ - begin);
    const auto read = std::from_chars(written.data(), written.data() + written.size(), out);
    if (read.ec == std::errc()) return true;
    if (const auto value = nearest(written)) {
      out = *value;
      return true;
    }
    return fail_at(begin, fmt::format("number overflow: {} does not fit", clipped(written, 30)));
  }

  // from_chars tells too large and too small apart by nothing; the second is 0.
  static std::optional<double> nearest(std::string_view written) {
    Decimal d{written.starts_with('-'), "", 0};
    bool behind = false;
    std::size_t i = d.negative;
    for (; i < written.size() && written[i] != 'e' && written[i] != 'E'; ++i) {
      if (written[i] == '.') {
        behind = true;
        continue;
      }
      d.digits += written[i];
      d.exponent -= behind;
    }
    if (++i < written.size()) {
      const bool below = written[i] == '-';
      if (below || written[i] == '+') ++i;
      int power = 0;
      for (; i < written.size(); ++i)
        if (power < 10'000'000) power = power * 10 + (written[i] - '0');
      d.exponent += below ? -power : power;
    }
    return value_of(d);
  }

  // Four hexadecimal digits: one unit of UTF-16.
  bool code_unit(unsigned& out) {
    if (text_.size() - at_ < 4) {
      at_ = text_.size();
      return fail("");
    }
    const auto read = std::from_chars(text_.data() + at_, text_.data() + at_ + 4, out, 16);
    if (read.ec != std::errc() || read.ptr != text_.data() + at_ + 4) return fail("expected four hexadecimal digits");
    at_ += 4;
    return true;
  }

  bool escape(std::string& out) {
    static constexpr std::string_view from = "\"\\/bfnrt", to = "\"\\/\b\f\n\r\t";
    if (!more()) return fail("");
    if (const std::size_t i = from.find(here()); i != std::string_view::npos) {
      out += to[i];
      ++at_;
      return true;
    }
    const std::size_t begin = at_ - 1;
    if (!take('u')) return fail("a backslash before what needs none");
    unsigned code = 0;
    if (!code_unit(code)) return false;
    if (code >= 0xD800 && code < 0xDC00) {
      unsigned low = 0;
      if (!take('\\') || !take('u')) return fail_at(begin, "half a surrogate pair");
      if (!code_unit(low)) return false;
      if (low < 0xDC00 || low > 0xDFFF) return fail_at(begin, "half a surrogate pair");
      code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    } else if (code >= 0xDC00 && code < 0xE000) {
      return fail_at(begin, "half a surrogate pair");
    }
    append_utf8(code, out);
    return true;
  }

  bool string(std::string& out) {
    ++at_;
    for (;;) {
      const std::size_t begin = at_;
      while (more() && here() != '"' && here() != '\\' && static_cast<unsigned char>(here()) >= 0x20) {
        if (static_cast<unsigned char>(here()) < 0x80) {
          ++at_;
          continue;
        }
        const std::size_t bytes = utf8_character(text_.substr(at_));
        if (bytes == 0) return fail("this is no UTF-8");
        at_ += bytes;
      }
      out += text_.substr(begin, at_ - begin);
      if (!more()) return fail("");
      if (take('"')) return true;
      if (!take('\\')) return fail("a control character in a text");
      if (!escape(out)) return false;
    }
  }

  bool list(Json& out, std::size_t level) {
    out.type = Json::Type::list;
    if (level >= max_levels) return fail(fmt::format("nested deeper than {} levels", max_levels));
    ++at_;
    skip_blanks();
    if (take(']')) return true;
    for (;;) {
      skip_blanks();
      if (!value(out.items.emplace_back(), level + 1)) return false;
      skip_blanks();
      if (take(']')) return true;
      if (!take(',')) return fail("expected , or ]");
    }
  }

  bool object(Json& out, std::size_t level) {
    out.type = Json::Type::object;
    if (level >= max_levels) return fail(fmt::format("nested deeper than {} levels", max_levels));
    ++at_;
    skip_blanks();
    if (take('}')) return true;
    std::set<std::string> keys;
    for (;;) {
      skip_blanks();
      if (!more() || here() != '"') return fail("expected a key in double quotes");
      const std::size_t begin = at_;
      std::string key;
      if (!string(key)) return false;
      if (out.members.size() == few_members)
        for (const auto& [name, member] : out.members) keys.insert(name);
      const bool again = out.members.size() < few_members ? out.member(key) != nullptr : !keys.insert(key).second;
      if (again) return fail_at(begin, fmt::format("the key \"{}\" stands twice in one object", clipped(key, 60)));
      skip_blanks();
      if (!take(':')) return fail("expected : behind a key");
      skip_blanks();
      if (!value(out.members.emplace_back(std::move(key), Json{}).second, level + 1)) return false;
      skip_blanks();
      if (take('}')) return true;
      if (!take(',')) return fail("expected , or }");
    }
  }
};

void write_text(std::string_view text, std::string& out) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  out += '"';
}

void write(const Json& j, std::string& out) {
  switch (j.type) {
    case Json::Type::null:
      out += "null";
      break;
    case Json::Type::boolean:
      out += j.boolean ? "true" : "false";
      break;
    case Json::Type::number:
      out += number_as_text(j.number);
      break;
    case Json::Type::text:
      write_text(j.text, out);
      break;
    case Json::Type::list: {
      out += '[';
      for (std::size_t i = 0; i < j.items.size(); ++i) {
        if (i > 0) out += ',';
        write(j.items[i], out);
      }
      out += ']';
      break;
    }
    case Json::Type::object: {
      out += '{';
      bool first = true;
      for (const auto& [key, value] : j.members) {
        if (!first) out += ',';
        first = false;
        write_text(key, out);
        out += ':';
        write(value, out);
      }
      out += '}';
      break;
    }
  }
}

}  // namespace

Json Json::of(double value) {
  Json j;
  j.type = Type::number;
  j.number = value;
  return j;
}

Json Json::of(std::string_view text) {
  Json j;
  j.type = Type::text;
  j.text = text;
  return j;
}

Json Json::list() {
  Json j;
  j.type = Type::list;
  return j;
}

Json Json::object() {
  Json j;
  j.type = Type::object;
  return j;
}

const Json* Json::member(std::string_view key) const {
  for (const auto& [name, value] : members)
    if (name == key) return &value;
  return nullptr;
}

Json& Json::operator[](std::string_view key) {
  type = Type::object;
  for (auto& [name, value] : members)
    if (name == key) return value;
  return members.emplace_back(std::string(key), Json{}).second;
}

Result<Json> parse_json(std::string_view text) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return Error{"it is empty"};
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // RFC 8259: may be ignored
  Parser parser(text);
  Json document;
  if (!parser.document(document)) return Error{std::move(parser.problem)};
  return document;
}

std::string to_text(const Json& j) {
  std::string out;
  write(j, out);
  return out;
}

std::string number_as_text(double value) {
  std::array<char, 40> buffer;
  const double size = std::abs(value);
  const bool written_out = value == 0 || (size >= 1e-5 && size < 1e15);  // 100000000, not 1e+08
  const auto plain = written_out
                         ? std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed)
                         : std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return std::string(buffer.data(), plain.ptr);
}

bool is_pointer(std::string_view pointer) {
  if (pointer.empty()) return true;
  if (pointer.front() != '/') return false;
  for (std::size_t i = 0; i < pointer.size(); ++i)
    if (pointer[i] == '~' && (i + 1 == pointer.size() || (pointer[i + 1] != '0' && pointer[i + 1] != '1')))
      return false;
  return true;
}

std::vector<std::string> pointer_steps(std::string_view pointer) {
  std::vector<std::string> steps;
  for (std::size_t i = 0; i < pointer.size(); ++i) {
    if (pointer[i] == '/') {
      steps.emplace_back();
    } else if (pointer[i] == '~' && i + 1 < pointer.size()) {
      steps.back() += pointer[++i] == '1' ? '/' : '~';
    } else {
      steps.back() += pointer[i];
    }
  }
  return steps;
}

const Json* at_pointer(const Json& document, std::string_view pointer) {
  if (!is_pointer(pointer)) return nullptr;
  const Json* here = &document;
  for (const auto& step : pointer_steps(pointer)) {
    if (here->is(Json::Type::list)) {
      std::size_t index = 0;
      const auto end = std::from_chars(step.data(), step.data() + step.size(), index);
      const bool is_index = end.ec == std::errc() && end.ptr == step.data() + step.size() &&
                            (step.size() == 1 || step.front() != '0');
      if (!is_index || index >= here->items.size()) return nullptr;
      here = &here->items[index];
    } else {
      here = here->member(step);
      if (!here) return nullptr;
    }
  }
  return here;
}

std::string described(const Json& j) {
  switch (j.type) {
    case Json::Type::null:
      return "null";
    case Json::Type::boolean:
      return j.boolean ? "true" : "false";
    case Json::Type::number:
      return "the number " + number_as_text(j.number);
    case Json::Type::text:
      return "the text \"" + clipped(j.text, 40) + "\"";
    case Json::Type::list:
      return "a list";
    case Json::Type::object:
      break;
  }
  return "an object";
}

}  // namespace guangmu::kpi
