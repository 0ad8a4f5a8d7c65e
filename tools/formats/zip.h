// Reads the files inside a ZIP archive that is held in memory: stored or deflated, at most 64 MB each, 1000
// in all, checksums compared. No ZIP64, no encryption.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace guangmu::formats {

struct ZipFile {
  std::string name;
  std::string bytes;
};

bool looks_like_zip(std::string_view bytes);

// Only files whose name `wanted` accepts are unpacked.
Result<std::vector<ZipFile>> read_zip(std::string_view bytes, const std::string& name,
                                      bool (*wanted)(std::string_view));

}  // namespace guangmu::formats
