// One OAuth2 token of one client, shared by all sources that sign in with it: when it is asked for, renewed and
// given up. Pure: times are told to it, the requests are made by others.
//
// renewed      `renew_before` before its end, at the earliest in the middle of its life; the old one serves
//              meanwhile
// refused      (HTTP 401) replaced at once; when the next one is refused as well before it ever served, only
//              after a wait
// no storm     after n failures or refusals in a row at least min(2^(n-1), 60) s between two requests
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "kpi/fetch/rhythm.h"

namespace guangmu::kpi {

class Token {
 public:
  explicit Token(double renew_before_s) : renew_before_s_(renew_before_s) {}

  // The token to send; nothing when there is none that is still valid.
  std::optional<std::string> usable(Steady::time_point now) const;
  // A request should be made now; asked() says that it was.
  bool wanted(Steady::time_point now) const;
  void asked();
  bool under_way() const { return under_way_; }
  // When wanted() may next become true, requests under way aside.
  Steady::time_point next(Steady::time_point now) const;

  // The platform's answer to it; an error says why there is no token, without anything secret.
  Result<void> answered(int http_status, std::string_view body, Steady::time_point now);
  void failed(std::string fault, Steady::time_point now);
  // Whether the client names itself in the body: after the platform did not take basic sign-in.
  bool in_body() const { return in_body_; }

  // What the platform said to a request with this token.
  void refused(const std::string& token, Steady::time_point now);
  void served(const std::string& token);

  const std::string& fault() const { return fault_; }

 private:
  double renew_before_s_;
  std::string token_, fault_;
  Steady::time_point renew_{}, end_{}, not_before_{};
  int setbacks_ = 0;
  bool under_way_ = false, in_body_ = false, tried_both_ = false;

  void hold_off(Steady::time_point now);
};

}  // namespace guangmu::kpi
