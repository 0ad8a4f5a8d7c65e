// From a document to a first data.yaml that passes the check and reads what it was made from.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "config/exhibit.h"
#include "kpi/ask_once.h"
#include "kpi/formats/lists.h"
#include "kpi/formats/payload.h"
#include "kpi/judge.h"
#include "tools/data_candidates.h"
#include "tools/data_declared.h"
#include "tools/data_draft.h"
#include "tools/platform_server.h"

namespace guangmu::tools {
namespace {

using testing::HasSubstr;

const Instant clock_of_test = *parse_instant("2026-11-20T10:41:00+08:00");

std::string errors_in(const std::string& yaml) {
  std::string text;
  for (const auto& issue : config::check_text("data.yaml", yaml, [](std::string_view) { return std::nullopt; }))
    if (!issue.warning) text += issue.line() + "\n";
  return text;
}

// The candidates as "id at unit=value", each judged as the wall would.
std::string read_by(const Candidates& c, const kpi::Json& document) {
  std::string out;
  for (const auto& m : c.metrics) {
    const auto judged = kpi::judge_metric(m.settings, 5, document, {}, clock_of_test);
    out += fmt::format("{} {}", m.id, judged.reading ? kpi::number_as_text(judged.reading->value) : judged.reason);
    if (!m.settings.unit.empty()) out += " " + m.settings.unit;
    out += "\n";
  }
  for (const auto& s : c.series) {
    if (!s.empty.empty()) {
      out += fmt::format("curve {} {} ({})\n", s.id, s.sample, s.empty);
      continue;
    }
    const auto points = kpi::judge_series(s.settings, document);
    out += fmt::format("curve {} {}\n", s.id, points ? std::to_string(points->size()) : points.error().text);
  }
  for (const auto& t : c.tables) {
    if (!t.empty.empty()) {
      out += fmt::format("table {} {} ({})\n", t.id, fmt::join(t.settings.columns, " "), t.empty);
      continue;
    }
    const auto rows = kpi::judge_table(t.settings, document);
    out += fmt::format("table {} {}\n", t.id, rows ? std::to_string(rows->size()) : rows.error().text);
  }
  return out;
}

struct Explored {
  Candidates candidates;
  std::string yaml, read;
};
Explored explore(const std::string& bytes, kpi::PayloadFormat format = kpi::PayloadFormat::json) {
  DraftSource source;
  source.settings.url = "http://127.0.0.1:1/kpi";
  source.settings.format = format;
  const auto document = kpi::read_payload(bytes, source.settings);
  EXPECT_TRUE(document) << document.error().text;
  Explored e;
  if (!document) return e;
  e.candidates = candidates_in(*document, clock_of_test,
                               format == kpi::PayloadFormat::prometheus ? prometheus_told(bytes) : PrometheusTold{});
  e.yaml = draft_yaml(source, e.candidates);
  e.read = read_by(e.candidates, *document);
  EXPECT_EQ(errors_in(e.yaml), "") << e.yaml;
  return e;
}

TEST(Explore, finds_every_figure_of_a_plain_platform) {
  const auto e = explore(R"j({"code":0,"data":{"time":"2026-11-20T10:40:47+08:00","users":{"total":10016,"newToday":12},
    "Granted Amount":137.87,"trend":[{"month":"2026-09","amount":12.5},{"month":"2026-10","amount":13}],
    "banks":[{"name":"工行","amount":3.5},{"name":"农行","amount":2.1}]}})j");
  EXPECT_EQ(e.read,
            "code 0\nusers_total 10016\nusers_new_today 12\ngranted_amount 137.87\n"
            "figure_1 3.5\nfigure_2 2.1\n"
            "curve trend_amount 2\ntable banks 2\n");
  for (const auto& m : e.candidates.metrics)
    EXPECT_EQ(m.settings.time, m.id == "code" ? "/data/time" : "/data/time") << m.id;
  EXPECT_EQ(e.candidates.metrics[3].settings.decimals, 2);
  EXPECT_THAT(e.yaml, HasSubstr("# sample: 137.87"));
  EXPECT_THAT(e.yaml, HasSubstr("kind: counter"));
  EXPECT_THAT(e.candidates.metrics[4].settings.at, HasSubstr("[?(@.name=='工行')].amount"));
  EXPECT_EQ(e.candidates.metrics[4].settings.label.zh, "工行");
}

