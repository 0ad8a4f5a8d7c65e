// One target of targets.h under libFuzzer: preset fuzz, then
//   build/fuzz/fuzz_kpi_json -max_total_time=600 NEW_FOLDER tests/kpi/corpus/json
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tests/kpi/fuzz/targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  guangmu::kpi::fuzz::GUANGMU_FUZZ_TARGET({reinterpret_cast<const char*>(data), size});
  return 0;
}
