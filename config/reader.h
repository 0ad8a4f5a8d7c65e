// Fills any settings struct from a tree, through the struct's own description (base/fields.h), and gathers
// every mistake. A value with a mistake keeps its default, and reading goes on. No YAML library in here.
//
//   Reading reading(file, folder, environment, issues);
//   const auto wall = read<led::WallSettings>(*tree, reading);
#pragma once

#include <array>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/fields.h"
#include "base/language.h"
#include "base/palette.h"
#include "base/time.h"
#include "config/node.h"
#include "config/reading.h"
#include "config/traits.h"

namespace guangmu::config {

// A value of each kind. False when it was told as an error; then `out` is as it was. `name` is the key, for
// messages.
template <class T>
bool read_value(T& out, const Node& node, const fields::Meta& meta, std::string_view name, Reading& reading);

// One number within its limits.
template <class N>
bool read_number(N& out, const Node& node, const fields::Meta& meta, std::string_view name,
                 Reading& reading) {
  constexpr bool whole = std::is_integral_v<N>;
  const std::string expected =
      std::string(whole ? "expected a whole number" : "expected a number") +
      (limits(meta).empty() ? (meta.unit.empty() ? "" : " in " + std::string(meta.unit))
                            : ", " + limits(meta));
  const auto value = as_number(node);
  if (!value) {
    reading.error(node, name, in_words(node) + (node.quoted ? " is text; " : " is no number; ") + expected);
    return false;
  }
  if (*value < meta.min || *value > meta.max) {
    reading.error(node, name, node.text + " is out of range; " + expected);
    return false;
  }
  if constexpr (whole) {
    constexpr double most =
        sizeof(N) >= 8 ? 9007199254740992. : static_cast<double>(std::numeric_limits<int>::max());
    if (*value != std::floor(*value) || std::abs(*value) > most) {
      reading.error(node, name, node.text + " is no whole number; " + expected);
      return false;
    }
  }
  out = static_cast<N>(*value);
  return true;
}

// Times, dates and colours: a text that one of base's parsers understands.
template <class T, class Parse>
bool read_parsed(T& out, const Node& node, Parse parse, std::string_view name, std::string_view expected,
                 Reading& reading) {
  const auto value = node.kind == Node::Kind::scalar ? parse(node.text) : std::nullopt;
  if (!value) {
    reading.error(node, name, in_words(node) + "; expected " + std::string(expected));
    return false;
  }
  out = *value;
  return true;
}

inline bool read_duration(Duration& out, const Node& node, const fields::Meta& meta, std::string_view name,
                          Reading& reading) {
  Duration value;
  if (!read_parsed(value, node, parse_duration, name,
                   "a time such as 250ms, 5s, 2min, 1h or a number of seconds", reading))
    return false;
  if (value.s < meta.min || value.s > meta.max) {
    reading.error(node, name, node.text + " is out of range; expected " + limits(meta));
    return false;
  }
  out = value;
  return true;
}

inline bool read_local_text(LocalText& out, const Node& node, std::string_view name, Reading& reading) {
  if (node.kind == Node::Kind::scalar) {
    const auto both = reading.text(node, name, fields::Format::any);
    if (both) out = {*both, *both};
    return both.has_value();
  }
  if (node.kind != Node::Kind::map) {
    reading.error(node, name, in_words(node) + "; expected a text, or {zh: …, en: …}");
    return false;
  }
  LocalText value;
  bool good = true;
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const std::string& key = node.keys[i].text;
    if (key != "zh" && key != "en") {
      reading.unknown_key(node.keys[i], {"zh", "en"});
      continue;
    }
    const auto text = reading.text(node.items[i], std::string(name) + "." + key, fields::Format::any);
    if (text) (key == "zh" ? value.zh : value.en) = *text;
    good = good && text;
  }
  if (!node.find("zh")) {
    reading.missing_key(node, "zh", "the Chinese text");
    good = false;
  }
  if (good) out = value;
  return good;
}

