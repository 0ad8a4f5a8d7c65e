// Power between compositor and output pass: what is measured agrees with the reference, and the limiter acts
// on the frame that needs it.
#include <GL/glew.h>

#include <cmath>
#include <random>

#include "led_mapping/planner.h"
#include "led_mapping/tone_curve.h"
#include "renderer/renderer.h"
#include "tests/renderer/gallery.h"
#include "tests/renderer/gl_fixture.h"

namespace guangmu::renderer {
namespace {

using namespace draw;

class PowerGuardTest : public GlTest {
 protected:
  void SetUp() override {
    GlTest::SetUp();
    if (HasFatalFailure()) return;
    auto made = Renderer::create(text());
    ASSERT_TRUE(made.ok()) << made.error().text;
    renderer_.emplace(std::move(*made));
    wall_.module.px = {48, 24};
    wall_.module.scan = 12;
    wall_.module.mm = {80, 40};
    wall_.size_mm = {960, 600};
    wall_.colour.dither = led::Dither::off;
    use_wall();
    picture_ = testing::gallery(text(), tables_.wall);
    picture_.tile = tables_.tile;
    request_.program = &picture_;
    request_.program_key = 1;
  }
  void TearDown() override { renderer_.reset(); }

  void use_wall(const led::ProfileSettings& profile = {}, double brightness = 1) {
    tables_ = led::make_output_tables(wall_, profile, nullptr, brightness);
    limits_ = led::power_limits(wall_, led::plan_wall(wall_).value());
    request_.tables = &tables_;
    request_.power = &limits_;
    ++request_.tables_version;
  }
  DrawList flat(Linear c, Rect rect = {0, 0, 576, 360}) {
    DrawList list;
    list.canvas = tables_.wall;
    list.tile = tables_.tile;
    GroupBuilder g(next_id_++);
    g.add(RoundRect{rect, {}, c, 0, {}});
    list.groups.push_back({g.finish(), {}, 1});
    return list;
  }
  // Watts per square metre of the codes on the cable, after the cards.
  double emitted_w_m2() {
    const auto codes = renderer_->capture_output();
    led::MeanDuty d;
    std::array<double*, 3> sums{&d.r, &d.g, &d.b};
    for (int c = 0; c < 3; ++c) {
      const auto light = led::card_light(wall_.colour, c);
      for (std::size_t i = static_cast<std::size_t>(c); i < codes.size(); i += 3)
        *sums[static_cast<std::size_t>(c)] += light[codes[i]] / (576. * 360);
    }
    return limits_.model.w_m2(d);
  }

