// The sister platforms' exhibits are without mistakes, and say what their content files say.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "config/exhibit.h"
#include "kpi/ledger.h"

namespace guangmu::config {
namespace {

using nlohmann::json;

class SisterExhibit : public testing::TestWithParam<const char*> {
 protected:
  SisterExhibit()
      : loaded_(load_exhibit(std::string(GUANGMU_SOURCE_DIR) + "/config/exhibits/" + GetParam())) {
    std::ifstream in(std::string(GUANGMU_SOURCE_DIR) + "/config/content/" + GetParam() + ".json");
    content_ = json::parse(in);
  }
  Loaded loaded_;
  json content_;
};

TEST_P(SisterExhibit, IsReadWithoutAMistake) {
  for (const Issue& issue : loaded_.issues) EXPECT_TRUE(issue.warning) << issue.line();
  EXPECT_TRUE(loaded_.ok());
}

// Before any reading: the report's own figures, and for a derived one what the formula makes of them, to the
// last digit the report gives.
TEST_P(SisterExhibit, EveryFigureOfTheReportStandsThereAsTheReportGivesIt) {
  const auto& metrics = loaded_.settings.data.metrics;
  constexpr std::size_t of_health = 9;  // the platform's own, which no report gives
  EXPECT_EQ(metrics.size(), content_["metrics"].size() + of_health);
  kpi::Ledger ledger(loaded_.settings.data);
  const auto shown = ledger.snapshot();
  for (const json& m : content_["metrics"]) {
    const std::string id = m["id"];
    SCOPED_TRACE(id);
    ASSERT_TRUE(metrics.contains(id));
    const kpi::MetricSettings& metric = metrics.at(id);
    const auto value = shown.metric(id)->value();
    ASSERT_TRUE(value);
    EXPECT_NEAR(*value, m["value"].get<double>(), metric.formula.empty() ? 0 : 5e-5);
    EXPECT_EQ(metric.unit, m["unit"]);
    EXPECT_EQ(metric.label.zh, m["label_zh"]);
    EXPECT_EQ(metric.label.en, m["label_en"]);
    EXPECT_EQ(metric.approx, m.value("approx", false));
    if (!metric.formula.empty()) continue;
    EXPECT_EQ(to_string(metric.report->as_of), content_["as_of"]);
    EXPECT_EQ(metric.report->source.zh, content_["source_zh"]);
    EXPECT_EQ(metric.report->source.en, content_["source_en"]);
  }
}

TEST_P(SisterExhibit, ShowsEveryFigureInItsScene) {
  std::set<std::string> named;
  for (const char* scene : {"figures", "data"}) {
    std::ifstream in(std::string(GUANGMU_SOURCE_DIR) + "/config/exhibits/" + GetParam() + "/scenes/" + scene +
                     ".yaml");
    for (std::string line; std::getline(in, line);)
      for (auto at = line.find("metric: "); at != std::string::npos; at = line.find("metric: ", at + 1))
        named.insert(line.substr(at + 8, line.find_first_of(",}", at) - at - 8));
  }
  for (const auto& [id, metric] : loaded_.settings.data.metrics) EXPECT_TRUE(named.contains(id)) << id;
}

INSTANTIATE_TEST_SUITE_P(All, SisterExhibit,
                         testing::Values("yueyang", "guangdong", "qinhuangdao", "mengjin"),
                         [](const auto& which) { return std::string(which.param); });

}  // namespace
}  // namespace guangmu::config
