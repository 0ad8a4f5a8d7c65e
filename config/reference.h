// docs/reference.md: every key of every file with type, unit, range, default and meaning, from the same
// descriptions that the reader goes by.
#pragma once

#include <string>

namespace guangmu::config {

std::string reference_text();

}  // namespace guangmu::config
