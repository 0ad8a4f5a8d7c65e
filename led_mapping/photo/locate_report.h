// What was found on a photographed wall, in plain words, with what to do about it. Pure, any thread.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "led_mapping/photo/diagnose.h"

namespace guangmu::led {

// One line for each fault, the largest parts first; empty when everything is as planned.
std::vector<LocalText> findings(const Plan& plan, const Diagnosis& diagnosis);

// Findings between a headline and what to do next, with line ends.
std::string locate_report(const Plan& plan, const WallCodes& codes, const Diagnosis& diagnosis,
                          Language language);

}  // namespace guangmu::led
