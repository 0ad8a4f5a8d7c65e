// `data verify` against a live stand-in platform on loopback, honest and with each of its faults.
#include "tools/data_verify.h"

#include <civetweb.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <nlohmann/json.hpp>

#include "tests/kpi/fixture.h"
#include "tools/platform_server.h"
#include "tools/platform_watch.h"

namespace guangmu::tools {
namespace {

using testing::HasSubstr;

// Polled five times a second.
struct Platform {
  explicit Platform(Faults faults = {}) {
    data = kpi::test::declaration();
    data.sources["platform"].every = Duration{0.2};
    data.sources["platform"].timeout = Duration{1};
    for (auto& [id, m] : data.metrics)
      if (m.formula.empty()) m.time = "/data/time";
    auto figures = StandIn::from(data, {});
    auto started = PlatformServer::start(std::move(*figures), {.faults = faults, .pace = Pace::all_each_second});
    server = std::move(*started);
    data.sources["platform"].url = "http://127.0.0.1:" + std::to_string(server->port()) + "/kpi";
  }
  Conformance verify(int polls = 2) const { return verify_platform(data, polls, 10); }

  kpi::DataSettings data;
  std::unique_ptr<PlatformServer> server;
};

TEST(DataVerify, an_honest_platform_has_nothing_to_mend) {
  const Conformance found = Platform().verify(3);
  EXPECT_EQ(exit_code(found), 0) << conformance_text(found, {});
  EXPECT_EQ(found.to_mend(), 0);
  const SourceFacts& facts = found.sources.at("platform");
  EXPECT_TRUE(facts.reached);
  EXPECT_EQ(facts.polls, 3);
  EXPECT_EQ(facts.good, 3);
  ASSERT_TRUE(facts.look);
  EXPECT_EQ(facts.look->status, 200);
  EXPECT_THAT(facts.look->content_type, HasSubstr("application/json"));
  EXPECT_GT(facts.look->bytes, 100u);
  EXPECT_THAT(conformance_text(found, {}), HasSubstr("须改 0 项"));
  EXPECT_THAT(conformance_text(found, Language::en), testing::Not(HasSubstr("须改")));
}

TEST(DataVerify, each_fault_of_a_platform_is_named_in_both_languages) {
  struct Case {
    Faults faults;
    int exit_code;
    const char *en, *zh;
  };
  for (const Case& c : {Case{{.latency_s = 3}, 2, "cannot be reached", "连不上"},
                        {{.latency_s = 0.7}, 0, "the wall waits for 1.0 s", "墙只等"},
                        {{.cut_bytes = 40}, 1, "gives no figures", "没有给出数据"},
                        {{.garbage = true}, 1, "a web page instead of figures", "给的是网页"},
                        {{.garbage = true}, 1, "Content-Type", "Content-Type"},
                        {{.type = true}, 1, "users: the text", "应为数字"},
                        {{.status = 503}, 1, "503", "503"},
                        {{.auth = true}, 1, "401", "401"},
                        {{.stale = true}, 0, "did not move", "没有动过"},
                        {{.jump = 1000}, 1, "outside the range", "不在 "}}) {
    const Platform platform(c.faults);
    const Conformance found = platform.verify();
    const std::string text = conformance_text(found, {});
    EXPECT_EQ(exit_code(found), c.exit_code) << c.en << "\n" << text;
    EXPECT_THAT(conformance_text(found, Language::en), HasSubstr(c.en));
    EXPECT_THAT(conformance_text(found, Language::zh), HasSubstr(c.zh));
  }
}

TEST(DataVerify, nobody_there_is_the_machines_fault) {
  kpi::DataSettings data = kpi::test::declaration();
  data.sources["platform"].every = Duration{0.2};
  const Conformance found = verify_platform(data, 3, 10);  // port 1
  EXPECT_EQ(exit_code(found), 2);
  EXPECT_EQ(found.to_mend(), 1) << conformance_text(found, {});
}

TEST(DataVerify, json_has_the_same) {
  const Conformance found = Platform({.type = true}).verify();
  const auto json = nlohmann::json::parse(conformance_json(found));
  EXPECT_EQ(json["to_mend"], found.to_mend());
  EXPECT_EQ(json["sources"]["platform"]["good"], 2);
  EXPECT_EQ(json["sources"]["platform"]["http"]["status"], 200);
  EXPECT_EQ(json["findings"].size(), found.findings.size());
  EXPECT_EQ(json["findings"][0]["level"], "mend");
}

// Answers with a fixed head and body.
class Fixed {
 public:
  explicit Fixed(std::string answer, const std::string& certificate = "") : answer_(std::move(answer)) {
    mg_init_library(certificate.empty() ? 0 : MG_FEATURES_TLS);
    std::vector<const char*> settings{"listening_ports", certificate.empty() ? "127.0.0.1:0" : "127.0.0.1:0s"};
    if (!certificate.empty()) settings.insert(settings.end(), {"ssl_certificate", certificate.c_str()});
    settings.push_back(nullptr);
    mg_callbacks callbacks{};
    callbacks.begin_request = [](mg_connection* c) {
      const auto* self = static_cast<Fixed*>(mg_get_user_data(mg_get_context(c)));
      mg_write(c, self->answer_.data(), self->answer_.size());
      mg_disable_keep_alive(c);
      return 200;
    };
    callbacks.log_message = [](const mg_connection*, const char*) { return 1; };
    context_ = mg_start(&callbacks, this, settings.data());
    std::array<mg_server_port, 1> ports{};
    if (context_ != nullptr && mg_get_server_ports(context_, 1, ports.data()) > 0) port = ports[0].port;
  }
  ~Fixed() {
    if (context_ != nullptr) mg_stop(context_);
    mg_exit_library();
  }
  Fixed(const Fixed&) = delete;
  Fixed& operator=(const Fixed&) = delete;
  int port = 0;

