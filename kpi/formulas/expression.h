// Formulas: one line of text, read once into a tree, evaluated as often as figures change. Pure.
//
//   numbers 0.5, 1e6; + - * / ^, unary minus, parentheses; ids of metrics; sum(TABLE.COLUMN), count(TABLE)
//   min(a, b, …) max(a, b, …) abs(x) sqrt(x) round(x, digits) if(a < b, then, else) in(x, UNIT)
//   previous(METRIC, P)  its value at the end of the last day, week, month or year in hall time; with a
//   length (7d)
//                        what it was so long ago. change(METRIC, P): now less previous; growth(METRIC, P):
//                        that as a ratio of previous.
//   average(METRIC, P)   mean over the last P; rate(METRIC, P): how much it grew in the last P.
//   availability(ID, P) lateness(ID, P) refusals(ID, P)   of a source or metric over the last P.
//   P: hour day week month year (as a window: 1h 1d 7d 30d 365d), or a length as 30min, 7d.
//   A name that is no word stands in double quotes, as written where it is declared: sum(units."合计(条)").
//
// Comparisons stand in if() and between the two sides of a relation (relation.h), nowhere else.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "kpi/formulas/measure.h"

namespace guangmu::kpi {

// A stretch of time in a formula: a named one follows the hall's calendar where a formula looks back to its
// end.
struct Period {
  enum class Name { length, hour, day, week, month, year };
  Name name = Name::length;
  double s = 0;  // as a window: 86400 for a day, 30 days for a month
  friend auto operator<=>(const Period&, const Period&) = default;
};

// The column of a table whose numbers are added up; without a column its rows are counted.
struct TableColumn {
  std::string table, column;
  bool counts_rows() const { return column.empty(); }
  friend auto operator<=>(const TableColumn&, const TableColumn&) = default;
};

// What a formula asks the history.
struct PastCall {
  enum class What { previous, average, availability, lateness, refusals };
  What what = What::previous;
  std::string id;  // a metric; for the last three also a source
  Period period;
  friend auto operator<=>(const PastCall&, const PastCall&) = default;
};

// Who evaluates a formula answers these; nothing where nothing is known.
class Figures {
 public:
  virtual ~Figures() = default;
  virtual std::optional<double> value(const std::string& metric) const = 0;
  virtual std::optional<double> sum(const TableColumn&) const { return std::nullopt; }
  virtual std::optional<double> past(const PastCall&) const { return std::nullopt; }
};

class Expression {
 public:
  // The error says at which character (counted from 1) and what was expected there.
  static Result<Expression> parse(std::string_view text);

  // What it needs, each once, in order of appearance. `metrics` holds those whose past it asks for, too: a
  // figure is as fresh as the oldest of them. availability, lateness and refusals name no input.
  const std::vector<std::string>& metrics() const { return metrics_; }
  const std::vector<TableColumn>& sums() const { return sums_; }
  const std::vector<PastCall>& past() const { return past_; }

  // Checks the units and sets the conversions between 元, 万元 and 亿元 that a product or quotient needs; to
  // be called once, before evaluating. Gives the unit of the result; the error says what does not fit and
  // what to do.
  Result<Measure> settle(const UnitOf& unit_of);

  // Nothing when something it needs is unknown; an error when there is no finite result (division by zero).
  // Well under a microsecond per operation, no allocation.
  Result<std::optional<double>> evaluate(const Figures& figures) const;

  // --- the tree, for the parser and the check of units: arguments stand before what uses them, the root is
  // last.
  enum class Op : std::uint8_t {
    number,
    metric,
    sum,
    past,
    negate,
    add,
    subtract,
    multiply,
    divide,
    power,
    minimum,
    maximum,
    absolute,
    round,
    root,
    choose,
    convert,
    equal,
    unequal,
    less,
    less_equal,
    greater,
    greater_equal
  };
  struct Node {
    Op op = Op::number;
    double number = 0;                   // the number; for multiply, divide and convert the factor of units
    std::size_t index = 0;               // into metrics(), sums() or past()
    std::vector<std::size_t> arguments;  // indices of nodes
    std::string unit;                    // of convert
    std::size_t from = 0;                // character of the text, from 1
  };
  const std::vector<Node>& nodes() const { return nodes_; }

 private:
  friend class ExpressionParser;
  std::vector<Node> nodes_;
  std::vector<std::string> metrics_;
  std::vector<TableColumn> sums_;
  std::vector<PastCall> past_;
};

// Rounds half away from zero, where a half is what a person writes: 2.675 is one, though the nearest double
// lies below.
double rounded(double x, double digits);
// Why two units do not fit: "万元 cannot be added to 亿元; declare both …".
std::string misfit(const Measure& a, const Measure& b, std::string_view deed);

// True for the name of a function. Before "(" it is one, elsewhere an id: columns may be called so, metrics
// had better not.
bool is_formula_word(std::string_view name);

}  // namespace guangmu::kpi
