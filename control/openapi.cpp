#include "control/openapi.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "control/wire/command_wire.h"
#include "show/values/command.h"

namespace guangmu::control {
namespace {

using Json = nlohmann::ordered_json;

Json ref(const char* name) {
  return {{"$ref", fmt::format("#/components/schemas/{}", name)}};
}

Json json_content(Json schema) {
  return {{"application/json", {{"schema", std::move(schema)}}}};
}

Json refusal(const char* text) {
  return {{"description", text}, {"content", json_content(ref("Errors"))}};
}

Json get(const char* summary, const char* type, Json schema, Json more_parameters = Json::array()) {
  Json operation{{"summary", summary}};
  if (!more_parameters.empty()) operation["parameters"] = std::move(more_parameters);
  operation["responses"]["200"] = {{"description", summary},
                                   {"content", {{type, {{"schema", std::move(schema)}}}}}};
  operation["responses"]["401"] = refusal("no token, or one that is not on the wall's list");
  operation["responses"]["503"] = refusal("the wall is starting, closing or busy");
  return {{"get", std::move(operation)}};
}

Json picture(const char* summary, bool of_scene) {
  Json parameters = Json::array();
  if (of_scene)
    parameters.push_back(
        {{"name", "id"}, {"in", "path"}, {"required", true}, {"schema", {{"type", "string"}}}});
  parameters.push_back({{"name", "w"},
                        {"in", "query"},
                        {"description", "Width in pixels, 16 up to the canvas; without it the full canvas."},
                        {"schema", {{"type", "integer"}, {"minimum", 16}}}});
  Json path =
      get(summary, "image/jpeg", {{"type", "string"}, {"contentMediaType", "image/jpeg"}}, parameters);
  path["get"]["responses"]["400"] = refusal("a width that is none");
  if (of_scene) path["get"]["responses"]["404"] = refusal("there is no such scene");
  return path;
}

Json of_metric(const char* summary, const char* option, const char* about, const char* type) {
  Json parameters = Json::array();
  parameters.push_back({{"name", "metric"}, {"in", "path"}, {"required", true}, {"schema", {{"type", "string"}}}});
  parameters.push_back({{"name", option}, {"in", "query"}, {"description", about}, {"schema", {{"type", type}}}});
  Json path = get(summary, "application/json", {{"type", "object"}}, parameters);
  path["get"]["responses"]["400"] = refusal("a time or a number that is none");
  path["get"]["responses"]["404"] = refusal("there is no such metric");
  return path;
}

Json commands() {
  std::string forms = "Applied on one frame, all or none. Forms:\n";
  for (const std::string_view form : show::command_forms()) forms += fmt::format("\n- `{}`", form);
  Json post{{"summary", "Give commands"}, {"description", forms}};
  post["requestBody"] = {{"required", true}, {"content", json_content(ref("Commands"))}};
  Json& responses = post["responses"];
  responses["200"] = {{"description", "applied"}, {"content", json_content(ref("Applied"))}};
  responses["400"] = refusal("the body is not of this form");
  responses["401"] = refusal("no token, or one that is not on the wall's list");
  responses["403"] = refusal("the token's role does not allow it, or a page from another host asks");
  responses["409"] = refusal("refused; nothing was applied");
  responses["413"] = refusal("the body is longer than 64 KiB");
  responses["429"] = refusal("more than 50 batches a second");
  responses["503"] = refusal("no frame answered in time, or the wall is closing");
  return {{"post", std::move(post)}};
}

Json object(Json properties, Json required) {
  return {{"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}};
}

Json nullable(const char* type) {
  return {{"type", {type, "null"}}};
}

Json schemas() {
  const Json text{{"type", "string"}}, number{{"type", "number"}}, whole{{"type", "integer"}};
  const Json time{{"type", "string"}, {"format", "date-time"}};
  Json all;
  all["Commands"] = object({{"commands",
                             {{"type", "array"},
                              {"items", text},
                              {"minItems", 1},
                              {"maxItems", wire::most_commands},
                              {"examples", Json::array({Json::array({"take overview", "mute on"})})}}},
                            {"by", {{"type", "string"}, {"maxLength", 40}, {"description", "who gives them; a token's name goes before"}}}},
                           Json::array({"commands"}));
  all["Applied"] = object({{"frame", whole}}, Json::array({"frame"}));
  all["Errors"] = object(
      {{"errors",
        {{"type", "array"}, {"items", object({{"index", whole}, {"text", text}}, {"index", "text"})}}}},
      Json::array({"errors"}));
  all["Metric"] = object({{"value", nullable("number")},
                          {"unit", text},
                          {"age_s", nullable("number")},
                          {"freshness", {{"enum", {"never", "live", "late", "stale"}}}},
                          {"source", text},
                          {"refused", text},
                          {"refused_zh", text},
                          {"refused_rule", text},
                          {"held", nullable("number")}},
                         {"value", "unit", "age_s", "freshness", "source"});
  const Json both = object({{"zh", text}, {"en", text}}, {"zh", "en"});
  // The last 24 hours: shares of polls that brought a good document, null where nothing was asked.
  const Json day = object({{"available", nullable("number")},
                           {"by_hour", {{"type", "array"}, {"items", nullable("number")}}},
                           {"begins", {{"type", {"string", "null"}}, {"format", "date-time"}}}},
                          {"available", "by_hour"});
  all["Source"] = object({{"id", text},
                          {"label", both},
                          {"url", text},
                          {"fault", text},
                          {"fault_zh", text},
                          {"polls", whole},
                          {"errors", whole},
                          {"refused", {{"type", "array"}, {"items", both}}},
                          {"refused_count", whole},
                          {"day", day}},
                         {"id", "fault", "fault_zh"});
  all["Fault"] =
      object({{"since", time}, {"room", text}, {"text", text}, {"text_zh", text}, {"advice", text}, {"advice_zh", text}},
             {"since", "room", "text"});
  // What scripts at the wall rely on; the rest of the technician's page is the console's.
  const Json trial = object({{"what", text},
                             {"label", text},
                             {"back_to", text},
                             {"left_s", number},
                             {"length_s", number},
                             {"changes", whole}},
                            {"what", "label", "back_to", "left_s"});
  const Json version = object({{"id", text},
                               {"label", text},
                               {"by", text},
                               {"version", whole},
                               {"made", time},
                               {"confirmed", {{"type", "boolean"}}},
                               {"non_uniformity", nullable("number")}},
                              {"id", "version", "confirmed"});
  all["Profiles"] = object({{"available", {{"type", "boolean"}}},
                            {"reason", text},
                            {"active", text},
                            {"list", {{"type", "array"}, {"items", version}}},
                            {"trial", {{"anyOf", Json::array({trial, {{"type", "null"}}})}}},
                            {"left", text},
                            {"right", text}},
                           {"available", "active", "list", "trial"});
  all["Technician"] = object({{"profiles", ref("Profiles")},
                              {"pointed", text},
                              {"wall", {{"type", "object"}}},
                              {"colour", {{"type", "object"}}},
                              {"power", {{"type", "object"}}},
                              {"heads", {{"type", "array"}}}},
                             {"profiles"});
  all["State"] = object(
      {{"scene", object({{"program", text}, {"preview", text}}, {"program", "preview"})},
       {"tour",
        object({{"id", text}, {"running", {{"type", "boolean"}}}, {"step", whole}, {"position_s", number}},
               {"id", "running", "step", "position_s"})},
       {"metrics", {{"type", "object"}, {"additionalProperties", ref("Metric")}}},
       {"sources", {{"type", "array"}, {"items", ref("Source")}}},
       {"faults", {{"type", "array"}, {"items", ref("Fault")}}},
       {"frame", object({{"number", whole}, {"late", whole}, {"fps", number}}, {"number", "late", "fps"})},
       {"technician", ref("Technician")}},
      {"scene", "tour", "metrics", "sources", "faults", "frame"});
  return all;
}

}  // namespace

std::string openapi_json() {
  Json doc;
  doc["openapi"] = "3.1.0";
  doc["info"] = {
      {"title", "Guangmu wall"},
      {"version", "1"},
      {"description",
       "Loopback needs no token; anything else sends `Authorization: Bearer TOKEN` with the role viewer, "
       "operator or technician. `/api/v1/events` is a WebSocket with messages {\"state\": State} and "
       "{\"event\": {at, kind, text}}; there `technician.wall` comes with the first state and whenever it "
       "changed."}};
  doc["paths"]["/api/v1/commands"] = commands();
  doc["paths"]["/api/v1/state"] = get("The state of the wall", "application/json", ref("State"));
  Json events = get("WebSocket: the state on change and at least every 0.5 s, events as they come",
                    "application/json", {{"type", "object"}});
  events["get"]["responses"].erase("200");
  events["get"]["responses"]["101"] = {{"description", "the WebSocket begins"}};
  doc["paths"]["/api/v1/events"] = std::move(events);
  doc["paths"]["/api/v1/program.jpg"] = picture("What stands on the wall", false);
  doc["paths"]["/api/v1/preview.jpg"] = picture("What would come next", false);
  doc["paths"]["/api/v1/scenes/{id}.jpg"] = picture("A scene as it would stand now", true);
  doc["paths"]["/api/v1/why/{metric}"] =
      of_metric("Why a figure is what it is: value, source, payload, checks, what stood on the wall", "at",
                "A moment in ISO 8601; without it now.", "string");
  doc["paths"]["/api/v1/course/{metric}"] =
      of_metric("The course of a figure, at most 500 points", "hours", "How far back; 24 without it.", "number");
  doc["paths"]["/api/v1/openapi.json"] = get("This document", "application/json", {{"type", "object"}});
  doc["paths"]["/metrics"] = get("Figures for Prometheus", "text/plain", {{"type", "string"}});
  doc["paths"]["/healthz"] =
      get("ok while the server lives; needs no token", "text/plain", {{"type", "string"}});
  doc["components"]["schemas"] = schemas();
  doc["components"]["securitySchemes"]["token"] = {{"type", "http"}, {"scheme", "bearer"}};
  return doc.dump(1);
}

}  // namespace guangmu::control
