// Polling over HTTP: what is sent, what is followed, what is told when it goes wrong.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "server.h"
#include "watch.h"

namespace guangmu::kpi::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(Poll, sends_its_headers_and_follows_redirects_on_the_same_host_only) {
  const Server other([](const Asked&) { return ok("elsewhere"); });
  const Server server([&](const Asked& a) {
    if (a.path == "/good") return ok("here");
    if (a.path == "/moved") return redirect("/good");
    if (a.path == "/away") return redirect(other.url("/good"));
    if (a.path == "/file") return redirect("file:///etc/passwd");
    return redirect("/circle");
  });
  SourceSettings s = source(server.url("/moved"));
  s.headers["X-Token"] = "secret";
  EXPECT_EQ(first(s), "here");
  s.url = server.url("/away");
  EXPECT_THAT(first(s), AllOf(HasSubstr("another host"), HasSubstr("captive portal")));
  s.url = server.url("/file");
  EXPECT_THAT(first(s), StartsWith("fault: it redirects to"));
  s.url = server.url("/circle");
  EXPECT_THAT(first(s), HasSubstr("more than 3 times"));
  EXPECT_EQ(other.count(), 0u) << "the token left the host";
  for (const auto& a : server.asked()) EXPECT_EQ(a.header("x-token"), "secret");
}

struct BadCase {
  const char* name;
  std::function<void(const Asked&, Line&)> play;
  const char* words;
};

