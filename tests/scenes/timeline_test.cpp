// The timeline through its public faces: what stands where, what never overlaps, how it travels.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/hash.h"
#include "config/exhibit.h"
#include "scenes/document_scene.h"
#include "scenes/timeline_plan.h"
#include "scenes/timeline_settings.h"
#include "tests/scenes/timeline_lanzhou.h"

namespace guangmu::scenes {
namespace {

constexpr int events = 11;

draw::TextEngine& text() {
  static auto* engine = [] {
    auto made = draw::TextEngine::create();
    EXPECT_TRUE(made.ok()) << made.error().text;
    return new draw::TextEngine(std::move(*made));
  }();
  return *engine;
}

SceneContext lanzhou(SizePx canvas = {2304, 1440}, SizePx module = {192, 96}) {
  SceneContext context;
  context.wall.canvas = canvas;
  context.wall.module = module;
  context.timeline = std::make_shared<const TimelineSettings>(testing::lanzhou_timeline());
  return context;
}

// The exhibit as it ships.
SceneContext shipped() {
  static const auto* timeline = [] {
    const auto loaded = config::load_exhibit(GUANGMU_SOURCE_DIR "/config/exhibits/lanzhou");
    EXPECT_EQ(loaded.settings.timeline.events.size(), static_cast<std::size_t>(events));
    return new std::shared_ptr<const TimelineSettings>(
        std::make_shared<const TimelineSettings>(loaded.settings.timeline));
  }();
  SceneContext context = lanzhou();
  context.timeline = *timeline;
  return context;
}

std::unique_ptr<Scene> scene(const SceneContext& context) {
  SceneSettings s;
  s.id = "timeline";
  s.backdrop.kind = BackdropKind::aurora;
  TimelineWidgetSettings widget;
  widget.title = {"兰州新区绿色金融之路", "Green finance in Lanzhou New Area"};
  s.widgets.push_back(widget);
  return make_scene(s, context);
}

SceneInput at_rest(int event, Language language = Language::zh) {
  SceneInput in;
  in.time_s = 100;
  in.settled = true;
  in.language = language;
  in.data = std::make_shared<const kpi::Snapshot>();
  in.timeline = {event, event, 1e9, false};
  in.backdrop_moves = false;
  return in;
}

SceneInput travelling(int from, int to, double moved_s) {
  SceneInput in = at_rest(to);
  in.timeline = {from, to, moved_s, false};
  return in;
}

SceneOutput built(Scene& scene, const SceneInput& in) {
  SceneOutput out;
  scene.build(in, text(), out);
  return out;
}

struct Word {
  std::string text;
  float size_px = 0;
  Rect box;  // of its ink
};

std::vector<Word> words(const SceneOutput& out) {
  std::vector<Word> all;
  for (const draw::Placed& placed : out.list.groups) {
    if (placed.opacity < 0.5f) continue;
    for (const draw::Item& item : placed.group->items)
      if (const auto* t = std::get_if<draw::Text>(&item.shape))
        if (t->paint.stops[0].colour.a > 0.3f)
          all.push_back({t->run->text, t->run->style.size_px, t->run->ink.moved(t->origin + placed.shift)});
  }
  return all;
}

std::string first_words(const SceneOutput& out, draw::Id group) {
  for (const draw::Placed& p : out.list.groups) {
    if (p.group->id != group) continue;
    for (const draw::Item& item : p.group->items) {
      if (item.note) return item.note->text;
    }
    return "no words, " + std::to_string(p.group->items.size()) + " items at " + std::to_string(p.shift.x);
  }
  return {};
}

bool shows(const SceneOutput& out, const std::string& words_of_it) {
  const auto all = words(out);
  return std::any_of(all.begin(), all.end(),
                     [&](const Word& w) { return w.text.find(words_of_it) != std::string::npos; });
}

std::uint64_t picture(const SceneOutput& out) {
  Hash h;
  for (const draw::Placed& p : out.list.groups)
    h.add(p.group->id).add(p.group->hash).add(p.shift.x).add(p.shift.y).add(p.opacity);
  return h.value();
}

std::string name(Language l) {
  return l == Language::zh ? "zh" : "en";
}

struct Wall3 {
  SizePx canvas, module;
};
const std::vector<Wall3> walls{
    {{2304, 1440}, {192, 96}}, {{1920, 1080}, {160, 90}}, {{3072, 1728}, {256, 128}}};

// ---- The plan

TEST(TimelinePlan, MonthsAndValuesStandWhereThePictureSays) {
  const SceneContext context = lanzhou();
  const TimelinePlan plan(*context.timeline, Layout(context, 12, 15));
  const double december = timeline_month({2021, 12, 0});
  EXPECT_EQ(plan.present_x(), 1056);
  EXPECT_EQ(plan.month_px(), 64);
  EXPECT_EQ(plan.ground_y(), 1200);
  EXPECT_EQ(plan.x_of(timeline_month({2022, 12, 0}), december), 1824);
  EXPECT_EQ(plan.x_of(timeline_month({2021, 6, 0}), december), 672);
  EXPECT_NEAR(plan.y_of(100.45), 1200 - 3.2 * 100.45, 0.01);
  EXPECT_NEAR(plan.y_of(137.87), 1200 - 3.2 * 137.87, 0.01);
  EXPECT_EQ(plan.y_of(0), 1200);
}

TEST(TimelinePlan, AYearOnlyEventStandsOnAWholeMonthInsideItsYear) {
  const auto months = timeline_months(testing::lanzhou_timeline());
  for (const std::size_t i : {7u, 8u}) {
    EXPECT_EQ(std::floor(months[i] / 12), 2022);
    EXPECT_EQ(months[i], std::floor(months[i]));
    EXPECT_GT(std::fmod(months[i], 12), 0);
    EXPECT_LT(std::fmod(months[i], 12), 11);
  }
  EXPECT_LT(months[7], months[8]);
}

TEST(TimelinePlan, StrandsMeetInEveryFigureAndNeverFallBetween) {
  const SceneContext context = lanzhou();
  const TimelinePlan plan(*context.timeline, Layout(context, 12, 15));
  ASSERT_EQ(plan.known().size(), 2u);
  for (int i = 0; i < TimelinePlan::strands; ++i) {
    for (const auto& k : plan.known()) EXPECT_NEAR(plan.strand(i, k.month), k.value, 1e-9);
    EXPECT_EQ(plan.strand(i, plan.strand_start(i) - 1), 0);
    double before = 0;
    for (double m = plan.known()[0].month - 20; m <= plan.known()[1].month; m += 0.25) {
      EXPECT_GE(plan.strand(i, m), before - 1e-9);
      before = plan.strand(i, m);
    }
  }
}

TEST(TimelinePlan, TheDottedLineIsStraightBetweenTheFigures) {
  const SceneContext context = lanzhou();
  const TimelinePlan plan(*context.timeline, Layout(context, 12, 15));
  const auto &a = plan.known()[0], &b = plan.known()[1];
  for (double u = 0; u <= 1; u += 0.125)
    EXPECT_NEAR(plan.level(a.month + (b.month - a.month) * u), a.value + (b.value - a.value) * u, 1e-9);
}

TEST(TimelinePlan, TravelIsMonotoneContinuousAndEndsAtTheEvent) {
  const SceneContext context = lanzhou();
  const TimelinePlan plan(*context.timeline, Layout(context, 12, 15));
  for (const auto& [from, to] : {std::pair{5, 6}, std::pair{9, 10}, std::pair{10, 0}, std::pair{0, 1}}) {
    const double way = plan.month(to) - plan.month(from), length = timeline_travel_s(way);
    double before = plan.month(from);
    for (double s = 0; s <= length + 0.1; s += 1. / 60) {
      const double m = timeline_camera(plan, {from, to, s, false}).month;
      EXPECT_GE((m - before) * (way > 0 ? 1 : -1), -1e-9);
      EXPECT_LE(std::abs(m - before), std::abs(way) / length / 60 * 2.2 + 1e-9);
      before = m;
    }
    EXPECT_EQ(before, plan.month(to));
  }
}

TEST(TimelinePlan, HowLongATravelTakes) {
  EXPECT_DOUBLE_EQ(timeline_travel_s(1), 1.4);
  EXPECT_DOUBLE_EQ(timeline_travel_s(-6), 1.4);
  EXPECT_GT(timeline_travel_s(12), 1.4);
  EXPECT_DOUBLE_EQ(timeline_travel_s(58), 2.2);
  const auto t = testing::lanzhou_timeline();
  EXPECT_EQ(timeline_travel_s(t, 3, 3), 0);
  EXPECT_EQ(timeline_travel_s(t, -1, 3), 0);
  EXPECT_EQ(timeline_travel_s(t, 0, 11), 0);
  EXPECT_DOUBLE_EQ(timeline_travel_s(t, 0, 10), 2.2);
}

TEST(TimelineSettings, MistakesAreTold) {
  const auto complaints = [](auto change) {
    TimelineSettings t = testing::lanzhou_timeline();
    change(t);
    fields::Complaints c;
    t.check(c);
    return c.list();
  };
  EXPECT_TRUE(complaints([](TimelineSettings&) {}).empty());
  EXPECT_EQ(complaints([](TimelineSettings& t) { t.events.clear(); }).front().key, "events");
  EXPECT_EQ(complaints([](TimelineSettings& t) { t.events[3].id = t.events[2].id; }).front().key,
            "events[3].id");
  EXPECT_EQ(complaints([](TimelineSettings& t) { std::swap(t.events[0], t.events[10]); }).front().key,
            "events[1].date");
  EXPECT_EQ(complaints([](TimelineSettings& t) { t.curve = "nothing"; }).front().key, "curve");
}

// ---- The picture at rest

TEST(Timeline, WordsNeverOverlapAndStayOnTheWall) {
  for (int which = 0; which < 4; ++which) {
    const Wall3 wall = walls[static_cast<std::size_t>(which % 3)];
    const auto s = scene(which < 3 ? lanzhou(wall.canvas, wall.module) : shipped());
    const Rect canvas{0, 0, static_cast<float>(wall.canvas.w), static_cast<float>(wall.canvas.h)};
    for (const Language language : {Language::zh, Language::en}) {
      for (int e = 0; e < events; ++e) {
        const auto all = words(built(*s, at_rest(e, language)));
        EXPECT_GT(all.size(), 8u);
        for (std::size_t i = 0; i < all.size(); ++i) {
          const std::string where = (which < 3 ? "" : "shipped, ") + name(language) + ", event " +
                                    std::to_string(e) + ", " + std::to_string(wall.canvas.w) + " px: ";
          const Rect& box = all[i].box;
          EXPECT_TRUE(box.x >= 0 && box.y >= 0 && box.right() <= canvas.w && box.bottom() <= canvas.h)
              << where << all[i].text << " leaves the wall";
          for (std::size_t k = i + 1; k < all.size(); ++k)
            EXPECT_TRUE(intersect(all[i].box, all[k].box).empty())
                << where << '"' << all[i].text << "\" lies on \"" << all[k].text << '"';
        }
      }
    }
  }
}

TEST(Timeline, EverythingCanBeRead) {
  for (const SceneContext& context : {lanzhou(), shipped()}) {
    const auto s = scene(context);
    for (const Language language : {Language::zh, Language::en})
      for (int e = 0; e < events; ++e)
        for (const Word& w : words(built(*s, at_rest(e, language)))) {
          const bool source = w.box.y > 1341 && w.box.right() > 1200;
          EXPECT_GE(w.size_px, source ? 28 : 32) << w.text;
        }
  }
}

TEST(Timeline, NothingIsCutShort) {
  for (const SceneContext& context : {lanzhou(), shipped()}) {
    const auto s = scene(context);
    for (const Language language : {Language::zh, Language::en})
      for (int e = 0; e < events; ++e)
        for (const Word& w : words(built(*s, at_rest(e, language))))
          EXPECT_EQ(w.text.find("…"), std::string::npos)
              << name(language) << ", event " << e << ": " << w.text;
  }
}

TEST(Timeline, TheCardSaysWhatTheEventSays) {
  const auto s = scene(lanzhou());
  const TimelineSettings t = testing::lanzhou_timeline();
  for (int e = 0; e < events; ++e) {
    const auto out = built(*s, at_rest(e));
    const TimelineEvent& event = t.events[static_cast<std::size_t>(e)];
    EXPECT_TRUE(shows(out, event.title.zh)) << event.title.zh;
    EXPECT_TRUE(shows(out, std::to_string(e + 1) + " / 11"));
    EXPECT_TRUE(shows(out, event.source.zh));
    if (!event.figure) {
      std::string body;
      for (const Word& w : words(out))
        if (event.text.zh.find(w.text) != std::string::npos && w.text.size() > 12) body += w.text;
      EXPECT_EQ(body, event.text.zh);
    }
  }
  EXPECT_TRUE(shows(built(*s, at_rest(6)), "100.45"));
  EXPECT_TRUE(shows(built(*s, at_rest(6)), "1,663"));
  EXPECT_TRUE(shows(built(*s, at_rest(6)), "137.87")) << "the next figure is announced";
  EXPECT_TRUE(shows(built(*s, at_rest(6)), "50.56"));
  EXPECT_TRUE(shows(built(*s, at_rest(9)), "3,900"));
  EXPECT_TRUE(shows(built(*s, at_rest(6, Language::en)), "10.05"));
}

// Gold is for the one figure: a card without one has none.
TEST(Timeline, GoldOnlyWhereAFigureStands) {
  const auto s = scene(lanzhou());
  const Linear gold = srgb(0xFFC95C);
  for (int e = 0; e < events; ++e) {
    int golden = 0;
    for (const draw::Placed& placed : built(*s, at_rest(e)).list.groups)
      for (const draw::Item& item : placed.group->items)
        if (const auto* t = std::get_if<draw::Text>(&item.shape))
          if (t->paint.stops[0].colour == gold) ++golden;
    EXPECT_EQ(golden > 0, e == 6 || e == 9) << "event " << e;
  }
}

// visual.md: no straight stroke under 6 px parallel to a seam within 3 px for more than 24 px.
TEST(Timeline, NoThinStrokeRunsAlongASeam) {
  const auto s = scene(lanzhou());
  const auto off = [](float at, float seam) {
    const float d = std::fmod(at, seam);
    return std::min(d, seam - d);
  };
  for (int e = 0; e < events; ++e) {
    const auto out = built(*s, at_rest(e));
    const auto stroke = [&](Rect r) {
      r = intersect(r, Rect{0, 0, 2304, 1440});
      if (r.w < 6 && r.h > 24 && r.x > 4 && r.right() < 2300) {
        EXPECT_GT(std::min(off(r.x, 192), off(r.right(), 192)), 3)
            << "event " << e << ": upright at x " << r.x;
      }
      if (r.h < 6 && r.w > 24 && r.y > 4 && r.bottom() < 1436) {
        EXPECT_GT(std::min(off(r.y, 96), off(r.bottom(), 96)), 3) << "event " << e << ": level at y " << r.y;
      }
    };
    for (const draw::Placed& placed : out.list.groups)
      for (const draw::Item& item : placed.group->items) {
        if (const auto* r = std::get_if<draw::RoundRect>(&item.shape)) {
          const Rect at = r->rect.moved(placed.shift);
          stroke(at);
          if (r->stroke_px > 0) {
            stroke({at.x, at.y, r->stroke_px, at.h});
            stroke({at.right() - r->stroke_px, at.y, r->stroke_px, at.h});
            stroke({at.x, at.y, at.w, r->stroke_px});
            stroke({at.x, at.bottom() - r->stroke_px, at.w, r->stroke_px});
          }
        }
        if (const auto* l = std::get_if<draw::Polyline>(&item.shape); l && l->points->size() <= 4)
          for (std::size_t i = 0; i + 1 < l->points->size(); ++i) {
            const Vec2 a = (*l->points)[i] + placed.shift, b = (*l->points)[i + 1] + placed.shift;
            const float w = l->width_px;
            stroke({std::min(a.x, b.x) - w / 2, std::min(a.y, b.y) - w / 2, std::abs(a.x - b.x) + w,
                    std::abs(a.y - b.y) + w});
          }
      }
  }
}

// ---- In motion

TEST(Timeline, SameInputSameListWhateverCameBefore) {
  const SceneContext context = lanzhou();
  const auto fresh = [&](const SceneInput& in) {
    const auto s = scene(context);
    return picture(built(*s, in));
  };
  const auto used = scene(context);
  std::vector<SceneInput> inputs;
  for (double s = 0; s < 1.5; s += 0.13) inputs.push_back(travelling(5, 6, s));
  for (double s = 0; s < 2.3; s += 0.21) inputs.push_back(travelling(10, 2, s));
  for (int e = 0; e < events; ++e) inputs.push_back(at_rest(e));
  for (const SceneInput& in : inputs) EXPECT_EQ(picture(built(*used, in)), fresh(in));
}

TEST(Timeline, RestsAsItArrived) {
  const auto s = scene(lanzhou());
  for (int e = 1; e < events; ++e) {
    const auto arrived = built(*s, travelling(e - 1, e, 60));
    EXPECT_EQ(picture(arrived), picture(built(*s, at_rest(e))));
    EXPECT_GT(arrived.next_change_s, 1e9) << "nothing moves when the background stands";
  }
}

TEST(Timeline, NothingJumpsWhileItTravels) {
  const auto s = scene(lanzhou());
  for (const auto& [from, to] :
       {std::pair{5, 6}, std::pair{6, 7}, std::pair{8, 9}, std::pair{9, 10}, std::pair{10, 0}}) {
    const double length = timeline_travel_s(*lanzhou().timeline, from, to);
    std::map<draw::Id, std::pair<Vec2, float>> before;
    const int frames = static_cast<int>(length * 60) + 4;
    for (int f = 0; f <= frames; ++f) {
      const auto out = built(*s, travelling(from, to, f / 60.));
      if (f / 60. < length) {
        EXPECT_LE(out.next_change_s, 100);
      }
      std::map<draw::Id, std::pair<Vec2, float>> now;
      for (const draw::Placed& p : out.list.groups) now[p.group->id] = {p.shift, p.opacity};
      for (const auto& [id, state] : now) {
        const auto it = before.find(id);
        if (it != before.end()) {
          EXPECT_LT(std::abs(state.second - it->second.second), 0.34f)
              << from << " to " << to << ", frame " << f << ": " << first_words(out, id);
        }
      }
      before = std::move(now);
    }
  }
}

TEST(Timeline, PassedEventsSayNothing) {
  const auto s = scene(lanzhou());
  const double length = timeline_travel_s(*lanzhou().timeline, 0, 10);
  const auto out = built(*s, travelling(0, 10, length / 2));
  for (const char* passed : {"专题调研", "试验区建设两周年", "平台成效", "新区工作小组"})
    EXPECT_FALSE(shows(out, passed)) << passed;
}

TEST(Timeline, AtRestOnlyLittleChangesFromFrameToFrame) {
  const auto s = scene(lanzhou());
  SceneInput in = at_rest(6);
  in.backdrop_moves = true;
  auto before = built(*s, in);
  std::size_t changed = 0, groups = 0;
  for (int f = 1; f <= 60; ++f) {
    in.time_s = 100 + f / 60.;
    auto now = built(*s, in);
    EXPECT_GT(now.next_change_s, in.time_s);
    EXPECT_LT(now.next_change_s, in.time_s + 0.1);
    std::set<const draw::Group*> old;
    for (const auto& p : before.list.groups) old.insert(p.group.get());
    for (const auto& p : now.list.groups) changed += old.count(p.group.get()) == 0;
    groups += now.list.groups.size();
    before = std::move(now);
  }
  EXPECT_LT(changed, 150u) << "of " << groups;
  EXPECT_GT(changed, 20u);
}

TEST(Timeline, EntersFromNothingAndEndsAsItRests) {
  const auto s = scene(lanzhou());
  SceneInput in = at_rest(6);
  in.settled = false;
  in.entered_s = 0;
  EXPECT_TRUE(words(built(*s, in)).empty());
  in.entered_s = s->entrance_s() + 0.01;
  EXPECT_EQ(picture(built(*s, in)), picture(built(*s, at_rest(6))));
  EXPECT_LT(s->entrance_s(), 3.5);
}

TEST(Timeline, AChangeOfTheLiveTotalSendsALightAlongTheCurve) {
  const auto s = scene(lanzhou());
  const auto snapshot = [](double value) {
    auto data = std::make_shared<kpi::Snapshot>();
    auto info = std::make_shared<kpi::MetricInfo>();
    info->id = "financing_granted";
    kpi::Metric m{info};
    m.reading = kpi::Reading{value, {}, {}};
    data->metrics.emplace(info->id, m);
    return data;
  };
  SceneInput in = at_rest(6);
  in.settled = false;
  in.entered_s = 100;
  in.data = snapshot(137.87);
  const auto calm = picture(built(*s, in));
  in.time_s += 1;
  in.data = snapshot(137.90);
  built(*s, in);
  in.time_s += 0.3;
  const auto lit = built(*s, in);
  EXPECT_NE(picture(lit), calm);
  EXPECT_LE(lit.next_change_s, in.time_s);
  in.time_s += 1;
  EXPECT_EQ(picture(built(*s, in)), calm);
}

TEST(Timeline, WithoutEventsItStillHasItsTitle) {
  SceneContext context = lanzhou();
  context.timeline = nullptr;
  const auto s = scene(context);
  EXPECT_TRUE(shows(built(*s, at_rest(0)), "兰州新区绿色金融之路"));
}

TEST(Timeline, APositionThatIsNoEventStandsOnTheNearest) {
  const auto s = scene(lanzhou());
  EXPECT_EQ(picture(built(*s, at_rest(99))), picture(built(*s, at_rest(10))));
  EXPECT_EQ(picture(built(*s, at_rest(-4))), picture(built(*s, at_rest(0))));
}

}  // namespace
}  // namespace guangmu::scenes
