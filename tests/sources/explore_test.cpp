// `data explore` and `data verify` go the wall's own way to a platform: whatever signs in there signs in
// here.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kpi/formats/select.h"
#include "platform.h"
#include "tools/data_sample.h"
#include "tools/platform_watch.h"

namespace guangmu::tools {
namespace {

using kpi::test::Asked;
using kpi::test::Certificate;
using kpi::test::Folder;
using kpi::test::Server;
using kpi::test::TokenPlatform;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// The number at /users of what the declared source delivers, or why there is none.
std::string users(const kpi::SourceSettings& s) {
  const auto sample = sample_of_source("platform", s);
  if (!sample) return sample.error().text;
  const auto at = kpi::at_path(sample->document, "/users");
  return at ? kpi::to_text(**at) : at.error().text;
}

// Lets in who signs method, path and time.
Server::Answer signed_only() {
  return [](const Asked& a) {
    const std::string text = a.method + "\n" + a.path + "\n" + a.header("x-time");
    const bool good =
        a.header("x-key") == "wall-1" &&
        a.header("x-sign") == kpi::hmac_of(kpi::Digest::sha256, kpi::TextForm::hex, "s3cret", text);
    return good ? kpi::test::ok("{\"users\":10016}", "Content-Type: application/json\r\nETag: \"a\"\r\n")
                : kpi::test::status(401);
  };
}

kpi::SourceSettings signing(const Server& server) {
  kpi::SourceSettings s = kpi::test::source(server.url("/kpi"));
  s.auth.kind = kpi::AuthKind::hmac;
  s.auth.key = "wall-1";
  s.auth.secret = "s3cret";
  s.auth.canonical = "{method}\n{path}\n{timestamp}";
  s.auth.headers = {{"X-Key", "{key}"}, {"X-Time", "{timestamp}"}, {"X-Sign", "{signature}"}};
  return s;
}

TEST(Explore, signs_in_with_oauth2_as_declared) {
  TokenPlatform platform("3600", true, "{\"users\":10016}");
  kpi::SourceSettings s = platform.settings();
  EXPECT_EQ(users(s), "10016");
  EXPECT_EQ(platform.tokens_asked(), 1);
  s.auth.client_secret = "s:cret-but-wrong";
  EXPECT_THAT(users(s),
              AllOf(HasSubstr("gave no token"), HasSubstr("check client_id"), Not(HasSubstr("s:cret"))));
}

TEST(Explore, signs_requests_as_declared) {
  const Server server(signed_only());
  kpi::SourceSettings s = signing(server);
  EXPECT_EQ(users(s), "10016");
  s.auth.secret = "another word";
  EXPECT_THAT(users(s), AllOf(HasSubstr(s.url + ": HTTP 401"), HasSubstr("check key, secret"),
                              Not(HasSubstr("another word"))));
}

TEST(Explore, knows_the_private_authority_and_shows_its_own_certificate) {
  const Folder folder;
  const auto mine = Certificate::authority("Private CA");
  mine.write(folder.path("ca.pem"));
  const auto own = Certificate::signed_by(mine, "platform", "127.0.0.1"),
             wall = Certificate::signed_by(mine, "hall-wall", "wall.test");
  wall.write(folder.path("wall.pem"));
  wall.write_key(folder.path("wall.key"));
  const Server server(
      [](const Asked& a) { return kpi::test::ok("{\"users\":\"" + a.peer_certificate + "\"}"); },
      {.own = &own, .client_authority = &mine});
  kpi::SourceSettings s = kpi::test::source(server.url("/kpi"));
  EXPECT_THAT(users(s), HasSubstr("set ca in tls"));
  s.tls = {folder.path("ca.pem"), folder.path("wall.pem"), folder.path("wall.key"), ""};
  EXPECT_EQ(users(s), "\"hall-wall\"");
}

TEST(Explore, joins_pages_and_posts_bodies) {
  const Server server([](const Asked& a) {
    const bool second = a.body.find("\"p\":2") != std::string::npos,
               third = a.body.find("\"p\":3") != std::string::npos;
    return kpi::test::ok(third ? "{\"rows\":[]}" : second ? "{\"rows\":[3]}" : "{\"rows\":[1,2]}");
  });
  kpi::SourceSettings s = kpi::test::source(server.url("/list"));
  s.method = kpi::Method::post;
  s.body = "{\"p\":{page}}";
  s.paging = kpi::PagingSettings{"/rows", "page", "", 1, 5};
  const auto sample = sample_of_source("platform", s);
  ASSERT_TRUE(sample) << sample.error().text;
  const auto rows = kpi::at_path(sample->document, "/rows");
  ASSERT_TRUE(rows) << rows.error().text;
  EXPECT_EQ((*rows)->items.size(), 3u);
}

TEST(Explore, takes_the_first_message_of_a_push) {
  const Server server(Server::Handler([](const Asked&, kpi::test::Line& line) {
    line.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {\"users\":7}\n\n");
    line.pause(5);
  }));
  kpi::SourceSettings s = kpi::test::source(server.url("/events"));
  s.push = kpi::Push::events;
  EXPECT_EQ(users(s), "7");
}

TEST(Explore, tells_what_the_platform_answers_in_place_of_figures) {
  const Server server([](const Asked& a) {
    return kpi::test::ok(a.path == "/kpi" ? R"({"code":0,"users":7})" : R"({"code":4029,"msg":"slow down"})");
  });
  kpi::SourceSettings s = kpi::test::source(server.url("/kpi"));
  s.answer = kpi::AnswerSettings{"/code", {"0"}, "/msg"};
  EXPECT_EQ(users(s), "7");
  s.url = server.url("/busy");
  EXPECT_EQ(users(s), s.url + ": the platform answers 4029: \"slow down\"; expected 0");
}

TEST(Explore, of_an_address_says_how_to_sign_in_and_takes_what_is_typed) {
  const Server server([](const Asked& a) {
    return a.header("authorization") == "Bearer t0ken" ? kpi::test::ok("{\"users\":1}")
                                                       : kpi::test::status(401);
  });
  const std::string url = server.url("/kpi");
  const auto shut = sample_of_address(url + "?key=word", {}, "");
  ASSERT_FALSE(shut);
  EXPECT_THAT(shut.error().text, AllOf(HasSubstr(url + ": HTTP 401"), HasSubstr("--header"),
                                       HasSubstr("EXHIBIT SOURCE"), Not(HasSubstr("word"))));
  const auto open = sample_of_address(url, {"Authorization: Bearer t0ken"}, "");
  ASSERT_TRUE(open) << open.error().text;
  EXPECT_EQ(open->draft.settings.url, url);
  EXPECT_THAT(open->draft.hidden, testing::ElementsAre("Authorization"));
}

TEST(Explore, of_an_address_follows_no_redirect_to_another_host) {
  const Server there([](const Asked&) { return kpi::test::ok("{\"users\":1}"); });
  const Server server([&](const Asked&) { return kpi::test::redirect(there.url("/login", "localhost")); });
  const auto sample = sample_of_address(server.url("/kpi"), {}, "");
  ASSERT_FALSE(sample);
  EXPECT_THAT(sample.error().text, HasSubstr("another host"));
  EXPECT_EQ(there.count(), 0u);
}

TEST(Verify, looks_at_a_platform_with_its_sign_in) {
  TokenPlatform tokens("3600", true, "{\"users\":10016}");
  const Server server(signed_only());
  kpi::DataSettings data;
  data.sources["tokens"] = tokens.settings();
  data.sources["signed"] = signing(server);
  const Watched seen = watch_platform(data, {2, 20});
  for (const char* id : {"tokens", "signed"}) {
    ASSERT_TRUE(seen.looks.contains(id)) << id;
    const kpi::HttpLook& look = seen.looks.at(id);
    EXPECT_EQ(look.status, 200) << id;
    EXPECT_EQ(look.content_type, "application/json") << id;
    EXPECT_EQ(look.bytes, std::string("{\"users\":10016}").size()) << id;
  }
  EXPECT_EQ(seen.looks.at("signed").etag, "\"a\"");
  for (const auto& poll : seen.polls) EXPECT_EQ(poll.fault, "");
}

TEST(Verify, sees_how_long_a_certificate_lasts_and_that_a_platform_sends_on) {
  const Folder folder;
  const auto mine = Certificate::authority("Private CA");
  mine.write(folder.path("ca.pem"));
  const auto own = Certificate::signed_by(mine, "platform", "127.0.0.1", -3600, 10 * 86400);
  const Server server(
      [](const Asked& a) { return a.path == "/old" ? kpi::test::redirect("/new") : kpi::test::ok("{}"); },
      {.own = &own});
  kpi::DataSettings data;
  data.sources["platform"] = kpi::test::source(server.url("/old"));
  data.sources["platform"].tls.ca = folder.path("ca.pem");
  const Watched seen = watch_platform(data, {1, 20});
  ASSERT_TRUE(seen.looks.contains("platform"));
  const kpi::HttpLook& look = seen.looks.at("platform");
  EXPECT_EQ(look.status, 200);
  EXPECT_TRUE(look.tls);
  EXPECT_TRUE(look.redirected);
  EXPECT_EQ(look.version, "HTTP/1.1");
  ASSERT_TRUE(look.certificate_days);
  EXPECT_NEAR(*look.certificate_days, 10, 0.1);
}

}  // namespace
}  // namespace guangmu::tools
