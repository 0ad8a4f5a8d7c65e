// Who may do what.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "control/access.h"
#include "control/rate_limit.h"

namespace guangmu::control {
namespace {

const std::vector<Token> tokens = {
    {"look", Role::viewer, "lobby"}, {"work", Role::operator_, "Li"}, {"", Role::technician, "hole"}};

struct Case {
  const char* what;
  Sender sender;
  int denied;  // 0: let in
  Role role = Role::viewer;
  const char* by = "";
};

TEST(Access, WhoIsLetIn) {
  const Case cases[] = {
      {"loopback",
       {"127.0.0.1", "", "127.0.0.1:7430", "", "curl/7.88"},
       0,
       Role::technician,
       "curl 127.0.0.1"},
      {"loopback by name",
       {"127.0.0.1", "", "LocalHost:7430", "", ""},
       0,
       Role::technician,
       "console 127.0.0.1"},
      {"loopback, version 6", {"::1", "", "[::1]:7430", "", "guangmu-ctl"}, 0, Role::technician, "ctl ::1"},
      {"a browser",
       {"127.0.0.1", "", "127.0.0.1", "", "Mozilla/5.0 (X11)"},
       0,
       Role::technician,
       "tablet 127.0.0.1"},
      {"a foreign name that points here", {"127.0.0.1", "", "evil.example:7430", "", ""}, 401},
      {"another machine", {"192.168.1.20", "", "192.168.1.5:7430", "", ""}, 401},
      {"it claims to be here", {"192.168.1.20", "", "127.0.0.1:7430", "", ""}, 401},
      {"its token", {"192.168.1.20", "Bearer work", "", "", ""}, 0, Role::operator_, "Li"},
      {"scheme in small letters", {"192.168.1.20", "bearer look", "", "", ""}, 0, Role::viewer, "lobby"},
      {"a token counts before the address",
       {"127.0.0.1", "Bearer look", "", "", ""},
       0,
       Role::viewer,
       "lobby"},
      {"a wrong token, here too", {"127.0.0.1", "Bearer wrong", "", "", ""}, 401},
      {"part of a token", {"192.168.1.20", "Bearer wor", "", "", ""}, 401},
      {"a longer token", {"192.168.1.20", "Bearer workwork", "", "", ""}, 401},
      {"an empty token", {"192.168.1.20", "Bearer ", "", "", ""}, 401},
      {"another scheme", {"192.168.1.20", "Basic d29yaw==", "", "", ""}, 401},
      {"an agent with bad characters",
       {"127.0.0.1", "", "", "", "<script>"},
       0,
       Role::technician,
       "console 127.0.0.1"},
  };
  for (const Case& each : cases) {
    const auto [access, denial] = admit(each.sender, tokens);
    ASSERT_EQ(access.has_value(), each.denied == 0) << each.what;
    if (access) {
      EXPECT_EQ(access->role, each.role) << each.what;
      EXPECT_EQ(access->by, each.by) << each.what;
    } else {
      EXPECT_EQ(denial.http_status, each.denied) << each.what;
      EXPECT_FALSE(denial.text.empty()) << each.what;
    }
  }
}

TEST(Access, PagesFromElsewhere) {
  const auto elsewhere = [](std::string_view origin) {
    return from_elsewhere({"127.0.0.1", "", "127.0.0.1:7430", origin, ""});
  };
  EXPECT_FALSE(elsewhere(""));
  EXPECT_FALSE(elsewhere("http://127.0.0.1:7430"));
  for (const char* origin :
       {"http://127.0.0.1", "http://127.0.0.1:7431", "https://evil.example", "null", "file://"})
    EXPECT_TRUE(elsewhere(origin)) << origin;
}

TEST(Access, OnlyTechniciansTouchTheWallItself) {
  for (const char* text : {"pattern cards", "pattern off", "profile apply night", "profile confirm",
                           "profile save night", "profile split a b", "profile split off", "profile swap",
                           "adjust gamma.r 2.7", "adjust undo", "point card 3", "point off",
                           "verify start", "verify answer cards.lit yes", "verify stop"})
    EXPECT_EQ(role_for(*show::parse_command(text)), Role::technician) << text;
  for (const char* text : {"take", "blackout on", "brightness 0.5", "tour start welcome", "emergency out"})
    EXPECT_EQ(role_for(*show::parse_command(text)), Role::operator_) << text;
}

TEST(RateLimit, HoldsOneSecondsWorthForEachClient) {
  RateLimit limit(1e-6);  // fills so slowly that the test's own time does not count
  EXPECT_FALSE(limit.allow("a"));
  RateLimit three(3);
  int allowed = 0;
  for (int i = 0; i < 3; ++i) allowed += three.allow("a");
  EXPECT_EQ(allowed, 3);
  EXPECT_TRUE(three.allow("b")) << "one client does not use up another's";
}

}  // namespace
}  // namespace guangmu::control
