// A platform with OAuth2 tokens that live for `life` seconds and may be revoked.
#pragma once

#include <atomic>
#include <string>
#include <utility>

#include "kpi/fetch/signature.h"
#include "server.h"
#include "watch.h"

namespace guangmu::kpi::test {

class TokenPlatform {
 public:
  explicit TokenPlatform(std::string life = "3600", bool basic = true, std::string figures = "{}")
      : figures_(std::move(figures)),
        life_(std::move(life)),
        basic_(basic),
        server([this](const Asked& a) { return answer(a); }) {}
  std::string answer(const Asked& a) {
    if (a.path == "/token") {
      if (down) return status(503);
      const bool good = basic_ ? a.header("authorization") == "Basic " + base64("wall:s%3Acret")
                               : a.body.find("client_id=wall&client_secret=s%3Acret") != a.body.npos;
      if (!good || a.body.find("grant_type=client_credentials") == a.body.npos)
        return status(401, "", R"({"error":"invalid_client","error_description":"s:cret is wrong"})");
      return ok("{\"access_token\":\"token-" + std::to_string(++given) +
                "\",\"token_type\":\"Bearer\",\"expires_in\":" + life_ + "}");
    }
    if (forbid || a.header("authorization") != "Bearer token-" + std::to_string(given) || given <= revoked)
      return status(401);
    return ok(figures_);
  }
  SourceSettings settings(const std::string& path = "/kpi") {
    SourceSettings s = source(server.url(path));
    s.auth.kind = AuthKind::oauth2;
    s.auth.token_url = server.url("/token");
    s.auth.client_id = "wall";
    s.auth.client_secret = "s:cret";
    s.auth.scope = "read kpi";
    return s;
  }
  int tokens_asked() const {
    int n = 0;
    for (const auto& a : server.asked()) n += a.path == "/token";
    return n;
  }
  std::string figures_, life_;
  bool basic_;
  std::atomic<int> given{0}, revoked{0};
  std::atomic<bool> down{false}, forbid{false};
  Server server;
};

}  // namespace guangmu::kpi::test
