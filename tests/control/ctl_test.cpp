// `guangmu ctl` against a real server.
#include "tools/ctl.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "control/wire/status_wire.h"
#include "tests/control/fake_wall.h"

namespace guangmu {
namespace {

struct Said {
  int code = -1;
  std::string out, err;
};

Said ctl(const std::string& to, std::vector<std::string> words, std::string token = "") {
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  Said said;
  said.code = tools::run_ctl({to, std::move(token), std::move(words)});
  said.out = testing::internal::GetCapturedStdout();
  said.err = testing::internal::GetCapturedStderr();
  return said;
}

TEST(Ctl, CommandsAndState) {
  control::ServerSettings settings{.listen = "127.0.0.1:0"};
  settings.tokens = {{"look", control::Role::viewer, "lobby"}};
  control::FakeWall wall(settings);

  const Said done = ctl(wall.address(), {"message", "欢迎", "来宾"});
  EXPECT_EQ(done.code, 0);
  EXPECT_THAT(done.out, testing::MatchesRegex("frame [0-9]+\n"));
  EXPECT_THAT(wall.applied(), testing::ElementsAre("ctl 127.0.0.1: message 欢迎 来宾"));

  const Said refused = ctl(wall.address(), {"take", "nowhere"});
  EXPECT_EQ(refused.code, 1);
  EXPECT_EQ(refused.err, "there is no scene nowhere\n");
  EXPECT_EQ(refused.out, "");
  EXPECT_EQ(ctl(wall.address(), {"fly", "away"}).code, 1);
  const Said viewer = ctl(wall.address(), {"cut"}, "look");
  EXPECT_EQ(viewer.code, 1);
  EXPECT_THAT(viewer.err, testing::HasSubstr("viewer"));
  EXPECT_EQ(ctl(wall.address(), {"state"}, "wrong").code, 1);

  const Said state = ctl(wall.address(), {"state"}, "look");
  EXPECT_EQ(state.code, 0);
  const auto parsed = wire::parse_status(state.out);
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(parsed->scene.program, "overview");
}

TEST(Ctl, NobodyThere) {
  std::string gone;
  {
    control::FakeWall wall;
    gone = wall.address();
  }
  for (const std::vector<std::string>& words : {std::vector<std::string>{"state"}, {"cut"}}) {
    const Said said = ctl(gone, words);
    EXPECT_EQ(said.code, 2);
    EXPECT_THAT(said.err, testing::AllOf(testing::HasSubstr(gone), testing::HasSubstr("guangmu show")));
  }
  EXPECT_EQ(ctl("no address at all", {"cut"}).code, 2);
  const Said empty = ctl(gone, {});
  EXPECT_EQ(empty.code, 1);
  EXPECT_THAT(empty.err, testing::HasSubstr("take [ID]"));
}

}  // namespace
}  // namespace guangmu
