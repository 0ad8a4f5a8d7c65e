// Full hours, days, months and years along a stretch of time, as the hall counts them and as a reader expects
// them written. Pure.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/language.h"
#include "base/time.h"

namespace guangmu::scenes {

struct TimeTick {
  Instant at;
  std::string words;
  bool strong = false;  // the beginning of something longer: midnight among hours, the first of a month, a year
};

// Ticks from..to on an axis of room_px, the finest of which the labels, gap_px apart, all have room. A day is told in
// hours (14:00), weeks in days (11月25日 / 25 Nov), a year in months (11月 / Nov, 2026年 / 2026 in January), more in years.
// width_of: how wide a label is, in px.
std::vector<TimeTick> time_ticks(Instant from, Instant to, double room_px, double gap_px, Language language,
                                 const std::function<double(const std::string&)>& width_of);

// One moment in words, as finely as a stretch of over_s needs: 14:30, 11月25日 14:30 / 25 Nov 14:30, 11月25日 / 25 Nov,
// 2026年11月25日 / 25 Nov 2026.
std::string moment_words(Instant at, double over_s, Language language);

}  // namespace guangmu::scenes
