#include "tools/ctl.h"

#include <curl/curl.h>
#include <fmt/core.h>

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/result.h"
#include "control/wire/command_wire.h"
#include "show/values/command.h"

namespace guangmu::tools {
namespace {

constexpr long connect_ms = 1500, answer_ms = 5000;
constexpr std::size_t longest_answer_bytes = 16u * 1024 * 1024;

struct Reply {
  long status = 0;  // 0: no answer
  std::string body, problem;
};

std::size_t append(char* data, std::size_t size, std::size_t count, void* into) {
  auto& body = *static_cast<std::string*>(into);
  if (body.size() + size * count > longest_answer_bytes) return 0;
  body.append(data, size * count);
  return size * count;
}

// GET without a body, POST with one.
Reply request(const CtlOptions& options, const std::string& path, const std::string* post) {
  const std::unique_ptr<CURL, void (*)(CURL*)> easy(curl_easy_init(), [](CURL* c) { curl_easy_cleanup(c); });
  const auto free_list = [](curl_slist* list) { curl_slist_free_all(list); };
  std::unique_ptr<curl_slist, void (*)(curl_slist*)> headers(nullptr, free_list);
  const auto add = [&](const std::string& line) {
    headers.reset(curl_slist_append(headers.release(), line.c_str()));
  };
  if (post) add("Content-Type: application/json");
  if (!options.token.empty()) add("Authorization: Bearer " + options.token);
  const std::string url = "http://" + options.to + path;
  CURL* c = easy.get();
  Reply reply;
  curl_easy_setopt(c, CURLOPT_URL, url.c_str());
  curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http");
  curl_easy_setopt(c, CURLOPT_USERAGENT, "guangmu-ctl");
  curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(c, CURLOPT_NOPROXY, "*");
  curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, connect_ms);
  curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, answer_ms);
  if (headers) curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, append);
  curl_easy_setopt(c, CURLOPT_WRITEDATA, &reply.body);
  if (post) {
    curl_easy_setopt(c, CURLOPT_POSTFIELDS, post->c_str());
    curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE, static_cast<long>(post->size()));
  }
  const CURLcode code = curl_easy_perform(c);
  if (code == CURLE_OK)
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &reply.status);
  else
    reply.problem = curl_easy_strerror(code);
  return reply;
}

// The rest of a command line as one command: a text with spaces needs no quotes of its own.
std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& each : words) text += (text.empty() ? "" : " ") + each;
  return text;
}

int unreachable(const CtlOptions& options, const std::string& problem) {
  fmt::print(
      stderr,
      "no wall answers at {}: {}; start one with `guangmu show EXHIBIT`, or name where it listens with --to "
      "ADDR:PORT\n",
      options.to, problem);
  return static_cast<int>(Blame::machine);
}

int print_state(const CtlOptions& options) {
  const Reply reply = request(options, "/api/v1/state", nullptr);
  if (reply.status == 0) return unreachable(options, reply.problem);
  const auto json = nlohmann::ordered_json::parse(reply.body, nullptr, false);
  if (reply.status == 200 && json.is_object()) {
    fmt::print("{}\n", json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
    return 0;
  }
  if (reply.status == 401 || reply.status == 403) {
    fmt::print(stderr, "{}\n", wire::parse_command_reply(static_cast<int>(reply.status), reply.body).reason);
    return static_cast<int>(Blame::user);
  }
  return unreachable(options,
                     json.is_object()
                         ? wire::parse_command_reply(static_cast<int>(reply.status), reply.body).reason
                         : fmt::format("what answers there (HTTP status {}) is no wall", reply.status));
}

}  // namespace

int run_ctl(const CtlOptions& options) {
  if (options.words.empty()) {
    fmt::print(stderr, "expected a command, or `state`. Commands:\n");
    for (const std::string_view form : show::command_forms()) fmt::print(stderr, "  {}\n", form);
    return static_cast<int>(Blame::user);
  }
  curl_global_init(CURL_GLOBAL_DEFAULT);
  if (options.words.size() == 1 && options.words.front() == "state") return print_state(options);
  const std::string body = wire::commands_json({joined(options.words)});
  const Reply reply = request(options, "/api/v1/commands", &body);
  if (reply.status == 0) return unreachable(options, reply.problem);
  const auto answer = wire::parse_command_reply(static_cast<int>(reply.status), reply.body);
  if (answer.applied) {
    if (!options.quiet) fmt::print("frame {}\n", answer.frame);
    return 0;
  }
  if (reply.status == 503 || reply.status == 404 || reply.status == 405)
    return unreachable(options, answer.reason);
  fmt::print(stderr, "{}\n", answer.reason);
  return static_cast<int>(Blame::user);
}

}  // namespace guangmu::tools
