#include "tools/led_signal.h"

#include <fmt/core.h>

#include "led_mapping/signal.h"
#include "tools/exhibit.h"

namespace guangmu::tools {

int run_led_signal(const LedSignalOptions& options) {
  const auto files = load_or_tell(options.exhibit);
  if (!files) return static_cast<int>(Blame::user);
  fmt::print("{}\n", led::signal_table(files->wall));
  return 0;
}

}  // namespace guangmu::tools