TEST(Explore, recognises_numbers_in_texts_their_units_and_chinese_names) {
  const auto e = explore(R"j({"结果":{"更新时间":"2026年11月20日 10时40分","企业用户(户)":"12,345","融资额":"1.2亿元","贷款":"3,900万元",
    "占比":"45.3%","不良率(%)":1.25,"访问":"1.2亿","编号":"20261234","电话":"0931-1234567"},
    "list":[{"indexName":"在保余额","unit":"万元","value":3900.5},{"indexName":"户数","unit":"户","value":"1,024"}]})j");
  EXPECT_EQ(e.read,
            "figure_1 12345 户\nfigure_2 1.2 亿元\nfigure_3 3900 万元\nfigure_4 0.453 %\nfigure_5 0.0125 %\nfigure_6 120000000\n"
            "figure_7 3900.5 万元\nfigure_8 1024 户\n"
            "table list 2\n")
      << e.yaml;
  EXPECT_EQ(e.candidates.metrics[1].settings.label.zh, "融资额");
  EXPECT_EQ(e.candidates.metrics[6].settings.label.zh, "在保余额");
  EXPECT_EQ(e.candidates.metrics[0].settings.time, "/结果/更新时间");
}

TEST(Explore, finds_curves_however_they_stand) {
  const auto e = explore(R"j({"byColumn":{"months":["2026-09","2026-10"],"amounts":[1,2],"counts":["3","4"]},
    "arrays":[["2026-09",1],["2026-10",2]],"bare":[5,6,7],
    "nested":[{"period":{"month":"2026年9月"},"v":{"sum":"1.5亿元"}},{"period":{"month":"2026年10月"},"v":{"sum":"2亿元"}}]})j");
  EXPECT_EQ(e.read,
            "curve by_column_amounts 2\ncurve by_column_counts 2\ncurve arrays 2\ncurve bare 3\ncurve nested_sum 2\n")
      << e.yaml;
}

TEST(Explore, a_table_has_one_unit_for_all_its_numbers) {
  const auto e = explore(R"j({"banks":[{"name":"工行","amount":35.2,"rate":"12.5%"},{"name":"农行","amount":21.7,"rate":"8.1%"}]})j");
  ASSERT_EQ(e.candidates.tables.size(), 1u);
  EXPECT_EQ(e.candidates.tables[0].settings.unit, "");
  EXPECT_TRUE(e.candidates.tables[0].settings.numbers.empty());
  EXPECT_THAT(e.candidates.tables[0].note, HasSubstr("rate stays a text"));
}

TEST(Explore, reads_csv_and_prometheus_too) {
  const auto csv = explore("月份,放款额(亿元),笔数\n2026-09,12.5,100\n2026-10,13,120\n", kpi::PayloadFormat::csv);
  EXPECT_EQ(csv.read, "curve curve_1 2\ncurve curve_2 2\n") << csv.yaml;
  const auto text = explore(
      "# TYPE loans_total counter\nloans_total 1234\nrequests{code=\"200\",method=\"get\"} 5\nrequests{code=\"500\",method=\"get\"} 1\n",
      kpi::PayloadFormat::prometheus);
  EXPECT_THAT(text.read, HasSubstr("loans_total 1234"));
  EXPECT_THAT(text.read, HasSubstr(" 5\n"));
}

// The labels and notes of the figures.
std::string said_of(const Candidates& c) {
  std::string out;
  for (const auto& m : c.metrics) out += m.settings.label.zh + (m.note.empty() ? "" : " (" + m.note.substr(0, 12) + ")") + "\n";
  for (const auto& text : c.left_out) out += "left out: " + text + "\n";
  return out;
}

TEST(Explore, a_hint_needs_a_whole_word_and_no_balance_is_said_to_rise) {
  const auto e = explore(R"j({"county_ratio":0.9,"county":3,"user_count":7,"paid":"12","授信总额":"1.90亿元","累计调用次数":"18,268",
    "及时率":97.1,"errorCount":0,"coverageRatio":0})j");
  EXPECT_EQ(said_of(e.candidates),
            "county ratio (a share? the)\ncounty\nuser count (only rises? )\npaid\n授信总额\n累计调用次数 (only rises? )\n"
            "及时率 (a share in h)\nerror count (only rises? )\ncoverage ratio (a share? the)\n");
}

