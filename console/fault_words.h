// Faults in the operator's words and language: what, what the wall does about it, what to do. The wall tells
// its faults in both languages; what the console recognises it says itself, with the names that people know, and
// what the wall has no Chinese for it calls by its room. Pure.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "show/values/status.h"

namespace guangmu::console {

struct FaultWords {
  std::string what;    // one line
  std::string advice;  // what the wall does, and what to do; may be empty
  std::string reason;  // the technical reason, for the log; may be empty
};

// A line of the faults panel.
struct FaultLine {
  FaultWords words;
  Instant since;
  show::Severity severity = show::Severity::look;
  std::string room;
};

// The faults as the operator counts them: readings stopped at the same time are one thing to do, not ten.
std::vector<FaultLine> fault_lines(const show::Status& status, Language language);

// The name of a source for people, else its id.
std::string source_name(const show::SourceStatus& source, Language language);
std::string source_name(const std::string& id, const show::Status& status, Language language);

FaultWords fault_words(const show::Fault& fault, const show::Status& status, Language language);

}  // namespace guangmu::console