template <class E>
bool read_choice(E& out, const Node& node, std::string_view name, Reading& reading) {
  const std::vector<std::string_view> names = choice_names<E>();
  if (node.kind == Node::Kind::scalar)
    for (const auto& [value, text] : fields_names(E{}))
      if (node.text == text) {
        out = value;
        return true;
      }
  std::string text = in_words(node) + " is not known here; ";
  const std::string_view near = node.kind == Node::Kind::scalar ? nearest(node.text, names) : "";
  if (!near.empty()) text += "did you mean " + std::string(near) + "? ";
  reading.error(node, name, text + (near.empty() ? "expected " : "Expected ") + one_of(names));
  return false;
}

template <class T>
bool read_list(std::vector<T>& out, const Node& node, const fields::Meta& meta, std::string_view name,
               Reading& reading) {
  out.clear();
  if (node.kind == Node::Kind::null) return true;
  if (node.kind != Node::Kind::list) {  // a single value counts as a list of one
    T only{};
    if (!read_value(only, node, meta, name, reading)) return false;
    out.push_back(std::move(only));
    return true;
  }
  bool good = true;
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    T item{};
    good =
        read_value(item, node.items[i], meta, std::string(name) + "[" + std::to_string(i) + "]", reading) &&
        good;
    out.push_back(std::move(item));
  }
  return good;
}

template <class T, std::size_t N>
bool read_array(std::array<T, N>& out, const Node& node, const fields::Meta& meta, std::string_view name,
                Reading& reading) {
  if (node.kind != Node::Kind::list || node.items.size() != N) {
    const std::string found =
        node.kind == Node::Kind::list ? "a list of " + std::to_string(node.items.size()) : in_words(node);
    reading.error(node, name, found + "; expected a list of " + std::to_string(N));
    return false;
  }
  bool good = true;
  for (std::size_t i = 0; i < N; ++i)
    good =
        read_value(out[i], node.items[i], meta, std::string(name) + "[" + std::to_string(i) + "]", reading) &&
        good;
  return good;
}

template <class T>
bool read_map(std::map<std::string, T>& out, const Node& node, const fields::Meta& meta,
              std::string_view name, Reading& reading) {
  out.clear();
  if (node.kind == Node::Kind::null) return true;
  if (node.kind != Node::Kind::map) {
    reading.error(node, name, in_words(node) + "; expected a map, each entry with a key of its own");
    return false;
  }
  bool good = true;
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const std::string& key = node.keys[i].text;
    good = read_value(out[key], node.items[i], meta, std::string(name) + "." + key, reading) && good;
  }
  return good;
}

// Called by a struct's fields() with each of its keys.
template <class S>
class FieldReader {
 public:
  FieldReader(S& out, const Node& map, Reading& reading) : out_(out), map_(map), reading_(reading) {}

  template <class B, class M>
  void operator()(std::string_view key, M B::*member, const fields::Meta& meta) {
    known_.push_back(key);
    if (const Node* node = map_.find(key))
      read_value(out_.*member, *node, meta, key, reading_);
    else if (meta.required)
      reading_.missing_key(map_, key, meta.help);
  }
  std::vector<std::string_view> known_;

 private:
  S& out_;
  const Node& map_;
  Reading& reading_;
};

// `tag` is the key that chose this struct out of a variant; "" without one.
template <class S>
bool read_struct(S& out, const Node& node, std::string_view name, std::string_view tag, Reading& reading) {
  if (node.kind != Node::Kind::map && node.kind != Node::Kind::null) {
    reading.error(node, name, in_words(node) + "; expected a map of keys");
    return false;
  }
  const std::size_t before = reading.errors();
  FieldReader<S> visitor(out, node, reading);
  if (!tag.empty()) visitor.known_.push_back(tag);
  S::fields(visitor);
  for (const Node::Key& key : node.keys) {
    bool known = false;
    for (const std::string_view k : visitor.known_) known = known || k == key.text;
    if (!known) reading.unknown_key(key, visitor.known_);
  }
  if constexpr (HasPlace<S>) out.place = reading.place(node);
  if constexpr (HasCheck<S>) {
    fields::Complaints complaints;
    out.check(complaints);
    reading.complain(node, complaints);
  }
  return reading.errors() == before;
}

