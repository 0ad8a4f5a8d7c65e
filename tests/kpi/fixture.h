// Declarations and documents that several tests of the figures share.
#pragma once

#include <string>

#include "kpi/settings.h"
#include "kpi/values/snapshot.h"

namespace guangmu::kpi::test {

// 2022-12-31T08:00:00+08:00
inline constexpr Instant t0{1672444800'000'000};

inline MetricSettings metric(std::string at, std::string unit = "户") {
  MetricSettings m;
  m.source = "platform";
  m.at = std::move(at);
  m.unit = std::move(unit);
  return m;
}

inline ReportSettings report(double value) {
  return {value, {2022, 12, 31}, {"报告", "report"}};
}

// One source polled every 5 s; users is a counter with all the checks, granted and green plain, share
// computed from them.
inline DataSettings declaration() {
  DataSettings d;
  d.sources["platform"].url = "http://127.0.0.1:1/kpi";
  auto& users = d.metrics["users"] = metric("/data/users/total");
  users.time = "/data/time";
  users.kind = MetricKind::counter;
  users.range = {{0, 1e6}};
  users.max_step = 500;
  users.report = report(10016);
  d.metrics["granted"] = metric("/data/granted", "亿元");
  d.metrics["granted"].report = report(137.87);
  d.metrics["green"] = metric("/data/green", "亿元");
  d.metrics["green"].report = report(50.56);
  d.metrics["granted"].decimals = d.metrics["green"].decimals = 2;
  auto& share = d.metrics["share"];
  share.formula = "green / granted";
  share.unit = "%";
  auto& trend = d.series["trend"];
  trend.source = "platform";
  trend.at = "/data/trend";
  trend.x = "month";
  trend.y = {"amount"};
  auto& banks = d.tables["banks"];
  banks.source = "platform";
  banks.at = "/data/banks";
  banks.columns = {"name", "amount"};
  banks.sort = "amount";
  return d;
}

// A document as the platform would send it at `time`.
inline std::string document(double users, Instant time, double granted = 137.87, double green = 50.56) {
  return R"({"data":{"time":")" + iso8601(time) + R"(","users":{"total":)" + std::to_string(users) +
         R"(},"granted":)" + std::to_string(granted) + R"(,"green":)" + std::to_string(green) +
         R"(,"trend":[{"month":"2022-08","amount":22.1},{"month":"2022-09","amount":24.3}],)" +
         R"("banks":[{"name":"B","amount":2.5},{"name":"A","amount":3.5}]}})";
}

}  // namespace guangmu::kpi::test
