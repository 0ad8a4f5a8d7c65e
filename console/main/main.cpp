// guangmu-console: the command line of the operator's console.
#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>

#include "base/version.h"
#include "console/program.h"

int main(int argc, char** argv) {
  using namespace guangmu;
  CLI::App app{"The operator's console of the LED wall."};
  app.set_version_flag("--version", std::string(version));
  console::Options options;
  std::string language = "zh";
  app.add_option("--to", options.to, "address and port of the wall's control API");
  app.add_option("--token", options.token, "access token, for a wall on another machine")
      ->envname("GUANGMU_TOKEN");
  app.add_option("--size", options.size, "window size, e.g. 1920x1080; default: the screen's");
  app.add_flag("--fullscreen", options.fullscreen, "without a border");
  app.add_option("--lang", language, "zh or en; the key E changes it")->check(CLI::IsMember({"zh", "en"}));
  app.add_option("--screenshot", options.screenshot, "write the window's picture to this PNG at the end");
  app.add_option("--seconds", options.seconds, "end after this time");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : static_cast<int>(Blame::user);
  }
  options.language = language == "en" ? Language::en : Language::zh;
  try {
    const auto done = console::run(options);
    if (done) return 0;
    std::fprintf(stderr, "guangmu-console: %s\n", done.error().text.c_str());
    return static_cast<int>(done.error().blame);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "guangmu-console: a mistake of ours: %s\n", error.what());
    return static_cast<int>(Blame::ours);
  }
}
