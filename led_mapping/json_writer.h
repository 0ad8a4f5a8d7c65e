// Writes one JSON document (RFC 8259) into a string, indented by two; small objects may be kept on one line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace guangmu::led {

// Calls must nest properly: key() before every value inside an object. The writer keeps commas, lines and
// escapes.
class JsonWriter {
 public:
  JsonWriter& begin_object(bool one_line = false) { return open('{', one_line); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_list(bool one_line = false) { return open('[', one_line); }
  JsonWriter& end_list() { return close(']'); }
  JsonWriter& key(std::string_view name);
  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(std::int64_t number);
  JsonWriter& value(int number) { return value(static_cast<std::int64_t>(number)); }
  JsonWriter& value(double number);  // shortest form that reads back the same; not finite becomes null
  JsonWriter& value(bool truth);
  JsonWriter& null();
  // The document with a line end; the writer is empty afterwards.
  std::string take();

 private:
  struct Level {
    bool one_line = false;
    bool empty = true;
  };
  JsonWriter& open(char bracket, bool one_line);
  JsonWriter& close(char bracket);
  void before_value();
  void new_line();
  void quoted(std::string_view text);

  std::string out_;
  std::vector<Level> levels_;
  bool after_key_ = false;
};

}  // namespace guangmu::led
