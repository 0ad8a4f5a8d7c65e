// An exhibit folder as what the wall is built from, with everything that is wrong with it. Any thread; blocks on the disk for
// some 20 ms.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "config/exhibit.h"
#include "renderer/face/text.h"
#include "stage/settings.h"

namespace guangmu::tools {

struct Exhibit {
  stage::Settings settings;
  config::ExhibitSettings exhibit;    // with sound and control, which are not the stage's
  std::vector<config::Issue> issues;  // of the files, and of the names that cross rooms
  bool ok() const { return !config::has_errors(issues); }
  std::string first_error() const;    // file:line:col: error: …; empty when there is none
};

// Reads and checks everything. `text` checks that every character has a glyph; null: not checked.
Exhibit read_exhibit(const std::string& folder, draw::TextEngine* text, config::Secrets secrets = config::Secrets::filled_in);

// The same for a subcommand that needs only settings: says the errors on stderr and gives nothing when there are any.
// Secrets are filled in where a source or a device is asked; whoever only draws or computes needs none of them.
std::optional<stage::Settings> load_or_tell(const std::string& folder, config::Secrets secrets = config::Secrets::as_written);

// Says "guangmu: what" on stderr and gives the exit code.
int tell(const Error& error);

}  // namespace guangmu::tools
