// Why and course over the API: answered by the server's threads from what the wall gives them, whether frames come or not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "control/server.h"
#include "control/wire/why_wire.h"
#include "tests/control/client.h"
#include "tests/control/told_figures.h"

namespace guangmu::control {
namespace {

using testing::HasSubstr;

struct Served {
  CommandInbox inbox;
  StatusBoard board;
  PictureDesk desk;
  ToldFigures told;
  std::unique_ptr<Server> server;
  explicit Served(bool keeps) {
    auto started = Server::start({.listen = "127.0.0.1:0"}, inbox, board, desk, keeps ? &told : nullptr);
    if (!started) throw std::runtime_error(started.error().text);
    server = std::move(*started);
  }
};

TEST(HistoryHttp, WhyAndCourseAreAnsweredWithoutAFrame) {
  Served served(true);
  const int port = served.server->port();
  const auto why = ask(port, {.path = "/api/v1/why/users_total?at=2026-11-25T14:30:00%2B08:00"});
  ASSERT_EQ(why.status, 200) << why.body;
  const auto read = wire::parse_why(why.body);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->value, 10016);
  EXPECT_EQ(iso8601(read->at), "2026-11-25T14:30:00+08:00");
  const auto loose = wire::parse_why(ask(port, {.path = "/api/v1/why/users_total?at=2026-11-25T14:30:00+08:00"}).body);
  ASSERT_TRUE(loose.ok());
  EXPECT_EQ(iso8601(loose->at), "2026-11-25T14:30:00+08:00") << "a + that nobody escaped";
  const auto course = wire::parse_course(ask(port, {.path = "/api/v1/course/users_total?hours=2"}).body);
  ASSERT_TRUE(course.ok());
  EXPECT_EQ(course->to.us, 7'200'000'000);
  EXPECT_EQ(wire::parse_course(ask(port, {.path = "/api/v1/course/users_total"}).body)->to.us, 86'400'000'000);
}

TEST(HistoryHttp, WrongQuestionsAreToldInWords) {
  Served served(true);
  struct Case {
    const char* path;
    int status;
    const char* says;
  };
  for (const Case& c : {Case{"/api/v1/why/nobody", 404, "no metric"}, {"/api/v1/course/nobody", 404, "no metric"},
                        {"/api/v1/why/users_total?at=soon", 400, "expected a time"}, {"/api/v1/course/users_total?hours=0", 400, "hours"},
                        {"/api/v1/course/users_total?hours=nan", 400, "hours"}, {"/api/v1/course/users_total?hours=1e9", 400, "hours"},
                        {"/api/v1/why/", 404, "nothing here"}, {"/api/v1/why/a/b", 404, "nothing here"}}) {
    const auto answer = ask(served.server->port(), {.path = c.path});
    EXPECT_EQ(answer.status, c.status) << c.path;
    EXPECT_THAT(answer.body, HasSubstr(c.says)) << c.path;
  }
  Served keeps_none(false);
  EXPECT_EQ(ask(keeps_none.server->port(), {.path = "/api/v1/why/users_total"}).status, 503);
}

}  // namespace
}  // namespace guangmu::control
