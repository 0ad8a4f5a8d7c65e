#include "control/wire/command_wire.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

namespace guangmu::wire {
namespace {

using Json = nlohmann::ordered_json;
constexpr std::string_view form = R"({"commands": ["take overview"]})";

std::string text_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string words_for(int http_status) {
  switch (http_status) {
    case 400:
      return "the wall did not understand the request";
    case 401:
      return "the wall wants a token; give one that stands in control.tokens of exhibit.yaml";
    case 403:
      return "the token's role does not allow this";
    case 404:
      return "there is no such thing on this wall";
    case 413:
      return "the request is too large";
    case 429:
      return "too many commands at a time; try again";
    default:
      return fmt::format("the wall answered with HTTP status {}", http_status);
  }
}

}  // namespace

std::string commands_json(const std::vector<std::string>& commands, const std::string& by) {
  Json json{{"commands", commands}};
  if (!by.empty()) json["by"] = by;
  return text_of(json);
}

std::string parse_by(std::string_view body) {
  const Json json = Json::parse(body, nullptr, false);
  if (!json.is_object() || !json.contains("by") || !json["by"].is_string()) return {};
  std::string by;
  int characters = 0;
  for (const char c : json["by"].get_ref<const std::string&>()) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) continue;
    if ((byte & 0xC0) != 0x80 && ++characters > 40) break;
    by += c;
  }
  return by;
}

Result<std::vector<std::string>> parse_commands(std::string_view body) {
  const Json json = Json::parse(body, nullptr, false);
  if (json.is_discarded()) return Error{fmt::format("the body is no JSON; expected {}", form)};
  if (!json.is_object() || !json.contains("commands") || !json["commands"].is_array())
    return Error{fmt::format("the body has no list of commands; expected {}", form)};
  const Json& list = json["commands"];
  if (list.empty()) return Error{fmt::format("the list of commands is empty; expected {}", form)};
  if (list.size() > most_commands)
    return Error{fmt::format("{} commands in one batch; at most {} fit", list.size(), most_commands)};
  std::vector<std::string> commands;
  for (const Json& each : list) {
    if (!each.is_string())
      return Error{fmt::format("commands[{}] is no text; expected {}", commands.size(), form)};
    commands.push_back(each.get<std::string>());
  }
  return commands;
}

std::string applied_json(std::uint64_t frame) {
  return fmt::format("{{\"frame\":{}}}", frame);
}

std::string errors_json(const std::vector<CommandError>& errors) {
  Json list = Json::array();
  for (const CommandError& each : errors) list.push_back({{"index", each.index}, {"text", each.text}});
  return text_of(Json{{"errors", std::move(list)}});
}

CommandReply parse_command_reply(int http_status, std::string_view body) {
  CommandReply reply;
  const Json json = Json::parse(body, nullptr, false);
  if (http_status == 200 && json.is_object() && json.contains("frame") &&
      json["frame"].is_number_unsigned()) {
    reply.applied = true;
    reply.frame = json["frame"].get<std::uint64_t>();
    return reply;
  }
  if (json.is_object() && json.contains("errors") && json["errors"].is_array()) {
    for (const Json& each : json["errors"]) {
      if (!each.is_object() || !each.contains("text") || !each["text"].is_string()) continue;
      CommandError error{-1, each["text"].get<std::string>()};
      if (each.contains("index") && each["index"].is_number_integer()) error.index = each["index"].get<int>();
      reply.reason += (reply.reason.empty() ? "" : "\n") + error.text;
      reply.errors.push_back(std::move(error));
    }
  }
  if (reply.reason.empty()) reply.reason = words_for(http_status);
  return reply;
}

}  // namespace guangmu::wire
