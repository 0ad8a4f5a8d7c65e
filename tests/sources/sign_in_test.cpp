// Signing in: basic, bearer, OAuth2 with renewal, signed requests.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kpi/fetch/request.h"
#include "kpi/fetch/signature.h"
#include "kpi/fetch/token.h"
#include "platform.h"
#include "server.h"
#include "watch.h"

namespace guangmu::kpi::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

TEST(SignIn, basic_and_bearer_stand_in_the_header) {
  const Server server([](const Asked& a) { return ok(a.header("authorization")); });
  SourceSettings s = source(server.url("/"));
  s.auth.kind = AuthKind::basic;
  s.auth.user = "wall";
  s.auth.password = "open:sesame";
  EXPECT_EQ(first(s), "Basic " + base64("wall:open:sesame"));
  s.auth = {};
  s.auth.kind = AuthKind::bearer;
  s.auth.token = "abc.def";
  EXPECT_EQ(first(s), "Bearer abc.def");
}

TEST(SignIn, says_what_to_check_for_each_kind) {
  const Server server([](const Asked&) { return status(401); });
  SourceSettings s = source(server.url("/"));
  s.auth.kind = AuthKind::basic;
  s.auth.user = s.auth.password = "wrong word";
  EXPECT_THAT(first(s), AllOf(HasSubstr("check user and password in auth"), Not(HasSubstr("wrong word"))));
  s.auth.kind = AuthKind::bearer;
  s.auth.token = "wrong word";
  EXPECT_THAT(first(s), HasSubstr("check token in auth"));
  s.auth.kind = AuthKind::hmac;
  s.auth.secret = "wrong word";
  s.auth.headers = {{"X-Sign", "{signature}"}};
  EXPECT_THAT(first(s), HasSubstr("check key, secret, canonical"));
}

