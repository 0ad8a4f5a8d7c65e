#include "kpi/json.h"

#include <fmt/core.h>

#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <set>

namespace guangmu::kpi {
namespace {

constexpr std::size_t max_levels = 64;
constexpr std::size_t max_values = 1'000'000;

// Builds the document from the library's events; any false ends the reading with `problem`.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  Json document;
  std::string problem;

  bool null() override { return put({}); }
  bool boolean(bool value) override {
    Json j;
    j.type = Json::Type::boolean;
    j.boolean = value;
    return put(std::move(j));
  }
  bool number_integer(number_integer_t value) override { return put(Json::of(static_cast<double>(value))); }
  bool number_unsigned(number_unsigned_t value) override { return put(Json::of(static_cast<double>(value))); }
  bool number_float(number_float_t value, const string_t&) override { return put(Json::of(value)); }
  bool string(string_t& value) override { return put(Json::of(value)); }
  bool binary(binary_t&) override { return fail("binary data"); }
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(Json::list()); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    if (!levels_.back().keys.insert(name).second)
      return fail(fmt::format("the key \"{}\" stands twice in one object", name));
    levels_.back().key = std::move(name);
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& e) override {
    // The library's own text begins with "[json.exception.parse_error.101] parse error at line 1, column 2:
    // ".
    std::string text = e.what();
    const auto colon = text.find(": ");
    if (colon != std::string::npos) text.erase(0, colon + 2);
    if (text.size() > 160) text.resize(160);
    for (char& c : text)
      if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7e) c = '?';
    return fail(fmt::format("byte {}: {}", position, text));
  }

 private:
  struct Level {
    Json value;
    std::string key;
    std::set<std::string> keys;
  };
  std::vector<Level> levels_;
  std::size_t values_ = 0;

  bool fail(std::string text) {
    problem = std::move(text);
    return false;
  }
  bool put(Json value) {
    if (++values_ > max_values) return fail(fmt::format("more than {} values", max_values));
    if (levels_.empty()) {
      document = std::move(value);
    } else if (Level& level = levels_.back(); level.value.is(Json::Type::list)) {
      level.value.items.push_back(std::move(value));
    } else {
      level.value.members.emplace_back(std::move(level.key), std::move(value));
    }
    return true;
  }
  bool open(Json value) {
    if (levels_.size() >= max_levels) return fail(fmt::format("nested deeper than {} levels", max_levels));
    levels_.push_back({std::move(value), {}, {}});
    return true;
  }
  bool close() {
    Json value = std::move(levels_.back().value);
    levels_.pop_back();
    return put(std::move(value));
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
  Builder builder;
  if (!nlohmann::json::sax_parse(text, &builder))
    return Error{builder.problem.empty() ? "it is not JSON" : builder.problem};
  return std::move(builder.document);
}

std::string to_text(const Json& j) {
  std::string out;
  write(j, out);
  return out;
}

std::string number_as_text(double value) {
  std::array<char, 32> buffer;
  const auto plain = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
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
    case Json::Type::text: {
      if (j.text.size() <= 40) return "the text \"" + j.text + "\"";
      std::size_t end = 40;
      while (end > 0 && (static_cast<unsigned char>(j.text[end]) & 0xc0) == 0x80) --end;
      return "the text \"" + j.text.substr(0, end) + "…\"";
    }
    case Json::Type::list:
      return "a list";
    case Json::Type::object:
      break;
  }
  return "an object";
}

}  // namespace guangmu::kpi
