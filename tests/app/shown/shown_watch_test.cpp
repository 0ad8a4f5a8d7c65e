// What is told to the history of what stands on the wall: only changes, nothing while nothing of the scene can be seen.
#include "app/shown_watch.h"

#include <gtest/gtest.h>

namespace guangmu::app {
namespace {

constexpr Instant t0{1672444800'000'000};

struct Looked {
  std::vector<kpi::ShownNow> told;
  ShownWatch watch{[this](kpi::ShownNow now) { told.push_back(std::move(now)); }};
  show::Picture picture;
  std::uint64_t version = 0;
  kpi::SnapshotPtr data;
  bool failed = false;
  int asked = 0;

  Looked() {
    picture.program = "overview";
    deliver(10016, t0);
  }
  void deliver(double value, Instant at) {
    auto info = std::make_shared<kpi::MetricInfo>();
    info->id = "users";
    info->unit = "户";
    info->late_after_s = 13;
    info->stale_after_s = 50;
    auto next = std::make_shared<kpi::Snapshot>();
    next->version = ++version;
    next->metrics["users"].info = info;
    next->metrics["users"].reading = kpi::Reading{value, at, at};
    data = next;
  }
  void look(Instant at) {
    watch.frame(picture, data, [this] { return ++asked, std::vector<std::string>{"users", "nobody"}; }, failed, at);
  }
};

TEST(ShownWatch, OnlyChangesAreTold) {
  Looked l;
  for (int i = 0; i < 60; ++i) l.look(t0 + i / 60.);
  ASSERT_EQ(l.told.size(), 1u);
  EXPECT_EQ(l.asked, 1) << "a frame in which nothing changed asks for nothing";
  EXPECT_EQ(l.told[0].scene, "overview");
  ASSERT_EQ(l.told[0].figures.size(), 1u);
  EXPECT_EQ(l.told[0].figures[0], (kpi::ShownFigure{"users", "10,016", "户", "live"}));
  l.deliver(10016, t0 + 5);  // a new snapshot that looks the same
  l.look(t0 + 5);
  EXPECT_EQ(l.told.size(), 1u);
  l.deliver(10017, t0 + 6);
  l.look(t0 + 6);
  ASSERT_EQ(l.told.size(), 2u);
  EXPECT_EQ(l.told[1].figures[0].digits, "10,017");
  EXPECT_EQ(l.told[1].version, 3u);
  l.look(t0 + 30);  // grew late by itself
  ASSERT_EQ(l.told.size(), 3u);
  EXPECT_EQ(l.told[2].figures[0].form, "late");
  l.picture.program = "timeline";
  l.look(t0 + 30.5);
  ASSERT_EQ(l.told.size(), 4u);
  EXPECT_EQ(l.told[3].scene, "timeline");
}

TEST(ShownWatch, NothingStandsWhileNothingCanBeSeen) {
  const auto none = [](auto change) {
    Looked l;
    l.look(t0);
    change(l);
    l.look(t0 + 0.1);
    ASSERT_EQ(l.told.size(), 2u);
    EXPECT_TRUE(l.told[1].figures.empty());
    EXPECT_EQ(l.told[1].at, t0 + 0.1);
    l.look(t0 + 0.2);
    EXPECT_EQ(l.told.size(), 2u);
    const bool failed = l.failed;
    l.picture = show::Picture();
    l.picture.program = "overview";
    l.failed = false;
    l.look(t0 + 0.3);
    ASSERT_EQ(l.told.size(), 3u) << failed;
    EXPECT_EQ(l.told[2].figures.size(), 1u);
  };
  none([](Looked& l) { l.picture.black = 1; });
  none([](Looked& l) { l.picture.pattern = "grid"; });
  none([](Looked& l) { l.picture.emergency = "请离场"; });
  none([](Looked& l) { l.picture.logo = true; });
  none([](Looked& l) { l.failed = true; });
}

TEST(ShownWatch, AFrozenPictureKeepsItsFigures) {
  Looked l;
  l.look(t0);
  l.picture.freeze = true;
  l.deliver(10999, t0 + 1);
  l.look(t0 + 1);
  EXPECT_EQ(l.told.size(), 1u);
  l.picture.freeze = false;
  l.look(t0 + 1.1);
  ASSERT_EQ(l.told.size(), 2u);
  EXPECT_EQ(l.told[1].figures[0].digits, "10,999");
}

}  // namespace
}  // namespace guangmu::app
