// What the wall says — faults of every room and what to do about them, reasons of refusals, checks, notes — in Chinese.
//
// The English sentence is what is made, logged, sent, recorded and kept in the history; its Chinese is found from it in one
// catalogue (phrases.h), so that a reason of last year or out of a recording speaks Chinese as well as one of now. Sentences
// may stand within sentences; what stands within quotes is the words of somebody else and stays as it came. Pure; any thread;
// tenths of a millisecond, two at most.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.h"

namespace guangmu::words {

// The sentence in Chinese: numbers grouped and cut to what a person reads, addresses and words of a server as they are.
// What the catalogue does not know comes back unchanged.
std::string in_chinese(std::string_view english);
std::optional<std::string> chinese_of(std::string_view english);  // nothing where the catalogue does not know it

// The words in the places of {} of `pattern`, or nothing where `text` is another sentence.
std::optional<std::vector<std::string_view>> words_in(std::string_view text, std::string_view pattern);
// `pattern` with {0}, {1} … replaced by the words.
std::string filled(std::string_view pattern, const std::vector<std::string>& words);
// 3429.6499999999996 -> 3,429.65; with Chinese also 13s -> 13 秒 and hall time 2022-12-31T08:00:00+08:00 -> 2022-12-31 08:00:00.
// Other words that are no number, and dates, stay.
std::string tidy(std::string_view word, Language language);

}  // namespace guangmu::words
