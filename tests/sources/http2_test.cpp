// HTTP/2 for real: a server that speaks it (nghttpd of Debian's nghttp2-server), its log, and what the
// fetcher made of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>

#include "certificates.h"
#include "kpi/ask_once.h"
#include "tests/support/process.h"
#include "watch.h"

namespace guangmu::kpi::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::size_t times_in(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) ++n;
  return n;
}

// Serves the files of a folder over TLS, HTTP/2 alone. Its log numbers connections (id) and streams.
class Http2Server {
 public:
  Http2Server() : port_(guangmu::testing::free_port()) {
    const auto mine = Certificate::authority("Private CA"),
               own = Certificate::signed_by(mine, "platform", "127.0.0.1");
    mine.write(folder_.path("ca.pem"));
    own.write(folder_.path("own.pem"));
    own.write_key(folder_.path("own.key"));
    std::filesystem::create_directory(folder_.path("www"));
    server_ = std::make_unique<guangmu::testing::Process>(std::vector<std::string>{
        "/usr/sbin/nghttpd", "--verbose", "--address=127.0.0.1", "--htdocs=" + folder_.path("www"),
        std::to_string(port_), folder_.path("own.key"), folder_.path("own.pem")});
  }
  bool listens() {
    return guangmu::testing::eventually(
               [&] { return log().find("listen 127.0.0.1") != std::string::npos || !server_->running(); }) &&
           server_->running();
  }
  // `age_s` old, as far as the file's date says.
  void serve(const std::string& name, const std::string& body, int age_s) const {
    const std::string path = folder_.path("www/" + name);
    std::ofstream(path + ".new", std::ios::binary) << body;
    std::filesystem::last_write_time(
        path + ".new", std::filesystem::file_time_type::clock::now() - std::chrono::seconds(age_s));
    std::filesystem::rename(path + ".new", path);  // never half
  }
  SourceSettings source(const std::string& name) const {
    SourceSettings s = test::source("https://127.0.0.1:" + std::to_string(port_) + "/" + name);
    s.tls.ca = folder_.path("ca.pem");
    return s;
  }
  std::string log() const { return server_->output(); }

 private:
  Folder folder_;
  int port_;
  std::unique_ptr<guangmu::testing::Process> server_;
};

TEST(Http2, readings_come_over_one_connection_and_unchanged_ones_without_a_body) {
  Http2Server server;
  ASSERT_TRUE(server.listens()) << "is nghttp2-server installed (tools/deps test)?\n" << server.log();
  server.serve("kpi.json", R"({"users":10016})", 100);
  Watch watch(server.source("kpi.json"));
  ASSERT_TRUE(watch.until([](const auto& all) { return all.size() >= 3; }));
  server.serve("kpi.json", R"({"users":10017})", 50);
  ASSERT_TRUE(
      watch.until([](const auto& all) { return all.back() && all.back()->body == R"({"users":10017})"; }));

  const auto came = watch.came();
  ASSERT_TRUE(came[0]) << came[0].error().text;
  EXPECT_EQ(came[0]->body, R"({"users":10016})");
  EXPECT_EQ(came[0]->http_status, 200);
  for (std::size_t i : {1u, 2u}) {
    ASSERT_TRUE(came[i]) << came[i].error().text;
    EXPECT_EQ(came[i]->http_status, 304);
    EXPECT_EQ(came[i]->body, came[0]->body);
  }
  const std::string log = server.log();
  EXPECT_EQ(times_in(log, "The negotiated protocol: h2"), 1u) << log;
  EXPECT_THAT(log, Not(HasSubstr("[id=2]"))) << "one connection";
  for (const char* stream : {"recv (stream_id=1) :path: /kpi.json", "recv (stream_id=3) :path: /kpi.json",
                             "recv (stream_id=5) :path: /kpi.json"})
    EXPECT_THAT(log, HasSubstr(stream));
  EXPECT_THAT(log, HasSubstr("if-modified-since: "));
  EXPECT_THAT(log, HasSubstr(":status: 304"));
}

TEST(Http2, is_what_verify_sees) {
  Http2Server server;
  ASSERT_TRUE(server.listens()) << server.log();
  server.serve("kpi.json", R"({"users":10016})", 100);
  const AskedOnce asked = ask_once(server.source("kpi.json"));
  ASSERT_TRUE(asked.answer) << asked.answer.error().text;
  ASSERT_TRUE(asked.look);
  EXPECT_EQ(asked.look->version, "HTTP/2");
  EXPECT_TRUE(asked.look->tls);
  EXPECT_FALSE(asked.look->last_modified.empty());
}

}  // namespace
}  // namespace guangmu::kpi::test
