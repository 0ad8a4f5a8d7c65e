// Photographs of the wall as files: what they are called, and reading them. Any thread; blocks on the disk,
// about a second for 24 Mpx.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "led_mapping/photo/calibrate.h"
#include "led_mapping/photograph.h"

namespace guangmu::tools {

// A 16-bit PNG as linear counts, an 8-bit PNG or JPEG as sRGB.
Result<led::Photograph> read_photograph(const std::string& path);

// dark.png, red.png, red-1.png, RED_2.PNG, blue-1.jpg …: the field that a file's name says; none for other
// names.
std::optional<led::FieldKind> field_of(const std::string& file_name);

struct FieldFiles {
  std::vector<led::FieldShot> shots;  // `name` is the path; dark frame first, then by name
  std::vector<std::string> unused;    // paths of other files
};

// One standpoint for each folder, counted from 1. Fails when a folder cannot be read or holds no such file.
Result<FieldFiles> find_fields(const std::vector<std::string>& folders);

}  // namespace guangmu::tools
