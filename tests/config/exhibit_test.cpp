// The shipped exhibit is without mistakes, and says what its content file says.
#include "config/exhibit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

namespace guangmu::config {
namespace {

using nlohmann::json;

constexpr auto lanzhou = GUANGMU_SOURCE_DIR "/config/exhibits/lanzhou";

const Loaded& loaded() {
  static const Loaded* const once = new Loaded(load_exhibit(lanzhou));
  return *once;
}
json content() {
  std::ifstream in(GUANGMU_SOURCE_DIR "/config/content/lanzhou.json");
  return json::parse(in);
}

TEST(Lanzhou, IsReadWithoutAMistake) {
  for (const Issue& issue : loaded().issues) {
    EXPECT_TRUE(issue.warning) << issue.line();
    EXPECT_THAT(issue.place.file, testing::EndsWith("wall.yaml"))
        << issue.line();  // the console sits elsewhere
  }
  EXPECT_TRUE(loaded().ok());
  EXPECT_GE(loaded().files.size(), 8u);
}

TEST(Lanzhou, FiguresAreThoseOfTheReport) {
  const json c = content();
  const auto& metrics = loaded().settings.data.metrics;
  constexpr std::size_t of_health = 9;  // the platform's own, which no report gives
  EXPECT_EQ(metrics.size(), c["metrics"].size() + c["derived"].size() + of_health);
  for (const json& m : c["metrics"]) {
    const auto found = metrics.find(m["id"]);
    ASSERT_NE(found, metrics.end()) << m["id"];
    const kpi::MetricSettings& metric = found->second;
    SCOPED_TRACE(m["id"].get<std::string>());
    ASSERT_TRUE(metric.report);
    EXPECT_EQ(metric.report->value, m["value"].get<double>());
    EXPECT_EQ(to_string(metric.report->as_of), c["as_of"]);
    EXPECT_EQ(metric.report->source.zh, c["source_zh"]);
    EXPECT_EQ(metric.report->source.en, c["source_en"]);
    EXPECT_EQ(metric.unit, m["unit"]);
    EXPECT_EQ(metric.label.zh, m["label_zh"]);
    EXPECT_EQ(metric.label.en, m["label_en"]);
    EXPECT_EQ(metric.kind, m["kind"] == "counter" ? kpi::MetricKind::counter : kpi::MetricKind::gauge);
    EXPECT_EQ(metric.approx, m.value("approx", false));
    EXPECT_FALSE(metric.at.empty());
    EXPECT_EQ(metric.time, "/data/time");
    EXPECT_TRUE(metric.range);
  }
  for (const json& d : c["derived"]) {
    const auto found = metrics.find(d["id"]);
    ASSERT_NE(found, metrics.end()) << d["id"];
    EXPECT_EQ(found->second.formula, d["formula"]);
    EXPECT_EQ(found->second.unit, d["unit"]);
    EXPECT_EQ(found->second.label.zh, d["label_zh"]);
    EXPECT_EQ(found->second.label.en, d["label_en"]);
  }
}

TEST(Lanzhou, WhatNoReportGivesIsDeclaredDemonstration) {
  const auto& data = loaded().settings.data;
  EXPECT_FALSE(data.series.empty());
  for (const auto& [id, series] : data.series) EXPECT_EQ(series.demonstration, series.history.empty()) << id;
  // Of figures and of the platform's health the wall keeps its own record: that is no demonstration.
  for (const auto& [id, table] : data.tables) EXPECT_EQ(table.demonstration, !table.health.has_value()) << id;
}

TEST(Lanzhou, EventsAreThoseOfTheContent) {
  const json c = content();
  const auto& events = loaded().settings.timeline.events;
  ASSERT_EQ(events.size(), c["timeline"].size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    const json& e = c["timeline"][i];
    SCOPED_TRACE(events[i].id);
    EXPECT_EQ(to_string(events[i].date), e["date"]);
    EXPECT_EQ(events[i].title.zh, e["title_zh"]);
    EXPECT_EQ(events[i].text.zh, e["text_zh"]);
    EXPECT_EQ(events[i].source.zh, e["source_zh"]);
    EXPECT_EQ(events[i].source.en, e["source_en"]);
    EXPECT_NE(events[i].title.en, events[i].title.zh);
    EXPECT_NE(events[i].text.en, events[i].text.zh);
  }
}

// A figure on an event's card stands in the event's text too.
TEST(Lanzhou, FiguresOfEventsStandInTheirTexts) {
  for (const auto& event : loaded().settings.timeline.events) {
    auto figures = event.facts;
    if (event.figure) figures.push_back(*event.figure);
    for (const auto& figure : figures) {
      std::ostringstream number;
      number << figure.value;
      EXPECT_THAT(event.text.zh, testing::HasSubstr(number.str())) << event.id << " " << figure.label.zh;
    }
  }
}

TEST(Lanzhou, TotalsAreThoseOfTheContent) {
  const json c = content();
  const auto& totals = loaded().settings.timeline.totals;
  ASSERT_EQ(totals.size(), c["totals"].size());
  for (const auto& total : totals) {
    const json& points = c["totals"][total.metric];
    ASSERT_EQ(total.points.size(), points.size()) << total.metric;
    for (std::size_t i = 0; i < points.size(); ++i) {
      EXPECT_EQ(to_string(total.points[i].date), points[i]["date"]);
      EXPECT_EQ(total.points[i].value, points[i]["value"].get<double>());
      EXPECT_EQ(total.points[i].unit, points[i]["unit"]);
    }
  }
}

TEST(Lanzhou, TitlesServicesAndGradesAreThoseOfTheContent) {
  const json c = content();
  const ExhibitSettings& exhibit = loaded().settings.exhibit;
  EXPECT_EQ(exhibit.id, c["exhibit"]);
  EXPECT_EQ(exhibit.title.zh, c["title_zh"]);
  EXPECT_EQ(exhibit.title.en, c["title_en"]);
  std::set<std::string> services, grades;
  // The overview tells them; the list of the data scene says whom to call.
  for (const auto& widget : loaded().settings.scenes.at("overview").widgets) {
    if (const auto* list = std::get_if<scenes::ListSettings>(&widget))
      for (const LocalText& item : list->items) services.insert(item.zh);
    if (const auto* leaves = std::get_if<scenes::GradesSettings>(&widget))
      for (const auto& grade : leaves->grades) grades.insert(grade.name.zh);
  }
  EXPECT_EQ(services, c["services"].get<std::set<std::string>>());
  EXPECT_EQ(grades, c["certification_grades"].get<std::set<std::string>>());
}

TEST(Lanzhou, NamesItsScenesAndTours) {
  const ExhibitFiles& s = loaded().settings;
  for (const auto& cue : s.exhibit.scenes) EXPECT_TRUE(s.scenes.contains(cue.scene)) << cue.scene;
  for (const auto& tour : s.exhibit.tours) EXPECT_TRUE(s.tours.contains(tour)) << tour;
  for (const auto& [id, tour] : s.tours)
    for (const auto& step : tour.steps) {
      EXPECT_TRUE(s.scenes.contains(step.scene)) << step.id;
      const auto& events = s.timeline.events;
      EXPECT_TRUE(step.event.empty() || std::any_of(events.begin(), events.end(),
                                                    [&](const auto& e) { return e.id == step.event; }))
          << step.event;
    }
}

}  // namespace
}  // namespace guangmu::config
