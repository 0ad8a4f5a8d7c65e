// The shipped exhibit, read from its files, served by the stand-in platform and shown by the board.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <sstream>
#include <thread>

#include "config/exhibit.h"
#include "kpi/board.h"
#include "kpi/ledger.h"
#include "kpi/values/number_text.h"
#include "tools/platform_server.h"

namespace guangmu::kpi {
namespace {

constexpr Instant t0{1672444800'000'000};

const std::string exhibits = std::string(GUANGMU_SOURCE_DIR) + "/config/exhibits/";

DataSettings shipped(const std::string& exhibit = "lanzhou") {
  auto loaded = config::load_exhibit(exhibits + exhibit);
  return loaded.settings.data;
}

tools::StandIn stand_in(const DataSettings& data, const std::string& exhibit = "lanzhou") {
  std::ifstream in(exhibits + exhibit + "/demonstration.json");
  std::stringstream text;
  text << in.rdbuf();
  auto demonstration = tools::read_demonstration(text.str(), "demonstration.json");
  if (!demonstration) throw std::runtime_error(demonstration.error().text);
  auto figures = tools::StandIn::from(data, std::move(*demonstration));
  if (!figures) throw std::runtime_error(figures.error().text);
  return *figures;
}

TEST(Shipped, figures_are_believed_for_a_day_of_polls) {
  const auto data = shipped();
  ASSERT_EQ(data.metrics.size(), 19u);  // ten of the report, nine of the platform's health
  const auto figures = stand_in(data);
  Ledger ledger(data);
  for (int i = 0; i < 8640; ++i) {
    const double elapsed_s = 10.0 * i;
    ASSERT_TRUE(
        ledger.apply("platform", figures.payload("platform", elapsed_s, t0 + elapsed_s), t0 + elapsed_s));
    const auto s = ledger.snapshot();
    ASSERT_TRUE(s.sources.at("platform").refused.empty())
        << s.sources.at("platform").refused.front() << " after " << elapsed_s << " s";
    ASSERT_LE(s.metric("green_loans_total")->value(), s.metric("financing_granted")->value());
    ASSERT_LE(s.metric("financing_granted")->value(), s.metric("financing_applied")->value());
  }
}

TEST(Shipped, figures_of_the_sister_platforms_are_believed_too) {
  for (const std::string exhibit : {"yueyang", "guangdong", "qinhuangdao", "mengjin"}) {
    const auto data = shipped(exhibit);
    const auto figures = stand_in(data, exhibit);
    Ledger ledger(data);
    for (int i = 0; i < 1440; ++i) {
      const double elapsed_s = 60.0 * i;
      ASSERT_TRUE(
          ledger.apply("platform", figures.payload("platform", elapsed_s, t0 + elapsed_s), t0 + elapsed_s));
      ASSERT_TRUE(ledger.snapshot().sources.at("platform").refused.empty())
          << exhibit << ": " << ledger.snapshot().sources.at("platform").refused.front();
    }
  }
}

TEST(Shipped, starts_at_the_figures_of_the_report) {
  const auto data = shipped();
  Ledger ledger(data);
  ASSERT_TRUE(ledger.apply("platform", stand_in(data).payload("platform", 0, t0), t0));
  const auto s = ledger.snapshot();
  const struct {
    const char *id, *digits, *unit;
  } cases[] = {{"users_total", "10,016", "户"},
               {"enterprises_registered", "1,323", "家"},
               {"products_listed", "194", "种"},
               {"financing_applied", "381.02", "亿元"},
               {"financing_granted", "137.87", "亿元"},
               {"green_loans_total", "50.56", "亿元"},
               {"rewards_paid", "3,900", "万元"},
               {"articles_published", "100", "篇"},
               {"green_share", "36.7", "%"},
               {"grant_rate", "36.2", "%"}};
  for (const auto& c : cases) {
    const auto text = number_text(*s.metric(c.id), Language::zh);
    EXPECT_EQ(text.digits, c.digits) << c.id;
    EXPECT_EQ(text.unit, c.unit) << c.id;
    EXPECT_EQ(freshness_of(*s.metric(c.id), t0), Freshness::live) << c.id;
  }
  EXPECT_EQ(s.find_series("financing_trend")->points.size(), 24u);
  EXPECT_EQ(s.find_table("loan_categories")->rows[0][0].text, "清洁能源");
  EXPECT_EQ(s.find_table("certification_grades")->rows.size(), 3u);
  // What the wall keeps about figures and the platform's health is its own, and no demonstration.
  for (const auto& [id, series] : s.series) EXPECT_EQ(series.info->demonstration, data.series.at(id).history.empty()) << id;
  for (const auto& [id, table] : s.tables)
    EXPECT_EQ(table.info->demonstration, !data.tables.at(id).health.has_value()) << id;
}

TEST(Shipped, figures_come_over_the_wire) {
  auto data = shipped();
  auto server = tools::PlatformServer::start(stand_in(data), {.clock = [] { return t0; }});
  ASSERT_TRUE(server) << server.error().text;
  data.sources.at("platform").url = "http://127.0.0.1:" + std::to_string((*server)->port()) + "/api/v1/kpi";
  Board board(data, {.clock = [] { return t0; }});
  board.start();
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!board.snapshot()->metric("green_share")->reading && std::chrono::steady_clock::now() < deadline)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  const auto s = board.snapshot();
  EXPECT_EQ(s->sources.at("platform").fault, "");
  // Of the platform's health the history would tell: without one there is no figure, and no zero.
  for (const auto& [id, m] : s->metrics)
    EXPECT_EQ(m.reading.has_value(), !id.starts_with("platform_")) << id << ": " << m.refused;
}

}  // namespace
}  // namespace guangmu::kpi
