#include "control/routes.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "control/metrics.h"
#include "control/openapi.h"
#include "control/tablet_page.h"
#include "control/wire/command_wire.h"
#include "control/wire/status_wire.h"
#include "control/wire/why_wire.h"

namespace guangmu::control {
namespace {

constexpr std::string_view api = "/api/v1/";
constexpr std::string_view page_type = "text/html; charset=utf-8";
constexpr std::string_view prometheus_type = "text/plain; version=0.0.4; charset=utf-8";
// The page talks to this wall alone and cannot be framed by another.
constexpr std::string_view page_headers =
    "Content-Security-Policy: default-src 'none'; img-src 'self' blob:; connect-src 'self'; "
    "style-src 'unsafe-inline'; script-src 'unsafe-inline'; frame-ancestors 'none'\r\n";

int wrong_method(Exchange& exchange, std::string_view expected) {
  return exchange.reply_error(405, fmt::format("{} wants {}", exchange.path(), expected),
                              fmt::format("Allow: {}\r\n", expected));
}

bool is_json(std::string_view content_type) {
  constexpr std::string_view json = "application/json";
  return content_type.substr(0, json.size()) == json &&
         (content_type.size() == json.size() || content_type[json.size()] == ';' ||
          content_type[json.size()] == ' ');
}

// "program" of "/api/v1/program.jpg", "scenes/ID" of "/api/v1/scenes/ID.jpg"; empty for any other path.
std::string picture_name(std::string_view path) {
  constexpr std::string_view ending = ".jpg", scenes = "scenes/";
  if (!path.starts_with(api) || !path.ends_with(ending)) return {};
  path.remove_prefix(api.size());
  path.remove_suffix(ending.size());
  if (path == "program" || path == "preview") return std::string(path);
  if (!path.starts_with(scenes) || path.size() == scenes.size()) return {};
  const bool plain =
      std::all_of(path.begin() + static_cast<std::ptrdiff_t>(scenes.size()), path.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
               c == '-';
      });
  return plain && path.size() < 80 ? std::string(path) : std::string();
}

// "users_total" of "/api/v1/why/users_total"; empty for any other path.
std::string metric_name(std::string_view path, std::string_view folder) {
  if (!path.starts_with(api) || !path.substr(api.size()).starts_with(folder)) return {};
  const std::string_view id = path.substr(api.size() + folder.size());
  const bool plain = std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
  return plain && id.size() < 80 ? std::string(id) : std::string();
}

std::string client_of(const Exchange& exchange, const Access& access) {
  return fmt::format("{} {}", exchange.sender().address, access.by);
}

}  // namespace

int Routes::answer(Exchange& exchange, bool listeners_full) {
  const std::string_view path = exchange.path();
  const bool reads = exchange.method() == "GET" || exchange.method() == "HEAD";
  if (path == "/healthz")
    return reads ? exchange.reply(200, "text/plain", "ok\n") : wrong_method(exchange, "GET");
  if (path == "/")
    return reads ? exchange.reply(200, page_type, tablet_page(), page_headers)
                 : wrong_method(exchange, "GET");

  const Sender sender = exchange.sender();
  const auto [access, denial] = admit(sender, tokens_);
  if (!access)
    return exchange.reply_error(denial.http_status, denial.text,
                                denial.http_status == 401 ? "WWW-Authenticate: Bearer\r\n" : "");
  if (from_elsewhere(sender))
    return exchange.reply_error(403, fmt::format("a page from {} may not speak to this wall", sender.origin));

  if (path == "/api/v1/commands")
    return exchange.method() == "POST" ? commands(exchange, *access) : wrong_method(exchange, "POST");
  const std::string picture_asked = picture_name(path);
  const std::string why_asked = metric_name(path, "why/"), course_asked = metric_name(path, "course/");
  const bool known = path == "/api/v1/state" || path == "/api/v1/events" || path == "/api/v1/openapi.json" ||
                     path == "/metrics" || !picture_asked.empty() || !why_asked.empty() || !course_asked.empty();
  if (!known)
    return exchange.reply_error(404,
                                "there is nothing here; /api/v1/openapi.json tells what this wall answers");
  if (!reads) return wrong_method(exchange, "GET");
  if (path == "/api/v1/state") return state(exchange);
  if (path == "/metrics") return metrics(exchange);
  if (path == "/api/v1/openapi.json") return exchange.reply_json(200, openapi_json());
  if (!picture_asked.empty()) return picture(exchange, picture_asked);
  if (!why_asked.empty()) return why(exchange, why_asked);
  if (!course_asked.empty()) return course(exchange, course_asked);
  if (!exchange.wants_websocket())
    return exchange.reply_error(426, "events come by WebSocket only; for one state use /api/v1/state",
                                "Upgrade: websocket\r\n");
  if (listeners_full) return exchange.reply_error(503, "too many listeners; close a console or a page");
  return 0;
}

