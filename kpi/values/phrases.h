// The catalogue of words.h: every sentence that the wall makes about sources and figures, and its Chinese.
//
// To add a sentence: write it in English where it is made, and add its row in phrases.cpp. tests/kpi/words_test.cpp reads the
// sentences out of this room's sources and fails for one without a row.
#pragma once

#include <span>
#include <string_view>

namespace guangmu::kpi {

struct Phrase {
  std::string_view english;  // {} takes some words, or another sentence
  std::string_view chinese;  // {0} gives the first of them back, {1} the second …
  bool joins = false;        // says nothing by itself: counts where one of the words is a sentence that is known
};

// The more particular before the more general: the first that fits is taken.
std::span<const Phrase> phrases();

}  // namespace guangmu::kpi
