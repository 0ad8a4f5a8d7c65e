// Values to JSON and back over their list() (status_fields.h, why_fields.h): a Writer and a Reader that call it. Heavy: only
// the .cpp files of this folder include it. Keys keep their order; broken UTF-8 from outside is written with U+FFFD.
#pragma once

#include <fmt/core.h>

#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/language.h"
#include "base/result.h"
#include "base/time.h"
#include "kpi/values/snapshot.h"

namespace guangmu::wire {

using Json = nlohmann::ordered_json;

template <class V>
void list(V& v, LocalText& s) {
  v("zh", s.zh);
  v("en", s.en);
}

template <class T>
struct is_optional : std::false_type {};
template <class T>
struct is_optional<std::optional<T>> : std::true_type {};
template <class T>
struct is_vector : std::false_type {};
template <class T>
struct is_vector<std::vector<T>> : std::true_type {};
template <class T>
struct is_array : std::false_type {};
template <class T, std::size_t N>
struct is_array<std::array<T, N>> : std::true_type {};
template <class T>
struct is_map : std::false_type {};
template <class T>
struct is_map<std::map<std::string, T>> : std::true_type {};

constexpr std::array<std::pair<Language, std::string_view>, 2> names_of(Language) {
  return {{{Language::zh, "zh"}, {Language::en, "en"}}};
}
constexpr std::array<std::pair<kpi::Freshness, std::string_view>, 4> names_of(kpi::Freshness) {
  using kpi::Freshness;
  return {{{Freshness::never, "never"},
           {Freshness::live, "live"},
           {Freshness::late, "late"},
           {Freshness::stale, "stale"}}};
}
template <class E>
constexpr auto names_of(E e) -> decltype(fields_names(e)) {
  return fields_names(e);
}

// Milliseconds only where there are any.
inline std::string instant_text(Instant t) {
  std::string text = iso8601({t.us - ((t.us % 1000000) + 1000000) % 1000000});
  const auto ms = ((t.us % 1000000) + 1000000) % 1000000 / 1000;
  if (ms != 0) text.insert(19, fmt::format(".{:03}", ms));
  return text;
}

class Writer {
 public:
  explicit Writer(Json& json) : json_(json) {}
  template <class T>
  void operator()(std::string_view key, T& value) {
    json_[std::string(key)] = written(value);
  }

  template <class T>
  static Json written(T& value) {
    if constexpr (std::is_same_v<T, bool> || std::is_same_v<T, std::string> || std::is_integral_v<T>) {
      return value;
    } else if constexpr (std::is_floating_point_v<T>) {
      if (!std::isfinite(value)) return nullptr;
      // Floats are meters: two decimals are all one can see. Doubles keep every digit.
      if constexpr (std::is_same_v<T, float>) return std::round(static_cast<double>(value) * 100) / 100;
      return value;
    } else if constexpr (std::is_same_v<T, Instant>) {
      return instant_text(value);
    } else if constexpr (std::is_enum_v<T>) {
      for (const auto& [each, name] : names_of(value))
        if (each == value) return name;
      return nullptr;
    } else if constexpr (is_optional<T>::value) {
      return value ? written(*value) : Json(nullptr);
    } else if constexpr (is_vector<T>::value || is_array<T>::value) {
      Json list = Json::array();
      for (auto& each : value) list.push_back(written(each));
      return list;
    } else if constexpr (is_map<T>::value) {
      Json object = Json::object();
      for (auto& [key, each] : value) object[key] = written(each);
      return object;
    } else {
      Json object = Json::object();
      Writer writer(object);
      list(writer, value);
      return object;
    }
  }

 private:
  Json& json_;
};

class Reader {
 public:
  Reader(const Json& json, std::string path, std::string& fault)
      : json_(json), path_(std::move(path)), fault_(fault) {}
  template <class T>
  void operator()(std::string_view key, T& value) {
    if (!fault_.empty()) return;
    const auto it = json_.find(std::string(key));
    if (it != json_.end())
      read(*it, path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key), fault_, value);
  }

  template <class T>
  static void read(const Json& json, const std::string& path, std::string& fault, T& value) {
    const auto want = [&](bool good, std::string_view what) {
      if (!good && fault.empty())
        fault = fmt::format("{}: expected {}", path.empty() ? "the state" : path, what);
      return good;
    };
    if constexpr (std::is_same_v<T, bool>) {
      if (want(json.is_boolean(), "true or false")) value = json.get<bool>();
    } else if constexpr (std::is_same_v<T, std::string>) {
      if (want(json.is_string(), "a text")) value = json.get<std::string>();
    } else if constexpr (std::is_integral_v<T>) {
      if (!want(json.is_number_integer(), "a whole number")) return;
      if constexpr (std::is_unsigned_v<T>) {
        if (want(json.is_number_unsigned(), "a number from 0"))
          value = static_cast<T>(json.get<std::uint64_t>());
      } else {
        const auto number = json.get<std::int64_t>();
        if (want(number >= std::numeric_limits<T>::min() && number <= std::numeric_limits<T>::max(),
                 "a smaller number"))
          value = static_cast<T>(number);
      }
    } else if constexpr (std::is_floating_point_v<T>) {
      if (json.is_null()) return;  // written for what is not finite
      if (want(json.is_number(), "a number")) value = static_cast<T>(json.get<double>());
    } else if constexpr (std::is_same_v<T, Instant>) {
      if (!want(json.is_string(), "a time")) return;
      const auto instant = parse_instant(json.get_ref<const std::string&>());
      if (want(instant.has_value(), "a time in ISO 8601")) value = *instant;
    } else if constexpr (std::is_enum_v<T>) {
      if (!want(json.is_string(), "a name")) return;
      for (const auto& [each, name] : names_of(value))
        if (name == json.get_ref<const std::string&>()) {
          value = each;
          return;
        }
      want(false, "a known name");
    } else if constexpr (is_optional<T>::value) {
      if (json.is_null()) {
        value.reset();
        return;
      }
      read(json, path, fault, value.emplace());
    } else if constexpr (is_vector<T>::value) {
      if (!want(json.is_array(), "a list")) return;
      value.clear();
      for (const Json& each : json) {
        const std::string place = fmt::format("{}[{}]", path, value.size());
        read(each, place, fault, value.emplace_back());
      }
    } else if constexpr (is_array<T>::value) {
      if (!want(json.is_array() && json.size() == value.size(), fmt::format("a list of {}", value.size())))
        return;
      for (std::size_t i = 0; i < value.size(); ++i)
        read(json[i], fmt::format("{}[{}]", path, i), fault, value[i]);
    } else if constexpr (is_map<T>::value) {
      if (!want(json.is_object(), "an object")) return;
      value.clear();
      for (const auto& [key, each] : json.items())
        read(each, fmt::format("{}.{}", path, key), fault, value[key]);
    } else {
      if (!want(json.is_object(), "an object")) return;
      Reader reader(json, path, fault);
      list(reader, value);
    }
  }

 private:
  const Json& json_;
  std::string path_;
  std::string& fault_;
};

template <class T>
Json to_json(const T& value) {
  T copy = value;  // the listing serves both directions, so it wants members that could be written
  return Writer::written(copy);
}

// Broken UTF-8 from outside (a source's own words) must not end the state.
inline std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

template <class T>
Result<T> from_json(const Json& json) {
  T value;
  std::string fault;
  Reader::read(json, "", fault, value);
  if (!fault.empty()) return Error{fault};
  return value;
}

}  // namespace guangmu::wire
