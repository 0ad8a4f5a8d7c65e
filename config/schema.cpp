#include "config/schema.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "config/files.h"
#include "config/reading.h"
#include "config/shape.h"

namespace guangmu::config {
namespace {

using json = nlohmann::ordered_json;

// Shared forms, referred to by name.
json definitions() {
  return {
      {"text_or_number",
       {{"description", "A text; a plain number or true and false are taken as written."},
        {"type", {"string", "number", "boolean"}}}},
      {"local_text",
       {{"description", "One text for both languages, or zh and en."},
        {"anyOf",
         {{{"type", {"string", "number"}}},
          {{"type", "object"},
           {"properties",
            {{"zh", {{"type", {"string", "number"}}}}, {"en", {{"type", {"string", "number"}}}}}},
           {"required", {"zh"}},
           {"additionalProperties", false}}}}}},
      {"duration",
       {{"description", "250ms, 5s, 2min, 1h, 30d, or seconds as a number."},
        {"anyOf",
         {{{"type", "number"}, {"minimum", 0}},
          {{"type", "string"}, {"pattern", "^[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)? *(ms|s|min|h|d)?$"}}}}}},
      {"instant",
       {{"description", "2022-12-31T08:00:00+08:00; without a zone it is hall time."}, {"type", "string"}}},
      {"date",
       {{"description", "2022, 2022-12 or 2022-12-31."},
        {"anyOf",
         {{{"type", "integer"}, {"minimum", 1}, {"maximum", 9999}},
          {{"type", "string"}, {"pattern", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}}}}}},
      {"colour",
       {{"description", "\"#RRGGBB\" or \"#RRGGBB 62%\", sRGB."},
        {"type", "string"},
        {"pattern", "^#[0-9A-Fa-f]{6}( [0-9.]+%)?$"}}},
  };
}

json refer(const char* name) {
  return {{"$ref", std::string("#/definitions/") + name}};
}

void add_limits(json& out, const Shape::Field& meta) {
  const auto number = [](double value) {
    return value == std::floor(value) && std::abs(value) < 9e15 ? json(static_cast<std::int64_t>(value))
                                                                : json(value);
  };
  if (std::isfinite(meta.min)) out["minimum"] = number(meta.min);
  if (std::isfinite(meta.max)) out["maximum"] = number(meta.max);
}

json schema_of(const Shape& shape, const Shape::Field& meta);

json object_schema(const Shape& shape, const std::string& tag_key, const std::string& tag) {
  json out = {{"type", "object"}};
  if (!shape.help.empty()) out["description"] = shape.help;
  json& properties = out["properties"] = json::object();
  json required = json::array();
  if (!tag_key.empty()) {
    properties[tag_key] = {{"const", tag}};
    required.push_back(tag_key);
  }
  for (const Shape::Field& field : shape.fields) {
    json property = schema_of(field.shape, field);
    std::string help = field.help;
    if (!field.unit.empty()) help += (help.empty() ? "" : " ") + std::string("Unit: ") + field.unit + ".";
    if (property.contains("$ref")) property = {{"allOf", json::array({property})}};
    property["description"] = help;
    if (!field.written_default.empty()) property["default"] = json::parse(field.written_default);
    properties[field.key] = std::move(property);
    if (field.required) required.push_back(field.key);
  }
  if (!required.empty()) out["required"] = required;
  out["additionalProperties"] = false;
  return out;
}

json text_schema(const Shape::Field& meta) {
  switch (meta.format) {
    case fields::Format::id:
      return {{"type", "string"}, {"pattern", "^[a-z][a-z0-9_]*$"}};
    case fields::Format::url:
      return {{"type", "string"}, {"pattern", "^(https?://|.*\\$\\{)"}};
    case fields::Format::pointer:
      return {{"type", "string"}, {"pattern", "^((/([^~]|~[01])*)?|[$].*)$"}};
    case fields::Format::any:
    case fields::Format::path:
    case fields::Format::formula:
      break;
  }
  return refer("text_or_number");
}

json schema_of(const Shape& shape, const Shape::Field& meta) {
  using Kind = Shape::Kind;
  switch (shape.kind) {
    case Kind::boolean:
      return {{"type", "boolean"}};
    case Kind::whole:
    case Kind::number: {
      json out = {{"type", shape.kind == Kind::whole ? "integer" : "number"}};
      add_limits(out, meta);
      return out;
    }
    case Kind::text:
      return text_schema(meta);
    case Kind::local_text:
      return refer("local_text");
    case Kind::duration: {
      if (!std::isfinite(meta.min) && !std::isfinite(meta.max)) return refer("duration");
      json out = {{"allOf", json::array({refer("duration")})}};
      add_limits(out, meta);  // holds for plain numbers of seconds
      return out;
    }
    case Kind::instant:
      return refer("instant");
    case Kind::date:
      return refer("date");
    case Kind::colour:
      return refer("colour");
    case Kind::choice:
      return {{"enum", shape.choices}};
    case Kind::array: {
      json item = schema_of(shape.parts[0], meta);
      return {{"type", "array"}, {"items", item}, {"minItems", shape.count}, {"maxItems", shape.count}};
    }
    case Kind::list: {
      json item = schema_of(shape.parts[0], meta);
      json list = {{"type", {"array", "null"}}, {"items", item}};
      const Kind of = shape.parts[0].kind;
      if (of == Kind::array || of == Kind::list) return list;  // a single value counts as a list of one
      return {{"anyOf", json::array({std::move(list), std::move(item)})}};
    }
    case Kind::map:
      return {{"type", {"object", "null"}}, {"additionalProperties", schema_of(shape.parts[0], meta)}};
    case Kind::object:
      return object_schema(shape, "", "");
    case Kind::variant: {
      // One `if` for each tag: editors then tell the mistakes of the alternative that is meant.
      json out = {{"type", "object"},
                  {"properties", {{shape.tag_key, {{"enum", shape.choices}}}}},
                  {"required", {shape.tag_key}},
                  {"allOf", json::array()}};
      for (std::size_t i = 0; i < shape.parts.size(); ++i)
        out["allOf"].push_back({{"if", {{"properties", {{shape.tag_key, {{"const", shape.choices[i]}}}}}}},
                                {"then", object_schema(shape.parts[i], shape.tag_key, shape.choices[i])}});
      return out;
    }
  }
  return {};
}

}  // namespace

std::string schema_text(std::string_view kind) {
  std::string_view pattern, what;
  for (const FileKind& k : file_kinds)
    if (k.name == kind) {
      pattern = k.pattern;
      what = k.what;
    }
  json out = {{"$schema", "http://json-schema.org/draft-07/schema#"}, {"title", std::string(pattern)}};
  json root = object_schema(shape_of_file(kind), "", "");
  root["description"] = std::string(what);
  out.update(root);
  out["definitions"] = definitions();
  return out.dump(1) + "\n";
}

}  // namespace guangmu::config
