// The page at "/": assets/tablet/index.html, embedded at build time. Lives as long as the program.
#pragma once

#include <string_view>

namespace guangmu::control {

std::string_view tablet_page();

}  // namespace guangmu::control