int Routes::commands(Exchange& exchange, const Access& access) {
  if (access.role == Role::viewer) return exchange.reply_error(403, "a viewer's token gives no commands");
  if (!limit_.allow(client_of(exchange, access)))
    return exchange.reply_error(429, "too many commands at a time; try again in a second",
                                "Retry-After: 1\r\n");
  if (!exchange.header("Origin").empty() && !is_json(exchange.header("Content-Type")))
    return exchange.reply_error(403, "a page's commands must come as application/json");
  const auto body = exchange.body(longest_body_bytes);
  if (!body)
    return exchange.reply_error(413,
                                fmt::format("the body is longer than {} KiB", longest_body_bytes / 1024));
  const auto texts = wire::parse_commands(*body);
  if (!texts) return exchange.reply_error(400, texts.error().text);

  std::vector<show::Command> parsed;
  std::vector<wire::CommandError> wrong, forbidden;
  for (int index = 0; const std::string& text : *texts) {
    auto command = show::parse_command(text);
    if (!command)
      wrong.push_back({index, command.error().text});
    else if (role_for(*command) > access.role)
      forbidden.push_back({index, fmt::format("`{}` is for technicians", text)});
    else
      parsed.push_back(std::move(*command));
    ++index;
  }
  if (!wrong.empty()) return exchange.reply_json(409, wire::errors_json(wrong));
  if (!forbidden.empty()) return exchange.reply_json(403, wire::errors_json(forbidden));

  // A token is a person's already; without one the client may say who sits before it.
  const std::string signed_by = exchange.header("Authorization").empty() ? wire::parse_by(*body) : std::string();
  const BatchOutcome outcome = inbox_.put(std::move(parsed), signed_by.empty() ? access.by : signed_by);
  switch (outcome.kind) {
    case BatchOutcome::Kind::applied:
      return exchange.reply_json(200, wire::applied_json(outcome.frame));
    case BatchOutcome::Kind::refused:
      return exchange.reply_json(409, wire::errors_json(outcome.errors));
    case BatchOutcome::Kind::silent:
      break;
  }
  return exchange.reply_json(503, wire::errors_json(outcome.errors));
}

int Routes::state(Exchange& exchange) {
  const StatusPtr status = board_.fresh();
  if (!status) return exchange.reply_error(503, "the wall has no state yet; try again in a second");
  return exchange.reply_json(200, wire::status_json(*status));
}

int Routes::metrics(Exchange& exchange) {
  const StatusPtr status = board_.fresh();
  if (!status) return exchange.reply_error(503, "the wall has no state yet; try again in a second");
  return exchange.reply(200, prometheus_type, metrics_text(*status));
}

int Routes::why(Exchange& exchange, const std::string& metric) {
  if (!history_) return exchange.reply_error(503, "this wall keeps no history of its figures");
  std::optional<Instant> at;
  if (auto text = exchange.query("at")) {
    // An unescaped + of the zone arrives as a space.
    if (const auto space = text->rfind(' '); space != std::string::npos && space > 10) (*text)[space] = '+';
    at = parse_instant(*text);
    if (!at) return exchange.reply_error(400, fmt::format("at={}: expected a time such as 2026-11-25T14:30:00+08:00", *text));
  }
  const auto why = history_->why(metric, at);
  if (!why) return exchange.reply_error(404, fmt::format("data.yaml has no metric \"{}\"", metric));
  return exchange.reply_json(200, wire::why_json(*why));
}

int Routes::course(Exchange& exchange, const std::string& metric) {
  constexpr double most_hours = 24 * 4000;
  if (!history_) return exchange.reply_error(503, "this wall keeps no history of its figures");
  double hours = 24;
  if (const auto text = exchange.query("hours")) {
    const auto [end, fault] = std::from_chars(text->data(), text->data() + text->size(), hours);
    if (fault != std::errc{} || end != text->data() + text->size() || !(hours > 0) || hours > most_hours)
      return exchange.reply_error(400, fmt::format("hours={}: expected more than 0 and at most {:.0f}", *text, most_hours));
  }
  const auto course = history_->course(metric, hours);
  if (!course) return exchange.reply_error(404, fmt::format("data.yaml has no metric \"{}\"", metric));
  return exchange.reply_json(200, wire::course_json(*course));
}

int Routes::picture(Exchange& exchange, const std::string& name) {
  const StatusPtr status = board_.newest() ? board_.newest() : board_.fresh();
  if (!status) return exchange.reply_error(503, "the wall has no picture yet; try again in a second");
  PictureWish wish{name, 0};
  if (const auto w = exchange.query("w")) {
    const auto [end, fault] = std::from_chars(w->data(), w->data() + w->size(), wish.width_px);
    const int widest = status->wall_px[0] > 0 ? status->wall_px[0] : 16384;
    if (fault != std::errc{} || end != w->data() + w->size() || wish.width_px < narrowest_px ||
        wish.width_px > widest)
      return exchange.reply_error(
          400, fmt::format("w={}: expected a width of {} to {} px", *w, narrowest_px, widest));
  }
  if (constexpr std::string_view scenes = "scenes/"; name.starts_with(scenes)) {
    const std::string_view id = std::string_view(name).substr(scenes.size());
    const bool there = id == "hold" || std::any_of(status->scenes.begin(), status->scenes.end(),
                                                   [&](const auto& s) { return s.id == id; });
    if (!there) return exchange.reply_error(404, fmt::format("this wall has no scene \"{}\"", id));
  }
  const auto jpeg = pictures_.jpeg(wish);
  if (!jpeg) return exchange.reply_error(jpeg.error().blame == Blame::user ? 404 : 503, jpeg.error().text);
  return exchange.reply(200, "image/jpeg", **jpeg);
}

}  // namespace guangmu::control