TEST(Explore, what_pages_or_numbers_an_answer_is_no_figure) {
  const auto e = explore(R"j({"data":{"批次号":"20261126130000","页码":1,"每页条数":10,"总条数":"37","总页数":4,"户数":5},
    "other":{"page":1,"size":20,"total":37,"total_pages":2},"disk":{"size":3,"total":4}})j");
  EXPECT_EQ(said_of(e.candidates),
            "户数\nsize\ntotal (only rises? )\n"
            "left out: /data/批次号: 20261126130000: it numbers the answer\nleft out: /data/页码: 1: it pages the answer\n"
            "left out: /data/每页条数: 10: it pages the answer\nleft out: /data/总条数: 37: it pages the answer\n"
            "left out: /data/总页数: 4: it pages the answer\nleft out: /other/page: 1: it pages the answer\n"
            "left out: /other/size: 20: it pages the answer\nleft out: /other/total: 37: it pages the answer\n"
            "left out: /other/total_pages: 2: it pages the answer\n");
}

TEST(Explore, prometheus_text_says_what_only_rises_and_what_a_sample_is) {
  const auto e = explore(
      "# HELP sent_total 交换条数，启动以来\n# TYPE sent_total counter\nsent_total{kind=\"xk\",level=\"county\"} 3\n"
      "sent_total{kind=\"cf\",level=\"county\"} 1\n# HELP ontime_ratio 及时率(0-1)\n# TYPE ontime_ratio gauge\n"
      "ontime_ratio{dept=\"公安局\",level=\"county\"} 0.99\n# HELP rows_total 行数\n# TYPE rows_total gauge\nrows_total 5\n"
      "# TYPE wait_seconds summary\nwait_seconds_sum 1.5\nwait_seconds_count 3\n# HELP plain in English\nplain 1\n",
      kpi::PayloadFormat::prometheus);
  EXPECT_EQ(said_of(e.candidates),
            "行数\nwait seconds sum (a counter, s)\nwait seconds count (a counter, s)\nplain\n交换条数 xk (a counter, s)\n"
            "交换条数 cf (a counter, s)\n及时率 公安局 county (a share? the)\n");
}

TEST(Explore, labels_that_repeat_say_what_they_stand_under) {
  const auto e = explore(R"j({"data":{"贷款余额":{"合计":"5.5","农户":2},"办件量":{"合计":7}},"users":{"total":1},"banks":{"total":2}})j");
  EXPECT_EQ(said_of(e.candidates),
            "贷款余额合计\n农户\n办件量合计\nusers total (only rises? )\nbanks total (only rises? )\n");
}

std::string left_out_of(const Candidates& c) {
  return fmt::format("{}\n", fmt::join(c.left_out, "\n"));
}

