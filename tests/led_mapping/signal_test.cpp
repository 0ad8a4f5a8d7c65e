// Timings against the published values of the CVT generator and the table of the wall's output plans.
#include "led_mapping/signal.h"

#include <gtest/gtest.h>

namespace guangmu::led {
namespace {

struct ClockCase {
  int w, h;
  double rate_hz;
  double cvt, reduced, reduced_v2;  // MHz
};

TEST(Signal, pixel_clocks_are_those_of_the_standard) {
  const ClockCase cases[] = {
      {1920, 1200, 60, 193.25, 154.00, 148.200}, {2560, 1440, 60, 312.25, 241.50, 234.590},
      {1920, 1080, 60, 173.00, 138.50, 133.320}, {2304, 1440, 60, 280.75, 218.75, 211.842},
      {2304, 1440, 50, 230.25, 181.50, 175.700}, {2304, 1440, 40, 180.25, 144.50, 139.893},
      {2304, 1440, 30, 131.50, 107.75, 104.490}, {2304, 1440, 25, 107.50, 89.75, 86.837},
      {1152, 1440, 60, 140.25, 116.50, 109.475}, {2304, 720, 60, 134.00, 109.50, 105.992},
      {2304, 1152, 60, 222.25, 175.00, 169.502},
  };
  for (const ClockCase& c : cases) {
    SCOPED_TRACE(testing::Message() << c.w << "x" << c.h << "@" << c.rate_hz);
    EXPECT_NEAR(cvt_signal({c.w, c.h}, c.rate_hz, Blanking::cvt).value().clock_mhz, c.cvt, 0.0005);
    EXPECT_NEAR(cvt_signal({c.w, c.h}, c.rate_hz, Blanking::reduced).value().clock_mhz, c.reduced, 0.0005);
    EXPECT_NEAR(cvt_signal({c.w, c.h}, c.rate_hz, Blanking::reduced_v2).value().clock_mhz, c.reduced_v2,
                0.0005);
  }
}

TEST(Signal, two_lines_and_porches_of_the_walls_own_modes) {
  const Signal v2 = cvt_signal({2304, 1440}, 60, Blanking::reduced_v2).value();
  EXPECT_NEAR(v2.clock_mhz, 211.842, 0.0001);
  EXPECT_EQ(v2.h_total(), 2384);
  EXPECT_EQ(v2.v_total(), 1481);
  EXPECT_EQ((std::array{v2.h_front, v2.h_sync, v2.h_back}), (std::array{8, 32, 40}));
  EXPECT_EQ((std::array{v2.v_front, v2.v_sync, v2.v_back}), (std::array{27, 8, 6}));

  const Signal v1 = cvt_signal({2304, 1440}, 60, Blanking::reduced).value();
  EXPECT_EQ(v1.h_total(), 2464);
  EXPECT_EQ(v1.v_total(), 1481);
  EXPECT_NEAR(v1.rate_hz, 59.945, 0.0006);
  EXPECT_EQ((std::array{v1.h_front, v1.h_sync, v1.h_back}), (std::array{48, 32, 80}));
  EXPECT_EQ((std::array{v1.v_front, v1.v_sync, v1.v_back}), (std::array{3, 6, 32}));

  EXPECT_EQ(cvt_signal({1152, 1440}, 60, Blanking::reduced).value().h_total(), 1312);
  EXPECT_EQ(cvt_signal({1152, 1440}, 60, Blanking::reduced_v2).value().h_total(), 1232);
  EXPECT_EQ(cvt_signal({2304, 720}, 60, Blanking::reduced_v2).value().v_total(), 741);
  EXPECT_EQ(cvt_signal({2304, 1440}, 30, Blanking::reduced).value().v_total(), 1461);
}

TEST(Signal, highest_rate_within_an_input) {
  EXPECT_NEAR(highest_rate_hz({2304, 1440}, Blanking::reduced, 165), 45.59, 0.006);
  EXPECT_NEAR(highest_rate_hz({2304, 1440}, Blanking::reduced_v2, 165), 47.02, 0.006);
}

// The same lines as RBv2, the clock by 1000/1001 lower.
TEST(Signal, video_optimised_runs_at_59_94) {
  const struct {
    int w, h;
    double rate_hz, mhz;
  } cases[] = {{1920, 1080, 60, 133.186},
               {2304, 1440, 60, 211.630},
               {1152, 1440, 60, 109.366},
               {2304, 1440, 30, 104.386}};
  for (const auto& c : cases) {
    SCOPED_TRACE(testing::Message() << c.w << "x" << c.h << "@" << c.rate_hz);
    const Signal plain = cvt_signal({c.w, c.h}, c.rate_hz, Blanking::reduced_v2).value();
    const Signal video = cvt_signal({c.w, c.h}, c.rate_hz, Blanking::reduced_v2_video).value();
    EXPECT_NEAR(video.clock_mhz, c.mhz, 0.0005);
    EXPECT_NEAR(video.rate_hz, c.rate_hz * 1000 / 1001, 0.001);
    EXPECT_EQ(video.h_total(), plain.h_total());
    EXPECT_EQ(video.v_total(), plain.v_total());
  }
}

TEST(Signal, refuses_what_the_standard_cannot_express) {
  EXPECT_FALSE(cvt_signal({1153, 1440}, 60, Blanking::reduced).ok());
  EXPECT_TRUE(cvt_signal({1153, 1440}, 60, Blanking::reduced_v2).ok());
  EXPECT_FALSE(cvt_signal({0, 1440}, 60, Blanking::cvt).ok());
  EXPECT_FALSE(cvt_signal({64, 64}, 3000, Blanking::cvt).ok());
}

TEST(Signal, modeline_is_what_xrandr_reads) {
  EXPECT_EQ(modeline(cvt_signal({1920, 1200}, 60, Blanking::reduced).value()),
            "\"1920x1200_59.95\" 154.000 1920 1968 2000 2080 1200 1203 1209 1235 +hsync -vsync");
}

}  // namespace
}  // namespace guangmu::led
