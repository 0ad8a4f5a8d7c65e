// The voice: espeak-ng as a program of its own, one sentence at a time.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"

namespace guangmu::tools {

struct Voice {
  std::string program = "espeak-ng";
  std::string name = "cmn-latn-pinyin";  // plain cmn and zh of version 1.51 spell pinyin as English letters
  int words_per_minute = 150;
};

// Speaks `text` (pinyin with tone numbers may stand among the characters) into the WAV file `wav`. Blocks,
// some 20 ms a sentence. Errors: the program is missing (blame: machine), it failed or wrote nothing; with
// what it said.
Result<void> speak_to_file(const Voice& voice, const std::string& text, const std::filesystem::path& wav);

// Runs `command` without a shell and waits. The exit status, or an error when it cannot be started. What it
// writes to its standard error goes into `said`.
Result<int> run_program(const std::vector<std::string>& command, std::string& said);

}  // namespace guangmu::tools