// RFC 4231, test case 2; RFC 2202, test case 2.
TEST(SignIn, signatures_are_those_of_the_standards) {
  const char* text = "what do ya want for nothing?";
  EXPECT_EQ(hmac_of(Digest::sha256, TextForm::hex, "Jefe", text),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(hmac_of(Digest::sha1, TextForm::hex, "Jefe", text), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
  EXPECT_EQ(hmac_of(Digest::md5, TextForm::hex, "Jefe", text), "750c783e6ab0b503eaa86e310a5db738");
  EXPECT_EQ(hmac_of(Digest::sha512, TextForm::hex, "Jefe", text).substr(0, 32), "164b7a7bfcf819e2e395fbe73b56e0a3");
  EXPECT_EQ(digest_of(Digest::sha256, TextForm::base64, ""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
  EXPECT_EQ(base64("f") + base64("fo") + base64("foo") + base64("foob"), "Zg==Zm8=Zm9vZm9vYg==");
}

TEST(SignIn, signs_the_canonical_text_that_the_settings_name) {
  SourceSettings s = source("https://Platform.test:8443/api/v1/kpi?b=2&a=%20x&a=1");
  s.method = Method::post;
  s.body = R"({"day":"{date}"})";
  s.auth.kind = AuthKind::hmac;
  s.auth.key = "wall-1";
  s.auth.secret = "s3cret";
  s.auth.canonical = "{method}|{host}|{path}|{query}\\n{timestamp}|{timestamp_ms}\n{nonce}|{key}|{body}|{body_digest}";
  s.auth.headers = {{"X-Signature", "v1={signature}"}, {"X-Key", "{key}"}, {"X-Time", "{timestamp_ms}"}};
  const Occasion occasion{Instant{1672444800'123'000}, "00ff", "", ""};
  const Request r = request_for(s, s.url, occasion);
  const std::string body = R"({"day":"2022-12-31"})";
  const std::string text = "POST|platform.test:8443|/api/v1/kpi|a=%20x&a=1&b=2\n1672444800|1672444800123\n00ff|wall-1|" +
                           body + "|" + digest_of(Digest::sha256, TextForm::hex, body);
  const auto header = [&](const std::string& name) {
    for (const auto& [n, v] : r.headers)
      if (n == name) return v;
    return std::string();
  };
  EXPECT_EQ(r.body, body);
  EXPECT_EQ(header("X-Signature"), "v1=" + hmac_of(Digest::sha256, TextForm::hex, "s3cret", text));
  EXPECT_EQ(header("X-Key"), "wall-1");
  EXPECT_EQ(header("X-Time"), "1672444800123");
}

TEST(SignIn, a_server_that_verifies_signatures_lets_us_in) {
  const Server server([](const Asked& a) {
    const std::string text = a.method + "\n" + a.path + "\n" + a.query + "\n" + a.header("x-time") + "\n" +
                             a.header("x-nonce") + "\n" + digest_of(Digest::sha256, TextForm::base64, a.body);
    return a.header("x-sign") == hmac_of(Digest::sha256, TextForm::base64, "s3cret", text) ? ok("in") : status(401);
  });
  SourceSettings s = source(server.url("/kpi?a=1&b=2"));
  s.auth.kind = AuthKind::hmac;
  s.auth.secret = "s3cret";
  s.auth.form = TextForm::base64;
  s.auth.headers = {{"X-Sign", "{signature}"}, {"X-Time", "{timestamp}"}, {"X-Nonce", "{nonce}"}};
  EXPECT_EQ(first(s), "in");
  s.auth.secret = "other";
  EXPECT_THAT(first(s), HasSubstr("HTTP 401"));
}

bool all_good(Watch& watch, const std::string& id = "s") {
  for (const auto& a : watch.came(id))
    if (!a) {
      ADD_FAILURE() << a.error().text;
      return false;
    }
  return true;
}

TEST(SignIn, one_token_serves_all_sources_of_a_client) {
  TokenPlatform platform;
  Watch watch({{"s", platform.settings("/a")}, {"t", platform.settings("/b")}});
  ASSERT_TRUE(watch.count(3, "s"));
  ASSERT_TRUE(watch.count(3, "t"));
  EXPECT_TRUE(all_good(watch, "s") && all_good(watch, "t"));
  EXPECT_EQ(platform.given, 1);
  EXPECT_THAT(platform.server.asked()[0].body, HasSubstr("scope=read%20kpi"));
}

TEST(SignIn, a_client_may_have_to_name_itself_in_the_body) {
  TokenPlatform platform("3600", false);
  Watch watch(platform.settings());
  ASSERT_TRUE(watch.count(2));
  EXPECT_TRUE(all_good(watch));
  EXPECT_EQ(platform.tokens_asked(), 2);
}

TEST(SignIn, tokens_are_renewed_before_their_end_without_a_gap) {
  TokenPlatform platform("2");
  Watch watch(platform.settings());
  ASSERT_TRUE(watch.until([&](const auto&) { return platform.given >= 3; }));
  EXPECT_TRUE(all_good(watch));
}

TEST(SignIn, a_revoked_token_is_replaced_within_the_same_poll) {
  TokenPlatform platform;
  Watch watch(platform.settings());
  ASSERT_TRUE(watch.count(2));
  platform.revoked = 1;
  ASSERT_TRUE(watch.count(watch.came().size() + 3));
  EXPECT_TRUE(all_good(watch));
  EXPECT_EQ(platform.given, 2);
}

TEST(SignIn, a_platform_that_refuses_its_own_tokens_is_not_stormed) {
  TokenPlatform platform;
  platform.forbid = true;
  std::map<std::string, SourceSettings> many;
  for (int k = 0; k < 20; ++k) many["s" + std::to_string(k)] = platform.settings("/" + std::to_string(k));
  Watch watch(many);
  for (const auto& [id, s] : many) ASSERT_TRUE(watch.count(3, id));
  EXPECT_LE(platform.tokens_asked(), 6);
  EXPECT_THAT(watch.came("s0")[0].error().text, HasSubstr("HTTP 401"));
}

TEST(SignIn, no_token_is_told_without_the_secret_and_mends_itself) {
  TokenPlatform platform;
  platform.down = true;
  Watch watch(platform.settings());
  ASSERT_TRUE(watch.count(1));
  EXPECT_THAT(watch.came()[0].error().text, AllOf(HasSubstr("the platform gave no token: HTTP 503"), HasSubstr("auth")));
  platform.down = false;
  EXPECT_TRUE(watch.until([](const auto& all) { return all.back().ok(); }));

  SourceSettings wrong = platform.settings();
  wrong.auth.client_secret = "s:cret-but-wrong";
  EXPECT_THAT(first(wrong), AllOf(HasSubstr("(invalid_client)"), HasSubstr("check client_id"), Not(HasSubstr("s:cret"))));
}

TEST(Token, is_asked_for_ever_more_seldom_while_it_fails) {
  Token token(60);
  Steady::time_point now{};
  int asked = 0;
  for (int k = 0; k < 36000; ++k, now += std::chrono::milliseconds(100))
    if (token.wanted(now)) {
      token.asked();
      token.failed("no", now);
      ++asked;
    }
  EXPECT_GE(asked, 60);  // an hour: once a minute at last
  EXPECT_LE(asked, 70);
}

TEST(Token, takes_what_platforms_send_and_nothing_else) {
  struct Case {
    const char* body;
    bool good;
    double life_s;
  };
  const Case cases[] = {
      {R"({"access_token":"a","expires_in":100})", true, 100},
      {R"({"access_token":"a","expires_in":"100"})", true, 100},
      {R"({"access_token":"a"})", true, 3600},
      {R"({"access_token":"a","expires_in":-5})", true, 3600},
      {R"({"access_token":"a","expires_in":1e300})", true, 30 * 86400.0},
      {R"({"access_token":""})", false, 0},
      {R"({"access_token":5})", false, 0},
      {"{\"access_token\":\"a\\nX-Evil: 1\"}", false, 0},
      {R"({"token":"a"})", false, 0},
      {"<html>", false, 0},
      {"", false, 0},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.body);
    Token token(10);
    const Steady::time_point now{};
    token.asked();
    EXPECT_EQ(token.answered(200, c.body, now).ok(), c.good);
    EXPECT_EQ(token.usable(now).has_value(), c.good);
    if (!c.good) continue;
    EXPECT_TRUE(token.usable(now + seconds(c.life_s - 0.01)));
    EXPECT_FALSE(token.usable(now + seconds(c.life_s + 0.01)));
    EXPECT_FALSE(token.wanted(now + seconds(c.life_s - 10.01)));
    EXPECT_TRUE(token.wanted(now + seconds(c.life_s - 9.99)));
  }
}

}  // namespace
}  // namespace guangmu::kpi::test
