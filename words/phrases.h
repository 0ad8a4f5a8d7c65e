// The catalogue of words.h: every sentence that the wall makes for people, and its Chinese.
//
// To add a sentence: write it in English where it is made, and add its row in the file of its kind here.
// tests/words/sources_test.cpp reads the sentences out of the rooms' sources and fails for one without a row.
#pragma once

#include <span>
#include <string_view>

namespace guangmu::words {

struct Phrase {
  std::string_view english;  // {} takes some words, or another sentence
  std::string_view chinese;  // {0} gives the first of them back, {1} the second …
  bool joins = false;        // says nothing by itself: counts where one of the words is a sentence that is known
};

// All rows, the more particular before the more general: the first that fits and leaves no sentence untranslated is taken,
// else the first that fits.
std::span<const Phrase> phrases();

// Its parts, in this order.
std::span<const Phrase> phrases_of_figures();   // sources, documents, checks, history, recordings
std::span<const Phrase> phrases_of_the_wall();  // screens, video processor, sound, disk, colours, scenes
std::span<const Phrase> phrases_of_formulas();  // mistakes in formulas and relations of data.yaml
std::span<const Phrase> phrases_of_files();     // mistakes in the files of an exhibit
std::span<const Phrase> phrases_of_machines();  // what operating system and libraries say
std::span<const Phrase> phrases_in_general();   // what holds other sentences together

}  // namespace guangmu::words
