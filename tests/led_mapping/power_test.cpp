// Electrical power: the model against the facts, the fit of readings, and what the limiter promises.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <random>
#include <vector>

#include "led_mapping/code_power.h"
#include "led_mapping/limiter.h"
#include "led_mapping/planner.h"
#include "led_mapping/power.h"
#include "led_mapping/power_meter.h"
#include "tests/led_mapping/walls.h"

namespace guangmu::led {
namespace {

using testing::HasSubstr;

TEST(Power, watts_of_the_lanzhou_wall_per_square_metre_wall_and_module) {
  struct Case {
    double w_m2, wall_w, module_w;
  };
  for (const Case& c : {Case{130, 1198, 6.7}, {200, 1843, 10.2}, {300, 2765, 15.4}, {390, 3594, 20}, {600, 5530, 30.7},
                        {800, 7373, 41}, {900, 8294, 46}}) {
    const PowerModel all_black{lanzhou().area_m2(), c.w_m2, {0, 0, 0}};
    EXPECT_NEAR(all_black.w({}), c.wall_w, 0.5);
    EXPECT_NEAR(all_black.w({}) / 180, c.module_w, 0.06 * std::max(1., c.module_w / 20));
  }
}

TEST(Power, start_values_split_white_less_black_as_1_1_09) {
  const PowerModel m = power_model(lanzhou());
  EXPECT_NEAR(m.k_w_m2[0] + m.k_w_m2[1] + m.k_w_m2[2], 570, 1e-9);
  EXPECT_NEAR(m.k_w_m2[0], m.k_w_m2[1], 1e-9);
  EXPECT_NEAR(m.k_w_m2[2], 0.9 * m.k_w_m2[0], 1e-9);
  EXPECT_NEAR(m.white_w_m2(), 600, 1e-9);
  WallSettings measured = lanzhou();
  measured.power.k_w_m2 = {210, 190, 150};
  EXPECT_NEAR(power_w(measured, {1, 0.5, 0}), 9.216 * (30 + 210 + 95), 1e-9);
}

TEST(PowerFit, exact_readings_give_the_model_they_were_made_from) {
  const auto fit = fit_power({300, 2100, 2000, 1900, 5400}, 9.216);
  ASSERT_TRUE(fit.ok());
  EXPECT_NEAR(fit->mismatch_w, 0, 1e-9);
  EXPECT_NEAR(fit->model.w({0, 0, 0}), 300, 1e-9);
  EXPECT_NEAR(fit->model.w({1, 0, 0}), 2100, 1e-9);
  EXPECT_NEAR(fit->model.w({0, 0, 1}), 1900, 1e-9);
  EXPECT_NEAR(fit->model.w({1, 1, 1}), 5400, 1e-9);
}

// No other model comes closer to the five readings.
TEST(PowerFit, is_the_least_squares_of_readings_that_miss_each_other) {
  const PowerReadings p{290, 2150, 1980, 1930, 5100};
  const auto fit = fit_power(p, 9.216);
  ASSERT_TRUE(fit.ok());
  EXPECT_NEAR(fit->mismatch_w, 5100 - 2150 - 1980 - 1930 + 580, 1e-9);
  EXPECT_NEAR(fit->mismatch, fit->mismatch_w / (5100 - 290), 1e-12);
  const auto error = [&](const PowerModel& m) {
    return std::pow(m.w({}) - p.black, 2) + std::pow(m.w({1, 0, 0}) - p.red, 2) + std::pow(m.w({0, 1, 0}) - p.green, 2) +
           std::pow(m.w({0, 0, 1}) - p.blue, 2) + std::pow(m.w({1, 1, 1}) - p.white, 2);
  };
  const double best = error(fit->model);
  EXPECT_NEAR(best, fit->mismatch_w * fit->mismatch_w / 8, 1e-6);
  for (const double nudge : {-0.5, 0.5}) {
    PowerModel m = fit->model;
    m.black_w_m2 += nudge;
    EXPECT_GT(error(m), best);
    for (std::size_t c = 0; c < 3; ++c) {
      m = fit->model;
      m.k_w_m2[c] += nudge;
      EXPECT_GT(error(m), best);
    }
  }
}

TEST(PowerFit, refuses_nonsense_in_words) {
  struct Case {
    PowerReadings p;
    const char* says;
  };
  for (const Case& c :
       {Case{{300, 250, 2000, 1900, 5400}, "red takes 250 W and black 300 W"}, {{300, 2100, 2000, 1900, 1800}, "white"},
        {{300, 2100, 2000, 1900, 2900}, "limit"}, {{-1, 2100, 2000, 1900, 5400}, "0 W or more"},
        {{300, NAN, 2000, 1900, 5400}, "read it again"}, {{300, 2100, 2000, 1900, 300}, "white"}}) {
    const auto fit = fit_power(c.p, 9.216);
    ASSERT_FALSE(fit.ok()) << c.says;
    EXPECT_THAT(fit.error().text, HasSubstr(c.says));
  }
}

TEST(Power, cards_share_the_walls_watts) {
  const WallSettings wall = lanzhou();
  const Plan plan = plan_wall(wall).value();
  const PowerModel model = power_model(wall);
  // The left third white, in areas that cut through cards.
  const std::vector<AreaDuty> areas{{{0, 0, 768, 1000}, {1, 1, 1}}, {{0, 1000, 768, 440}, {1, 1, 1}}};
  EXPECT_NEAR(mean_duty(areas, wall.size_px()).g, 1. / 3, 1e-12);
  const std::vector<double> watts = card_watts(model, plan, areas);
  double sum = 0, most = 0;
  for (const double w : watts) sum += w, most = std::max(most, w);
  EXPECT_NEAR(sum, model.w({1. / 3, 1. / 3, 1. / 3}), 1e-6);
  EXPECT_NEAR(most, 600 * 9.216 * 4 / 180, 1e-6);  // four modules of white
  const double s = card_limit_factor(model, plan, areas, 80);
  std::vector<AreaDuty> dimmed = areas;
  for (AreaDuty& a : dimmed) a.duty = {s, s, s};
  for (const double w : card_watts(model, plan, dimmed)) EXPECT_LE(w, 80 + 1e-9);
  EXPECT_EQ(card_limit_factor(model, plan, areas, 1000), 1);
}

TEST(PowerMeter, a_minute_of_seconds_and_its_highest_frame) {
  PowerMeter meter;
  for (int i = 0; i < 60 * 70; ++i) meter.add(10 + i / 60., i % 60 < 30 ? 400 : 100);
  EXPECT_EQ(meter.minute_w_m2().size(), 60u);
  for (const float v : meter.minute_w_m2()) EXPECT_NEAR(v, 250, 1e-3);
  EXPECT_EQ(meter.highest_w_m2(), 400);
  EXPECT_NEAR(meter.average_w_m2(), 250, 1e-9);
  meter.add(80.5, 50);
  meter.add(300, 60);  // it stood still
  EXPECT_EQ(meter.highest_w_m2(), 60);
  EXPECT_NEAR(meter.minute_w_m2().back(), 50, 1e-3);
}

TEST(CodePower, is_that_of_the_simulated_cards) {
  WallSettings wall = lanzhou();
  wall.colour.gamma = {2.2, 2.8, 2.4};
  const Plan plan = plan_wall(wall).value();
  const PowerModel model = power_model(wall);
  const auto drive = [&](const char* name) { return drive_of_codes(rasterise(make_pattern(name, wall, plan).value()), wall); };
  EXPECT_EQ(drive("white").size(), 180u);
  EXPECT_NEAR(model.w_m2(mean_duty(drive("white"), wall.size_px())), 600, 1e-6);
  EXPECT_NEAR(model.w_m2(mean_duty(drive("black"), wall.size_px())), 30, 1e-6);
  EXPECT_NEAR(model.w_m2(mean_duty(drive("checker"), wall.size_px())), 315, 1e-6);
  const MeanDuty red = mean_duty(drive("red"), wall.size_px());
  EXPECT_NEAR(red.r, 1, 1e-9);
  EXPECT_NEAR(red.g + red.b, 0, 1e-9);
}

TEST(CodePower, a_pattern_above_the_instant_cap_is_dimmed_and_others_are_left_alone) {
  WallSettings wall = lanzhou();
  wall.power.instant_limit_w_m2 = 350;
  const Plan plan = plan_wall(wall).value();
  for (const std::string_view name : pattern_names()) {
    const Pattern pattern = make_pattern(name, wall, plan).value();
    if (!pattern.in_codes) continue;
    const Picture8 before = rasterise(pattern);
    Picture8 after = before;
    std::vector<AreaDuty> drive;
    const double factor = cap_codes(after, wall, power_limits(wall, plan), drive);
    EXPECT_LE(power_model(wall).w_m2(mean_duty(drive, wall.size_px())), 350 + 1e-6) << name;
    EXPECT_EQ(drive.size(), drive_of_codes(after, wall).size());
    EXPECT_EQ(factor == 1, before.rgb == after.rgb) << name;
    EXPECT_TRUE(name != "white" || factor < 1);
    EXPECT_TRUE(name != "checker" || factor == 1);
  }
}

TEST(CodePower, of_a_moving_pattern_follows_the_modules_that_changed) {
  const WallSettings wall = lanzhou();
  const Plan plan = plan_wall(wall).value();
  const auto at = [&](double t) { return rasterise(make_pattern("motion", wall, plan, t).value()); };
  const Picture8 before = at(1), after = at(1.4);
  const auto changed = differing_modules(before, after, wall);
  EXPECT_GT(changed.size(), 20u);
  EXPECT_LT(changed.size(), 80u);  // of 180
  auto drive = drive_of_codes(before, wall);
  follow_drive(after, wall, changed, drive);
  const auto whole = drive_of_codes(after, wall);
  for (std::size_t i = 0; i < whole.size(); ++i) EXPECT_EQ(drive[i].duty, whole[i].duty);
  EXPECT_TRUE(differing_modules(after, after, wall).empty());
}

// A wall under the limiter: what it emits from frame to frame.
struct Trial {
  LimiterSettings settings;
  std::vector<double> at_s, factor, w_m2;
  std::vector<double> wanted;

