#include "kpi/formulas/expression.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>

#include "kpi/formulas/relation.h"

namespace guangmu::kpi {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using What = PastCall::What;

class Book : public Figures {
 public:
  std::map<std::string, double> values{{"a", 6}, {"b", 4}, {"c", 0}, {"指标", 7}};
  std::map<std::string, double> before;  // previous, by id
  std::optional<double> value(const std::string& id) const override { return find(values, id); }
  std::optional<double> sum(const TableColumn& c) const override {
    if (c == TableColumn{"projects", "amount"}) return 13.5;
    if (c == TableColumn{"projects", "合计(条)"}) return 8;
    if (c == TableColumn{"projects", ""}) return 3;
    return std::nullopt;
  }
  std::optional<double> past(const PastCall& p) const override {
    if (p.what == What::previous) return find(before, p.id);
    if (p.what == What::availability) return 0.25;
    return std::nullopt;
  }

 private:
  static std::optional<double> find(const std::map<std::string, double>& m, const std::string& id) {
    const auto it = m.find(id);
    return it == m.end() ? std::nullopt : std::optional(it->second);
  }
};

std::optional<double> value_of(const std::string& text, const Figures& figures = Book()) {
  const auto e = Expression::parse(text);
  EXPECT_TRUE(e) << text << ": " << (e ? "" : e.error().text);
  if (!e) return std::nullopt;
  const auto v = e->evaluate(figures);
  EXPECT_TRUE(v) << text << ": " << (v ? "" : v.error().text);
  return v ? *v : std::nullopt;
}

TEST(Expression, computes) {
  const struct {
    const char* text;
    double value;
  } cases[] = {
      {"1", 1},
      {" 0.5e1 ", 5},
      {".5", 0.5},
      {"a", 6},
      {"a + b", 10},
      {"a - b - 1", 1},
      {"a - (b - 1)", 3},
      {"a / b / 2", 0.75},
      {"2 * a + 3 * b", 24},
      {"2 + a * b", 26},
      {"2 ^ 3 ^ 2", 512},
      {"-2 ^ 2", -4},
      {"2 ^ -1", 0.5},
      {"--a", 6},
      {"-a + +b", -2},
      {"a * -b", -24},
      {"((a))", 6},
      {"指标 + 1", 8},
      {"min(a, b)", 4},
      {"max(a, b, 9)", 9},
      {"abs(b - a)", 2},
      {"sqrt(b)", 2},
      {"round(2.5)", 3},
      {"round(-2.5)", -3},
      {"round(2.675, 2)", 2.68},
      {"round(a / 7, 3)", 0.857},
      {"if(a > b, 1, 2)", 1},
      {"if(a <= b, 1, 2)", 2},
      {"if(a == 6, b, 1 / c)", 4},
      {"if(a != 6, unknown, b)", 4},  // the branch that is not taken may be unknown
      {"sum(projects.amount) * 2", 27},
      {"availability(platform, day)", 0.25},
      {"\"a\" + b", 10},
      {"sum(projects.\"合计(条)\") / \"b\"", 2},
      {"sum(projects.amount) / count(projects)", 4.5},
      {"sum( \"projects\" . \"amount\" )", 13.5},
      {"availability(\"platform\", day)", 0.25},
  };
  for (const auto& c : cases) {
    const auto v = value_of(c.text);
    ASSERT_TRUE(v) << c.text;
    EXPECT_DOUBLE_EQ(*v, c.value) << c.text;
  }
}

TEST(Expression, says_where_and_what_was_expected) {
  const struct {
    const char *text, *place, *what;
  } cases[] = {
      {"", "", "empty"},
      {"   ", "", "empty"},
      {"a +", "at character 4", "it ends; expected a number, the id of a metric"},
      {"a / / b", "at character 5", "there stands \"/\""},
      {"a b", "at character 3", "an operator"},
      {"(a", "at character 3", "\")\""},
      {"a)", "at character 2", "\")\"; expected an operator"},
      {"a = b", "at character 3", "nothing is assigned"},
      {"a == b", "at character 3", "an operator"},
      {"a（b", "at character 2", "write \"(\""},
      {"a，b", "at character 2", "write \",\""},
      {"甲 ＋ 乙", "at character 3", "write \"+\""},
      {"1.2亿 + a", "at character 1", "expected plain digits"},
      {"12,345", "at character 3", "\",\""},
      {"45%", "at character 1", "expected a ratio, 0.45"},
      {"1e999", "at character 1", "a number"},
      {"7d", "at character 1", "lengths of time"},
      {"foo(a)", "at character 1", "no function \"foo\"; expected one of: min"},
      {"min(a)", "at character 6", "a second value"},
      {"abs(a, b)", "at character 6", "\")\" after what abs is given"},
      {"round(a, b)", "", "whole number of digits"},
      {"if(a, 1, 2)", "at character 5", "a comparison"},
      {"if(a > 1, 2)", "at character 12", "otherwise"},
      {"sum(projects)", "at character 13", "a column"},
      {"count(projects.amount)", "at character 15", "\")\" after what count is given"},
      {"count()", "at character 7", "the id of a table"},
      {"previous(a)", "at character 11", "a period"},
      {"previous(a, 3)", "at character 13", "a period"},
      {"previous(a, 5s)", "at character 13", "at least a minute"},
      {"previous(a, fortnight)", "at character 13", "day, week"},
      {"growth(a + b, day)", "at character 10", "a period"},
      {"in(a)", "at character 5", "a unit"},
      {"in(a, )", "at character 7", "a unit"},
      {"a & b", "at character 3", "there stands \"&\""},
      {"甲 + \"乙", "at character 5", "expected \" behind it"},
      {"a + \"\"", "at character 5", "no name"},
      {"\"min\"(a, b)", "at character 6", "an operator"},
      {"\"甲(乙)\" 丙", "at character 8", "an operator"},
      {"sum(t.“甲”)", "at character 7", "write \"\"\""},
      {"sum(t.合计(条))", "at character 9", "\")\" after what sum is given"},
      {"\x01", "at character 1", "expected"},
  };
  for (const auto& c : cases) {
    const auto e = Expression::parse(c.text);
    ASSERT_FALSE(e) << c.text;
    EXPECT_THAT(e.error().text, HasSubstr(c.place)) << c.text;
    EXPECT_THAT(e.error().text, HasSubstr(c.what)) << c.text;
  }
}

TEST(Expression, survives_any_text) {
  std::mt19937 random(4);
  const std::string letters = "ab1.(),+-*/^<>=!% \"sumif\xE4\xBA\xBF\xEF\xBC\x88\xFF";
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (auto n = random() % 24; n > 0; --n) text += letters[random() % letters.size()];
    if (const auto e = Expression::parse(text)) (void)e->evaluate(Book());
    (void)Relation::parse(text, 2);
  }
  EXPECT_FALSE(Expression::parse(std::string(3000, '(')));
  EXPECT_FALSE(Expression::parse(std::string(3000, '-')));
  EXPECT_FALSE(Expression::parse(std::string(100000, 'a')));
  std::string powers = "2", sums = "a";
  for (int i = 0; i < 500; ++i) powers += "^1", sums += "+a";
  EXPECT_FALSE(Expression::parse(powers));
  EXPECT_EQ(value_of(sums), 501 * 6.0);
}

