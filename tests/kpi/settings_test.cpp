#include "kpi/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "fixture.h"

namespace guangmu::kpi {
namespace {

using testing::HasSubstr;

// All complaints as a reader of files would gather them: of the document, and of each item under its own key.
std::vector<fields::Complaints::Complaint> complaints_of(const DataSettings& d) {
  fields::Complaints c;
  d.check(c);
  auto all = c.list();
  const auto add = [&](const std::string& prefix, const auto& items) {
    for (const auto& [id, item] : items) {
      fields::Complaints own;
      item.check(own);
      for (auto x : own.list()) {
        x.key = prefix + "." + id + "." + x.key;
        all.push_back(x);
      }
    }
  };
  add("sources", d.sources);
  add("metrics", d.metrics);
  add("series", d.series);
  add("tables", d.tables);
  return all;
}

TEST(DataSettings, has_nothing_to_say_about_a_good_declaration) {
  const auto all = complaints_of(test::declaration());
  EXPECT_TRUE(all.empty()) << all.front().key << ": " << all.front().text;
}

TEST(DataSettings, names_each_mistake_with_its_key_and_what_was_expected) {
  using Change = std::function<void(DataSettings&)>;
  const struct {
    const char* name;
    Change change;
    const char *key, *text;
  } cases[] = {
      {"formula and source", [](auto& d) { d.metrics["users"].formula = "green"; }, "metrics.users.formula",
       "both"},
      {"neither", [](auto& d) { d.metrics["users"].source.clear(); }, "metrics.users.source", "neither"},
      {"no at", [](auto& d) { d.metrics["users"].at.clear(); }, "metrics.users.at", "missing"},
      {"at is no pointer", [](auto& d) { d.metrics["users"].at = "data.users"; }, "metrics.users.at",
       "JSON Pointer"},
      {"time is no pointer", [](auto& d) { d.metrics["users"].time = "time"; }, "metrics.users.time",
       "JSON Pointer"},
      {"unknown source", [](auto& d) { d.metrics["users"].source = "plattform"; }, "metrics.users.source",
       "platform"},
      {"unknown source of a series", [](auto& d) { d.series["trend"].source = "x"; }, "series.trend.source",
       "no source"},
      {"unknown source of a table", [](auto& d) { d.tables["banks"].source = "x"; }, "tables.banks.source",
       "no source"},
      {"unknown metric in a formula", [](auto& d) { d.metrics["share"].formula = "green / grantet"; },
       "metrics.share.formula", "grantet"},
      {"formula that cannot be read", [](auto& d) { d.metrics["share"].formula = "green / (granted"; },
       "metrics.share.formula", "cannot be read"},
      {"formula with an operator too many", [](auto& d) { d.metrics["share"].formula = "green / / granted"; },
       "metrics.share.formula", "cannot be read"},
      {"formula of itself", [](auto& d) { d.metrics["share"].formula = "share + green"; },
       "metrics.share.formula", "circle"},
      {"formulas in a circle",
       [](auto& d) {
         d.metrics["share"].formula = "other * 2";
         d.metrics["other"].formula = "share / 2";
       },
       "metrics.other.formula", "circle"},
      {"a metric called like a function", [](auto& d) { d.metrics["sqrt"] = test::metric("/x"); },
       "metrics.sqrt", "function"},
      {"an id with a dash", [](auto& d) { d.metrics["a-b"] = test::metric("/x"); }, "metrics.a-b", "id"},
      {"range upside down",
       [](auto& d) {
         d.metrics["users"].range = {{5, 5}};
       },
       "metrics.users.range", "lowest"},
      {"report outside the range", [](auto& d) { d.metrics["users"].report->value = -1; },
       "metrics.users.report.value", "outside"},
      {"scale zero", [](auto& d) { d.metrics["users"].scale = 0; }, "metrics.users.scale", "other than 0"},
      {"step zero", [](auto& d) { d.metrics["users"].max_step = 0; }, "metrics.users.max_step", "above 0"},
      {"stale before late",
       [](auto& d) {
         d.metrics["users"].late_after = Duration{60};
         d.metrics["users"].stale_after = Duration{30};
       },
       "metrics.users.stale_after", "late first"},
      {"no y", [](auto& d) { d.series["trend"].y.clear(); }, "series.trend.y", "at least one"},
      {"a column twice",
       [](auto& d) {
         d.tables["banks"].columns = {"name", "name"};
       },
       "tables.banks.columns", "twice"},
      {"sort by no column", [](auto& d) { d.tables["banks"].sort = "-sum"; }, "tables.banks.sort",
       "no column \"sum\""},
      {"a header over two lines", [](auto& d) { d.sources["platform"].headers["X-A"] = "a\r\nX-B: b"; },
       "sources.platform.headers.X-A", "header"},
      {"names of events without events", [](auto& d) { d.sources["platform"].events = {"flow"}; }, "sources.platform.events",
       "push: events"},
      {"a code in a file without codes",
       [](auto& d) {
         d.sources["platform"].format = PayloadFormat::csv;
         d.sources["platform"].answer = AnswerSettings{"/code", {"0"}, ""};
       },
       "sources.platform.answer", "only JSON"},
      {"a source nobody reads", [](auto& d) { d.sources["spare"].url = "http://x"; }, "sources.spare",
       "nothing is read"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    auto d = test::declaration();
    c.change(d);
    const auto all = complaints_of(d);
    bool found = false;
    for (const auto& x : all)
      if (x.key == c.key && x.text.find(c.text) != std::string::npos) found = true;
    EXPECT_TRUE(found) << "complaints: "
                       << (all.empty() ? "none" : all.front().key + ": " + all.front().text);
  }
}

// Counts what a visitor sees: every key once.
struct KeyCounter {
  std::map<std::string, int> keys;
  template <class M>
  void operator()(std::string_view key, M, const fields::Meta& meta) {
    ++keys[std::string(key)];
    EXPECT_FALSE(meta.help.empty()) << key;
  }
};

TEST(DataSettings, describes_each_key_once) {
  KeyCounter metric, source;
  MetricSettings::fields(metric);
  SourceSettings::fields(source);
  for (const char* key : {"source", "at", "time", "unit", "kind", "decimals", "range", "max_step", "label",
                          "report", "formula", "short", "approx", "scale", "late_after", "stale_after"})
    EXPECT_EQ(metric.keys[key], 1) << key;
  for (const char* key : {"url", "every", "timeout"}) EXPECT_EQ(source.keys[key], 1) << key;
}

TEST(AnswerSettings, names_a_good_code) {
  fields::Complaints c;
  AnswerSettings{"/code", {}, ""}.check(c);
  ASSERT_EQ(c.list().size(), 1u);
  EXPECT_EQ(c.list()[0].key, "ok");
  fields::Complaints none;
  AnswerSettings{"/code", {"0"}, ""}.check(none);
  EXPECT_TRUE(none.list().empty());
}

TEST(DataSettings, default_ages_follow_the_rhythm_of_the_source) {
  SourceSettings s;
  s.every = {5};
  s.timeout = {3};
  EXPECT_EQ(default_late_after_s(s), 13);
  EXPECT_EQ(default_stale_after_s(s), 50);
}

}  // namespace
}  // namespace guangmu::kpi
