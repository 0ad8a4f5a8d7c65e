// A secret from a file: ${file:PATH}. Only a regular file that belongs to us or to root and that nobody else may
// read or write is taken; on Windows, where folders of a user are closed to others, every regular file.
#pragma once

#include <string>

#include "base/result.h"

namespace guangmu::config {

// The content without the line break at its end. Errors name the file and what to do, never what is in it.
Result<std::string> read_secret_file(const std::string& path);

}  // namespace guangmu::config
