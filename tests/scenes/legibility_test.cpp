// What a visitor must be able to read: sizes, places, nothing over anything, no thin stroke along a seam.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "kpi/values/number_text.h"
#include "lanzhou.h"

namespace guangmu::scenes {
namespace {

using testing::State;

struct Case {
  State state;
  Language language;
};

class Overview : public ::testing::TestWithParam<Case> {
 protected:
  void SetUp() override {
    scene_ = make_scene(testing::lanzhou().scenes.at("overview"), testing::context());
    scene_->build(testing::input(GetParam().state, GetParam().language), testing::text_engine(), out_);
  }
  std::unique_ptr<Scene> scene_;
  SceneOutput out_;
};

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const State s : testing::all_states)
    for (const Language l : {Language::zh, Language::en}) all.push_back({s, l});
  return all;
}

INSTANTIATE_TEST_SUITE_P(States, Overview, ::testing::ValuesIn(cases()), [](const auto& c) {
  std::string name = testing::to_string(c.param.state) + (c.param.language == Language::zh ? "_zh" : "_en");
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
});

TEST_P(Overview, EveryTextIsLargeEnough) {
  const auto texts = testing::texts(out_.list);
  EXPECT_GT(texts.size(), 30u);
  for (const auto& t : texts) {
    const float least = t.widget == "source_line" ? 28 : 32;
    EXPECT_GE(t.size_px, least) << t.text;
  }
}

TEST_P(Overview, NoTextLeavesItsWidget) {
  const auto& settings = testing::lanzhou().scenes.at("overview");
  const Layout layout(testing::context(), settings.grid[0], settings.grid[1]);
  for (const auto& t : testing::texts(out_.list)) {
    bool inside = false, known = false;
    for (const WidgetSettings& w : settings.widgets)
      std::visit(
          [&](const auto& s) {
            if (std::remove_cvref_t<decltype(s)>::tag != t.widget) return;
            known = true;
            const Rect area = layout.cells(s.area);
            inside = inside || (t.ink.x >= area.x && t.ink.right() <= area.right() + 0.5f &&
                                t.ink.y >= area.y && t.ink.bottom() <= area.bottom() + 0.5f);
          },
          w);
    EXPECT_TRUE(known) << t.text << " says it belongs to \"" << t.widget << "\"";
    EXPECT_TRUE(inside) << t.widget << ": " << t.text << " at " << t.ink.x << "," << t.ink.y << " " << t.ink.w
                        << "x" << t.ink.h;
  }
}

TEST_P(Overview, NoTextStandsOnAnother) {
  const auto texts = testing::texts(out_.list);
  for (std::size_t i = 0; i < texts.size(); ++i)
    for (std::size_t k = i + 1; k < texts.size(); ++k) {
      const Rect both = intersect(texts[i].ink.inset(1), texts[k].ink.inset(1));
      EXPECT_TRUE(both.empty()) << "\"" << texts[i].text << "\" and \"" << texts[k].text << "\"";
    }
}

TEST_P(Overview, NothingIsCutShort) {
  for (const auto& t : testing::texts(out_.list)) EXPECT_EQ(t.text.find("…"), std::string::npos) << t.text;
}

// A straight stroke under 6 px must not lie within 3 px of a module seam for more than 24 px.
TEST_P(Overview, NoThinStrokeAlongASeam) {
  const float module_w = 192, module_h = 96;
  const auto off_seam = [](float at, float seam) { return std::abs(at - std::round(at / seam) * seam); };
  const auto check = [&](Rect r, const std::string& what) {
    if (r.h < 6 && r.w > 24) {
      EXPECT_GE(off_seam(r.y, module_h), 3) << what << " at y " << r.y;
      EXPECT_GE(off_seam(r.bottom(), module_h), 3) << what << " at y " << r.bottom();
    }
    if (r.w < 6 && r.h > 24) {
      EXPECT_GE(off_seam(r.x, module_w), 3) << what << " at x " << r.x;
      EXPECT_GE(off_seam(r.right(), module_w), 3) << what << " at x " << r.right();
    }
  };
  int seen = 0;
  for (const draw::Placed& p : out_.list.groups)
    for (const draw::Item& item : p.group->items) {
      if (const auto* r = std::get_if<draw::RoundRect>(&item.shape)) {
        ++seen;
        check(r->rect.moved(p.shift), "a bar");
        if (r->stroke_px > 0 && r->stroke_px < 6) {
          const Rect e = r->rect.moved(p.shift);
          check({e.x, e.y, e.w, r->stroke_px}, "an edge");
          check({e.x, e.bottom() - r->stroke_px, e.w, r->stroke_px}, "an edge");
          check({e.x, e.y, r->stroke_px, e.h}, "an edge");
          check({e.right() - r->stroke_px, e.y, r->stroke_px, e.h}, "an edge");
        }
      } else if (const auto* l = std::get_if<draw::Polyline>(&item.shape)) {
        if (l->width_px >= 6) continue;
        const float half = l->width_px / 2;
        for (std::size_t i = 0; i + 1 < l->points->size(); ++i) {
          const Vec2 a = (*l->points)[i] + p.shift, b = (*l->points)[i + 1] + p.shift;
          if (a.y == b.y) check({std::min(a.x, b.x), a.y - half, std::abs(a.x - b.x), l->width_px}, "a line");
          if (a.x == b.x) check({a.x - half, std::min(a.y, b.y), l->width_px, std::abs(a.y - b.y)}, "a line");
        }
      }
    }
  EXPECT_GT(seen, 5);
}

