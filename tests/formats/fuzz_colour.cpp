// libFuzzer on .cube, .ti3 and .cal: the same bytes as each of them.
#include <cstddef>
#include <cstdint>
#include <string>

#include "tools/formats/colour_files.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const char* names[] = {"a.cube", "a.ti3", "a.cal"};
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  for (const char* name : names) {
    const auto r = guangmu::formats::profile_of_colour_file(bytes, name);
    if (!r && r.error().text.empty()) __builtin_trap();
  }
  return 0;
}
