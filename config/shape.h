// What a file may hold, as one tree of plain values made from the structs' own descriptions: JSON Schemas and
// the reference page are written from it, and it knows everything that the reader checks key by key.
#pragma once

#include <cmath>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/fields.h"
#include "base/language.h"
#include "base/palette.h"
#include "base/time.h"
#include "config/traits.h"

namespace guangmu::config {

struct Shape {
  enum class Kind {
    boolean,
    whole,
    number,
    text,
    local_text,
    duration,
    instant,
    date,
    colour,
    choice,
    list,
    array,
    map,
    object,
    variant
  };
  struct Field;

  Kind kind = Kind::text;
  std::vector<std::string> choices;  // of a choice; of a variant the tags, in the order of `parts`
  std::size_t count = 0;             // of an array
  std::vector<Shape> parts;          // what a list, array or map holds (one); the alternatives of a variant
  std::vector<Field> fields;         // of an object
  std::string name, help;            // of an object that says them
  std::string tag_key;               // of a variant
};

struct Shape::Field {
  std::string key, help, unit;
  double min = -std::numeric_limits<double>::infinity(), max = std::numeric_limits<double>::infinity();
  bool required = false;
  fields::Format format = fields::Format::any;
  std::string written_default;  // as JSON, which is YAML too; "" when there is none to show
  Shape shape;
};

// JSON text of a default value; "" for structs and what holds them.
std::string json_text(const std::string& text);
std::string json_number(double value);

template <class T>
std::string written(const T& value) {
  if constexpr (std::same_as<T, bool>) {
    return value ? "true" : "false";
  } else if constexpr (std::is_integral_v<T>) {
    return std::to_string(value);
  } else if constexpr (std::is_floating_point_v<T>) {
    return json_number(std::same_as<T, float> ? std::round(static_cast<double>(value) * 1e6) / 1e6
                                              : static_cast<double>(value));
  } else if constexpr (std::same_as<T, std::string>) {
    return value.empty() ? "" : json_text(value);
  } else if constexpr (std::same_as<T, LocalText>) {
    if (value.empty()) return "";
    return "{\"zh\": " + json_text(value.zh) + (value.en.empty() ? "" : ", \"en\": " + json_text(value.en)) +
           "}";
  } else if constexpr (std::same_as<T, Duration> || std::same_as<T, Colour>) {
    return json_text(to_string(value));
  } else if constexpr (std::same_as<T, Date>) {
    return value.year == 0 ? "" : json_text(to_string(value));
  } else if constexpr (std::same_as<T, Instant>) {
    return value.us == 0 ? "" : json_text(iso8601(value));
  } else if constexpr (std::is_enum_v<T>) {
    for (const auto& [v, name] : fields_names(T{}))
      if (v == value) return json_text(std::string(name));
    return "";
  } else if constexpr (is_vector<T> || is_array<T>) {
    std::string list;
    for (const auto& item : value) {
      const std::string text = written(item);
      if (text.empty()) return "";
      list += (list.empty() ? "" : ", ") + text;
    }
    return list.empty() ? "" : "[" + list + "]";
  } else if constexpr (is_optional<T>) {
    return value ? written(*value) : "";
  } else {
    return "";
  }
}

template <class T>
Shape shape_of();

// Called by a struct's fields() with each of its keys.
template <class S>
class FieldShapes {
 public:
  explicit FieldShapes(std::vector<Shape::Field>& out) : out_(out) {}

  template <class B, class M>
  void operator()(std::string_view key, M B::*member, const fields::Meta& meta) {
    Shape::Field field;
    field.key = key;
    field.help = meta.help;
    field.unit = meta.unit;
    field.min = meta.min;
    field.max = meta.max;
    field.required = meta.required;
    field.format = meta.format;
    if (!meta.required) field.written_default = written(plain_.*member);
    field.shape = shape_of<M>();
    out_.push_back(std::move(field));
  }

 private:
  std::vector<Shape::Field>& out_;
  S plain_{};
};

template <class T>
Shape holding(Shape::Kind kind, std::size_t count = 0) {
  Shape shape;
  shape.kind = kind;
  shape.count = count;
  shape.parts.push_back(shape_of<T>());
  return shape;
}

template <class... Ts>
Shape shape_of_variant(const std::variant<Ts...>*) {
  Shape shape;
  shape.kind = Shape::Kind::variant;
  shape.tag_key = std::variant_alternative_t<0, std::variant<Ts...>>::tag_key;
  (shape.choices.emplace_back(Ts::tag), ...);
  (shape.parts.push_back(shape_of<Ts>()), ...);
  return shape;
}

template <class T>
Shape shape_of() {
  Shape shape;
  if constexpr (std::same_as<T, bool>) {
    shape.kind = Shape::Kind::boolean;
  } else if constexpr (std::is_integral_v<T>) {
    shape.kind = Shape::Kind::whole;
  } else if constexpr (std::is_floating_point_v<T>) {
    shape.kind = Shape::Kind::number;
  } else if constexpr (std::same_as<T, std::string>) {
    shape.kind = Shape::Kind::text;
  } else if constexpr (std::same_as<T, LocalText>) {
    shape.kind = Shape::Kind::local_text;
  } else if constexpr (std::same_as<T, Duration>) {
    shape.kind = Shape::Kind::duration;
  } else if constexpr (std::same_as<T, Instant>) {
    shape.kind = Shape::Kind::instant;
  } else if constexpr (std::same_as<T, Date>) {
    shape.kind = Shape::Kind::date;
  } else if constexpr (std::same_as<T, Colour>) {
    shape.kind = Shape::Kind::colour;
  } else if constexpr (std::is_enum_v<T>) {
    shape.kind = Shape::Kind::choice;
    for (const std::string_view name : choice_names<T>()) shape.choices.emplace_back(name);
  } else if constexpr (is_optional<T>) {
    return shape_of<typename T::value_type>();
  } else if constexpr (is_vector<T>) {
    return holding<typename T::value_type>(Shape::Kind::list);
  } else if constexpr (is_array<T>) {
    return holding<typename T::value_type>(Shape::Kind::array, std::tuple_size_v<T>);
  } else if constexpr (is_map<T>) {
    return holding<typename T::mapped_type>(Shape::Kind::map);
  } else if constexpr (is_variant<T>) {
    return shape_of_variant(static_cast<const T*>(nullptr));
  } else {
    static_assert(is_struct<T>, "a member type that base/fields.h does not name");
    shape.kind = Shape::Kind::object;
    if constexpr (HasAbout<T>) {
      shape.name = T::about.name;
      shape.help = T::about.help;
    }
    FieldShapes<T> visitor(shape.fields);
    T::fields(visitor);
  }
  return shape;
}

// Of a kind of file, by its name in file_kinds (files.h).
Shape shape_of_file(std::string_view kind);

}  // namespace guangmu::config
