// Exit codes and messages of the command line: 0 done, 1 the user's files and arguments, 2 the machine, never a crash.
#include <gtest/gtest.h>

#include <fstream>

#include "tests/app/wall.h"

namespace guangmu::testing {
namespace {

std::string lanzhou() {
  return std::string(GUANGMU_SOURCE_DIR) + "/config/exhibits/lanzhou";
}

TEST(CommandLine, SaysWhatIsWrongAndWhoseItIs) {
  struct Case {
    std::vector<std::string> argv;
    int code;
    const char* says;
  };
  for (const Case& c : {
           Case{{"guangmu", "check", lanzhou()}, 0, ""},
           Case{{"guangmu", "check", "/no/such/exhibit"}, 1, "/no/such/exhibit"},
           Case{{"guangmu", "show", "/no/such/exhibit", "--headless"}, 1, "/no/such/exhibit"},
           Case{{"guangmu", "show", lanzhou(), "--headless", "--scene", "overveiw", "--seconds", "1", "--listen", "127.0.0.1:0"}, 1, "overview"},
           Case{{"guangmu", "show", lanzhou(), "--size", "wide"}, 1, "WIDTHxHEIGHT"},
           Case{{"guangmu", "render", lanzhou(), "--scene", "nowhere", "-o", "/tmp/never.png"}, 1, "nowhere"},
           Case{{"guangmu", "render", lanzhou(), "--scene", "overview", "--clock", "noon", "-o", "/tmp/never.png"}, 1, "noon"},
           Case{{"guangmu", "render", lanzhou(), "--scene", "hold", "-o", "/no/such/folder/a.png"}, 1, "/no/such/folder/a.png"},
           Case{{"guangmu", "led", "pattern", lanzhou(), "plaid", "-o", "/tmp/never.png"}, 1, "plaid"},
           Case{{"guangmu", "ctl", "--to", "127.0.0.1:9", "state"}, 2, "127.0.0.1:9"},
           Case{{"guangmu", "data", "explore", "http://127.0.0.1:1/kpi"}, 2, "nothing listens"},
           Case{{"guangmu", "data", "explore", "http://wall:secret@127.0.0.1:1/kpi"}, 2, "guangmu: http://127.0.0.1:1/kpi: "},
           Case{{"guangmu", "data", "explore", "http://no-such-host.invalid/kpi"}, 2, "name"},
           Case{{"guangmu", "data", "explore", "/no/such/file.json"}, 1, "/no/such/file.json"},
           Case{{"guangmu", "data", "explore", "ftp://127.0.0.1/kpi"}, 1, "http://"},
           Case{{"guangmu", "data", "explore", "http://127.0.0.1:1/kpi", "--header", "nothing"}, 1, "Name: value"},
           Case{{"guangmu", "data", "explore", lanzhou() + "/data.yaml"}, 1, "no acceptable"},
           Case{{"guangmu", "data", "explore", "/no/such/exhibit", "platform"}, 1, "/no/such/exhibit"},
           Case{{"guangmu", "data", "explore", lanzhou(), "platfrom"}, 1, "no source \"platfrom\"; expected platform"},
           Case{{"guangmu", "data", "explore", lanzhou(), "platform", "--header", "A: b"}, 1, "as data.yaml declares it"},
           Case{{"guangmu", "data", "explore", lanzhou(), "platform", "--force", "-o", lanzhou() + "/data.yaml"}, 1, "write over the source itself"},
           Case{{"guangmu", "data"}, 1, "explore"},
           Case{{"guangmu", "dance"}, 1, "dance"},
           Case{{"guangmu"}, 1, ""},
           Case{{"guangmu", "--help"}, 0, "show"},
       }) {
    const Finished done = run(c.argv);
    std::string line;
    for (const auto& word : c.argv) line += word + " ";
    EXPECT_EQ(done.exit_code, c.code) << line << "\n" << done.out << done.err;
    EXPECT_NE((done.out + done.err).find(c.says), std::string::npos) << line << "\n" << done.out << done.err;
  }
}

TEST(CommandLine, WithoutADisplayTheWallSaysSoAndEnds) {
  const Finished done = run({"guangmu", "show", lanzhou(), "--size", "640x400", "--listen", "127.0.0.1:0"},
                            {"SDL_VIDEODRIVER=x11", "DISPLAY=:9876", "WAYLAND_DISPLAY="});
  EXPECT_EQ(done.exit_code, 2) << done.out << done.err;
  EXPECT_NE(done.err.find("--headless"), std::string::npos) << done.err;
}

TEST(CommandLine, APortThatIsTakenIsNamed) {
  const int port = free_port();
  const ScratchFolder site;
  Process other({"/usr/bin/python3", "-m", "http.server", std::to_string(port), "--bind", "127.0.0.1", "--directory", site.path()});
  ASSERT_TRUE(eventually([&] { return http_get("http://127.0.0.1:" + std::to_string(port) + "/").status == 200; }));
  const std::string address = "127.0.0.1:" + std::to_string(port);
  for (const auto& argv : {std::vector<std::string>{"guangmu", "show", lanzhou(), "--headless", "--no-audio", "--listen", address},
                           std::vector<std::string>{"guangmu", "platform", lanzhou(), "--listen", address}}) {
    const Finished done = run(argv);
    EXPECT_EQ(done.exit_code, 2) << done.out << done.err;
    EXPECT_NE(done.err.find(address), std::string::npos) << done.err;
  }
}

TEST(CommandLine, CheckTellsEveryMistakeWithItsPlace) {
  const SmallExhibit exhibit(7440);
  exhibit.replace("data.yaml", "kind: counter", "knid: counter");
  exhibit.replace("wall.yaml", "pitch_mm: 1.6667", "pitch_mm: wide");
  exhibit.replace("exhibit.yaml", "{scene: timeline", "{scene: timelien");
  const Finished done = run({"guangmu", "check", exhibit.path()});
  EXPECT_EQ(done.exit_code, 1);
  for (const char* part : {"data.yaml:", "knid", "kind", "wall.yaml:", "pitch_mm"}) EXPECT_NE(done.out.find(part), std::string::npos) << part << "\n" << done.out;
  EXPECT_NE(done.out.find(": error: "), std::string::npos);
  // Names that cross rooms are told once the files themselves are right.
  const SmallExhibit crossed(7440);
  crossed.replace("exhibit.yaml", "{scene: timeline", "{scene: timelien");
  const Finished names = run({"guangmu", "check", crossed.path()});
  EXPECT_EQ(names.exit_code, 1);
  EXPECT_NE(names.out.find("did you mean \"timeline\""), std::string::npos) << names.out;
}

// Reading the history asks nobody: what a source signs in with may be unknown in this shell.
TEST(CommandLine, TheHistoryIsReadWithoutTheSecretsOfTheSources) {
  const SmallExhibit exhibit(7440);
  exhibit.replace("data.yaml", "every: 200ms, timeout: 1s",
                  "every: 200ms, timeout: 1s, proxy: \"${SURELY_NOT_SET_PROXY}\", auth: {kind: oauth2, token_url: \"${SURELY_NOT_SET_URL}\", "
                  "client_id: wall, client_secret: \"${file:/no/such/secret}\"}");
  const ScratchFolder folder;
  EXPECT_EQ(run({"guangmu", "check", exhibit.path()}).exit_code, 1) << "the wall needs them";
  const Finished why = run({"guangmu", "data", "why", exhibit.path(), "users_total"});
  EXPECT_EQ(why.exit_code, 0) << why.err;
  EXPECT_NE(why.out.find("users_total"), std::string::npos) << why.out;
  // No history: that, and not a secret, is what export and backup miss.
  const Finished exported = run({"guangmu", "data", "export", exhibit.path(), "--state", folder.path(), "-o", folder.file("a.csv")});
  EXPECT_EQ(exported.err.find("SURELY_NOT_SET"), std::string::npos) << exported.err;
  EXPECT_NE(exported.err.find("history"), std::string::npos) << exported.err;
  const Finished copied = run({"guangmu", "data", "backup", exhibit.path(), "--state", folder.path(), "-o", folder.file("a.db")});
  EXPECT_EQ(copied.err.find("SURELY_NOT_SET"), std::string::npos) << copied.err;
}

TEST(CommandLine, RenderGivesTheSameBytesTwice) {
  const ScratchFolder folder;
  for (const char* name : {"a.png", "b.png"}) {
    const Finished done = run({"guangmu", "render", lanzhou(), "--scene", "hold", "--at", "3", "-o", folder.file(name)});
    ASSERT_EQ(done.exit_code, 0) << done.err;
  }
  const auto bytes = [&](const char* name) {
    std::ifstream in(folder.file(name), std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  EXPECT_GT(bytes("a.png").size(), 1000u);
  EXPECT_EQ(bytes("a.png"), bytes("b.png"));
}

}  // namespace
}  // namespace guangmu::testing
