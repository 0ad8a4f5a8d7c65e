// The technician's test patterns: which key shows which, and what they are called. The wall says which it has
// (Status::patterns); a key whose patterns it lacks is left out. Some keys stand for a family: pressing again
// shows the next of it. Frame thread.
#pragma once

#include <SDL_scancode.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.h"
#include "show/values/status.h"

namespace guangmu::console {

struct PatternKey {
  SDL_Scancode key = SDL_SCANCODE_UNKNOWN;
  const char* cap = "";
  const char *zh = "", *en = "";
  // Names as the wall uses them, divided by spaces, in the order they come up; "solid*" stands for all that
  // begin so.
  std::string_view names;
};

std::span<const PatternKey> pattern_keys();
// Those of the key's patterns that this wall has.
std::vector<std::string> patterns_of(const PatternKey& key, const show::Status& status);
// What a press of the key shows: the first of the family, or the one after that which stands on the wall.
std::string next_pattern(const PatternKey& key, const show::Status& status);
// A pattern in a person's words; its own name where the console knows none.
std::string pattern_words(std::string_view name, Language language);

}  // namespace guangmu::console
