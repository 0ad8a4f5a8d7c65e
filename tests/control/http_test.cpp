// The server over real HTTP on loopback, with a fake wall behind it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "control/wire/command_wire.h"
#include "control/wire/status_wire.h"
#include "tests/control/client.h"
#include "tests/control/fake_wall.h"

namespace guangmu::control {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

const std::vector<Token> tokens = {
    {"look", Role::viewer, "lobby"}, {"work", Role::operator_, "Li"}, {"fix", Role::technician, "Wang"}};

ServerSettings settings() {
  ServerSettings s;
  s.listen = "127.0.0.1:0";
  s.tokens = tokens;
  s.batches_per_s = 1e6;
  return s;
}

TEST(Http, ABatchIsAppliedOnOneFrameOrNotAtAll) {
  FakeWall wall(settings());
  const auto good = post_commands(wall.port(), {"take timeline", "mute on"}, {"User-Agent: guangmu-ctl"});
  EXPECT_EQ(good.status, 200);
  EXPECT_GT(wire::parse_command_reply(good.status, good.body).frame, 0u);
  EXPECT_THAT(wall.applied(), testing::ElementsAre("ctl 127.0.0.1: take timeline", "ctl 127.0.0.1: mute on"));

  const auto refused = post_commands(wall.port(), {"mute off", "take nowhere"});
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(wire::parse_command_reply(409, refused.body).errors,
            (std::vector<wire::CommandError>{{1, "there is no scene nowhere"}}));
  const auto unknown = post_commands(wall.port(), {"mute off", "fly away", "take"});
  EXPECT_EQ(unknown.status, 409);
  EXPECT_THAT(unknown.body, HasSubstr(R"("index":1)"));
  EXPECT_EQ(wall.applied().size(), 2u) << "nothing of a refused batch";
}

TEST(Http, ASceneStillLoadingAnswersLate) {
  FakeWall wall(settings());
  const auto late = post_commands(wall.port(), {"take slow"});
  EXPECT_EQ(late.status, 409);
  EXPECT_THAT(late.body, HasSubstr("still loading"));
}

TEST(Http, AWallThatStandsStillIsTold) {
  FakeWall wall(settings());
  EXPECT_EQ(ask(wall.port(), {.path = "/api/v1/state"}).status, 200);
  wall.stand_still();
  const auto silent = post_commands(wall.port(), {"take"});
  EXPECT_EQ(silent.status, 503);
  EXPECT_THAT(silent.body, HasSubstr("no frame answered"));
  EXPECT_EQ(ask(wall.port(), {.path = "/api/v1/program.jpg?w=64"}).status, 503);
  EXPECT_EQ(ask(wall.port(), {.path = "/healthz"}).status, 200);
}

TEST(Http, RolesAndTokens) {
  FakeWall wall(settings());
  struct Case {
    const char* token;
    const char* command;
    int status;
  };
  for (const Case& c : {Case{"look", "take timeline", 403}, Case{"work", "take timeline", 200},
                        Case{"work", "pattern cards", 403}, Case{"work", "adjust gamma.r 2.7", 403},
                        Case{"fix", "pattern cards", 200}, Case{"nobody", "take timeline", 401}})
    EXPECT_EQ(
        post_commands(wall.port(), {c.command}, {std::string("Authorization: Bearer ") + c.token}).status,
        c.status)
        << c.token << " " << c.command;
  EXPECT_THAT(wall.applied(), testing::ElementsAre("Li: take timeline", "Wang: pattern cards"));
  EXPECT_EQ(post_commands(wall.port(), {"mute on", "pattern cards"}, {"Authorization: Bearer work"}).status,
            403);
  EXPECT_EQ(wall.applied().size(), 2u);
  for (const char* path : {"/api/v1/state", "/metrics", "/api/v1/openapi.json", "/api/v1/program.jpg?w=64"}) {
    EXPECT_EQ(ask(wall.port(), {.path = path, .headers = {"Authorization: Bearer look"}}).status, 200)
        << path;
    EXPECT_EQ(ask(wall.port(), {.path = path, .headers = {"Authorization: Bearer nobody"}}).status, 401)
        << path;
    EXPECT_EQ(ask(wall.port(), {.path = path, .headers = {"Host: evil.example"}}).status, 401) << path;
  }
}

TEST(Http, PagesOfOtherHostsAreRefused) {
  FakeWall wall(settings());
  const std::string own = "Origin: http://127.0.0.1:" + std::to_string(wall.port());
  EXPECT_EQ(post_commands(wall.port(), {"mute on"}, {own}).status, 200);
  EXPECT_EQ(post_commands(wall.port(), {"mute on"}, {"Origin: https://evil.example"}).status, 403);
  EXPECT_EQ(post_commands(wall.port(), {"mute on"}, {"Origin: null"}).status, 403);
  const std::string body = wire::commands_json({"mute on"});
  EXPECT_EQ(ask(wall.port(), {"POST", "/api/v1/commands", {own, "Content-Type: text/plain"}, body}).status,
            403);
  EXPECT_EQ(ask(wall.port(), {"GET", "/api/v1/state", {"Origin: https://evil.example"}}).status, 403);
  EXPECT_EQ(wall.applied().size(), 1u);
}

TEST(Http, BadInput) {
  FakeWall wall(settings());
  const auto post = [&](const std::string& body) {
    return ask(wall.port(), {"POST", "/api/v1/commands", {"Content-Type: application/json"}, body}).status;
  };
  for (const char* body : {"{", "[]", "{}", "take", "\xff\xfe", R"({"commands": "take"})",
                           R"({"commands": []})", R"({"commands": [3]})", R"({"command": ["take"]})"})
    EXPECT_EQ(post(body), 400) << body;
  EXPECT_EQ(post(std::string(20000, '[')), 400) << "deep nesting";
  EXPECT_EQ(ask(wall.port(), {"POST", "/api/v1/commands"}).status, 400) << "no body";
  EXPECT_EQ(post(std::string(64 * 1024 + 1, ' ')), 413);
  EXPECT_EQ(post(std::string(3 * 1024 * 1024, 'x')), 413);
  EXPECT_EQ(post(wire::commands_json({"message " + std::string(64 * 1024 - 64, 'x')})), 409)
      << "fits, but is no message";

  struct Case {
    const char* method;
    const char* path;
    int status;
  };
  for (const Case& c : {Case{"GET", "/api/v1/commands", 405},
                        Case{"PUT", "/api/v1/commands", 405},
                        Case{"DELETE", "/api/v1/state", 405},
                        Case{"POST", "/metrics", 405},
                        Case{"POST", "/", 405},
                        Case{"OPTIONS", "/api/v1/commands", 405},
                        Case{"GET", "/api/v1/nothing", 404},
                        Case{"GET", "/api/v1", 404},
                        Case{"GET", "/index.html", 404},
                        Case{"GET", "/../../etc/passwd", 404},
                        Case{"GET", "/%2e%2e/%2e%2e/etc/passwd", 404},
                        Case{"GET", "/api/v1/scenes/../program.jpg", 404},
                        Case{"GET", "/api/v1/scenes/.jpg", 404},
                        Case{"GET", "/api/v1/scenes/a%2fb.jpg", 404},
                        Case{"GET", "/api/v1/scenes/nowhere.jpg", 404},
                        Case{"GET", "/api/v1/program.jpg?w=0", 400},
                        Case{"GET", "/api/v1/program.jpg?w=15", 400},
                        Case{"GET", "/api/v1/program.jpg?w=2305", 400},
                        Case{"GET", "/api/v1/program.jpg?w=-64", 400},
                        Case{"GET", "/api/v1/program.jpg?w=64px", 400},
                        Case{"GET", "/api/v1/program.jpg?w=", 400},
                        Case{"GET", "/api/v1/program.jpg?w=99999999999999999999", 400},
                        Case{"GET", "/api/v1/events", 426},
                        Case{"HEAD", "/api/v1/state", 200}}) {
    EXPECT_EQ(ask(wall.port(), {c.method, c.path}).status, c.status) << c.method << " " << c.path;
  }
  EXPECT_THAT(ask(wall.port(), {.path = "/", .headers = {"X: " + std::string(100000, 'x')}}).status,
              testing::AnyOf(0, 400, 413, 431));
  for (const char* raw :
       {"\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\x16\x03\x01\x02garbage\r\n\r\n"})
    EXPECT_NE(send_raw(wall.port(), raw).status, 200) << raw;
  EXPECT_EQ(ask(wall.port(), {.path = "/healthz"}).status, 200) << "after all that";
  EXPECT_TRUE(wall.applied().empty());
}

TEST(Http, TooManyBatches) {
  ServerSettings s = settings();
  s.batches_per_s = 2;
  FakeWall wall(s);
  std::multiset<int> seen;
  for (int i = 0; i < 12; ++i) seen.insert(post_commands(wall.port(), {"mute on"}).status);
  EXPECT_GE(seen.count(200), 2u);
  EXPECT_GE(seen.count(429), 1u);
  EXPECT_EQ(seen.count(200) + seen.count(429), 12u);
}

TEST(Http, StateFiguresAndPage) {
  FakeWall wall(settings());
  EXPECT_EQ(wall.states_made(), 0) << "no state is made while nobody looks";
  const auto state = ask(wall.port(), {.path = "/api/v1/state"});
  EXPECT_EQ(state.status, 200);
  EXPECT_EQ(state.type, "application/json");
  const auto parsed = wire::parse_status(state.body);
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(parsed->scene.program, "overview");

  const auto metrics = ask(wall.port(), {.path = "/metrics"});
  EXPECT_THAT(metrics.type, StartsWith("text/plain"));
  for (const char* line :
       {"# TYPE guangmu_frames_total counter\n", "guangmu_source_errors_total{source=\"platform\"} 2\n",
        "guangmu_stage_ms{stage=\"paint\"} 1.5\n",
        "guangmu_metric_value{metric=\"users_total\",unit=\"户\"} 10016\n",
        "guangmu_faults{room=\"kpi\",severity=\"fault\"} 1\n", "guangmu_brightness 1\n",
        "guangmu_metric_freshness{metric=\"users_total\",freshness=\"never\"} 1\n"})
    EXPECT_THAT(metrics.body, HasSubstr(line));

  const auto page = ask(wall.port(), {.path = "/"});
  EXPECT_THAT(page.type, StartsWith("text/html"));
  EXPECT_THAT(page.body, HasSubstr("</html>"));
  EXPECT_THAT(page.body, testing::Not(HasSubstr("https://"))) << "one self-contained file";
}

TEST(Http, TheDescriptionNamesWhatIsThere) {
  FakeWall wall(settings(), FakeWall::Past::kept);
  const auto doc = nlohmann::json::parse(ask(wall.port(), {.path = "/api/v1/openapi.json"}).body);
  EXPECT_EQ(doc["openapi"], "3.1.0");
  for (const auto& [path, operations] : doc["paths"].items()) {
    std::string real = path;
    if (const auto at = real.find("{id}"); at != std::string::npos) real.replace(at, 4, "overview");
    if (const auto at = real.find("{metric}"); at != std::string::npos) real.replace(at, 8, "users_total");
    for (const auto& [method, unused] : operations.items()) {
      std::string upper = method;
      std::transform(upper.begin(), upper.end(), upper.begin(),
                     [](char c) { return static_cast<char>(c - 32); });
      const int status = ask(wall.port(), {upper, real}).status;
      EXPECT_TRUE(status != 404 && status != 405 && status != 0) << method << " " << path << ": " << status;
    }
  }
  EXPECT_THAT(doc["paths"]["/api/v1/commands"]["post"]["description"].get<std::string>(),
              HasSubstr("tour goto STEP"));
}

TEST(Http, PicturesAreMadeWhenAskedFor) {
  FakeWall wall(settings());
  EXPECT_EQ(wall.pictures_made(), 0);
  const auto picture = ask(wall.port(), {.path = "/api/v1/program.jpg?w=320"});
  EXPECT_EQ(picture.status, 200);
  EXPECT_EQ(picture.type, "image/jpeg");
  EXPECT_THAT(picture.body, StartsWith("\xff\xd8\xff"));
  EXPECT_EQ(ask(wall.port(), {.path = "/api/v1/preview.jpg"}).status, 200);
  EXPECT_EQ(ask(wall.port(), {.path = "/api/v1/scenes/overview.jpg?w=64"}).status, 200);
  const auto none = ask(wall.port(), {.path = "/api/v1/scenes/timeline.jpg?w=64"});
  EXPECT_EQ(none.status, 404);
  EXPECT_THAT(none.body, HasSubstr("not loaded"));
  EXPECT_EQ(wall.pictures_made(), 3);
}

TEST(Http, EightClientsAtTheSameTime) {
  FakeWall wall(settings());
  std::atomic<int> good{0};
  std::vector<std::thread> clients;
  for (int client = 0; client < 8; ++client)
    clients.emplace_back([&, client] {
      for (int i = 0; i < 6; ++i) {
        good += post_commands(wall.port(), {"brightness 0." + std::to_string(client + 1)}).status == 200;
        good += ask(wall.port(), {.path = "/api/v1/state"}).status == 200;
        good += ask(wall.port(), {.path = "/api/v1/program.jpg?w=128"}).status == 200;
      }
    });
  for (auto& each : clients) each.join();
  EXPECT_EQ(good, 8 * 6 * 3);
  EXPECT_EQ(wall.applied().size(), 8u * 6u);
}

TEST(Http, AnAddressThatCannotBeHadIsNamed) {
  FakeWall wall(settings());
  CommandInbox inbox;
  StatusBoard board;
  PictureDesk desk;
  const auto taken = Server::start({.listen = wall.address()}, inbox, board, desk);
  ASSERT_FALSE(taken.ok());
  EXPECT_EQ(taken.error().blame, Blame::machine);
  EXPECT_THAT(taken.error().text, HasSubstr(wall.address()));
  for (const char* none :
       {"", "7430", ":7430", "127.0.0.1:", "127.0.0.1:99999", "127.0.0.1:x", "somewhere:7430"}) {
    const auto wrong = Server::start({.listen = none}, inbox, board, desk);
    ASSERT_FALSE(wrong.ok()) << none;
    EXPECT_EQ(wrong.error().blame, Blame::user) << none;
  }
}

}  // namespace
}  // namespace guangmu::control
