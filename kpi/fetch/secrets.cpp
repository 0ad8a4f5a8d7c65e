#include "kpi/fetch/secrets.h"

#include <algorithm>

#include "kpi/fetch/address.h"
#include "kpi/fetch/signature.h"

namespace guangmu::kpi {
namespace {

// Headers that hold no secrets, and shorter texts than this, stay readable.
constexpr std::size_t shortest_secret = 4;
bool is_plain_header(std::string name) {
  for (char& c : name)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return name == "accept" || name == "accept-language" || name == "content-type" || name == "user-agent";
}

}  // namespace

Secrets::Secrets(const SourceSettings& source) {
  const AuthSettings& auth = source.auth;
  for (const auto& s : {auth.password, auth.token, auth.client_secret, auth.secret, source.tls.key_password}) also(s);
  if (!auth.password.empty()) also(base64(auth.user + ":" + auth.password));
  for (const auto& [name, value] : source.headers) {
    if (is_plain_header(name)) continue;
    also(value);
    if (const auto word = value.rfind(' '); word != std::string::npos) also(value.substr(word + 1));  // Bearer …
  }
  for (const auto& url : {source.url, auth.token_url, source.proxy}) {
    const auto a = address_of(url);
    if (!a) continue;
    also(a->password);
    std::string_view query = a->query;
    while (!query.empty()) {
      const std::string_view part = query.substr(0, query.find('&'));
      if (const auto value = part.find('='); value != std::string_view::npos) also(std::string(part.substr(value + 1)));
      query.remove_prefix(std::min(query.size(), part.size() + 1));
    }
  }
}

void Secrets::also(const std::string& secret) {
  if (secret.size() < shortest_secret) return;
  for (const auto& form : {secret, percent_encoded(secret)})
    if (std::find(all_.begin(), all_.end(), form) == all_.end()) all_.push_back(form);
  std::stable_sort(all_.begin(), all_.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
}

std::string Secrets::hidden(std::string text) const {
  for (const auto& secret : all_)
    for (std::size_t at = 0; (at = text.find(secret, at)) != std::string::npos; at += 3)
      text.replace(at, secret.size(), "***");
  return text;
}

}  // namespace guangmu::kpi
