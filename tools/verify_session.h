// One sitting of the guided check: shows pattern by pattern on a running wall, asks, and keeps every answer at
// once, so that a sitting that breaks off is taken up where it stopped.
#pragma once

#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "show/values/check.h"

namespace guangmu::tools {

// What a person types: y, yes, 是, n, no, 否, s, skip, 跳过; anything after a space is a note. Nothing when
// it is none of these.
struct Typed {
  show::CheckVerdict verdict;
  std::string note;
};
std::optional<Typed> read_answer(std::string_view line);

struct VerifySitting {
  std::string state_folder;
  show::CheckRecord record;
  std::vector<show::CheckQuestion> questions;
  Language language = Language::zh;
  std::function<Result<void>(const std::string& command)> send;  // to the wall
  std::function<std::string()> time;                             // ISO 8601, now
};

// Asks until nothing is open, the input ends or a line says q. Puts the wall back. Fails when the wall does not
// take a pattern or an answer cannot be kept; what was answered before stays kept.
Result<void> sit(VerifySitting& sitting, std::istream& in, std::ostream& out);

}  // namespace guangmu::tools
