#include "words/phrases.h"

#include <vector>

namespace guangmu::words {

std::span<const Phrase> phrases() {
  static const std::vector<Phrase> all = [] {
    std::vector<Phrase> rows;
    for (const auto part : {phrases_of_figures(), phrases_of_the_wall(), phrases_of_formulas(), phrases_of_files(),
                            phrases_of_machines(), phrases_in_general()})
      rows.insert(rows.end(), part.begin(), part.end());
    return rows;
  }();
  return all;
}

}  // namespace guangmu::words