TEST(Explore, what_some_rows_lack_is_told_and_never_dropped_in_silence) {
  const auto curves = explore(R"j({"data":{"月份":["2026-11","2026-10","2026-09"],"放款额":["1,144.53","2,012.49",null],
    "笔数":[null,306,346],"none":[null,null,null],"rare":[null,null,5],"bare":[1,null,3],"now":null}})j");
  EXPECT_EQ(curves.read,
            "curve curve_1 2 points, last: 2026-10 2012.49 (1 of 3 rows has no number)\n"
            "curve curve_2 2 points, last: 2026-09 346 (1 of 3 rows has no number)\n"
            "curve bare 2 points, last: 2026-09 3 (1 of 3 rows has no number)\n")
      << curves.yaml;
  EXPECT_THAT(curves.yaml, HasSubstr("    # empty: skip   # 1 of 3 rows has no number\n"));
  EXPECT_EQ(left_out_of(curves.candidates),
            "/data: rare: 2 of 3 rows have no number\n/data/none: no row says anything there\n/data/now: null in this sample\n");

  // The first row is the one without.
  const auto table = explore(R"j({"list":[{"code":"037100100","name":"城关","n":"--","farmers":null,"at":"2026-11-01","left":null},
    {"code":"037100200","name":"东门","n":"1,923","farmers":1696,"at":"2026-11-02","left":"x"},
    {"code":"037100300","name":"南湖","n":"1,950","farmers":1674,"at":"2026-11-03","left":null,"more":1}]})j");
  EXPECT_EQ(table.read, "table list code name n farmers at (1 of 3 rows has no number)\n") << table.yaml;
  EXPECT_THAT(left_out_of(table.candidates), HasSubstr("/list: left: null in 2 of 3 rows\n"));
  EXPECT_THAT(left_out_of(table.candidates), HasSubstr("/list: more: not every row has one value there\n"));
  ASSERT_EQ(table.candidates.tables.size(), 1u);
  EXPECT_EQ(table.candidates.tables[0].settings.numbers, std::vector<std::string>{"n"});

  // A table may hold "--" as it is; figures of their own cannot.
  const auto words = explore(R"j({"list":[{"name":"a","n":"--"},{"name":"b","n":"7"},{"name":"c","n":"9"}]})j");
  EXPECT_EQ(words.read, "b 7\nc 9\ntable list 3\n") << words.yaml;
  EXPECT_EQ(words.candidates.tables[0].note, "n stays a text: 1 of 3 rows has no number");
  EXPECT_EQ(left_out_of(words.candidates), "$.list[?(@.name=='a')].n: \"--\" in this sample\n");
  // What empty: skip does not pass over: a curve with "--", and null in a text.
  const auto dash = explore(R"j({"t":[{"month":"2026-09","v":"--"},{"month":"2026-10","v":"1"},{"month":"2026-11","v":"2"}]})j");
  EXPECT_EQ(dash.read, "") << dash.yaml;
  EXPECT_EQ(left_out_of(dash.candidates), "/t: v: 1 of 3 rows has no number\n");
  EXPECT_EQ(explore(R"j({"a":[1,null,3,4],"b":[null,null,3]})j").read, "curve a 3 points, last: 3 4 (1 of 4 rows has no number)\n");
}

TEST(Explore, a_document_without_figures_is_quoted) {
  const auto said = [](const char* text) { return short_texts(*kpi::parse_json(text)); };
  EXPECT_EQ(said(R"({"code":"4029","msg":"调用过于频繁","data":null})"), "code \"4029\", msg \"调用过于频繁\"");
  EXPECT_EQ(said(R"({"error":{"status":429,"ok":false,"text":"a\nb"},"data":[]})"), "status 429, ok false, text \"a b\"");
  EXPECT_EQ(said(R"({"data":{},"msg":""})"), "");
  EXPECT_EQ(said(R"("down")"), "\"down\"");
}

TEST(Explore, is_not_led_astray_by_what_a_document_holds) {
  for (const char* document :
       {R"j({"a: b":1,"${HOME}":2,"#x":3,"\"quoted\"":4,"a\nb":5,"it's [x]":6,"":7,"~/$":8,"- x":9,"yes":10,"1":11,"sqrt":12})j",
        R"([{"name":"${HOME}'\\\"","v":1},{"name":"b\n# c","v":2}])", R"({"a":{"a":{"a":1}},"a_a_a":2,"A-A-A":3})",
        "[]", "{}", "5", "\"x\"", "[[[]]]", R"([1,"x",null,{"a":1}])", R"({"a":[[1,2],[3]]})",
        R"({"x":1e308,"y":5e-324,"z":0.1234567890123,"w":-0.0})", R"({"t":[{"month":"2026-09","v":null},{"month":"2026-10","v":1}]})",
        R"({"time":"2999-01-01T00:00:00Z","v":1})", R"({"time":"2026-11-20","v":1})"}) {
    const auto e = explore(document);
    EXPECT_THAT(e.read, testing::Not(HasSubstr("nothing at"))) << document << "\n" << e.yaml;
    EXPECT_THAT(e.read, testing::Not(HasSubstr("expected"))) << document << "\n" << e.yaml;
  }
}

