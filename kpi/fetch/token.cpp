#include "kpi/fetch/token.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "kpi/formats/json.h"

namespace guangmu::kpi {
namespace {

constexpr double longest_hold_off_s = 60;
constexpr double life_when_unsaid_s = 3600;
constexpr double longest_life_s = 30 * 86400.0;

// A word such as invalid_client: nothing else of a foreign answer is repeated.
std::string error_word(const Result<Json>& answer) {
  const Json* error = answer ? answer->member("error") : nullptr;
  if (!error || !error->is(Json::Type::text) || error->text.size() > 60 ||
      error->text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_ABCDEFGHIJKLMNOPQRSTUVWXYZ-. 0123456789") !=
          std::string::npos)
    return {};
  return error->text;
}

}  // namespace

std::optional<std::string> Token::usable(Steady::time_point now) const {
  if (token_.empty() || now >= end_) return std::nullopt;
  return token_;
}

bool Token::wanted(Steady::time_point now) const {
  return !under_way_ && now >= next(now);
}

void Token::asked() {
  under_way_ = true;
}

Steady::time_point Token::next(Steady::time_point now) const {
  return token_.empty() || now >= end_ ? not_before_ : std::max(not_before_, renew_);
}

void Token::hold_off(Steady::time_point now) {
  ++setbacks_;
  not_before_ = now + seconds(std::min(std::pow(2.0, std::min(setbacks_ - 1, 10)), longest_hold_off_s));
}

Result<void> Token::answered(int http_status, std::string_view body, Steady::time_point now) {
  const auto answer = parse_json(body);
  const std::string word = error_word(answer);
  const auto fail = [&](std::string text) -> Result<void> {
    failed(std::move(text), now);
    return Error{fault_, Blame::machine};
  };
  if ((http_status == 401 || http_status == 400) && word != "invalid_scope") {
    in_body_ = !in_body_;  // many platforms take client_id in the body only
    if (!tried_both_) {    // the other way at once, but only the first time
      tried_both_ = true;
      under_way_ = false;
      fault_ = "the platform gave no token";
      return Error{fault_, Blame::machine};
    }
  }
  if (http_status != 200 && http_status != 201)
    return fail(fmt::format("the platform gave no token: HTTP {}{}; check client_id, client_secret and scope in auth",
                            http_status, word.empty() ? "" : " (" + word + ")"));
  const Json* token = answer ? answer->member("access_token") : nullptr;
  if (!token || !token->is(Json::Type::text) || token->text.empty() || token->text.size() > 16384 ||
      token->text.find_first_of("\r\n") != std::string::npos)
    return fail("the platform's answer holds no access_token; check token_url in auth");
  token_ = token->text;
  double life_s = life_when_unsaid_s;
  const Json* expires = answer->member("expires_in");
  if (expires && expires->is(Json::Type::number)) life_s = expires->number;
  if (expires && expires->is(Json::Type::text)) life_s = std::strtod(expires->text.c_str(), nullptr);
  life_s = std::isfinite(life_s) && life_s > 0 ? std::min(life_s, longest_life_s) : life_when_unsaid_s;
  end_ = now + seconds(life_s);
  renew_ = now + seconds(std::max(life_s / 2, life_s - renew_before_s_));
  fault_.clear();
  under_way_ = false;
  return {};
}

void Token::failed(std::string fault, Steady::time_point now) {
  under_way_ = false;
  fault_ = std::move(fault);
  hold_off(now);
}

void Token::refused(const std::string& token, Steady::time_point now) {
  if (token.empty() || token != token_) return;  // already replaced
  token_.clear();
  fault_ = "HTTP 401: the platform does not take its own token; check scope in auth";
  if (setbacks_ > 0 || not_before_ > now) {
    hold_off(now);
  } else {
    ++setbacks_;  // the first time a new token is asked for at once
  }
}

void Token::served(const std::string& token) {
  if (token == token_) {
    setbacks_ = 0;
    not_before_ = {};
  }
}

}  // namespace guangmu::kpi