TEST(Poll, tells_what_a_server_does_wrong_in_plain_words) {
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
  const BadCase cases[] = {
      {"nothing at all", [](const Asked&, Line&) {}, "closed the connection without an answer"},
      {"nothing in a 200", [](const Asked&, Line& l) { l.write(ok("")); }, "answers with nothing"},
      {"blanks in a 200", [](const Asked&, Line& l) { l.write(ok(" \r\n\t")); }, "answers with nothing"},
      {"204", [](const Asked&, Line& l) { l.write(status(204)); }, "HTTP 204: the platform has nothing to say"},
      {"304 unasked", [](const Asked&, Line& l) { l.write("HTTP/1.1 304 Not Modified\r\n\r\n"); }, "HTTP 304"},
      {"half", [&](const Asked&, Line& l) { l.write(head + "Content-Length: 100\r\n\r\n{\"a\": 1"); },
       "cut off after 7 bytes"},
      {"a broken chunk", [&](const Asked&, Line& l) { l.write(head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}"); },
       "broke after 0 bytes"},
      {"gigabytes, said", [&](const Asked&, Line& l) { l.write(head + "Content-Length: 4000000000\r\n\r\n{"); },
       "longer than max_bytes, 100000"},
      {"gigabytes, unsaid",
       [&](const Asked&, Line& l) {
         l.write(head + "Connection: close\r\n\r\n");
         while (l.write(std::string(65536, '0'))) {
         }
       },
       "longer than max_bytes, 100000"},
      {"endless head",
       [](const Asked&, Line& l) {
         l.write("HTTP/1.1 200 OK\r\n");
         while (l.write("X-More: " + std::string(1000, 'x') + "\r\n")) {
         }
       },
       "the head of the answer"},
      {"slow drip",
       [&](const Asked&, Line& l) {
         l.write(head + "Content-Length: 100000\r\n\r\n");
         while (l.write(" ") && l.pause(0.02)) {
         }
       },
       "it came too slowly"},
      {"never", [](const Asked&, Line& l) { l.pause(60); }, "no whole answer from 127.0.0.1"},
      {"not HTTP", [](const Asked&, Line& l) { l.write("220 mail.test ESMTP\r\n"); }, "does not answer in HTTP"},
      {"badly packed",
       [&](const Asked&, Line& l) { l.write(head + "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd"); },
       "cannot be unpacked"},
      {"a web page", [](const Asked&, Line& l) { l.write(ok("<p>Sign in", "Content-Type: text/html\r\n")); },
       "captive portal"},
      {"a web page that says it is JSON", [](const Asked&, Line& l) { l.write(ok("\n<!DOCTYPE html><title>x")); },
       "captive portal"},
      {"511", [](const Asked&, Line& l) { l.write(status(511)); }, "captive portal"},
      {"401", [](const Asked&, Line& l) { l.write(status(401)); }, "set auth of the source"},
      {"503", [](const Asked&, Line& l) { l.write(status(503)); }, "a fault of its own"},
      {"429", [](const Asked&, Line& l) { l.write(status(429)); }, "make every of the source longer"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const Server server{Server::Handler(c.play)};
    SourceSettings s = source(server.url("/kpi?token=hidden"));
    s.timeout = {0.5};
    s.max_bytes = 100000;
    const std::string fault = first(s);
    EXPECT_THAT(fault, AllOf(StartsWith("fault: "), HasSubstr(c.words)));
    EXPECT_THAT(fault, Not(HasSubstr("hidden")));
  }
}

TEST(Poll, tells_an_unknown_name_from_a_closed_port_and_from_an_answer) {
  int closed = 0;
  {
    const Server gone([](const Asked&) { return ok("{}"); });
    closed = gone.port();
  }
  EXPECT_THAT(first(source("http://127.0.0.1:" + std::to_string(closed) + "/")), HasSubstr("nothing listens at"));
  // A label of more than 63 letters is no name: no name server is asked.
  EXPECT_THAT(first(source("http://" + std::string(70, 'x') + "/")), HasSubstr("is not known here"));
  EXPECT_THAT(first(source("file:///etc/hostname")), HasSubstr("neither http nor https"));
}

TEST(Poll, an_answer_longer_than_it_says_counts_as_far_as_it_says) {
  const Server server{Server::Handler([](const Asked&, Line& l) {
    l.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}HTTP/1.1 200 OK\r\n");
  })};
  EXPECT_EQ(first(source(server.url("/"))), "{}");
}

TEST(Poll, limits_what_unfolds_from_a_small_answer) {
  // 64 KiB of the digit 0 in gzip: 97 bytes on the wire.
  std::string zipped("\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\xed\xc1\x81\x00\x00\x00\x00\x80\x20\xa5\xfd\xe9\x16\xa9\x0a",
                     25);
  zipped += std::string(60, '\0') + std::string("\x6a\x0b\x51\x49\x68\x00\x00\x01\x00", 9);
  zipped.insert(25, std::string(97 - zipped.size(), '\0'));
  const Server server(
      [&](const Asked&) { return ok(zipped, "Content-Type: application/json\r\nContent-Encoding: gzip\r\n"); });
  SourceSettings s = source(server.url("/"));
  s.max_bytes = 100000;
  EXPECT_EQ(first(s), std::string(65536, '0'));
  EXPECT_THAT(server.asked()[0].header("accept-encoding"), HasSubstr("gzip"));
  s.max_bytes = 1000;
  EXPECT_THAT(first(s), HasSubstr("longer than max_bytes"));
}

TEST(Poll, posts_its_body_with_the_words_filled_in) {
  const Server server([](const Asked&) { return ok("{}"); });
  SourceSettings s = source(server.url("/"));
  s.method = Method::post;
  s.body = R"({"day": "{date}", "at": {timestamp}, "n": "{nonce}", "deep": {"x": {y}}})";
  s.content_type = "application/json; v=2";
  {
    Watch watch(s);
    ASSERT_TRUE(watch.count(2));
  }
  std::set<std::string> nonces;
  for (const auto& a : server.asked()) {
    EXPECT_EQ(a.method, "POST");
    EXPECT_EQ(a.header("content-type"), "application/json; v=2");
    EXPECT_THAT(a.body, testing::MatchesRegex(
                            R"(\{"day": "20..-..-..", "at": 1[0-9]+, "n": "[0-9a-f]+", "deep": \{"x": \{y\}\}\})"));
    nonces.insert(a.body);
  }
  EXPECT_EQ(nonces.size(), server.count()) << "a nonce came twice";
}

TEST(Poll, a_post_stays_one_through_307_and_becomes_a_get_through_303) {
  const Server server([](const Asked& a) {
    if (a.path == "/again") return redirect("/end", 307);
    if (a.path == "/see") return redirect("/end", 303);
    return ok(a.method + a.body);
  });
  SourceSettings s = source(server.url("/again"));
  s.method = Method::post;
  s.body = "{}";
  EXPECT_EQ(first(s), "POST{}");
  s.url = server.url("/see");
  EXPECT_EQ(first(s), "GET");
}

TEST(Poll, what_did_not_change_is_not_sent_again_and_counts_as_good) {
  const Server server([](const Asked& a) {
    if (a.path == "/etag" && a.header("if-none-match") == "\"v1\"") return std::string("HTTP/1.1 304 Same\r\n\r\n");
    if (a.path == "/date" && a.header("if-modified-since") == "Wed, 25 Nov 2026 00:00:00 GMT")
      return std::string("HTTP/1.1 304 Same\r\n\r\n");
    return ok("{\"a\": 1}", "Content-Type: application/json\r\n" + std::string(a.path == "/etag"
                                                                                 ? "ETag: \"v1\"\r\n"
                                                                                 : "Last-Modified: Wed, 25 Nov 2026 "
                                                                                   "00:00:00 GMT\r\n"));
  });
  for (const char* path : {"/etag", "/date"}) {
    SCOPED_TRACE(path);
    Watch watch(source(server.url(path)));
    ASSERT_TRUE(watch.count(3));
    const auto came = watch.came();
    for (std::size_t k = 0; k < 3; ++k) {
      ASSERT_TRUE(came[k]) << came[k].error().text;
      EXPECT_EQ(came[k]->body, "{\"a\": 1}");
      EXPECT_EQ(came[k]->content_type, "application/json");
      EXPECT_EQ(came[k]->http_status, k == 0 ? 200 : 304);
    }
  }
}

TEST(Poll, what_was_unusable_is_asked_for_anew) {
  const Server server([](const Asked& a) {
    if (!a.header("if-none-match").empty()) return std::string("HTTP/1.1 304 Same\r\n\r\n");
    return ok("{", "ETag: \"v1\"\r\n");
  });
  Watch watch({{"s", source(server.url("/"))}}, [](const Answer&) { return false; });
  ASSERT_TRUE(watch.count(2));
  for (const auto& a : server.asked()) EXPECT_EQ(a.header("if-none-match"), "");
}

TEST(Poll, keeps_its_connection) {
  const Server server([](const Asked&) { return ok("{}"); });
  {
    Watch watch(source(server.url("/")));
    ASSERT_TRUE(watch.count(4));
  }
  for (const auto& a : server.asked()) EXPECT_EQ(a.connection, 1);
}

TEST(Poll, backs_off_as_long_as_the_server_asks) {
  const Server server([](const Asked&) { return status(503, "Retry-After: 30\r\n"); });
  Watch watch(source(server.url("/")));
  ASSERT_TRUE(watch.count(1));
  std::this_thread::sleep_for(std::chrono::milliseconds(900));  // four polls' worth
  EXPECT_EQ(server.count(), 1u);
}

TEST(Poll, one_slow_source_holds_up_no_other) {
  const Server server{Server::Handler([](const Asked& a, Line& l) {
    if (a.path == "/slow") l.pause(60);
    l.write(ok("{}"));
  })};
  Watch watch({{"slow", source(server.url("/slow"))}, {"s", source(server.url("/"))}});
  EXPECT_TRUE(watch.count(5));
  EXPECT_TRUE(watch.came("slow").empty());
}

TEST(Poll, goes_through_the_proxy_that_is_named_and_no_other) {
  const Server proxy([](const Asked& a) { return ok(a.method + " " + a.path + " " + a.header("proxy-authorization")); });
  SourceSettings s = source("http://platform.test:8080/kpi");
  s.proxy = "http://user:word@127.0.0.1:" + std::to_string(proxy.port());
  EXPECT_EQ(first(s), "GET http://platform.test:8080/kpi Basic dXNlcjp3b3Jk");
  const Server server([](const Asked&) { return ok("direct"); });
  setenv("http_proxy", proxy.url("").c_str(), 1);
  EXPECT_EQ(first(source(server.url("/"))), "direct");
  unsetenv("http_proxy");
}

TEST(Poll, changed_sources_are_taken_over_while_running) {
  const Server server([](const Asked& a) { return ok("\"" + a.path + "\""); });
  Watch watch({{"s", source(server.url("/one"))}, {"gone", source(server.url("/gone"))}});
  ASSERT_TRUE(watch.count(2));
  watch.fetcher().set_sources({{"s", source(server.url("/two"))}});
  EXPECT_TRUE(watch.until([](const auto& all) { return all.back() && all.back()->body == "\"/two\""; }));
  const auto gone = watch.came("gone").size();
  ASSERT_TRUE(watch.count(watch.came().size() + 3));
  EXPECT_LE(watch.came("gone").size(), gone + 1);
}

}  // namespace
}  // namespace guangmu::kpi::test