TEST(Expression, knows_what_it_needs) {
  const auto e =
      Expression::parse("a / b + a + growth(users, month) + average(a, 7d) + sum(t.x) + refusals(src, week)");
  ASSERT_TRUE(e);
  EXPECT_THAT(e->metrics(), ElementsAre("a", "b", "users"));
  EXPECT_THAT(e->sums(), ElementsAre(TableColumn{"t", "x"}));
  ASSERT_EQ(e->past().size(), 3u);
  EXPECT_EQ(e->past()[0], (PastCall{What::previous, "users", {Period::Name::month, 30 * 86400.0}}));
  EXPECT_EQ(e->past()[1], (PastCall{What::average, "a", {Period::Name::length, 7 * 86400.0}}));
  EXPECT_EQ(e->past()[2], (PastCall{What::refusals, "src", {Period::Name::week, 7 * 86400.0}}));
  // Health needs no figure to stand.
  EXPECT_TRUE(Expression::parse("availability(platform, day)")->metrics().empty());
}

TEST(Expression, looks_back) {
  Book book;
  book.before = {{"a", 4}, {"c", 0}, {"b", -2}};
  EXPECT_EQ(value_of("previous(a, day)", book), 4);
  EXPECT_EQ(value_of("change(a, day)", book), 2);
  EXPECT_EQ(value_of("growth(a, year)", book), 0.5);
  EXPECT_EQ(value_of("growth(b, year)", book), 3);  // from -2 to 4 it grew
  EXPECT_EQ(value_of("rate(a, hour)", book), 2);
  EXPECT_EQ(Expression::parse("rate(a, day)")->past()[0].period.name, Period::Name::length);
  EXPECT_FALSE(Expression::parse("growth(c, day)")->evaluate(book));  // from nothing: no ratio
  // What the history does not know is no zero.
  EXPECT_EQ(value_of("previous(指标, day)", book), std::nullopt);
  EXPECT_EQ(value_of("growth(指标, day)", book), std::nullopt);
  EXPECT_EQ(value_of("1 + average(a, 7d)", book), std::nullopt);
}

