// A kept version of the wall's colours as config reads it: settings, and what is wrong with the file. Any
// thread; no disk.
#pragma once

#include "stage/profiles.h"
#include "store/profiles.h"

namespace guangmu::tools {

// `fault` holds the first mistake as file:line:col: error: …; then the settings are not to be used. Pixels
// are not read.
stage::KeptProfile read_profile(const store::ProfileFile& file);

}  // namespace guangmu::tools
