// Text files of other programs, line by line and word by word, with numbers that are numbers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace guangmu::formats {

// A word and the line it stands in, from 1. In quotes it may hold blanks.
struct Word {
  std::string_view text;
  int line = 0;
  bool quoted = false;
};

// Hands out the words of a text. Blanks, tabs, line ends of every system and the rest of a line after #
// separate. The text must outlive it.
class Words {
 public:
  explicit Words(std::string_view text) : rest_(text) {}
  std::optional<Word> next();
  // The words left in the present line; the next call to next() begins after it.
  std::vector<Word> rest_of_line();
  int line() const { return line_; }

 private:
  bool skip_to_word(bool over_lines);
  Word take();
  std::string_view rest_;
  int line_ = 1;
};

// A finite number written in full; nothing for "1e", "nan", "0x1" or "3 cm".
std::optional<double> finite_number(std::string_view text);

// "FILE:LINE: what".
Error at_line(const std::string& file, int line, const std::string& what);

// A word for messages, shortened.
std::string shown(std::string_view text);

}  // namespace guangmu::formats