TEST(Expression, has_no_value_without_its_inputs_and_no_infinite_one) {
  EXPECT_EQ(value_of("a + missing"), std::nullopt);
  EXPECT_EQ(value_of("max(a, missing)"), std::nullopt);
  EXPECT_EQ(value_of("max(missing, a)"), std::nullopt);
  EXPECT_EQ(value_of("if(missing > 1, 1, 2)"), std::nullopt);
  EXPECT_EQ(value_of("sum(projects.nothing)"), std::nullopt);
  for (const char* text : {"a / c", "c / c", "sqrt(-a)", "10 ^ 400", "(-8) ^ 0.5"}) {
    const auto v = Expression::parse(text)->evaluate(Book());
    ASSERT_FALSE(v) << text;
    EXPECT_THAT(v.error().text, HasSubstr("no finite result"));
  }
}

TEST(Relation, holds_or_says_both_numbers) {
  Book book;
  book.values["total"] = 10;
  book.values["rate"] = 0.67;
  const struct {
    const char* text;
    int decimals;
    bool holds;
  } cases[] = {
      {"a + b == total", 6, true},
      {"a + b == total + 1", 6, false},
      {"a <= total", 6, true},
      {"total <= a", 6, false},
      {"a < 6", 6, false},
      {"a <= 6", 6, true},
      {"a >= 6", 6, true},
      {"a > 6", 6, false},
      {"b / a == rate", 2, true},
      {"b / a == rate", 3, false},
      {"0.1 + 0.2 + c == 0.3", 12, true},
      {"2.675 + c == 2.68", 2, true},
      {"sum(projects.amount) == 13.5", 1, true},
  };
  for (const auto& c : cases) {
    const auto r = Relation::parse(c.text, c.decimals);
    ASSERT_TRUE(r) << c.text << r.error().text;
    const auto j = r->judge(book);
    ASSERT_TRUE(j && *j) << c.text;
    EXPECT_EQ((*j)->holds, c.holds) << c.text;
    EXPECT_EQ((*j)->text.empty(), c.holds) << c.text;
  }
  const auto j = Relation::parse("a + b == total + 1", 0)->judge(book);
  EXPECT_EQ((*j)->text, "the left side is 10 and the right 11; expected a + b == total + 1");
  EXPECT_FALSE(*Relation::parse("a == missing", 0)->judge(book));
  EXPECT_EQ((*Relation::parse("\"a\" == \"b\"", 0)->judge(book))->text,
            "the left side is 6 and the right 4; expected \"a\" == \"b\"");
  EXPECT_FALSE(Relation::parse("a / c == 1", 0)->judge(book));
}

TEST(Relation, names_its_figures_once) {
  const auto r = Relation::parse("a + b <= a + sum(t.x)", 2);
  ASSERT_TRUE(r);
  EXPECT_THAT(r->names(), ElementsAre("a", "b"));
  EXPECT_THAT(r->sums(), ElementsAre(TableColumn{"t", "x"}));
}

TEST(Relation, says_what_it_cannot_read) {
  const struct {
    const char *text, *what;
  } cases[] = {{"", "empty"},
               {"a + b", "compares nothing"},
               {"a = b", "nothing is assigned"},
               {"a != b", "says nothing"},
               {"a == ", "at character 6"},
               {"a == b == c", "at character 8"},
               {"1 == 1", "names no figure"},
               {"a ≤ b", "write \"<=\""}};
  for (const auto& c : cases) {
    const auto r = Relation::parse(c.text, 2);
    ASSERT_FALSE(r) << c.text;
    EXPECT_THAT(r.error().text, HasSubstr(c.what)) << c.text;
  }
}

}  // namespace
}  // namespace guangmu::kpi
