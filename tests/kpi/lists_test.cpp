#include "kpi/formats/lists.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace guangmu::kpi {
namespace {

using testing::HasSubstr;

SeriesSettings series(const char* at, const char* x, std::vector<std::string> y) {
  SeriesSettings s;
  s.at = at;
  s.x = x;
  s.y = std::move(y);
  return s;
}

std::string words(const std::vector<SeriesPoint>& points) {
  std::string text;
  for (const auto& p : points) {
    text += (text.empty() ? "" : " ") + p.x + "=";
    for (std::size_t i = 0; i < p.y.size(); ++i) text += (i ? "," : "") + number_as_text(p.y[i]);
  }
  return text;
}

TEST(Lists, a_curve_is_found_however_it_stands) {
  const struct {
    const char *name, *document;
    SeriesSettings settings;
    const char* points;
  } cases[] = {
      {"objects", R"({"t":[{"m":"a","v":1},{"m":"b","v":2}]})", series("/t", "m", {"v"}), "a=1 b=2"},
      {"two values", R"({"t":[{"m":"a","v":1,"w":3}]})", series("/t", "m", {"v", "w"}), "a=1,3"},
      {"arrays as rows", R"({"t":[["a",1],["b",2]]})", series("/t", "0", {"1"}), "a=1 b=2"},
      {"further in, by pointer", R"({"t":[{"p":{"m":"a"},"v":{"sum":1}}]})", series("/t", "/p/m", {"/v/sum"}), "a=1"},
      {"further in, by path", R"({"t":[{"p":["x","a"],"v":[3,1]}]})", series("/t", "$.p[-1]", {"$.v[-1]"}), "a=1"},
      {"a key with a point", R"({"t":[{"m.n":"a","v":1}]})", series("/t", "m.n", {"v"}), "a=1"},
      {"a list by path", R"({"t":[{"m":"a","v":1}]})", series("$.t", "m", {"v"}), "a=1"},
      {"rows by path", R"({"t":[{"m":"a","v":1},{"m":"b","v":2}]})", series("$.t[*]", "m", {"v"}), "a=1 b=2"},
      {"the only row by path", R"({"t":[{"m":"a","v":1}]})", series("$.t[*]", "m", {"v"}), "a=1"},
      {"a list at any depth", R"({"d":{"t":[{"m":"a","v":1}]}})", series("$..t", "m", {"v"}), "a=1"},
      {"rows by filter", R"([{"m":"a","v":1,"k":"x"},{"m":"b","v":2,"k":"y"}])", series("$[?(@.k=='y')]", "m", {"v"}), "b=2"},
      {"the last two", R"([{"m":"a","v":1},{"m":"b","v":2},{"m":"c","v":3}])", series("$[-2:]", "m", {"v"}), "b=2 c=3"},
      {"columns", R"({"months":["a","b"],"amounts":[1,2]})", series("", "months", {"amounts"}), "a=1 b=2"},
      {"columns further in", R"({"d":{"x":{"data":["a","b"]},"s":[{"data":[1,2]}]}})", series("/d", "/x/data", {"/s/0/data"}), "a=1 b=2"},
      {"columns by path", R"({"d":{"x":[{"m":"a"},{"m":"b"}],"y":[1,2]}})", series("$.d", "$.x[*].m", {"$.y[*]"}), "a=1 b=2"},
      {"members", R"({"d":{"工行":{"v":1},"农行":{"v":2}}})", series("/d", "~name", {"v"}), "工行=1 农行=2"},
      {"members that are numbers", R"({"d":{"a":1,"b":2}})", series("/d", "~name", {"~value"}), "a=1 b=2"},
      {"bare numbers", "[5,6]", series("", "~index", {"~value"}), "1=5 2=6"},
      {"columns without x", R"({"v":[5,6]})", series("", "~index", {"v"}), "1=5 2=6"},
      {"nothing yet", "[]", series("", "m", {"v"}), ""},
      {"a filter that takes no row", R"([{"m":"a","v":1,"k":"x"}])", series("$[?(@.k=='z')]", "m", {"v"}), ""},
      {"a filter of two questions", R"({"t":[{"m":"a","v":1,"k":"x"}]})", series("$.t[?(@.k=='z' || @.v>5)]", "m", {"v"}), ""},
      {"a filter over no row", R"({"t":[]})", series("$.t[?(@.k=='z')]", "m", {"v"}), ""},
  };
  for (const auto& c : cases) {
    const auto points = judge_series(c.settings, *parse_json(c.document));
    ASSERT_TRUE(points) << c.name << ": " << points.error().text;
    EXPECT_EQ(words(*points), c.points) << c.name;
  }
}

TEST(Lists, a_curve_that_is_not_whole_is_refused_by_its_place) {
  const struct {
    const char* document;
    SeriesSettings settings;
    const char* says;
  } cases[] = {
      {R"({})", series("/t", "m", {"v"}), "nothing at /t"},
      {R"({"t":5})", series("/t", "m", {"v"}), "expected a list"},
      {R"({"t":[5]})", series("/t", "m", {"v"}), "the number 5 at /t/0; expected an object"},
      {R"({"t":[{"m":"a"}]})", series("/t", "m", {"v"}), "nothing at /t/0/v"},
      {R"({"t":[{"m":"a","v":null}]})", series("/t", "m", {"v"}), "null at /t/0/v"},
      {R"({"t":[{"m":[],"v":1}]})", series("/t", "m", {"v"}), "a list at /t/0/m"},
      {R"({"t":[["a"]]})", series("/t", "0", {"1"}), "nothing at /t/0/1"},
      {R"({"t":[{"m":"a","v":1}]})", series("/t", "$..*", {"v"}), "2 values at $..*; expected one in /t/0"},
      {R"({"x":["a","b"],"y":[1]})", series("", "x", {"y"}), "expected columns of one length"},
      {R"({"x":["a"],"y":1})", series("", "x", {"y"}), "the number 1 at /y; expected a list"},
      {R"({"x":["a"]})", series("", "x", {"y"}), "nothing at /y"},
      {R"([1])", series("", "~name", {"~value"}), "no names"},
      {R"({"d":{"月份":[1,2],"放款额":[5,null]}})", series("/d", "月份", {"放款额"}), "null at /d/放款额/1; expected"},
      {R"({"d":{"m":[1,2],"v":["5","x"]}})", series("/d", "/m", {"/v"}), "the text \"5\" at /d/v/0; expected"},
      {R"({"d":{"m":[1,[]],"v":[5,6]}})", series("/d", "m", {"v"}), "a list at /d/m/1; expected"},
      {R"({"d":{"m":[1],"v":[{"a":null}]}})", series("/d", "m", {"$.v[*].a"}), "null at $.v[*].a/0 in /d; expected"},
      {R"({"m":[1],"v":[{"a":null}]})", series("", "m", {"$.v[*].a"}), "null at $.v[*].a/0; expected"},
      {R"({"t":[{"m":"a","v":{"w":null}}]})", series("/t", "m", {"/v/w"}), "null at /t/0/v/w; expected"},
      {R"({"t":[{"m":"a","v":{}}]})", series("/t", "m", {"$.v.w"}), "nothing at $.v.w in /t/0"},
      {R"({"t":[1,null]})", series("/t", "~index", {"~value"}), "null at /t/1; expected"},
      {R"({"t":[]})", series("$.t[*]", "m", {"v"}), "nothing at $.t[*]"},
      {R"([{"m":"a","v":1,"K":"x"}])", series("$[?(@.k=='z')]", "m", {"v"}), "nothing at $[?(@.k=='z')]"},  // another key now
      {R"({"u":[]})", series("$.t[?(@.k=='z')]", "m", {"v"}), "nothing at $.t"},
      {R"([{"k":"z"}])", series("$[?(@.k=='z')].rows[*]", "m", {"v"}), "nothing at $"},
  };
  for (const auto& c : cases) {
    const auto points = judge_series(c.settings, *parse_json(c.document));
    ASSERT_FALSE(points) << c.document;
    EXPECT_THAT(points.error().text, HasSubstr(c.says)) << c.document;
  }
}

TEST(Lists, a_row_without_its_number_is_left_out_where_that_is_declared) {
  const struct {
    const char* document;
    SeriesSettings settings;
    const char* gives;  // the points, or a part of why it is refused
    bool refused = false;
  } cases[] = {
      {R"([{"m":"a","v":1},{"m":"b","v":null},{"m":"c"},{"m":"d","v":""},{"m":"e","v":5}])", series("", "m", {"v"}), "a=1 e=5"},
      {R"([{"m":"a","v":1,"w":2},{"m":"b","v":1,"w":null}])", series("", "m", {"v", "w"}), "a=1,2"},
      {R"([{"m":"a","v":{"w":1}},{"m":"b","v":{}}])", series("", "m", {"$.v.w"}), "a=1"},
      {R"({"月份":[1,2,3,4,5,6,7,8,9,10,11,12],"放款额":[1,2,3,4,5,6,7,8,9,10,11,null]})", series("", "月份", {"放款额"}),
       "1=1 2=2 3=3 4=4 5=5 6=6 7=7 8=8 9=9 10=10 11=11"},
      {R"([5,null,7])", series("", "~index", {"~value"}), "1=5 3=7"},
      {"[]", series("", "m", {"v"}), ""},
      {R"([{"m":"a","v":null},{"m":"b"}])", series("/t", "m", {"v"}), "every row at /t lacks a number", true},
      {R"([{"m":"a","v":null},{"m":"b","v":"--"}])", series("/t", "m", {"v"}), "the text \"--\" at /t/1/v", true},
      {R"([{"m":null,"v":1}])", series("/t", "m", {"v"}), "null at /t/0/m", true},
      {R"([{"v":1}])", series("/t", "m", {"v"}), "nothing at /t/0/m", true},
      {R"({"m":[1,2],"v":[1]})", series("/t", "m", {"v"}), "columns of one length", true},
  };
  for (auto c : cases) {
    c.settings.empty = Empty::skip;
    const auto points = series_from(c.settings, *parse_json(c.document), c.settings.at);
    ASSERT_EQ(points.ok(), !c.refused) << c.document;
    if (points)
      EXPECT_EQ(words(*points), c.gives) << c.document;
    else
      EXPECT_THAT(points.error().text, HasSubstr(c.gives)) << c.document;
  }
}

TEST(Lists, a_table_leaves_out_rows_without_one_of_its_numbers) {
  const struct {
    const char* rows;
    std::vector<std::string> numbers;
    const char* gives;
    bool refused = false;
  } cases[] = {
      {R"([{"n":"a","v":1},{"n":"b","v":null},{"n":"c"},{"n":"d","v":" "}])", {}, "a:1 "},
      {R"([{"n":"a","v":"1"},{"n":"b","v":null}])", {"v"}, "a:1 "},
      {R"([{"n":"a","v":"x"},{"n":"b","v":null}])", {}, "null at /1/v", true},  // a column of texts
      {R"([{"n":null,"v":1}])", {}, "null at /0/n", true},
      {R"([{"n":"a","v":"--"}])", {"v"}, "the text \"--\" at /0/v", true},
      {R"([{"n":"a","v":null}])", {"v"}, "lacks a number", true},
      {R"([{"n":"a","v":null}])", {}, "null at /0/v", true},  // nothing says that it is a number
      {R"({"n":["a","b"],"v":[null,2]})", {}, "b:2 "},
      {"[]", {"v"}, ""},
  };
  for (const auto& c : cases) {
    TableSettings t;
    t.columns = {"n", "v"};
    t.numbers = c.numbers;
    t.empty = Empty::skip;
    const auto rows = judge_table(t, *parse_json(c.rows));
    ASSERT_EQ(rows.ok(), !c.refused) << c.rows;
    std::string text = rows ? "" : rows.error().text;
    if (rows)
      for (const auto& row : *rows) text += row[0].text + ":" + row[1].text + " ";
    EXPECT_THAT(text, HasSubstr(c.gives)) << c.rows;
    EXPECT_TRUE(c.refused || text == c.gives) << c.rows;
    t.empty = Empty::refuse;
    EXPECT_EQ(judge_table(t, *parse_json(c.rows)).ok(), std::string(c.rows) == "[]") << c.rows;
  }
}

TEST(Lists, values_of_a_curve_are_read_and_put_in_order) {
  auto s = series("", "m", {"v"});
  s.reads = Reads::text;
  s.unit = "亿元";
  s.delivered = "万元";
  s.sort = "x";
  auto points = judge_series(s, *parse_json(R"([{"m":"2026年10月","v":"1.5亿元"},{"m":"2026年9月","v":"12,000"},{"m":"2026年11月","v":7000}])"));
  ASSERT_TRUE(points) << points.error().text;
  EXPECT_EQ(words(*points), "2026年9月=1.2 2026年10月=1.5 2026年11月=0.7");
  s.limit = 2;
  points = judge_series(s, *parse_json(R"([{"m":10,"v":5000},{"m":9,"v":1},{"m":100,"v":"1亿"}])"));
  EXPECT_EQ(words(*points), "10=0.5 100=1") << "numbers by size, the last ones stay";
}

TEST(Lists, a_table_reads_numbers_in_the_columns_that_are_named) {
  TableSettings t;
  t.at = "/b";
  t.columns = {"name", "amount", "code"};
  t.numbers = {"amount"};
  t.unit = "亿元";
  t.sort = "amount";
  const auto rows = judge_table(
      t, *parse_json(R"({"b":[{"name":"a","amount":"3,900万元","code":"1"},{"name":"b","amount":1.5,"code":"2"}]})"));
  ASSERT_TRUE(rows) << rows.error().text;
  ASSERT_EQ(rows->size(), 2u);
  EXPECT_EQ((*rows)[0][0].text, "b");
  EXPECT_EQ((*rows)[1][1].number, 0.39);
  EXPECT_EQ((*rows)[1][2].number, std::nullopt);
  const auto bad = judge_table(t, *parse_json(R"({"b":[{"name":"a","amount":"12户","code":"1"}]})"));
  ASSERT_FALSE(bad);
  EXPECT_THAT(bad.error().text, HasSubstr("/b/0/amount"));
}

TEST(Lists, settings_say_which_places_are_none) {
  using Change = std::function<void(DataSettings&)>;
  const struct {
    Change change;
    const char *key, *says;
  } cases[] = {
      {[](auto& d) { d.series["s"].x = "$["; }, "x", "column 3"},
      {[](auto& d) { d.series["s"].y = {"/a~"}; }, "y", "JSON Pointer"},
      {[](auto& d) { d.series["s"].y = {"~key"}; }, "y", "~name"},
      {[](auto& d) { d.series["s"].sort = "y"; }, "sort", "expected x"},
      {[](auto& d) { d.series["s"].delivered = "元"; }, "delivered", "cannot become"},
      {[](auto& d) { d.tables["t"].columns = {"a", "$x"}; }, "columns", "column 2"},
      {[](auto& d) { d.tables["t"].numbers = {"b"}; }, "numbers", "no column"},
      {[](auto& d) { d.tables["t"].source.clear(); }, "source", "or health"},
      {[](auto& d) { d.metrics["m"].at = "$.a["; }, "at", "column 5"},
      {[](auto& d) { d.metrics["m"].time = "x"; }, "time", "JSON Pointer"},
      {[](auto& d) { d.metrics["m"].zone = "CST"; }, "zone", "+08:00"},
      {[](auto& d) { d.metrics["m"].delivered = "元"; }, "delivered", "unit 户"},
  };
  for (const auto& c : cases) {
    DataSettings d;
    d.metrics["m"].source = "p";
    d.metrics["m"].at = "/x";
    d.metrics["m"].unit = "户";
    d.series["s"] = series("/t", "m", {"v"});
    d.series["s"].source = "platform";
    d.series["s"].unit = "户";
    d.tables["t"].source = "p";
    d.tables["t"].at = "/b";
    d.tables["t"].columns = {"a"};
    const auto all = [&] {
      fields::Complaints found;
      d.metrics["m"].check(found);
      d.series["s"].check(found);
      d.tables["t"].check(found);
      return found.list();
    };
    EXPECT_TRUE(all().empty()) << all().front().text;
    c.change(d);
    const auto found = all();
    ASSERT_EQ(found.size(), 1u) << c.key << " " << c.says;
    EXPECT_EQ(found[0].key, c.key);
    EXPECT_THAT(found[0].text, HasSubstr(c.says));
  }
}

}  // namespace
}  // namespace guangmu::kpi
