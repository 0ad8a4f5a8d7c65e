// A profile as the YAML text that the reader of config/ takes back: every key that differs from its default,
// in the order of the struct's fields, numbers with as many digits as bring back the same value.
#pragma once

#include <string>

#include "led_mapping/profile.h"

namespace guangmu::led {

std::string profile_yaml(const ProfileSettings& profile);

}  // namespace guangmu::led
