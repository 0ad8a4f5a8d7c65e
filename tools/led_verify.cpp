#include "tools/led_verify.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "base/time.h"
#include "tools/ctl.h"
#include "tools/exhibit.h"
#include "tools/verify_session.h"

namespace guangmu::tools {
namespace {

VerifyFile new_record(const LedVerifyOptions& o, const stage::Settings& settings) {
  const Instant begun = now();
  const SizePx size = settings.wall.size_px();
  VerifyFile file;
  file.record.wall = settings.show.title.in(o.chinese ? Language::zh : Language::en);
  if (file.record.wall.empty()) file.record.wall = o.exhibit;
  file.record.size_px = fmt::format("{}x{}", size.w, size.h);
  const char* user = std::getenv("USER");
  file.record.by = !o.by.empty() ? o.by : user ? user : "?";
  file.record.begun = iso8601(begun);
  std::string name = file.record.begun.substr(0, 19);
  std::erase(name, ':');
  file.path = o.state + "/verifications/" + name + ".json";
  return file;
}

int verdict(const led::VerifyRecord& record, bool chinese) {
  fmt::print("{}\n", led::summary(record, chinese));
  return led::passed(record) ? 0 : static_cast<int>(Blame::user);
}

}  // namespace

int run_led_verify(const LedVerifyOptions& o) {
  const auto settings = load_or_tell(o.exhibit);
  if (!settings) return static_cast<int>(Blame::user);
  auto newest = newest_record(o.state);
  if (!newest && !o.again) return tell(newest.error());
  const bool found = newest && newest->has_value();
  if (o.report) {
    if (!found) return tell({fmt::format("{}: no check of a wall was kept there yet", o.state)});
    return verdict((*newest)->record, o.chinese);
  }
  const bool resumes = found && !o.again && !led::open_steps((*newest)->record).empty();
  VerifySitting sitting;
  sitting.file = resumes ? std::move(**newest) : new_record(o, *settings);
  sitting.chinese = o.chinese;
  sitting.time = [] { return iso8601(now()); };
  int ctl = 0;
  sitting.send = [&](const std::string& command) -> Result<void> {
    ctl = run_ctl({.to = o.to, .token = o.token, .words = {command}, .quiet = true});
    return ctl == 0 ? Result<void>() : Error{fmt::format("the wall did not take `{}`; the answers so far are kept", command), static_cast<Blame>(ctl)};
  };
  if (resumes)
    fmt::print("{}\n", o.chinese ? fmt::format("接着 {} 的检查", sitting.file.record.begun)
                                 : fmt::format("going on with the check begun at {}", sitting.file.record.begun));
  std::fflush(stdout);
  if (const auto sat = sit(sitting, std::cin, std::cout); !sat) return tell(sat.error());
  return verdict(sitting.file.record, o.chinese);
}

}  // namespace guangmu::tools
