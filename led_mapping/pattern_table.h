// Every test pattern with what it is for, and what the guided check asks of it. The one place where their names
// stand: commands, console, `led pattern`, `led verify` and the docs take them from here. Pure, any thread.
#pragma once

#include <span>
#include <string_view>

namespace guangmu::led {

struct BothLanguages {
  std::string_view zh, en;
};

// Answered by yes when all is well.
struct PatternQuestion {
  std::string_view id;    // stands in records; never reused for another question
  BothLanguages ask;
  BothLanguages if_not;   // what to do after a no
};

struct PatternInfo {
  std::string_view name;  // as commands take it
  BothLanguages purpose;  // one line
  bool moves = false;     // a function of show time
  std::span<const PatternQuestion> questions;  // none: not part of the guided check
};

// In the order in which a technician needs them, which is the order of the guided check.
std::span<const PatternInfo> pattern_table();
const PatternInfo* find_pattern(std::string_view name);

}  // namespace guangmu::led
