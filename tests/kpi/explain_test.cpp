// Why a figure is what it is: value, inputs, payload with its line, checks, who decided, what stood on the wall.
#include "kpi/explain.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "kpi/history/history.h"
#include "kpi/history/reader.h"
#include "kpi/ledger.h"
#include "tests/kpi/fixture.h"
#include "tools/data_why_text.h"

namespace guangmu::kpi::test {
namespace {

namespace fs = std::filesystem;

// A ledger, a history, and a clock; as the board joins them.
struct Wall {
  fs::path folder = fs::temp_directory_path() / ("guangmu-explain-" + std::to_string(::getpid()));
  DataSettings data = declaration();
  std::int64_t now_us = t0.us;
  std::unique_ptr<History> history;
  Ledger ledger{data};

  Wall() {
    fs::remove_all(folder);
    history = std::make_unique<History>(HistoryOptions{folder.string(), [this] { return Instant{now_us}; }, {}, 600});
    history->declare(data);
    ledger.collect(true);
  }
  ~Wall() {
    history.reset();
    fs::remove_all(folder);
  }
  Instant now() const { return {now_us}; }
  void pass(double s) { now_us += static_cast<std::int64_t>(s * 1e6); }
  void deliver(const std::string& payload) {
    (void)ledger.apply("platform", payload, now());
    keep();
  }
  void keep() {
    history->take(ledger.take_happened());
    ASSERT_TRUE(history->flush()) << history->fault();
  }
  Why why(const std::string& metric, Instant at) {
    // As the wall asks: before the first reading there is no history to read.
    std::optional<Why> answer = explain(nullptr, declare(data), metric, at);
    history->read([&](HistoryReader& r) { answer = explain(&r, declare(data), metric, at); });
    EXPECT_TRUE(answer) << metric;
    return answer.value_or(Why{});
  }
};

TEST(Explain, AReadingIsTracedToItsLine) {
  Wall wall;
  wall.data.sources["platform"].url = "http://li:secret@127.0.0.1:1/kpi?token=hidden";
  wall.deliver(document(10016, t0));
  wall.pass(5);
  const Why why = wall.why("users", wall.now());
  EXPECT_EQ(why.stood, Stood::reading);
  EXPECT_EQ(why.value, 10016);
  EXPECT_EQ(why.freshness, Freshness::live);
  EXPECT_EQ(why.age_s, 5);
  EXPECT_EQ(why.source_time, t0);
  EXPECT_EQ(why.url, "http://127.0.0.1:1/kpi");
  EXPECT_EQ(why.pointer, "/data/users/total");
  ASSERT_TRUE(why.excerpt) << why.note;
  ASSERT_GE(why.excerpt->marked, 0);
  EXPECT_NE(why.excerpt->lines.at(static_cast<std::size_t>(why.excerpt->marked)).find("\"total\": 10016"), std::string::npos);
  for (const WhyCheck& check : why.checks) EXPECT_TRUE(check.passed) << check.name << ": " << check.text;
  EXPECT_GE(why.checks.size(), 5u);
}

TEST(Explain, AHeldReadingFailsItsCheckAndNamesWhoReleasedIt) {
  Wall wall;
  wall.deliver(document(10016, t0));
  wall.pass(5);
  wall.deliver(document(19000, wall.now()));  // more than max_step
  const Why held = wall.why("users", wall.now());
  EXPECT_EQ(held.value, 10016);
  bool found = false;
  for (const WhyCheck& check : held.checks) {
    EXPECT_EQ(check.passed, check.name != "step") << check.name;
    found = found || !check.passed;
  }
  EXPECT_TRUE(found);
  wall.pass(5);
  ASSERT_TRUE(wall.ledger.accept("users", "console 10.0.0.7", wall.now()).ok());
  wall.keep();
  const Why released = wall.why("users", wall.now());
  EXPECT_EQ(released.value, 19000);
  EXPECT_EQ(released.by, "console 10.0.0.7");
  // And then as it was.
  EXPECT_EQ(wall.why("users", t0 + 7).value, 10016);
}

TEST(Explain, ADerivedFigureLeadsToItsInputs) {
  Wall wall;
  wall.deliver(document(10016, t0, 137.87, 50.56));
  const Why why = wall.why("share", wall.now());
  EXPECT_EQ(why.stood, Stood::derived);
  EXPECT_NEAR(why.value.value(), 50.56 / 137.87, 1e-9);
  EXPECT_EQ(why.formula, "green / granted");
  ASSERT_EQ(why.inputs.size(), 2u);
  for (const Why& input : why.inputs) {
    EXPECT_EQ(input.stood, Stood::reading);
    EXPECT_TRUE(input.excerpt) << input.metric;
  }
}

TEST(Explain, BeforeAnyReadingTheReportStands) {
  Wall wall;
  wall.keep();  // the file is there
  const Why why = wall.why("users", wall.now());
  EXPECT_EQ(why.stood, Stood::report);
  EXPECT_EQ(why.value, 10016);
  EXPECT_EQ(why.report_date, "2022-12-31");
  EXPECT_EQ(why.freshness, Freshness::never);
  EXPECT_FALSE(explain(nullptr, declare(wall.data), "nobody", wall.now()));
  EXPECT_EQ(explain(nullptr, declare(wall.data), "users", wall.now())->note, "there is no history");
}

TEST(Explain, ARelationIsAmongTheChecksOfTheFiguresItNamesAlone) {
  Wall wall;
  wall.data.relations["parts"].holds = "green <= granted";
  wall.data.metrics["gran"] = metric("/data/gran");  // a part of another's name
  wall.data.tables["banks"].columns = {"green", "amount"};
  wall.data.relations["rows"] = {"green <= amount", "banks", 6, {}, {}};
  wall.keep();
  const auto relations = [&](const std::string& id) {
    std::vector<std::string> names;
    for (const WhyCheck& check : wall.why(id, wall.now()).checks)
      if (check.name.starts_with("relation:")) names.push_back(check.name);
    return names;
  };
  EXPECT_EQ(relations("green"), std::vector<std::string>{"relation:parts"});
  EXPECT_EQ(relations("granted"), std::vector<std::string>{"relation:parts"});
  EXPECT_EQ(relations("gran"), std::vector<std::string>{});
  EXPECT_EQ(relations("users"), std::vector<std::string>{});
}

TEST(Explain, AnOverrideCarriesItsName) {
  Wall wall;
  wall.deliver(document(10016, t0));
  ASSERT_TRUE(wall.ledger.override_value("users", 12345, 60, "Wang", wall.now() + 1).ok());
  wall.keep();
  const Why why = wall.why("users", wall.now() + 2);
  EXPECT_EQ(why.stood, Stood::manual);
  EXPECT_EQ(why.value, 12345);
  EXPECT_EQ(why.by, "Wang");
  EXPECT_EQ(wall.why("users", wall.now()).value, 10016);
}

TEST(Explain, AnInputOfManyFormulasIsPrintedOnce) {
  const auto figure = [](const char* id, std::vector<Why> inputs) {
    Why why;
    why.metric = id;
    why.label.zh = "数";
    if (!inputs.empty()) why.formula = "a + b";
    why.inputs = std::move(inputs);
    return why;
  };
  const Why total = figure("total", {figure("x", {}), figure("y", {})});
  const std::string text = tools::why_text(figure("all", {figure("left", {total, figure("x", {})}), figure("right", {total})}));
  const auto count = [&](const std::string& part) {
    int n = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
    return n;
  };
  EXPECT_EQ(count("total  数\n"), 1) << text;
  EXPECT_EQ(count("x  数\n"), 1) << text;
  EXPECT_EQ(count("\n    x  as above\n"), 1) << text;
  EXPECT_EQ(count("\n    total  as above\n"), 1) << text;
}

TEST(Explain, ARoundedFigureIsToldInFullBesideIt) {
  EXPECT_EQ(tools::value_text(42582.05, "万元", 2), "4.26 亿元 (42,582.05 万元)");
  EXPECT_EQ(tools::value_text(-42582.05, "万元", 2), "−4.26 亿元 (−42,582.05 万元)");
  EXPECT_EQ(tools::value_text(39000, "万元", 2), "3.90 亿元");
  EXPECT_EQ(tools::value_text(0.39, "亿元", 2), "3,900 万元");
  EXPECT_EQ(tools::value_text(0.36672, "%", 1), "36.7 % (36.672 %)");
  EXPECT_EQ(tools::value_text(0.367, "%", 1), "36.7 %");
  EXPECT_EQ(tools::value_text(10016, "户", 0), "10,016 户");
  EXPECT_EQ(tools::value_text(0.1 + 0.2, "", 1), "0.3");
  EXPECT_EQ(tools::value_text(2.0 / 3, "户", 1), "0.7 户 (0.666666667 户)");
  EXPECT_EQ(tools::value_text(0, "万元", 2), "0.00 万元");
}

}  // namespace
}  // namespace guangmu::kpi::test
