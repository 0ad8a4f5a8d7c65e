// Rolling numbers: how one value becomes the next.
#include "scenes/rolling.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <vector>

#include "scenes/eased.h"
#include "scenes/motion.h"

namespace guangmu::scenes {
namespace {

TEST(RollingPlaces, AreTheDigitsThatDiffer) {
  struct Case {
    const char *from, *to;
    std::vector<std::size_t> places;
  };
  for (const Case& c : std::vector<Case>{{"10,016", "10,017", {5}},
                                         {"10,019", "10,020", {4, 5}},
                                         {"50.56", "50.56", {}},
                                         {"999", "1,000", {}},    // another length: nothing rolls
                                         {"1,000", "1.000", {}},  // another sign: nothing rolls
                                         {"—", "128", {}}})
    EXPECT_EQ(rolling_places(c.from, c.to), c.places) << c.from << " to " << c.to;
}

TEST(RollingNumber, OneChangeRollsAndComesToRest) {
  RollingNumber n;
  n.see({"10,016", "户"}, 10016, 5, true);
  EXPECT_FALSE(n.at(5).moving);
  n.see({"10,017", "户"}, 10017, 6, true);
  EXPECT_TRUE(n.at(6).moving);
  EXPECT_EQ(n.at(6).progress, 0);
  EXPECT_TRUE(n.at(6.5).rising);
  EXPECT_EQ(n.at(6.5).from.digits, "10,016");
  EXPECT_EQ(n.at(6.5).to.digits, "10,017");
  EXPECT_FALSE(n.at(6.5).dissolve);
  EXPECT_FALSE(n.at(6 + motion::roll_s).moving);
  EXPECT_EQ(n.at(7).to.digits, "10,017");
}

TEST(RollingNumber, FallingValuesRollTheOtherWay) {
  RollingNumber n;
  n.see({"195", ""}, 195, 0, true);
  n.see({"194", ""}, 194, 1, true);
  EXPECT_FALSE(n.at(1.1).rising);
}

TEST(RollingNumber, TimeGoingBackSettles) {
  RollingNumber n;
  n.see({"1", ""}, 1, 10, true);
  n.see({"2", ""}, 2, 11, true);
  n.see({"3", ""}, 3, 4, true);
  EXPECT_FALSE(n.at(4).moving);
  EXPECT_EQ(n.at(4).to.digits, "3");
}

// Whatever comes how fast: a place passes at most three glyphs in any second, nothing but delivered values
// ever stands at rest, and the newest one stands there in the end.
TEST(RollingNumber, AnySequenceKeepsThePaceAndEndsRight) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    RollingNumber n;
    std::uniform_real_distribution<double> gap(0.02, round % 2 ? 0.4 : 2.5);
    std::uniform_int_distribution<int> value(1000, 9999);
    double t = 0;
    int v = value(random);
    std::vector<std::string> delivered{std::to_string(v)};
    n.see({delivered[0], ""}, v, t, true);
    double next = gap(random), last_start = -1;
    std::map<std::size_t, std::vector<double>> passes;
    std::string moving_to;
    while (t < 12) {
      t += 1. / 60;
      if (t >= next && t < 10) {
        v = value(random);
        delivered.push_back(std::to_string(v));
        next = t + gap(random);
      }
      n.see({std::to_string(v), ""}, v, t, true);
      const auto s = n.at(t);
      ASSERT_NE(std::find(delivered.begin(), delivered.end(), s.to.digits), delivered.end());
      if (!s.moving) {
        moving_to.clear();
        continue;
      }
      if (s.to.digits == moving_to && s.progress >= last_start) {
        last_start = s.progress;
        continue;
      }
      moving_to = s.to.digits;
      last_start = s.progress;
      for (const std::size_t place : rolling_places(s.from.digits, s.to.digits)) passes[place].push_back(t);
    }
    EXPECT_FALSE(n.at(t).moving);
    EXPECT_EQ(n.at(t).to.digits, std::to_string(v));
    for (const auto& [place, times] : passes)
      for (std::size_t i = 3; i < times.size(); ++i)
        EXPECT_GT(times[i] - times[i - 3], 1.) << "place " << place;
  }
}

// A late frame changes nothing but itself.
TEST(RollingNumber, IsAFunctionOfTimeNotOfFrames) {
  RollingNumber fine, coarse;
  coarse.see({"100", ""}, 100, 0, true);
  coarse.see({"250", ""}, 250, 1, true);
  coarse.see({"377", ""}, 377, 1.5, true);
  for (int frame = 0; frame < 400; ++frame) {
    const double t = frame / 100.;
    fine.see({t < 1 ? "100" : t < 1.5 ? "250" : "377", ""}, t < 1 ? 100 : t < 1.5 ? 250 : 377, t, true);
    if (t < 1.51) continue;
    EXPECT_EQ(fine.at(t).to, coarse.at(t).to) << t;
    EXPECT_NEAR(fine.at(t).progress, coarse.at(t).progress, 0.03) << t;
    EXPECT_EQ(fine.at(t).dissolve, coarse.at(t).dissolve) << t;
  }
}

TEST(EntranceRoll, PassesThreeGlyphsAndSlowsDown) {
  for (char target = '0'; target <= '9'; ++target) {
    const EntranceRoll begin = entrance_roll(target, 0), end = entrance_roll(target, 1);
    EXPECT_EQ((begin.upper - '0' + 3) % 10, target - '0');
    EXPECT_EQ(begin.fraction, 0);
    EXPECT_EQ(end.lower, target);
    EXPECT_EQ(end.fraction, 1);
  }
  // The first half of the time passes more than the second.
  const EntranceRoll half = entrance_roll('7', 0.5f);
  EXPECT_TRUE(half.lower == '7' || half.lower == '6');
}

TEST(EasedValue, MovesToItsTargetAndStaysThere) {
  EasedValue v;
  v.see(10, 0, true);
  EXPECT_EQ(v.at(0), 10);
  v.see(20, 1, true);
  EXPECT_EQ(v.at(1), 10);
  EXPECT_GT(v.at(1.3), 10);
  EXPECT_LT(v.at(1.3), 20);
  EXPECT_NEAR(v.at(1.001 + motion::roll_s), 20, 1e-9);
  EXPECT_FALSE(v.moving(1.001 + motion::roll_s));
  v.see(5, 2, false);
  EXPECT_EQ(v.at(2), 5);
}

}  // namespace
}  // namespace guangmu::scenes
