// A JSON document as a plain value, read strictly: what a stranger's server sends is the whole document or
// nothing.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace guangmu::kpi {

struct Json {
  enum class Type { null, boolean, number, text, list, object };
  Type type = Type::null;
  bool boolean = false;
  double number = 0;                                  // finite; whole numbers are exact up to 2^53
  std::string text;                                   // UTF-8
  std::vector<Json> items;                            // of a list
  std::vector<std::pair<std::string, Json>> members;  // of an object, as written; keys differ

  static Json of(double value);
  static Json of(std::string_view text);
  static Json list();
  static Json object();

  bool is(Type t) const { return type == t; }
  const Json* member(std::string_view key) const;  // null when this is no object or has no such key
  Json& operator[](std::string_view key);          // of an object: adds the key when it is missing
  friend bool operator==(const Json&, const Json&) = default;
};

// Reads a whole document. Refused, with the reason and the byte where it shows: anything that is not RFC 8259
// JSON, invalid UTF-8, numbers that do not fit a double (1e400), a key twice in one object, more than 64
// levels, more than 1,000,000 values. A byte order mark is passed over.
Result<Json> parse_json(std::string_view text);

std::string to_text(const Json& j);        // compact; parses back to the same value
std::string number_as_text(double value);  // the shortest that reads back: "2022", "0.5", "100000000"

// RFC 6901: "" is the whole document, "/a/0/b" a step each, ~1 for / and ~0 for ~.
bool is_pointer(std::string_view pointer);
std::vector<std::string> pointer_steps(std::string_view pointer);
const Json* at_pointer(const Json& document, std::string_view pointer);  // null when nothing is there

// "the number 12", "the text \"abc\"", "a list" …: how a value is named in a reason; long texts are cut.
std::string described(const Json& j);

}  // namespace guangmu::kpi
