#include "tools/check.h"

#include <fmt/core.h>

#include <algorithm>

#include "tools/exhibit.h"

namespace guangmu::tools {

int run_check(const std::string& folder) {
  auto text = draw::TextEngine::create();
  if (!text) std::fprintf(stderr, "guangmu: characters are not checked: %s\n", text.error().text.c_str());
  const Exhibit exhibit = read_exhibit(folder, text ? &*text : nullptr);
  for (const auto& issue : exhibit.issues) fmt::print("{}\n", issue.line());
  const auto errors = std::count_if(exhibit.issues.begin(), exhibit.issues.end(), [](const auto& i) { return !i.warning; });
  std::fprintf(stderr, "%s: %td errors, %zu warnings\n", folder.c_str(), errors, exhibit.issues.size() - static_cast<std::size_t>(errors));
  return errors == 0 ? 0 : static_cast<int>(Blame::user);
}

}  // namespace guangmu::tools
