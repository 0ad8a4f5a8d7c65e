// The fetcher against a server on loopback that answers as each test says.
#include "kpi/fetcher.h"

#include <civetweb.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace guangmu::kpi {
namespace {

using testing::HasSubstr;

// Answers every request with what `answer` makes of it; TLS with the given certificate when there is one.
class Server {
 public:
  using Answer = std::function<std::string(const mg_request_info&)>;
  explicit Server(Answer answer, std::string certificate = "") : answer_(std::move(answer)) {
    mg_init_library(certificate.empty() ? 0 : MG_FEATURES_TLS);
    std::vector<const char*> settings = {"listening_ports",
                                         certificate.empty() ? "127.0.0.1:0" : "127.0.0.1:0s"};
    if (!certificate.empty()) settings.insert(settings.end(), {"ssl_certificate", certificate.c_str()});
    settings.push_back(nullptr);
    mg_callbacks callbacks{};
    callbacks.begin_request = [](mg_connection* c) {
      const auto* self = static_cast<Server*>(mg_get_user_data(mg_get_context(c)));
      const std::string reply = self->answer_(*mg_get_request_info(c));
      mg_write(c, reply.data(), reply.size());
      mg_disable_keep_alive(c);
      return 200;
    };
    callbacks.log_message = [](const mg_connection*, const char*) { return 1; };
    context_ = mg_start(&callbacks, this, settings.data());
    std::array<mg_server_port, 1> ports{};
    if (context_ && mg_get_server_ports(context_, 1, ports.data()) > 0) port = ports[0].port;
  }
  ~Server() {
    if (context_) mg_stop(context_);
    mg_exit_library();
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  int port = 0;

 private:
  Answer answer_;
  mg_context* context_ = nullptr;
};

std::string ok(const std::string& body) {
  return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\nConnection: close\r\n\r\n" + body;
}
std::string redirect(const std::string& to) {
  return "HTTP/1.1 302 Found\r\nLocation: " + to + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
}
std::string header_of(const mg_request_info& r, const std::string& name) {
  for (int i = 0; i < r.num_headers; ++i)
    if (name == r.http_headers[i].name) return r.http_headers[i].value;
  return "";
}

// The result of the first poll of one source.
Result<std::string> first_poll(SourceSettings settings) {
  std::mutex mutex;
  std::condition_variable done;
  std::optional<Result<std::string>> result;
  Fetcher fetcher({.polled =
                       [&](const std::string&, const Result<std::string>& body) {
                         const std::lock_guard lock(mutex);
                         if (!result) result = body;
                         done.notify_all();
                         return body.ok();
                       },
                   .tick = [] {}},
                  1);
  fetcher.set_sources({{"s", settings}});
  fetcher.start();
  std::unique_lock lock(mutex);
  if (!done.wait_for(lock, std::chrono::seconds(20), [&] { return result.has_value(); }))
    return Error{"the test's own deadline passed", Blame::ours};
  const auto copy = *result;
  lock.unlock();
  fetcher.stop();
  return copy;
}

std::string url(int port, const std::string& path, const std::string& scheme = "http") {
  return scheme + "://127.0.0.1:" + std::to_string(port) + path;
}

TEST(Fetcher, sends_its_headers_and_follows_redirects_on_the_same_host_only) {
  std::mutex mutex;
  std::vector<std::string> asked;
  const Server other([&](const mg_request_info& r) {
    const std::lock_guard lock(mutex);
    asked.push_back(std::string("other ") + r.local_uri + " " + header_of(r, "X-Token"));
    return ok("elsewhere");
  });
  int port = 0;
  const Server server([&](const mg_request_info& r) {
    const std::string path = r.local_uri;
    {
      const std::lock_guard lock(mutex);
      asked.push_back(path + " " + header_of(r, "X-Token"));
    }
    if (path == "/good") return ok("here");
    if (path == "/moved") return redirect("/good");
    if (path == "/away") return redirect(url(other.port, "/good"));
    if (path == "/file") return redirect("file:///etc/passwd");
    return redirect("/circle");
  });
  port = server.port;
  ASSERT_NE(port, 0);
  SourceSettings s;
  s.headers["X-Token"] = "secret";

  s.url = url(port, "/moved");
  const auto moved = first_poll(s);
  ASSERT_TRUE(moved) << moved.error().text;
  EXPECT_EQ(*moved, "here");

  s.url = url(port, "/away");
  const auto away = first_poll(s);
  ASSERT_FALSE(away);
  EXPECT_THAT(away.error().text, HasSubstr("another host"));

  s.url = url(port, "/file");
  EXPECT_FALSE(first_poll(s));

  s.url = url(port, "/circle");
  const auto circle = first_poll(s);
  ASSERT_FALSE(circle);
  EXPECT_THAT(circle.error().text, HasSubstr("more than 3 times"));

  const std::lock_guard lock(mutex);
  for (const auto& line : asked) {
    EXPECT_FALSE(line.starts_with("other")) << "the token left the host: " << line;
    EXPECT_THAT(line, HasSubstr("secret"));
  }
}

TEST(Fetcher, trusts_no_certificate_that_nobody_signed) {
  // A key and a self-signed certificate for 127.0.0.1 that serve this test alone.
  const Server server([](const mg_request_info&) { return ok("{}"); },
                      std::string(GUANGMU_SOURCE_DIR) + "/tests/kpi/self_signed.pem");
  if (server.port == 0) GTEST_SKIP() << "this machine's HTTP server has no TLS";
  SourceSettings s;
  s.url = url(server.port, "/", "https");
  const auto poll = first_poll(s);
  ASSERT_FALSE(poll);
  EXPECT_THAT(poll.error().text, HasSubstr("cannot be trusted"));
}

TEST(Fetcher, limits_what_unfolds_from_a_small_answer) {
  // 64 KiB of the digit 0 in gzip: 97 bytes on the wire.
  const std::string zipped(
      "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\xed\xc1\x81\x00\x00\x00\x00\x80\x20\xa5\xfd\xe9\x16\xa9\x0a"
      "\x00\x00\x00"
      "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
      "\x00\x00\x00"
      "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
      "\x00\x00\x00"
      "\x00\x00\x00\x00\x6a\x0b\x51\x49\x68\x00\x00\x01\x00",
      97);
  const Server server([&](const mg_request_info&) {
    return "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + std::to_string(zipped.size()) +
           "\r\nConnection: close\r\n\r\n" + zipped;
  });
  SourceSettings s;
  s.url = url(server.port, "/");
  s.max_bytes = 1000;
  const auto poll = first_poll(s);
  ASSERT_FALSE(poll);
  EXPECT_THAT(poll.error().text, HasSubstr("longer than max_bytes"));
}

TEST(Fetcher, speaks_http_only) {
  SourceSettings s;
  s.url = "file:///etc/hostname";
  const auto poll = first_poll(s);
  ASSERT_FALSE(poll);
  EXPECT_THAT(poll.error().text, HasSubstr("neither http nor https"));
}

}  // namespace
}  // namespace guangmu::kpi
