// The questions of the guided check, out of the table of patterns, as the show and its records know them. Pure.
#pragma once

#include <vector>

#include "show/values/check.h"

namespace guangmu::stage {

std::vector<show::CheckQuestion> check_questions();

}  // namespace guangmu::stage
