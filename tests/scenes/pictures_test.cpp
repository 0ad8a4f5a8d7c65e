// The overview and the hold scene as pictures: contrast and light by measurement, and the pictures
// themselves.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "base/hash.h"
#include "lanzhou.h"
#include "tests/support/draw_png.h"
#include "tests/support/golden.h"

namespace guangmu::scenes {
namespace {

using testing::State;

draw::DrawList overview(State state, Language language, double at_s = 100) {
  auto scene = make_scene(testing::lanzhou().scenes.at("overview"), testing::context());
  SceneOutput out;
  scene->build(testing::input(state, language, at_s), testing::text_engine(), out);
  return std::move(out.list);
}

media::PictureRgb painted(const draw::DrawList& list, float scale) {
  auto picture = guangmu::testing::draw_picture(list, testing::text_engine(), scale);
  EXPECT_TRUE(picture.ok()) << picture.error().text;
  return std::move(*picture);
}

float luminance_at(const media::PictureRgb& p, int x, int y) {
  const std::uint8_t* c = &p.rgb[(static_cast<std::size_t>(y) * static_cast<std::size_t>(p.size.w) +
                                  static_cast<std::size_t>(x)) *
                                 3];
  const auto linear = [](std::uint8_t v) { return srgb_to_linear(static_cast<float>(v) / 255); };
  return luminance({linear(c[0]), linear(c[1]), linear(c[2]), 1});
}

// The list without the texts that are read; their glow stays.
draw::DrawList ground_of(const draw::DrawList& list) {
  draw::DrawList ground = list;
  for (draw::Placed& p : ground.groups) {
    draw::Group g = *p.group;
    std::erase_if(g.items, [](const draw::Item& item) {
      const auto* t = std::get_if<draw::Text>(&item.shape);
      return t && t->paint.stops[0].colour.a > 0.01f;
    });
    g.hash = Hash(g.hash).add(1).value();
    p.group = std::make_shared<const draw::Group>(std::move(g));
  }
  return ground;
}

struct Case {
  State state;
  Language language;
};
class Light : public ::testing::TestWithParam<Case> {};
INSTANTIATE_TEST_SUITE_P(States, Light,
                         ::testing::Values(Case{State::live, Language::zh}, Case{State::live, Language::en},
                                           Case{State::stale, Language::zh},
                                           Case{State::report, Language::en},
                                           Case{State::metrics_only, Language::zh},
                                           Case{State::nothing, Language::zh}));

// Every text has 7:1 against the 95th percentile of what lies under it, and the wall as a whole stays under
// 18 %.
TEST_P(Light, TextsStandOutAndTheWallIsCalm) {
  const draw::DrawList list = overview(GetParam().state, GetParam().language);
  const media::PictureRgb ground = painted(ground_of(list), 1);
  ASSERT_EQ(ground.size, (SizePx{2304, 1440}));
  for (const auto& t : testing::texts(list)) {
    const RectPx r = intersect(covering(t.ink), RectPx{0, 0, ground.size.w, ground.size.h});
    std::vector<float> light;
    for (int y = r.y; y < r.bottom(); ++y)
      for (int x = r.x; x < r.right(); ++x) light.push_back(luminance_at(ground, x, y));
    ASSERT_FALSE(light.empty()) << t.text;
    const auto at = light.begin() + static_cast<std::ptrdiff_t>(light.size() * 95 / 100);
    std::nth_element(light.begin(), at, light.end());
    EXPECT_GE(contrast(luminance(t.colour), *at), 7) << t.widget << ": " << t.text;
  }
  const media::PictureRgb whole = painted(list, 0.25f);
  double sum = 0;
  for (const std::uint8_t v : whole.rgb)
    sum += static_cast<double>(srgb_to_linear(static_cast<float>(v) / 255));
  EXPECT_LT(sum / static_cast<double>(whole.rgb.size()), 0.18);
}

struct Golden {
  State state;
  Language language;
  const char* name;
};
class Pictures : public ::testing::TestWithParam<Golden> {};
INSTANTIATE_TEST_SUITE_P(States, Pictures,
                         ::testing::Values(Golden{State::live, Language::zh, "overview_live"},
                                           Golden{State::live, Language::en, "overview_live_en"},
                                           Golden{State::late, Language::zh, "overview_late"},
                                           Golden{State::stale, Language::zh, "overview_stale"},
                                           Golden{State::report, Language::zh, "overview_report"},
                                           Golden{State::checking, Language::zh, "overview_checking"},
                                           Golden{State::manual, Language::zh, "overview_manual"},
                                           Golden{State::metrics_only, Language::zh, "overview_metrics_only"},
                                           Golden{State::nothing, Language::zh, "overview_nothing"}),
                         [](const auto& c) { return std::string(c.param.name); });

// A few codes are left to other drivers' rounding.
constexpr guangmu::testing::Tolerance rounding{3, 0.02};

TEST_P(Pictures, AreAsTheyWereLookedAt) {
  std::string why;
  EXPECT_TRUE(guangmu::testing::matches_golden(painted(overview(GetParam().state, GetParam().language), 0.25f),
                                               GetParam().name, rounding, why))
      << why;
}

// The data scene: `known` of the history, with a night in which the wall was off.
draw::DrawList data_scene(double known, Language language) {
  auto scene = make_scene(testing::lanzhou().scenes.at("data"), testing::context());
  SceneInput in = testing::input(State::live, language);
  auto data = testing::figures(State::live, in.wall_clock);
  for (auto& [id, m] : data->metrics)
    if (m.info->derived && !m.reading) m.reading = kpi::Reading{m.info->unit == "%" ? 0.9961 : 17, in.wall_clock, in.wall_clock};
  for (auto& [id, s] : data->series) {
    const double over = s.info->over_s;
    const bool share = s.info->unit == "%";
    for (double ago = over * known; over > 0 && ago >= 0; ago -= over / 168) {
      if (ago > over * 0.31 && ago < over * 0.37) continue;
      const double wave = std::sin(ago / over * 11) * std::sin(ago / over * 23);
      s.points.push_back({iso8601(in.wall_clock + -ago), {share ? 0.997 - 0.003 * wave : std::floor(10016 - 900 * ago / over + 40 * wave)}});
      s.received = in.wall_clock;
    }
  }
  in.data = data;
  SceneOutput out;
  scene->build(in, testing::text_engine(), out);
  return std::move(out.list);
}

TEST(Pictures, TheCurvesOfTheHistory) {
  std::string why;
  EXPECT_TRUE(guangmu::testing::matches_golden(painted(data_scene(0.8, Language::zh), 0.25f), "data_history", rounding, why)) << why;
  EXPECT_TRUE(guangmu::testing::matches_golden(painted(data_scene(0.01, Language::en), 0.25f), "data_begun_en", rounding, why)) << why;
}

TEST(Pictures, EntranceHalfway) {
  std::string why;
  EXPECT_TRUE(guangmu::testing::matches_golden(painted(overview(State::live, Language::zh, 1.4), 0.25f),
                                               "overview_entering", rounding, why))
      << why;
}

TEST(Pictures, Hold) {
  auto scene = make_hold(testing::context(), {"绿金通", "Lvjintong"},
                         {"兰州新区绿色金融综合服务平台", "Lanzhou New Area green finance platform"});
  SceneOutput out;
  scene->build(testing::input(State::nothing), testing::text_engine(), out);
  std::string why;
  EXPECT_TRUE(guangmu::testing::matches_golden(painted(out.list, 0.25f), "hold", rounding, why)) << why;
}

}  // namespace
}  // namespace guangmu::scenes
