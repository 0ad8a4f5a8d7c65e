// A settings struct describes itself once; reader, JSON Schema and reference pages derive from that description.
//
//   struct Module {
//     std::array<int, 2> px{192, 96};
//     int scan = 48;
//     fields::Place place;                               // optional: filled by the reader with file:line:col
//
//     static constexpr fields::About about{"module", "One LED module."};   // optional title and help of the struct
//     template <class V> static void fields(V& v) {
//       v("px", &Module::px, {.help = "Pixels across and down.", .unit = "px", .min = 1, .max = 4096, .required = true});
//       v("scan", &Module::scan, {.help = "Rows that share one driver output.", .min = 1, .max = 128});
//     }
//     void check(fields::Complaints& c) const {          // optional: what one field alone cannot say
//       if (px[1] % scan != 0) c.at("scan", "96 rows cannot be divided into 48 scans; expected a divisor of px[1]");
//     }
//   };
//
// A visitor V is called as v(key, pointer-to-member, Meta). The member's current value in a default-constructed struct is
// the default. Member types every visitor knows: bool, int, std::int64_t, double, float, std::string, LocalText, Duration,
// Instant, Date, Colour (palette.h: "#RRGGBB" or "#RRGGBB 62%"), Seconds as Duration, enums that have
//   constexpr auto fields_names(E) -> std::array<std::pair<E, std::string_view>, N>        (found by ADL),
// std::optional<T>, std::vector<T> (a single value in a file counts as a list of one), std::array<T, N>,
// std::map<std::string, T>, structs with fields(), and std::variant of such structs, each with
// `static constexpr std::string_view tag` as the value of the key named by
// `static constexpr std::string_view tag_key` of the first alternative (e.g. "widget").
#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guangmu::fields {

// Where a value was written. line and col count from 1; 0 means unknown.
struct Place {
  std::string file;
  int line = 0, col = 0;
  std::string text() const {
    if (line == 0) return file;
    return file + ":" + std::to_string(line) + ":" + std::to_string(col);
  }
  friend bool operator==(const Place&, const Place&) = default;
};

// What a string must be, beyond being a string.
enum class Format {
  any,
  id,        // a-z, 0-9 and _ ; starts with a letter
  url,       // http:// or https://
  pointer,   // a place in a document: JSON Pointer (RFC 6901), or a JSONPath beginning with $
  path,      // a file relative to the exhibit folder, which must exist
  formula,   // expression over metric ids
};

// What a key means. Numbers outside min..max are refused; for arrays and lists both hold for each element.
struct Meta {
  std::string_view help;
  std::string_view unit = "";
  double min = -std::numeric_limits<double>::infinity();
  double max = std::numeric_limits<double>::infinity();
  bool required = false;
  Format format = Format::any;
};

struct About {
  std::string_view name;
  std::string_view help;
};

// Gathers what check() finds; the reader adds the place of the key (or of the struct when the key is not written).
class Complaints {
 public:
  struct Complaint {
    std::string key;  // "" for the struct itself; "a.b" and "a[2].b" reach further in
    std::string text;
    bool warning = false;
  };
  void at(std::string_view key, std::string text) { list_.push_back({std::string(key), std::move(text), false}); }
  void warn(std::string_view key, std::string text) { list_.push_back({std::string(key), std::move(text), true}); }
  const std::vector<Complaint>& list() const { return list_; }

 private:
  std::vector<Complaint> list_;
};

}  // namespace guangmu::fields
