// Files of other makers under libFuzzer: preset fuzz, then
//   build/fuzz/fuzz_geometry -max_total_time=600 NEW_FOLDER tests/formats/corpus
#include <cstdint>
#include <string_view>

#include "tools/formats/geometry.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = guangmu::formats::read_geometry({reinterpret_cast<const char*>(data), size}, "F");
  if (read) guangmu::formats::geometry_yaml(*read);
  return 0;
}
