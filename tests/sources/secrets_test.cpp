// No secret of a source leaves the wall, but to the source itself: not in the log, a status or an error.
#include "kpi/fetch/secrets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/log.h"
#include "kpi/board.h"
#include "server.h"
#include "watch.h"

namespace guangmu::kpi::test {
namespace {

const std::vector<std::string> secrets = {"pass-of-user", "pass-of-url",    "query-of-url", "token-of-bearer",
                                          "client-word",  "hmac-word",      "key-word",     "header-word",
                                          "proxy-word",   "given-by-platform"};

std::string text_of(const Snapshot& s) {
  std::string all = s.history_fault;
  for (const auto& [id, source] : s.sources) {
    all += "\n" + id + " " + source.url + " " + source.fault;
    for (const auto& line : source.refused) all += "\n" + line;
  }
  for (const auto& [id, metric] : s.metrics) all += "\n" + id + " " + metric.refused;
  return all;
}

DataSettings every_kind(const std::string& base, const std::string& token_url, int closed_port) {
  DataSettings d;
  const auto add = [&](const std::string& id, const std::string& url) -> SourceSettings& {
    SourceSettings& s = d.sources[id] = source(url);
    s.timeout = {1};
    MetricSettings& m = d.metrics[id];
    m.source = id;
    m.at = "/n";
    return s;
  };
  const std::string with_user = "http://wall:pass-of-url@" + base.substr(7) + "kpi?key=query-of-url";
  add("by_url", with_user);
  add("moved", with_user + "&moved=1");
  auto& basic = add("basic", base).auth;
  basic.kind = AuthKind::basic;
  basic.user = "wall";
  basic.password = "pass-of-user";
  auto& bearer = add("bearer", base).auth;
  bearer.kind = AuthKind::bearer;
  bearer.token = "token-of-bearer";
  for (const char* id : {"oauth2", "oauth2_closed"}) {
    auto& oauth2 = add(id, base).auth;
    oauth2.kind = AuthKind::oauth2;
    oauth2.token_url = id == std::string("oauth2") ? token_url : "http://127.0.0.1:1/?key=query-of-url";
    oauth2.client_id = "wall";
    oauth2.client_secret = "client-word";
  }
  auto& hmac = add("hmac", base).auth;
  hmac.kind = AuthKind::hmac;
  hmac.secret = "hmac-word";
  hmac.headers = {{"X-Sign", "{signature}"}};
  auto& tls = add("tls", base).tls;
  tls.certificate = tls.key = "/nowhere.pem";
  tls.key_password = "key-word";
  add("header", base).headers["X-Token"] = "Bearer header-word";
  add("proxy", "http://platform.test/").proxy = "http://wall:proxy-word@127.0.0.1:" + std::to_string(closed_port);
  add("bad_proxy", "http://platform.test/").proxy = "nonsense://wall:proxy-word@127.0.0.1:1";
  add("nonsense", "http://wall:pass-of-url@[bad/?key=query-of-url");
  auto& socket = add("socket", "ws://wall:pass-of-url@" + base.substr(7) + "live?key=query-of-url");
  socket.push = Push::websocket;
  auto& events = add("events", with_user);
  events.push = Push::events;
  return d;
}

TEST(Secrets, stand_in_no_log_and_no_snapshot) {
  const Folder folder;
  ASSERT_TRUE(log::open_file(folder.path("wall.log")));
  log::set_level(log::Level::debug);
  // Refuses everything, and sends back what it was told.
  const Server server([](const Asked& a) {
    if (a.path == "/token") return ok(R"({"access_token":"given-by-platform"})");
    if (a.query.find("moved") != a.query.npos) return redirect("http://x:pass-of-url@other.test/?key=query-of-url");
    return status(401, "", a.query + a.header("authorization"));
  });
  int closed = 0;
  {
    const Server gone([](const Asked&) { return ok("{}"); });
    closed = gone.port();
  }
  const DataSettings settings = every_kind(server.url("/"), server.url("/token"), closed);
  Board board(settings, {.state_dir = folder.path("state"), .clock = {}, .seed = 1});
  board.start();
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  const auto all_told = [&] {
    const SnapshotPtr now = board.snapshot();  // held while it is walked
    for (const auto& [id, s] : now->sources)
      if (s.fault.empty()) return false;
    return true;
  };
  while (!all_told() && std::chrono::steady_clock::now() < deadline)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_TRUE(all_told());
  board.stop();
  log::flush();
  std::ostringstream written;
  written << std::ifstream(folder.path("wall.log")).rdbuf();
  const std::string snapshot = text_of(*board.snapshot());
  for (const auto& [id, s] : settings.sources) {
    EXPECT_THAT(snapshot, testing::HasSubstr(id));
    EXPECT_THAT(written.str(), testing::HasSubstr("source " + id));
  }
  for (const auto& secret : secrets) {
    EXPECT_THAT(written.str(), testing::Not(testing::HasSubstr(secret)));
    EXPECT_THAT(snapshot, testing::Not(testing::HasSubstr(secret)));
  }
}

TEST(Secrets, are_hidden_as_written_and_encoded) {
  SourceSettings s = source("http://wall:p%40ss-word@a.test/?key=k%26y-word");
  s.headers["Authorization"] = "Bearer abc/def";
  s.headers["Accept"] = "text/csv";
  s.proxy = "http://u:prox-y@b.test";
  const Secrets hider(s);
  EXPECT_EQ(hider.hidden("p@ss-word p%40ss-word k%26y-word abc/def abc%2Fdef prox-y text/csv"),
            "*** *** *** *** *** *** text/csv");
}

TEST(Secrets, stand_in_no_complaint_about_settings) {
  SourceSettings s;
  s.url = "htp://wall:pass-of-url@a.test/kpi?key=query-of-url";
  fields::Complaints c;
  s.check(c);
  ASSERT_FALSE(c.list().empty());
  for (const auto& complaint : c.list()) {
    EXPECT_THAT(complaint.text, testing::Not(testing::HasSubstr("pass-of-url")));
    EXPECT_THAT(complaint.text, testing::Not(testing::HasSubstr("query-of-url")));
  }
  s.url = "https://wall:p@ss@a.test:8443/kpi/@x?key=1#f";
  EXPECT_EQ(s.shown_address(), "https://a.test:8443/kpi/@x");
}

}  // namespace
}  // namespace guangmu::kpi::test
