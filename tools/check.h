// `guangmu check EXHIBIT`: every mistake of every file on stdout, one line each.
#pragma once

#include <string>

namespace guangmu::tools {

// 0 without errors (warnings may be there), else 1.
int run_check(const std::string& folder);

}  // namespace guangmu::tools
