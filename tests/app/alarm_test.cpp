// An alarm of a running wall, received: with the secret of its header filled in, and that secret nowhere
// else.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>

#include "tests/app/wall.h"

namespace guangmu::testing {
namespace {

// Answers every POST with 204 and writes its head and body to a file.
constexpr const char* receiver = R"(
import http.server, sys
class Hook(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers['Content-Length']))
        with open(sys.argv[2], 'ab') as out: out.write(str(self.headers).encode() + body + b'\n')
        self.send_response(204)
        self.end_headers()
http.server.HTTPServer(('127.0.0.1', int(sys.argv[1])), Hook).serve_forever()
)";

std::string content_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Alarm, CarriesTheSecretOfItsHeaderAndShowsItNowhere) {
  const ScratchFolder folder;
  const int port = free_port();
  Process hook({"/usr/bin/python3", "-c", receiver, std::to_string(port), folder.file("received")});
  const SmallExhibit exhibit(free_port());  // nobody listens there: an alarm is due at once
  exhibit.write("hook_secret", "open-sesame-42\n");
  ASSERT_EQ(chmod(exhibit.file("hook_secret").c_str(), 0600), 0);
  exhibit.write(
      "data.yaml",
      exhibit.read("data.yaml") + "\nalarms:\n  - {webhook: \"http://127.0.0.1:" + std::to_string(port) +
          "/hook\", on: [source], after: 0s, headers: {X-Token: \"Bearer ${file:hook_secret}\"}}\n");
  ASSERT_TRUE(eventually([&] {
    return http_get("http://127.0.0.1:" + std::to_string(port) + "/").status != 0;
  })) << hook.output();
  RunningWall wall(exhibit.path(), {"--size", "576x360"});
  ASSERT_TRUE(wall.answers()) << wall.process().output();
  ASSERT_TRUE(
      eventually([&] { return !content_of(folder.file("received")).empty(); }, std::chrono::seconds(40)))
      << wall.process().output();
  EXPECT_NE(content_of(folder.file("received")).find("X-Token: Bearer open-sesame-42"), std::string::npos)
      << content_of(folder.file("received"));
  EXPECT_EQ(wall.state().dump().find("open-sesame"), std::string::npos);
  wall.process().signal(15);
  EXPECT_EQ(wall.process().finish().exit_code, 0);
  EXPECT_EQ(wall.process().output().find("open-sesame"), std::string::npos) << wall.process().output();
}

}  // namespace
}  // namespace guangmu::testing
