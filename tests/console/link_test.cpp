// The console's line to the wall, against the wall's real server.
#include "console/inquiry.h"
#include "console/link.h"

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <thread>

#include "tests/control/fake_wall.h"

namespace guangmu::console {
namespace {

using namespace std::chrono_literals;

bool eventually(const std::function<bool()>& done) {
  for (int i = 0; i < 1000; ++i) {
    if (done()) return true;
    std::this_thread::sleep_for(10ms);
  }
  return done();
}

bool connected(const Link& link) {
  return link.view().state == LinkState::connected;
}

// A line that is closed while states arrive must not wait for its own reader; were it so, this test would
// never end.
TEST(Link, EndsWhileTheWallSpeaks) {
  control::FakeWall wall;
  for (int i = 0; i < 5; ++i) {
    Link link(wall.address(), "", [] {});
    ASSERT_TRUE(eventually([&] { return connected(link); }));
  }
}

TEST(Link, EndsWithoutAWall) {
  std::string address;
  {
    control::FakeWall wall;
    address = wall.address();
  }
  Link link(address, "", [] {});
  ASSERT_TRUE(eventually([&] { return !link.view().problem.empty(); }));
  EXPECT_EQ(link.view().state, LinkState::searching);
}

TEST(Link, NoticesThatTheWallWentAndFindsTheNextOne) {
  auto wall = std::make_unique<control::FakeWall>();
  const std::string address = wall->address();
  Link link(address, "", [] {});
  ASSERT_TRUE(eventually([&] { return connected(link); }));
  wall.reset();
  ASSERT_TRUE(eventually([&] { return link.view().state == LinkState::lost; }));
  control::FakeWall next({.listen = address});
  EXPECT_TRUE(eventually([&] { return connected(link); }));
}

TEST(Link, CarriesACommandAndItsAnswer) {
  control::FakeWall wall;
  Link link(wall.address(), "", [] {});
  ASSERT_TRUE(eventually([&] { return connected(link); }));
  const std::uint64_t ticket = link.send({"take timeline"});
  std::vector<Answer> answers;
  ASSERT_TRUE(eventually([&] {
    for (Answer& a : link.take_answers()) answers.push_back(std::move(a));
    return !answers.empty();
  }));
  EXPECT_EQ(answers[0].ticket, ticket);
  EXPECT_EQ(answers[0].kind, Answer::Kind::applied) << answers[0].reason;
  EXPECT_GT(answers[0].frame, 0u);
}

TEST(Link, SignsACommandWithTheOperatorsName) {
  control::FakeWall wall;
  Link link(wall.address(), "", [] {});
  ASSERT_TRUE(eventually([&] { return connected(link); }));
  link.sign("王敏");
  link.send({"take timeline"});
  ASSERT_TRUE(eventually([&] { return !wall.applied().empty(); }));
  EXPECT_EQ(wall.applied().front(), "王敏: take timeline");
}

// A wall without history says so, about the figure and about its course; so does one that is gone.
TEST(Inquiry, BringsTheReasonWhereThereIsNoAnswer) {
  control::FakeWall wall;
  Inquiry inquiry(wall.address(), "", [] {});
  std::vector<Inquired> answers;
  const auto both = [&] {
    for (Inquired& a : inquiry.take()) answers.push_back(std::move(a));
    return answers.size() >= 2;
  };
  inquiry.wish("users_total", {"loans"});
  ASSERT_TRUE(eventually(both));
  EXPECT_EQ(answers[0].metric, "users_total");
  EXPECT_EQ(answers[0].about, Inquired::About::why);
  EXPECT_EQ(answers[1].metric, "loans");
  EXPECT_EQ(answers[1].about, Inquired::About::course);
  for (const Inquired& a : answers) EXPECT_NE(a.problem.find("history"), std::string::npos) << a.problem;
  wall.stop_server();
  answers.clear();
  inquiry.wish("applied", {"granted"});
  ASSERT_TRUE(eventually(both));
  for (const Inquired& a : answers) EXPECT_FALSE(a.problem.empty() || a.why || a.course);
}

}  // namespace
}  // namespace guangmu::console
