#include "kpi/fetch/request.h"

#include <fmt/core.h>

#include <algorithm>

#include "kpi/fetch/address.h"
#include "kpi/fetch/signature.h"

namespace guangmu::kpi {
namespace {

using Words = std::vector<std::pair<std::string, std::string>>;

bool same_name(std::string_view a, std::string_view b) {
  const auto low = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return low(x) == low(y); });
}

// A later header of the same name takes the place of an earlier one.
void set_header(Request& r, const std::string& name, std::string value) {
  std::replace_if(value.begin(), value.end(), [](char c) { return c == '\r' || c == '\n'; }, ' ');
  for (auto& [known, old] : r.headers)
    if (same_name(known, name)) {
      old = std::move(value);
      return;
    }
  r.headers.emplace_back(name, std::move(value));
}

std::string accepted(const SourceSettings& source) {
  if (source.push == Push::events) return "text/event-stream";
  switch (source.format) {
    case PayloadFormat::csv:
      return "text/csv, */*;q=0.5";
    case PayloadFormat::prometheus:
      return "text/plain;version=0.0.4, */*;q=0.5";
    case PayloadFormat::json:
      break;
  }
  return "application/json";
}

Words words_of(const Occasion& m) {
  const CivilTime day = civil(m.at);
  return {{"page", m.page},
          {"date", fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day)},
          {"timestamp", std::to_string(m.at.us / 1'000'000)},
          {"timestamp_ms", std::to_string(m.at.us / 1'000)},
          {"nonce", m.nonce}};
}

std::string with_line_breaks(std::string text) {
  for (std::size_t at = 0; (at = text.find("\\n", at)) != std::string::npos;) text.replace(at, 2, "\n");
  return text;
}

void sign(Request& r, const AuthSettings& auth, const Occasion& occasion) {
  const auto address = address_of(r.url);
  Words words = words_of(occasion);
  words.insert(words.end(), {{"method", r.method},
                             {"host", address ? address->host_header() : ""},
                             {"path", address ? address->path : ""},
                             {"query", address ? sorted_query(address->query) : ""},
                             {"raw_query", address ? address->query : ""},
                             {"key", auth.key},
                             {"body", r.body},
                             {"body_digest", digest_of(auth.digest, auth.form, r.body)}});
  const std::string text = filled(with_line_breaks(auth.canonical), words);
  words.emplace_back("signature", hmac_of(auth.digest, auth.form, auth.secret, text));
  for (const auto& [name, value] : auth.headers) set_header(r, name, filled(value, words));
}

std::string form_encoded(const Words& words) {
  std::string text;
  for (const auto& [name, value] : words)
    text += (text.empty() ? "" : "&") + name + "=" + percent_encoded(value);
  return text;
}

}  // namespace

std::string filled(std::string_view text, const Words& words) {
  std::string out;
  while (!text.empty()) {
    const auto open = text.find('{');
    out += text.substr(0, open);
    if (open == std::string_view::npos) break;
    text.remove_prefix(open);
    const auto word = std::find_if(words.begin(), words.end(), [&](const auto& w) {
      return text.size() >= w.first.size() + 2 && text.substr(1, w.first.size()) == w.first &&
             text[w.first.size() + 1] == '}';
    });
    out += word == words.end() ? "{" : word->second;
    text.remove_prefix(word == words.end() ? 1 : word->first.size() + 2);
  }
  return out;
}

Request request_for(const SourceSettings& source, const std::string& url, const Occasion& occasion) {
  Request r;
  r.url = url;
  set_header(r, "Accept", accepted(source));
  if (source.method == Method::post) {
    r.method = "POST";
    r.body = filled(source.body, words_of(occasion));
    set_header(r, "Content-Type", source.content_type);
  }
  for (const auto& [name, value] : source.headers) set_header(r, name, value);
  switch (source.auth.kind) {
    case AuthKind::none:
      break;
    case AuthKind::basic:
      r.user = source.auth.user;
      r.password = source.auth.password;
      break;
    case AuthKind::bearer:
      set_header(r, "Authorization", "Bearer " + source.auth.token);
      break;
    case AuthKind::oauth2:
      set_header(r, "Authorization", "Bearer " + occasion.token);
      break;
    case AuthKind::hmac:
      sign(r, source.auth, occasion);
      break;
  }
  return r;
}

Request token_request(const AuthSettings& auth, bool in_body) {
  Request r;
  r.method = "POST";
  r.url = auth.token_url;
  Words form = {{"grant_type", "client_credentials"}};
  if (!auth.scope.empty()) form.emplace_back("scope", auth.scope);
  if (in_body) {
    form.emplace_back("client_id", auth.client_id);
    form.emplace_back("client_secret", auth.client_secret);
  } else {
    // RFC 6749, 2.3.1: both are encoded before they become user and password.
    r.user = percent_encoded(auth.client_id);
    r.password = percent_encoded(auth.client_secret);
  }
  r.body = form_encoded(form);
  set_header(r, "Accept", "application/json");
  set_header(r, "Content-Type", "application/x-www-form-urlencoded");
  return r;
}

}  // namespace guangmu::kpi