TEST_P(Overview, NothingIsDrawnThinnerThanTwoPixels) {
  for (const draw::Placed& p : out_.list.groups)
    for (const draw::Item& item : p.group->items) {
      if (const auto* l = std::get_if<draw::Polyline>(&item.shape)) {
        EXPECT_GE(l->width_px, 2);
      }
      if (const auto* r = std::get_if<draw::Ring>(&item.shape)) {
        EXPECT_GE(r->outer_px - r->inner_px, 2);
      }
    }
}

// Other platforms have other figures: whatever they are, they stand in their places and can be read.
TEST(OverviewWithOtherFigures, FitsAndOverlapsNothing) {
  for (const double scale : {0.0007, 0.013, 0.6, 4.3, 71., 950.}) {
    for (const Language language : {Language::zh, Language::en}) {
      auto scene = make_scene(testing::lanzhou().scenes.at("overview"), testing::context());
      SceneInput in = testing::input(State::live, language);
      in.data = testing::figures(State::live, in.wall_clock, scale);
      SceneOutput out;
      scene->build(in, testing::text_engine(), out);
      const auto texts = testing::texts(out.list);
      for (std::size_t i = 0; i < texts.size(); ++i) {
        EXPECT_GE(texts[i].ink.x, 24) << texts[i].text;
        EXPECT_LE(texts[i].ink.right(), 2304 - 24) << texts[i].text;
        for (std::size_t k = i + 1; k < texts.size(); ++k)
          EXPECT_TRUE(intersect(texts[i].ink.inset(1), texts[k].ink.inset(1)).empty())
              << scale << ": \"" << texts[i].text << "\" and \"" << texts[k].text << "\"";
      }
    }
  }
}

// Ratios that make every ring thin or fat.
TEST(OverviewWithOtherFigures, AnyProportionOfTheCirclesKeepsItsNumbers) {
  for (const auto& [applied, granted, green] : {std::tuple{400., 395., 390.},
                                                {400., 20., 1.},
                                                {400., 399., 2.},
                                                {10., 300., 50.},
                                                {5., 5., 5.},
                                                {0., 0., 0.}}) {
    auto scene = make_scene(testing::lanzhou().scenes.at("overview"), testing::context());
    SceneInput in = testing::input(State::live);
    auto data = testing::figures(State::live, in.wall_clock);
    data->metrics.at("financing_applied").reading->value = applied;
    data->metrics.at("financing_granted").reading->value = granted;
    data->metrics.at("green_loans_total").reading->value = green;
    in.data = data;
    SceneOutput out;
    scene->build(in, testing::text_engine(), out);
    const auto texts = testing::texts(out.list);
    const auto shows = [&](double v) {
      const std::string digits = kpi::number_text(v, "亿元", 2, Language::zh).digits;
      return std::any_of(texts.begin(), texts.end(), [&](const auto& t) { return t.text == digits; });
    };
    EXPECT_TRUE(shows(applied) && shows(granted) && shows(green))
        << applied << " " << granted << " " << green;
    for (std::size_t i = 0; i < texts.size(); ++i)
      for (std::size_t k = i + 1; k < texts.size(); ++k)
        EXPECT_TRUE(intersect(texts[i].ink.inset(1), texts[k].ink.inset(1)).empty())
            << "\"" << texts[i].text << "\" and \"" << texts[k].text << "\"";
  }
}

TEST(OverviewOnAnotherWall, ScalesWithItsCells) {
  for (const SizePx size : {SizePx{576, 360}, SizePx{1152, 720}, SizePx{4608, 2880}}) {
    auto scene = make_scene(testing::lanzhou().scenes.at("overview"), testing::context(size));
    SceneOutput out;
    scene->build(testing::input(State::live), testing::text_engine(), out);
    const float scale = static_cast<float>(size.w) / 2304;
    for (const auto& t : testing::texts(out.list)) {
      EXPECT_GE(t.size_px, std::floor(28 * scale)) << t.text;
      EXPECT_LE(t.ink.right(), static_cast<float>(size.w)) << t.text;
      EXPECT_LE(t.ink.bottom(), static_cast<float>(size.h)) << t.text;
    }
  }
}

}  // namespace
}  // namespace guangmu::scenes
