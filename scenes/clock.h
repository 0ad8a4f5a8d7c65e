// Time and date in words, as they stand on the wall.
#pragma once

#include <string>

#include "base/language.h"
#include "base/time.h"

namespace guangmu::scenes {

std::string clock_words(Instant t);                   // 14:32:08, hall time
std::string day_words(Instant t, Language language);  // 2026年11月20日 星期五 / Friday, 20 November 2026
std::string minute_words(Instant t, Language language,
                         Instant now);  // 14:32 today, else with the day before it
double until_next_second(Instant t);    // in (0, 1]

}  // namespace guangmu::scenes
