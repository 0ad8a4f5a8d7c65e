// When sources are polled.
#include "kpi/fetch/rhythm.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>

namespace guangmu::kpi {
namespace {

TEST(Rhythm, two_hundred_sources_do_not_fire_at_once) {
  std::array<int, 20> polls{}, first{};
  for (int k = 0; k < 200; ++k) {
    const double place = place_in_rhythm("source_" + std::to_string(k));
    ASSERT_TRUE(place >= 0 && place < 1);
    ++polls[static_cast<std::size_t>(place * 20)];
    ++first[static_cast<std::size_t>(first_poll_s(place, 1, 200) / 0.25 * 20)];
  }
  for (const int n : polls) EXPECT_LE(n, 25) << "of 200 within a twentieth; even would be 10";
  for (const int n : first) EXPECT_LE(n, 25);
}

TEST(Rhythm, first_polls_come_soon) {
  for (const double every_s : {0.2, 1., 5., 3600.}) {
    EXPECT_LE(first_poll_s(1, every_s, 5), std::min(0.25, every_s / 4));
    EXPECT_LE(first_poll_s(1, every_s, 200), std::min(1., every_s / 4));
  }
}

TEST(Rhythm, a_source_keeps_its_place_and_none_is_polled_twice_as_often) {
  for (int k = 0; k < 50; ++k) {
    const double place = place_in_rhythm("s" + std::to_string(k)), every_s = 0.2 + 0.37 * k;
    Steady::time_point started{std::chrono::seconds(1000 + k)};
    double least = 1e9, most = 0;
    for (int n = 0; n < 20; ++n) {
      const auto next = next_poll(place, every_s, started, started + std::chrono::milliseconds(n % 3 * 20));
      const double gap = seconds_between(started, next);
      if (n > 0) least = std::min(least, gap), most = std::max(most, gap);
      EXPECT_GE(gap, every_s / 2 - 1e-6);
      EXPECT_LE(gap, every_s * 1.5 + 1e-6);
      started = next;
    }
    EXPECT_NEAR(least, every_s, 1e-6);
    EXPECT_NEAR(most, every_s, 1e-6);
  }
}

TEST(Rhythm, a_poll_that_took_longer_than_every_is_followed_by_one_at_once_or_soon) {
  const Steady::time_point started{std::chrono::seconds(50)};
  const auto now = started + std::chrono::seconds(10);
  const auto next = next_poll(0.3, 1, started, now);
  EXPECT_GE(next, now);
  EXPECT_LE(seconds_between(now, next), 1);
}

}  // namespace
}  // namespace guangmu::kpi
