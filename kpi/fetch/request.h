// The request that a source's settings ask for, complete with sign-in. Pure: the time is told to it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/time.h"
#include "kpi/source_settings.h"

namespace guangmu::kpi {

// What differs from one request to the next.
struct Occasion {
  Instant at;
  std::string nonce;  // 32 hexadecimal digits, never twice
  std::string page;   // "" without paging
  std::string token;  // of OAuth2; "" without
};

struct Request {
  std::string method = "GET", url, body;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string user, password;  // basic sign-in; empty: none, or what stands in the url
};

// `url`: the source's own, or the page or redirect that followed from it.
Request request_for(const SourceSettings& source, const std::string& url, const Occasion& occasion);

// OAuth2 client credentials (RFC 6749, 4.4). The client names itself by basic sign-in, or, for platforms that do not
// know it, in the body.
Request token_request(const AuthSettings& auth, bool in_body);

// {word} by {word}, once through; a brace that belongs to none of the words stays.
std::string filled(std::string_view text, const std::vector<std::pair<std::string, std::string>>& words);

}  // namespace guangmu::kpi
