// Checks every name that crosses rooms, and every character that must have a glyph: what no single file can know.
#pragma once

#include <string>
#include <vector>

#include "base/fields.h"
#include "renderer/face/text.h"
#include "stage/settings.h"

namespace guangmu::stage {

struct NameFault {
  fields::Place place;
  std::string text;      // what is wrong, what was expected
  bool warning = false;  // the wall can live with it, e.g. a widget whose series is not declared
};

// `text` may be null: then glyphs are not checked. Builds each scene once; some milliseconds.
std::vector<NameFault> check_names(const Settings& settings, draw::TextEngine* text);

// The known name that is most like `wrong`, or empty when none is near (edit distance above a third of its length).
std::string nearest(const std::string& wrong, const std::vector<std::string>& known);

}  // namespace guangmu::stage
