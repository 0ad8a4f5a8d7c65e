// The plain scenes of every exhibit, in both languages: nothing is cut, nothing lies over anything, and who answers for the
// platform stands there as data.yaml says.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "kpi/still.h"
#include "lanzhou.h"
#include "scenes/contact.h"

namespace guangmu::scenes {
namespace {

const config::ExhibitFiles& exhibit(const std::string& id) {
  static const auto* all = new std::map<std::string, config::Loaded>([] {
    std::map<std::string, config::Loaded> loaded;
    for (const char* name : {"lanzhou", "yueyang", "guangdong", "qinhuangdao", "mengjin"})
      loaded.emplace(name, config::load_exhibit(std::string(GUANGMU_SOURCE_DIR "/config/exhibits/") + name));
    return loaded;
  }());
  return all->at(id).settings;
}

enum class Filled { nothing, begun, whole };

// The platform's health and the history in one of three states; in the tables the metrics from `first` on, by turns.
kpi::SnapshotPtr figures_of(const config::ExhibitFiles& files, Filled filled, std::size_t first, Instant now) {
  auto s = std::make_shared<kpi::Snapshot>(kpi::snapshot_from_reports(files.data, now));
  if (filled == Filled::nothing) return s;
  std::vector<std::string> ids;
  for (auto& [id, m] : s->metrics) {
    if (!id.starts_with("platform_")) ids.push_back(id);
    if (m.info->derived && !m.reading) m.reading = kpi::Reading{m.info->unit == "%" ? 0.9973 : 12345, now, now};
  }
  for (auto& [id, t] : s->tables) {
    if (!files.data.tables.at(id).health) continue;
    for (std::size_t i = 0; i < 4; ++i) {
      const double value = 43.21 / static_cast<double>(i + 1);
      t.rows.push_back({{ids[(first + i) % ids.size()], {}}, {"", 99.}, {"", value}, {"", 1000 * value}, {"good", {}}});
    }
    t.received = now;
  }
  for (auto& [id, c] : s->series) {
    const double over = c.info->over_s;
    if (over <= 0) continue;
    const auto& metric = *s->metric(c.info->columns.front());
    for (double ago = over * (filled == Filled::whole ? 1 : 0.01); ago >= 0; ago -= over / 168)
      c.points.push_back({iso8601(now + -ago), {metric.value().value_or(0) * (1 - 0.02 * ago / over)}});
    c.received = now;
  }
  return s;
}

std::vector<testing::Standing> texts_of(const std::string& id, const std::string& scene, Filled filled, std::size_t first, Language language) {
  const config::ExhibitFiles& files = exhibit(id);
  SceneContext context = testing::context();
  context.theme = files.theme;
  const auto& who = files.data.contact;
  context.contact = std::make_shared<const Contact>(Contact{who.name, who.phone, who.mail, who.response_promise});
  SceneInput in = testing::input(testing::State::live, language);
  in.data = figures_of(files, filled, first, in.wall_clock);
  SceneOutput out;
  make_scene(files.scenes.at(scene), context)->build(in, testing::text_engine(), out);
  return testing::texts(out.list);
}

bool says(const std::vector<testing::Standing>& all, const std::string& words) {
  return std::ranges::any_of(all, [&](const auto& t) { return t.text == words; });
}

class PlainScenes : public ::testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(Exhibits, PlainScenes, ::testing::Values("lanzhou", "yueyang", "guangdong", "qinhuangdao", "mengjin"),
                         [](const auto& c) { return std::string(c.param); });

TEST_P(PlainScenes, NothingIsCutAndNothingLiesOverAnything) {
  for (const char* scene : {"data", "figures"}) {
    if (!exhibit(GetParam()).scenes.contains(scene)) continue;
    for (const Language language : {Language::zh, Language::en})
      for (const Filled filled : {Filled::nothing, Filled::begun, Filled::whole})
        for (std::size_t first = 0; first < (filled == Filled::whole ? 12u : 1u); first += 4) {
          const auto all = texts_of(GetParam(), scene, filled, first, language);
          EXPECT_GE(all.size(), 20u);
          for (std::size_t i = 0; i < all.size(); ++i) {
            const auto& t = all[i];
            EXPECT_EQ(t.text.find("…"), std::string::npos) << scene << ": " << t.widget << ": " << t.text;
            EXPECT_GE(t.size_px, t.widget == "source_line" ? 28 : 32) << t.text;
            EXPECT_GE(t.ink.x, 40) << t.text;
            EXPECT_LE(t.ink.right(), 2264) << scene << ": " << t.widget << ": " << t.text;
            EXPECT_LE(t.ink.bottom(), 1440) << t.text;
            for (std::size_t k = i + 1; k < all.size(); ++k)
              EXPECT_TRUE(intersect(t.ink.inset(1), all[k].ink.inset(1)).empty())
                  << scene << ": \"" << t.text << "\" and \"" << all[k].text << "\"";
          }
        }
  }
}

TEST_P(PlainScenes, TheDataSceneShowsTheHistoryOrThatItHasOnlyBegun) {
  for (const auto& [filled, begun] : {std::pair{Filled::nothing, true}, {Filled::begun, true}, {Filled::whole, false}}) {
    EXPECT_EQ(says(texts_of(GetParam(), "data", filled, 0, Language::zh), "历史数据积累中"), begun);
    EXPECT_EQ(says(texts_of(GetParam(), "data", filled, 0, Language::en), "History is being gathered"), begun);
  }
}

TEST(ContactWidget, NobodyIsNamedUntilThePlatformNamesHim) {
  const auto zh = texts_of("lanzhou", "data", Filled::nothing, 0, Language::zh), en = texts_of("lanzhou", "data", Filled::nothing, 0, Language::en);
  EXPECT_EQ(std::ranges::count_if(zh, [](const auto& t) { return t.text == "待平台方登记"; }), 2);
  EXPECT_EQ(std::ranges::count_if(en, [](const auto& t) { return t.text == "not named yet"; }), 2);
  // The report on Mengjin promises an answer and names nobody.
  const auto mengjin = texts_of("mengjin", "data", Filled::nothing, 0, Language::zh);
  EXPECT_TRUE(says(mengjin, "2 小时以内"));
  EXPECT_TRUE(says(mengjin, "待平台方登记"));
  EXPECT_TRUE(says(texts_of("mengjin", "data", Filled::nothing, 0, Language::en), "within 2 hours"));
}

TEST(ContactWidget, WhatIsKnownStandsThere) {
  const auto texts = [](const Contact& contact, Language language) {
    SceneSettings document;
    ContactWidgetSettings widget;
    widget.area = {8, 11, 4, 3};
    document.widgets.emplace_back(widget);
    SceneContext context = testing::context();
    context.contact = std::make_shared<const Contact>(contact);
    SceneOutput out;
    make_scene(document, context)->build(testing::input(testing::State::nothing, language), testing::text_engine(), out);
    return testing::texts(out.list);
  };
  Contact c{{"平台运维组", "Platform office"}, "0931-1234567", "ops@platform.example", Duration{5400}};
  const auto zh = texts(c, Language::zh), en = texts(c, Language::en);
  for (const char* words : {"联系与响应承诺", "联系人", "平台运维组", "电话", "0931-1234567", "邮箱", "ops@platform.example", "响应承诺", "1 小时 30 分钟以内"})
    EXPECT_TRUE(says(zh, words)) << words;
  for (const char* words : {"Contact", "Platform office", "Phone", "Mail", "Response", "within 1 hour 30 minutes"}) EXPECT_TRUE(says(en, words)) << words;
  for (const auto& t : zh) {
    EXPECT_LE(t.ink.bottom(), 14 * 96) << t.text;
    EXPECT_NE(t.text, "待平台方登记");
  }
  // A name without a way to reach him says so.
  EXPECT_TRUE(says(texts({{"平台运维组", ""}, "", "", Duration{86400}}, Language::zh), "联系方式"));
  EXPECT_TRUE(says(texts({{}, "", "", Duration{3 * 86400.}}, Language::zh), "3 天以内"));
  // A long name is broken, not cut.
  for (const auto& t : texts({{"甘肃省兰州新区大数据服务中心绿色金融综合服务平台运行维护组", ""}, "", "", {}}, Language::zh))
    EXPECT_EQ(t.text.find("…"), std::string::npos) << t.text;
}

}  // namespace
}  // namespace guangmu::scenes
