// Certificates: whom the wall trusts, how it names itself, and what it says when it does not trust.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server.h"
#include "watch.h"

namespace guangmu::kpi::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

Server::Answer good() {
  return [](const Asked& a) { return ok("{\"peer\":\"" + a.peer_certificate + "\"}"); };
}

TEST(Tls, trusts_the_authority_that_is_named_and_nobody_else) {
  const Folder folder;
  const auto mine = Certificate::authority("Private CA"), other = Certificate::authority("Other CA");
  mine.write(folder.path("ca.pem"));
  other.write(folder.path("other.pem"));
  const auto own = Certificate::signed_by(mine, "platform", "127.0.0.1");
  const Server server(good(), {.own = &own});
  SourceSettings s = source(server.url("/"));
  EXPECT_THAT(first(s), AllOf(HasSubstr("cannot be trusted"), HasSubstr("set ca in tls")));
  s.tls.ca = folder.path("ca.pem");
  EXPECT_EQ(first(s), "{\"peer\":\"\"}");
  s.tls.ca = folder.path("other.pem");
  EXPECT_THAT(first(s), AllOf(HasSubstr("cannot be trusted"), HasSubstr("tls.ca has not signed it")));
  s.tls.ca = folder.path("missing.pem");
  EXPECT_THAT(first(s), AllOf(HasSubstr("missing.pem"), HasSubstr("no readable PEM file")));
  EXPECT_EQ(server.count(), 1u) << "only the trusted one was asked for anything";
}

TEST(Tls, tells_an_expired_certificate_from_one_of_another_host_and_one_of_tomorrow) {
  const Folder folder;
  const auto mine = Certificate::authority("Private CA");
  mine.write(folder.path("ca.pem"));
  struct Case {
    const char* words;
    Certificate certificate;
  };
  const Case cases[] = {
      {"it has expired", Certificate::signed_by(mine, "platform", "127.0.0.1", -7200, -3600)},
      {"not valid yet", Certificate::signed_by(mine, "platform", "127.0.0.1", 3600, 7200)},
      {"made out to another name", Certificate::signed_by(mine, "platform", "other.test")},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.words);
    const Server server(good(), {.own = &c.certificate});
    SourceSettings s = source(server.url("/"));
    s.tls.ca = folder.path("ca.pem");
    EXPECT_THAT(first(s), AllOf(HasSubstr("cannot be trusted"), HasSubstr(c.words)));
    EXPECT_EQ(server.count(), 0u);
  }
}

TEST(Tls, shows_its_own_certificate) {
  const Folder folder;
  const auto mine = Certificate::authority("Private CA");
  mine.write(folder.path("ca.pem"));
  const auto own = Certificate::signed_by(mine, "platform", "127.0.0.1");
  const auto wall = Certificate::signed_by(mine, "the wall", "");
  wall.write(folder.path("wall.pem"));
  wall.write_key(folder.path("wall.key"), "key word");
  const Server server(good(), {.own = &own, .client_authority = &mine});
  SourceSettings s = source(server.url("/"));
  s.tls.ca = folder.path("ca.pem");
  EXPECT_THAT(first(s), HasSubstr("fault: "));
  s.tls.certificate = folder.path("wall.pem");
  s.tls.key = folder.path("wall.key");
  s.tls.key_password = "key word";
  EXPECT_EQ(first(s), "{\"peer\":\"the wall\"}");
  s.tls.key_password = "wrong word";
  EXPECT_THAT(first(s), AllOf(HasSubstr("key_password is wrong"), testing::Not(HasSubstr("wrong word"))));
}

TEST(Tls, offers_http2) {
  const Folder folder;
  const auto mine = Certificate::authority("Private CA");
  mine.write(folder.path("ca.pem"));
  const auto own = Certificate::signed_by(mine, "platform", "127.0.0.1");
  const Server server(good(), {.own = &own});
  SourceSettings s = source(server.url("/"));
  s.tls.ca = folder.path("ca.pem");
  EXPECT_EQ(first(s), "{\"peer\":\"\"}");
  EXPECT_EQ(server.offered_protocols(), "h2,http/1.1");
}

TEST(Tls, never_goes_back_from_https_to_http) {
  const Folder folder;
  const auto mine = Certificate::authority("Private CA");
  mine.write(folder.path("ca.pem"));
  const auto own = Certificate::signed_by(mine, "platform", "127.0.0.1");
  const Server plain(good());
  const Server server([&](const Asked&) { return redirect(plain.url("/")); }, {.own = &own});
  const Server up([&](const Asked&) { return redirect(server.url("/")); });
  SourceSettings s = source(server.url("/"));
  s.tls.ca = folder.path("ca.pem");
  EXPECT_THAT(first(s), HasSubstr("another host"));
  EXPECT_EQ(plain.count(), 0u);
}

}  // namespace
}  // namespace guangmu::kpi::test
