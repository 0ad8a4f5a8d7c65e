#include "tools/platform.h"

#include "tools/exhibit.h"

namespace guangmu::tools {

int run_platform(const PlatformOptions& options) {
  const auto files = load_or_tell(options.exhibit, config::Secrets::filled_in);
  if (!files) return static_cast<int>(Blame::user);
  return serve_platform(files->data, options);
}

}  // namespace guangmu::tools
