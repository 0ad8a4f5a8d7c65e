// What is wrong with a file, and where. Any thread; plain values.
#pragma once

#include <string>
#include <vector>

#include "base/fields.h"

namespace guangmu::config {

struct Issue {
  fields::Place place;  // line 0: the file as a whole
  std::string text;     // what is wrong, what was expected
  bool warning = false;

  // file:line:col: error: what, what was expected; `file: error:` where there is no place.
  std::string line() const { return place.text() + (warning ? ": warning: " : ": error: ") + text; }
  friend bool operator==(const Issue&, const Issue&) = default;
};

inline bool has_errors(const std::vector<Issue>& issues) {
  for (const Issue& issue : issues)
    if (!issue.warning) return true;
  return false;
}

}  // namespace guangmu::config
