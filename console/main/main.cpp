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
  app.add_option("--pin", options.pin,
                 "4 to 12 digits that open the technician's page (F3); without one it is always open")
      ->envname("GUANGMU_TECHNICIAN_PIN")
      ->check([](const std::string& pin) {
        const bool digits = pin.find_first_not_of("0123456789") == std::string::npos;
        return pin.empty() || (digits && pin.size() >= 4 && pin.size() <= 12)
                   ? std::string()
                   : std::string("expected 4 to 12 digits");
      });
  app.add_option("--lock-minutes", options.lock_minutes,
                 "the technician's page locks after this time without a touch")
      ->envname("GUANGMU_TECHNICIAN_MINUTES")
      ->check(CLI::Range(1., 600.));
  app.add_option("--page", options.page, "where it begins: operate, data, technician or log")
      ->check(CLI::IsMember({"operate", "data", "figures", "technician", "log"}));
  app.add_option("--metric", options.metric, "the figure that the data page explains at first");
  app.add_option("--operator", options.operator_name,
                 "who sits at this console; signs values set by hand, on the wall too. With a token its name stands")
      ->envname("GUANGMU_OPERATOR");
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