template <class... Ts>
bool read_variant(std::variant<Ts...>& out, const Node& node, std::string_view name, Reading& reading) {
  constexpr std::string_view tag_key = std::variant_alternative_t<0, std::variant<Ts...>>::tag_key;
  const std::vector<std::string_view> tags{Ts::tag...};
  if (node.kind != Node::Kind::map) {
    reading.error(node, name, in_words(node) + "; expected a map with the key " + std::string(tag_key));
    return false;
  }
  const Node* tag = node.find(tag_key);
  if (!tag) {
    reading.missing_key(node, tag_key, one_of(tags));
    return false;
  }
  bool found = false, good = false;
  const auto attempt = [&]<class T>() {
    if (found || tag->kind != Node::Kind::scalar || tag->text != T::tag) return;
    found = true;
    T value{};
    good = read_struct(value, node, name, tag_key, reading);
    out = std::move(value);
  };
  (attempt.template operator()<Ts>(), ...);
  if (!found) {
    const std::string_view near = tag->kind == Node::Kind::scalar ? nearest(tag->text, tags) : "";
    reading.error(*tag, tag_key,
                  in_words(*tag) + " is not known here; " +
                      (near.empty() ? "expected " : "did you mean " + std::string(near) + "? Expected ") +
                      one_of(tags));
  }
  return good;
}

template <class T>
bool read_value(T& out, const Node& node, const fields::Meta& meta, std::string_view name, Reading& reading) {
  if constexpr (std::same_as<T, bool>) {
    if (node.kind == Node::Kind::scalar && !node.quoted && (node.text == "true" || node.text == "false")) {
      out = node.text == "true";
      return true;
    }
    reading.error(node, name, in_words(node) + "; expected true or false");
    return false;
  } else if constexpr (std::is_arithmetic_v<T>) {
    return read_number(out, node, meta, name, reading);
  } else if constexpr (std::same_as<T, std::string>) {
    auto text = reading.text(node, name, meta.format);
    if (text) out = std::move(*text);
    return text.has_value();
  } else if constexpr (std::same_as<T, LocalText>) {
    return read_local_text(out, node, name, reading);
  } else if constexpr (std::same_as<T, Duration>) {
    return read_duration(out, node, meta, name, reading);
  } else if constexpr (std::same_as<T, Instant>) {
    return read_parsed(out, node, parse_instant, name, "a time such as 2022-12-31T08:00:00+08:00", reading);
  } else if constexpr (std::same_as<T, Date>) {
    return read_parsed(out, node, parse_date, name, "a date such as 2022, 2022-12 or 2022-12-31", reading);
  } else if constexpr (std::same_as<T, Colour>) {
    return read_parsed(out, node, parse_colour, name, "a colour in quotes, \"#RRGGBB\" or \"#RRGGBB 62%\"",
                       reading);
  } else if constexpr (std::is_enum_v<T>) {
    return read_choice(out, node, name, reading);
  } else if constexpr (is_optional<T>) {
    if (node.kind == Node::Kind::null) {
      out.reset();
      return true;
    }
    typename T::value_type value{};
    const bool good = read_value(value, node, meta, name, reading);
    if (good || is_struct<typename T::value_type>) out = std::move(value);
    return good;
  } else if constexpr (is_vector<T>) {
    return read_list(out, node, meta, name, reading);
  } else if constexpr (is_array<T>) {
    return read_array(out, node, meta, name, reading);
  } else if constexpr (is_map<T>) {
    return read_map(out, node, meta, name, reading);
  } else if constexpr (is_variant<T>) {
    return read_variant(out, node, name, reading);
  } else {
    static_assert(is_struct<T>, "a member type that base/fields.h does not name");
    return read_struct(out, node, name, "", reading);
  }
}

// A whole file. An empty one is a struct with nothing written.
template <class S>
S read(const Node& root, Reading& reading) {
  S out{};
  read_struct(out, root, "", "", reading);
  return out;
}

}  // namespace guangmu::config
