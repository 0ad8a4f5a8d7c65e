#include "tools/led_verify.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "base/time.h"
#include "stage/check_questions.h"
#include "store/verifications.h"
#include "tools/ctl.h"
#include "tools/exhibit.h"
#include "tools/verify_session.h"

namespace guangmu::tools {
namespace {

show::CheckRecord new_record(const LedVerifyOptions& o, const stage::Settings& settings, Language language) {
  const SizePx size = settings.wall.size_px();
  show::CheckRecord record;
  record.wall = settings.show.title.in(language);
  if (record.wall.empty()) record.wall = o.exhibit;
  record.size_px = fmt::format("{}x{}", size.w, size.h);
  const char* user = std::getenv("USER");
  record.by = !o.by.empty() ? o.by : user ? user : "?";
  record.begun = iso8601(now());
  return record;
}

int verdict(const show::CheckRecord& record, const std::vector<show::CheckQuestion>& questions, Language language) {
  fmt::print("{}\n", show::summary(record, questions, language));
  return show::count(record, questions).passed() ? 0 : static_cast<int>(Blame::user);
}

}  // namespace

int run_led_verify(const LedVerifyOptions& o) {
  const auto settings = load_or_tell(o.exhibit);
  if (!settings) return static_cast<int>(Blame::user);
  const Language language = o.chinese ? Language::zh : Language::en;
  const std::vector<show::CheckQuestion> questions = stage::check_questions();
  auto newest = store::newest_verification(o.state);
  if (!newest && !o.again) return tell(newest.error());
  const bool found = newest && newest->has_value();
  if (o.report) {
    if (!found) return tell({fmt::format("{}: no check of a wall was kept there yet", o.state)});
    return verdict(**newest, questions, language);
  }
  const bool resumes = found && !o.again && !show::open_questions(**newest, questions).empty();
  VerifySitting sitting;
  sitting.state_folder = o.state;
  sitting.record = resumes ? std::move(**newest) : new_record(o, *settings, language);
  sitting.questions = questions;
  sitting.language = language;
  sitting.time = [] { return iso8601(now()); };
  int ctl = 0;
  sitting.send = [&](const std::string& command) -> Result<void> {
    ctl = run_ctl({.to = o.to, .token = o.token, .words = {command}, .quiet = true});
    return ctl == 0 ? Result<void>() : Error{fmt::format("the wall did not take `{}`; the answers so far are kept", command), static_cast<Blame>(ctl)};
  };
  if (resumes)
    fmt::print("{}\n", o.chinese ? fmt::format("接着 {} 的检查", sitting.record.begun)
                                 : fmt::format("going on with the check begun at {}", sitting.record.begun));
  std::fflush(stdout);
  if (const auto sat = sit(sitting, std::cin, std::cout); !sat) return tell(sat.error());
  return verdict(sitting.record, questions, language);
}

}  // namespace guangmu::tools