  led::WallSettings wall_;
  led::OutputTables tables_;
  led::PowerLimits limits_;
  DrawList picture_;
  FrameRequest request_;
  std::uint64_t next_id_ = 100;
  std::optional<Renderer> renderer_;
};

TEST_F(PowerGuardTest, the_sums_are_those_of_the_reference) {
  std::mt19937 dice(3);
  std::uniform_real_distribution<double> near_one(0.9, 1.05);
  led::ProfileSettings profile;
  for (int i = 0; i < tables_.columns * tables_.rows; ++i)
    profile.modules.push_back({near_one(dice), 0.01, 0, 0, near_one(dice), 0.02, 0.01, 0, near_one(dice)});
  profile.gain = {1, 0.9, 0.8};
  picture_.backdrop = nullptr;  // ground that moves would not be the same in two painters
  for (const double brightness : {1., 0.6}) {
    wall_.power.average_limit_w_m2 = 10000;
    use_wall(profile, brightness);
    const FrameReport report = renderer_->render(request_);
    ASSERT_TRUE(report.power);
    auto kit = Kit::create(text());
    auto painter = Painter::create(*kit);
    Work work;
    painter->paint(*kit, picture_, {}, work);
    const auto light = read_linear(painter->canvas(), {0, 0, 576, 360});
    std::array<double, 3> expected{};
    for (int y = 0; y < 360; ++y)
      for (int x = 0; x < 576; ++x) {
        const auto d = led::drive_of(light.data() + 4 * (y * 576 + x), x, y, tables_);
        for (std::size_t c = 0; c < 3; ++c)
          expected[c] += static_cast<double>(std::clamp(d[c], 0.f, 1.f)) / (576. * 360);
      }
    EXPECT_GT(expected[0], 0.005);
    EXPECT_NEAR(report.power->duty.r, expected[0], 1e-4 * expected[0] + 1e-6);
    EXPECT_NEAR(report.power->duty.g, expected[1], 1e-4 * expected[1] + 1e-6);
    EXPECT_NEAR(report.power->duty.b, expected[2], 1e-4 * expected[2] + 1e-6);
    EXPECT_NEAR(report.power->w_m2, limits_.model.w_m2(report.power->duty), 1e-9);
    EXPECT_EQ(report.power->limiter, 1);
  }
}

TEST_F(PowerGuardTest, seams_count_by_their_mean) {
  led::ProfileSettings profile;
  profile.gain = {0.5, 0.5, 0.5};
  for (int column = 1; column <= tables_.columns; ++column)
    profile.seams.push_back({column, 1, led::Edge::left, 1.5});
  wall_.power.average_limit_w_m2 = 10000;
  use_wall(profile);
  const DrawList white = flat({1, 1, 1, 1});
  request_.program = &white;
  const FrameReport report = renderer_->render(request_);
  const auto d = led::drive_of(std::array{1.f, 1.f, 1.f}.data(), 20, 100, tables_);  // no seam there
  EXPECT_NEAR(report.power->duty.g, static_cast<double>(d[1]) * (1 + 0.5 / 48 / 15), 1e-3 * 0.5);
}

TEST_F(PowerGuardTest, the_first_frame_of_a_cut_to_white_is_inside_the_cap) {
  wall_.power.instant_limit_w_m2 = 320;
  use_wall();
  const DrawList black = flat({0, 0, 0, 1}), white = flat({1, 1, 1, 1});
  request_.program = &black;
  request_.now_s = 10;
  EXPECT_NEAR(renderer_->render(request_).power->w_m2, 30, 1e-6);
  request_.program = &white;
  double last = 2;
  for (int frame = 1; frame <= 90; ++frame) {
    request_.now_s = 10 + frame / 60.;
    const FrameReport report = renderer_->render(request_);
    ASSERT_LE(report.power->w_m2, 320);
    ASSERT_LE(report.power->limiter, last);
    // The codes on the cable say the same as the estimate, within their rounding.
    ASSERT_NEAR(emitted_w_m2(), report.power->w_m2, 4) << frame;
    last = report.power->limiter;
  }
  EXPECT_LE(emitted_w_m2(), 300 * led::Limiter::settle + 4);
  const FrameReport calm = renderer_->render(request_);
  EXPECT_FALSE(calm.changed);
  EXPECT_FALSE(calm.unfinished);
  EXPECT_EQ(calm.draws, 0);
  // And back: it lets go, in the end completely.
  request_.program = &black;
  for (int frame = 0; frame < 900; ++frame) {
    request_.now_s += 1 / 60.;
    last = renderer_->render(request_).power->limiter;
  }
  EXPECT_EQ(last, 1);
}

TEST_F(PowerGuardTest, light_above_full_drive_is_not_forgotten_when_the_picture_is_dimmed) {
  wall_.power.instant_limit_w_m2 = 310;
  use_wall();
  const DrawList glaring = flat({3, 3, 3, 1}, {0, 0, 576, 300});
  request_.program = &glaring;
  for (int frame = 0; frame < 60; ++frame) {
    request_.now_s = frame / 60.;
    renderer_->render(request_);
    ASSERT_LE(emitted_w_m2(), 310 + 4);
  }
}

TEST_F(PowerGuardTest, only_changed_tiles_are_measured) {
  const FrameReport first = renderer_->render(request_);
  const FrameReport again = renderer_->render(request_);
  EXPECT_EQ(again.draws, 0);
  EXPECT_EQ(again.power->w_m2, first.power->w_m2);
  DrawList little = picture_;
  GroupBuilder g(999);
  g.add(RoundRect{{10, 10, 20, 10}, {}, Linear{1, 1, 1, 1}, 0, {}});
  little.groups.push_back({g.finish(), {}, 1});
  request_.program = &little;
  const FrameReport changed = renderer_->render(request_);
  EXPECT_LT(changed.damaged_tiles, changed.total_tiles / 10);
  EXPECT_NE(changed.power->w_m2, first.power->w_m2);
  // As measured all at once.
  renderer_->damage_all();
  EXPECT_NEAR(renderer_->render(request_).power->w_m2, changed.power->w_m2, 1e-6);
}

TEST_F(PowerGuardTest, a_still_is_settled_and_the_same_each_time) {
  const DrawList white = flat({1, 1, 1, 1}), black = flat({0, 0, 0, 1});
  request_.limiter_settled = true;
  request_.program = &white;
  const double factor = renderer_->render(request_).power->limiter;
  const auto codes = renderer_->capture_output();
  EXPECT_LT(factor, 1);
  EXPECT_LE(emitted_w_m2(), 300);
  request_.program = &black;
  renderer_->render(request_);
  request_.program = &white;
  EXPECT_EQ(renderer_->render(request_).power->limiter, factor);
  EXPECT_EQ(renderer_->capture_output(), codes);
}

TEST_F(PowerGuardTest, no_card_above_its_supply) {
  wall_.power.card_limit_w = 3;
  use_wall();
  const DrawList corner = flat({1, 1, 1, 1}, {0, 0, 96, 48});
  request_.program = &corner;
  const FrameReport report = renderer_->render(request_);
  EXPECT_LT(report.power->limiter, 1);
  for (const double w : led::card_watts(limits_.model, limits_.plan, report.power->areas)) EXPECT_LE(w, 3);
}

TEST_F(PowerGuardTest, a_pattern_that_moves_is_drawn_where_it_changed) {
  auto first = std::make_shared<RawPicture>();
  first->size = tables_.wall;
  first->rgb.assign(3u * 576 * 360, 10);
  first->serial = 1;
  first->drive = {{{0, 0, 576, 360}, {0.5, 0.5, 0.5}}};
  request_.pattern = first;
  const FrameReport shown = renderer_->render(request_);
  EXPECT_NEAR(shown.power->w_m2, 30 + 570 * 0.5, 1e-9);
  EXPECT_EQ(renderer_->capture_output(), first->rgb);
  auto second = std::make_shared<RawPicture>(*first);
  for (int y = 100; y < 140; ++y)
    for (int x = 200; x < 300; ++x) second->rgb[static_cast<std::size_t>(3 * (y * 576 + x) + 1)] = 99;
  second->serial = 2;
  second->follows = 1;
  second->changed = {{200, 100, 60, 40}, {260, 100, 40, 40}};
  request_.pattern = second;
  const FrameReport moved = renderer_->render(request_);
  EXPECT_EQ(renderer_->capture_output(), second->rgb);
  EXPECT_LT(moved.bytes_touched, shown.bytes_touched / 10);
  // One that follows a picture that never stood there is drawn whole.
  auto other = std::make_shared<RawPicture>(*first);
  other->rgb.assign(other->rgb.size(), 77);
  other->serial = 9;
  other->follows = 8;
  request_.pattern = other;
  renderer_->render(request_);
  EXPECT_EQ(renderer_->capture_output(), other->rgb);
}

// A GPU's way: a small change far from every limit is not waited for; what could be too bright is.
TEST_F(PowerGuardTest, waits_for_sums_only_where_a_limit_is_near) {
  auto kit = Kit::create(text());
  auto guard = PowerGuard::create(*kit, false);
  ASSERT_TRUE(guard.ok());
  const TileGrid grid(tables_.wall, tables_.tile);
  const Target canvas(tables_.wall, PixelFormat::rgba16f);
  canvas.bind();
  glClearColor(0.5f, 0.5f, 0.5f, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  Work work;
  const auto frame = [&](std::vector<std::size_t> tiles, double now_s) {
    std::vector<float> light(tiles.size(), 1.f);
    const double f = guard->factor(*kit, grid, {{&canvas.texture(), std::move(tiles), std::move(light)}}, tables_, 1, limits_,
                                   {now_s, false}, work);
    return std::pair{f, guard->report(limits_).w_m2};
  };
  EXPECT_EQ(frame({3, 4}, 1).second, 30);        // not known yet
  EXPECT_GT(frame({}, 1.02).second, 30);         // known a frame later
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < grid.count(); ++i) all.push_back(i);
  EXPECT_GT(frame(all, 1.04).second, 200);       // could be white: waited for
}

}  // namespace
}  // namespace guangmu::renderer