TEST(Explore, a_secret_header_is_not_written_down) {
  DraftSource source;
  source.settings.url = "http://127.0.0.1:1/kpi?q=${x}";
  source.settings.headers = {{"X-Area", "lanzhou"}};
  source.hidden = {"Authorization"};
  const std::string yaml = draft_yaml(source, candidates_in(*kpi::parse_json("{\"a\":1}"), clock_of_test));
  EXPECT_EQ(errors_in(yaml), "") << yaml;
  EXPECT_THAT(yaml, HasSubstr("# headers: {\"Authorization\": \"${PLATFORM_AUTHORIZATION}\"}"));
  EXPECT_THAT(yaml, HasSubstr("$${x}"));
}

TEST(Explore, of_a_declared_source_only_what_is_new_is_written) {
  kpi::DataSettings data;
  data.metrics["users"].source = "platform";
  data.metrics["users"].at = "$.data.users.total";  // the same place as /data/users/total
  data.metrics["loans"].source = "other";
  data.metrics["loans"].at = "/loans";
  data.tables["ranking"].source = "platform";
  data.tables["ranking"].at = "/banks";
  const auto document = kpi::parse_json(R"j({"data":{"users":{"total":10016,"new":12}},"loans":5,
    "banks":[{"name":"a","amount":3.5},{"name":"b","amount":2.1}],"areas":[{"name":"a","n":3},{"name":"b","n":2}]})j");
  ASSERT_TRUE(document);
  DraftSource source;
  source.declared = "platform";
  const Candidates found = not_declared(candidates_in(*document, clock_of_test), *document, data, "platform");
  std::string ids;
  for (const auto& m : found.metrics) ids += m.id + " ";
  for (const auto& t : found.tables) ids += "table " + t.id + " ";
  EXPECT_THAT(ids, testing::StartsWith("users_new loans_2 "));
  EXPECT_THAT(ids, HasSubstr("table areas "));
  EXPECT_THAT(ids, testing::Not(HasSubstr("table banks")));
  const std::string yaml = draft_yaml(source, found);
  EXPECT_THAT(yaml, testing::Not(HasSubstr("sources:")));
  EXPECT_EQ(errors_in("sources:\n  platform: {url: \"http://a.test/\"}\n" + yaml), "") << yaml;
}

TEST(AskOnce, brings_the_bytes_or_says_why_not) {
  const auto exhibit = config::load_exhibit(std::string(GUANGMU_SOURCE_DIR) + "/config/exhibits/lanzhou");
  ASSERT_TRUE(exhibit.ok());
  auto server = PlatformServer::start(*StandIn::from(exhibit.settings.data, {}), {});
  ASSERT_TRUE(server) << server.error().text;
  kpi::SourceSettings s;
  s.url = fmt::format("http://127.0.0.1:{}/api/v1/kpi", (*server)->port());
  const auto good = kpi::ask_once(s);
  ASSERT_TRUE(good.answer) << good.answer.error().text;
  ASSERT_TRUE(good.look);
  EXPECT_EQ(good.look->status, 200);
  const auto document = kpi::read_payload(good.answer->body, s, good.answer->content_type);
  ASSERT_TRUE(document) << document.error().text;
  const Candidates c = candidates_in(*document, now());
  for (const auto& [id, m] : exhibit.settings.data.metrics) {
    if (m.source.empty()) continue;
    EXPECT_TRUE(std::any_of(c.metrics.begin(), c.metrics.end(), [&](const auto& found) { return found.settings.at == m.at; }))
        << id << " at " << m.at;
  }
  Faults faults;
  faults.status = 503;
  (*server)->set_faults(faults);
  EXPECT_THAT(kpi::ask_once(s).answer.error().text, HasSubstr("HTTP 503"));
  faults = {};
  faults.auth = true;
  (*server)->set_faults(faults);
  EXPECT_EQ(kpi::ask_once(s).look->status, 401);
  server->reset();
  const auto none = kpi::ask_once(s);
  ASSERT_FALSE(none.answer);
  EXPECT_EQ(none.answer.error().blame, Blame::machine);
  EXPECT_THAT(none.answer.error().text, HasSubstr("nothing listens"));
  s.url = "http://no-such-host.invalid/kpi";
  EXPECT_EQ(kpi::ask_once(s).answer.error().blame, Blame::machine);
}

}  // namespace
}  // namespace guangmu::tools