 private:
  std::string answer_;
  mg_context* context_ = nullptr;
};

// The first look at a source and everything that its polls brought.
Watched watched(const kpi::SourceSettings& source) {
  kpi::DataSettings data;
  data.sources["platform"] = source;
  return watch_platform(data, {1, 10});
}

TEST(PlatformLook, sees_what_the_headers_say) {
  const std::string body(20000, ' ');
  const Fixed server("HTTP/1.1 200 OK\r\nContent-Type: text/json; charset=GBK\r\nETag: \"a1\"\r\nContent-Length: 20000\r\n"
                     "Connection: close\r\n\r\n" + body);
  kpi::DataSettings data;
  kpi::SourceSettings& source = data.sources["platform"];
  source.url = "http://127.0.0.1:" + std::to_string(server.port) + "/kpi";
  const Watched seen = watched(source);
  ASSERT_TRUE(seen.looks.contains("platform"));
  const kpi::HttpLook& look = seen.looks.at("platform");
  EXPECT_EQ(look.status, 200);
  EXPECT_EQ(look.version, "HTTP/1.1");
  EXPECT_EQ(look.content_type, "text/json; charset=GBK");
  EXPECT_EQ(look.etag, "\"a1\"");
  EXPECT_EQ(look.bytes, 20000u);
  EXPECT_EQ(look.fault, "");
  EXPECT_FALSE(look.redirected);
  const auto judged = judge_platform(data, seen.looks, {});
  const std::string text = conformance_text(judged, Language::en);
  EXPECT_THAT(text, HasSubstr("declares the charset gbk"));
  EXPECT_THAT(text, HasSubstr("gzip"));
  EXPECT_THAT(text, testing::Not(HasSubstr("neither ETag")));
}

TEST(PlatformLook, an_unknown_certificate_is_told_as_such) {
  const Fixed server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}", GUANGMU_SOURCE_DIR "/tests/data_verify/self_signed.pem");
  ASSERT_GT(server.port, 0);
  kpi::DataSettings data = kpi::test::declaration();
  data.sources["platform"].url = "https://127.0.0.1:" + std::to_string(server.port) + "/kpi";
  data.sources["platform"].every = Duration{0.2};
  const Watched seen = watched(data.sources["platform"]);
  ASSERT_TRUE(seen.looks.contains("platform"));
  EXPECT_TRUE(seen.looks.at("platform").bad_certificate) << seen.looks.at("platform").fault;
  EXPECT_EQ(seen.looks.at("platform").status, 0);
  EXPECT_THAT(conformance_text(verify_platform(data, 2, 10), {}), HasSubstr("证书不被信任"));
}

TEST(PlatformLook, only_what_is_polled_over_http_is_looked_at) {
  kpi::SourceSettings file, push;
  file.text = "{}";
  push.url = "http://127.0.0.1:1/events";
  push.push = kpi::Push::events;
  push.every = Duration{0.2};
  EXPECT_TRUE(watched(file).looks.empty());
  EXPECT_TRUE(watched(push).looks.empty());
}

}  // namespace
}  // namespace guangmu::tools
