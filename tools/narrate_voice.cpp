#include "tools/narrate_voice.h"

#include <fmt/core.h>

namespace guangmu::tools {

Result<void> speak_to_file(const Voice& voice, const std::string& text, const std::filesystem::path& wav) {
  std::error_code ignored;
  std::filesystem::remove(wav, ignored);
  std::string said;
  const auto status = run_program({voice.program, "-v", voice.name, "-s",
                                   std::to_string(voice.words_per_minute), "-w", wav.string(), "--", text},
                                  said);
  if (!status)
    return Error{
        fmt::format("narration needs the program {}: {}; install it (Debian: apt-get install espeak-ng)",
                    voice.program, status.error().text),
        Blame::machine};
  if (*status != 0)
    return Error{fmt::format("{} -v {} ended with status {}{}", voice.program, voice.name, *status,
                             said.empty() ? "" : ": " + said),
                 Blame::machine};
  if (!std::filesystem::exists(wav, ignored) || std::filesystem::file_size(wav, ignored) <= 44)
    return Error{fmt::format("{} -v {} made no sound for \"{}\"", voice.program, voice.name, text),
                 Blame::machine};
  return {};
}

}  // namespace guangmu::tools
