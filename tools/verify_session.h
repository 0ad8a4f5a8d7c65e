// One sitting of the guided check: shows pattern by pattern on a running wall, asks, and keeps every answer at
// once, so that a sitting that breaks off is taken up where it stopped.
#pragma once

#include <functional>
#include <iosfwd>
#include <optional>
#include <string>

#include "base/result.h"
#include "led_mapping/verification.h"

namespace guangmu::tools {

// Records are DIR/verifications/BEGUN.json of the state folder, replaced whole after each answer.
struct VerifyFile {
  std::string path;
  led::VerifyRecord record;
};

// The newest record; nothing when there is none. A record that cannot be read is an error that names it.
Result<std::optional<VerifyFile>> newest_record(const std::string& state_folder);
// Blocks on the disk.
Result<void> keep(const VerifyFile& file);

struct VerifySitting {
  VerifyFile file;
  bool chinese = false;
  std::function<Result<void>(const std::string& command)> send;  // to the wall
  std::function<std::string()> time;                             // ISO 8601, now
};

// Asks until nothing is open, the input ends or a line says q. Puts the wall back. Fails when the wall does not
// take a pattern or an answer cannot be kept; what was answered before stays kept.
Result<void> sit(VerifySitting& sitting, std::istream& in, std::ostream& out);

}  // namespace guangmu::tools
