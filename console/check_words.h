// What the wall says of checks, refusals and missing history, in the operator's language: in Chinese from the wall's own
// catalogue (words/words.h), in English shorter where there is little room. What is not known stays as it is. No state;
// any thread.
#pragma once

#include <string>

#include "base/language.h"
#include "kpi/values/why.h"

namespace guangmu::console {

// A reason or a note: "505.7 is 455.14 away from 50.56, more than the allowed 20; …" -> 505.7 与 50.56 差 455.14，最多 20.
std::string in_words(const std::string& text, Language language);

// Behind the check's name: what it wants, or of one that failed what came. Empty where the name says it all.
std::string check_text(const kpi::WhyCheck& check, Language language);

}  // namespace guangmu::console