  // `demand` in W/m2 above black as a function of time.
  static Trial of(LimiterSettings settings, double seconds, double fps, const std::function<double(double)>& demand) {
    Trial run{settings, {}, {}, {}, {}};
    Limiter limiter(settings);
    for (int i = 0; i < seconds * fps; ++i) {
      const double t = i / fps, d = demand(t), s = limiter.step(100 + t, {d, 1});
      run.at_s.push_back(t);
      run.factor.push_back(s);
      run.wanted.push_back(d);
      run.w_m2.push_back(settings.black_w_m2 + s * d);
    }
    return run;
  }
  double highest() const { return *std::max_element(w_m2.begin(), w_m2.end()); }
  // Highest mean over windows of exactly 1 s that begin or end with a frame; the wall was black before.
  double highest_second() const {
    std::vector<double> sum{0};
    for (std::size_t i = 0; i + 1 < at_s.size(); ++i) sum.push_back(sum.back() + (at_s[i + 1] - at_s[i]) * w_m2[i]);
    const auto energy = [&](double t) {
      if (t <= 0) return t * settings.black_w_m2;
      const auto i = static_cast<std::size_t>(std::upper_bound(at_s.begin(), at_s.end(), t) - at_s.begin()) - 1;
      return sum[i] + (t - at_s[i]) * w_m2[i];
    };
    double most = 0;
    for (const double t : at_s)
      for (const double end : {t, t + 1})
        if (end <= at_s.back()) most = std::max(most, energy(end) - energy(end - 1));
    return most;
  }
};

LimiterSettings capped() {
  LimiterSettings s;
  s.instant_limit_w_m2 = 330;
  return s;
}

std::vector<std::function<double(double)>> shows() {
  std::vector<std::function<double(double)>> out{
      [](double t) { return t < 1 ? 0. : 570.; },                             // a cut from black to white
      [](double t) { return t < 1 ? 400. : t < 2 ? 50. : 570.; },             // cuts
      [](double t) { return 570 * std::min(1., t / 3); },                     // a slow rise
      [](double t) { return 570 * std::max(0., 1 - t / 3); },                 // a slow fall
      [](double t) { return 285 * (1 - std::cos(2 * M_PI * t / 1.7)); }};
  for (const double hz : {0.3, 0.5, 0.9, 1.0, 1.1, 2.0, 3.0, 7.5, 12.5, 29.0, 30.0})
    for (const double share : {0.1, 0.5, 0.9})
      out.push_back([hz, share](double t) { return t * hz - std::floor(t * hz) < share ? 570. : 20.; });
  for (unsigned seed = 1; seed <= 20; ++seed)
    out.push_back([seed](double t) {  // another light every so often
      std::mt19937 dice(seed * 7919 + static_cast<unsigned>(t * (seed % 5 + 1) * 2));
      return std::uniform_real_distribution<double>(0, 700)(dice);
    });
  return out;
}

TEST(Limiter, no_frame_above_the_cap_and_no_second_above_the_average) {
  for (const double fps : {25., 60.})
    for (const double attack : {0.1, 0.15, 0.3})
      for (const bool with_cap : {false, true}) {
        LimiterSettings s = with_cap ? capped() : LimiterSettings{};
        s.attack_s = attack;
        int i = 0;
        for (const auto& show : shows()) {
          const Trial run = Trial::of(s, 8, fps, show);
          EXPECT_LE(run.highest(), s.instant_limit_w_m2) << i;
          EXPECT_LE(run.highest_second(), s.average_limit_w_m2) << i << " at " << fps << " attack " << attack;
          ++i;
        }
      }
}

TEST(Limiter, frames_that_come_late_and_at_random_keep_the_cap_and_the_average) {
  for (unsigned seed = 1; seed <= 30; ++seed) {
    std::mt19937 dice(seed);
    std::uniform_real_distribution<double> wait(0.005, Limiter::longest_hold_s), light(0, 700);
    Trial run{capped(), {}, {}, {}, {}};
    run.settings.instant_limit_w_m2 = 400;
    Limiter limiter(run.settings);
    double t = 0, d = 0;
    for (int i = 0; i < 400; ++i) {
      if (dice() % 9 == 0) d = light(dice);
      run.at_s.push_back(t);
      run.w_m2.push_back(30 + limiter.step(t, {d, 1}) * d);
      t += wait(dice);
    }
    EXPECT_LE(run.highest(), 400);
    EXPECT_LE(run.highest_second(), 300) << seed;
  }
}

TEST(Limiter, a_constant_picture_is_approached_from_one_side_and_then_stands) {
  for (const double before : {0., 100., 300., 570.})
    for (const double after : {0., 60., 261., 280., 400., 570.}) {
      const Trial run = Trial::of({}, 30, 60, [&](double t) { return t < 5 ? before : after; });
      const auto first = static_cast<std::size_t>(5 * 60);
      const Limiter fresh({});
      const double end = fresh.settled({after, 1});
      const bool falls = run.factor[first - 1] > end;
      for (std::size_t i = first + 1; i < run.factor.size(); ++i) {
        const double change = run.factor[i] - run.factor[i - 1];
        ASSERT_LE(falls ? change : -change, 0);
      }
      // In the end exactly there, or below by less than the dead band of a step and a half and the rounding.
      EXPECT_LE(run.factor.back(), end);
      EXPECT_GE(run.factor.back(), end * std::exp2(-2.5 / 128));
      EXPECT_EQ(run.factor.back(), run.factor[run.factor.size() - 600]) << "moves after 15 s";
      if (after <= 261) {
        EXPECT_EQ(run.factor.back(), 1);
      }
    }
}

TEST(Limiter, dims_within_attack_and_lets_go_within_release) {
  const Trial run = Trial::of({}, 20, 60, [](double t) { return t < 1 ? 0. : t < 5 ? 570. : 0.; });
  const double settled = Limiter({}).settled({570, 1});
  EXPECT_GT(run.factor[60], settled);           // a cut starts brighter
  EXPECT_EQ(run.factor[60 + 60], settled);      // and has settled within a second
  EXPECT_EQ(run.factor[5 * 60 + 20], settled);  // it waits half a second
  EXPECT_NEAR(run.factor[5 * 60 + 30 + 120], 1 - (1 - settled) / M_E, 0.02);
  EXPECT_EQ(run.factor.back(), 1);
}

TEST(Limiter, does_not_pump_on_flicker) {
  for (const double hz : {0.5, 1., 2., 3., 5., 12.5, 30.}) {
    const Trial run = Trial::of({}, 12, 60, [&](double t) { return t * hz - std::floor(t * hz) < 0.5 ? 570. : 20.; });
    double low = 1, high = 0;
    for (std::size_t i = 4 * 60; i < run.factor.size(); ++i)
      low = std::min(low, run.factor[i]), high = std::max(high, run.factor[i]);
    // Nothing while the dark part is shorter than the hold; else what release gives back in the rest of it.
    const double dark_s = 0.5 / hz, freed_s = std::max(0., dark_s - Limiter::hold_s + 0.02);
    const double bound = dark_s < Limiter::hold_s - 0.02 ? 0 : (1 - low) * (1 - std::exp(-freed_s / 2)) + 0.006;
    EXPECT_LE(high - low, bound) << hz << " Hz";
  }
}

TEST(Limiter, more_demand_never_gives_a_higher_factor) {
  double last = 2;
  for (double d = 0; d < 900; d += 3.7) {
    const double s = Limiter({}).settled({d, 1});
    EXPECT_LE(s, last);
    EXPECT_LE(30 + s * d, std::max(300 * Limiter::settle, 30.) + 1e-9);
    last = s;
  }
  EXPECT_EQ(Limiter({}).settled({570, 0.3}), limiter_step_below(0.3));  // a card asks for more
  EXPECT_EQ(Limiter({}).settled({0, 1}), 1);
}

TEST(Limiter, small_changes_of_a_bright_picture_leave_the_factor_alone) {
  std::mt19937 dice(5);
  std::uniform_real_distribution<double> little(-0.5, 0.5);
  const Trial run = Trial::of({}, 20, 60, [&](double) { return 400 + little(dice); });
  int changes = 0;
  for (std::size_t i = 3 * 60; i < run.factor.size(); ++i) changes += run.factor[i] != run.factor[i - 1];
  EXPECT_LE(changes, 2);
}

TEST(Limiter, steps_are_below_what_the_eye_tells_apart_and_always_down) {
  for (double s = 0.001; s <= 1; s += 0.00037) {
    const double q = limiter_step_below(s);
    EXPECT_LE(q, s * (1 + 1e-9));
    EXPECT_GT(q, s / 1.0055);
    EXPECT_EQ(limiter_step_below(q), q);
  }
  EXPECT_EQ(limiter_step_below(1), 1);
  EXPECT_EQ(limiter_step_below(0), 0);
}

}  // namespace
}  // namespace guangmu::led
