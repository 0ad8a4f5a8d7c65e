#include "kpi/formulas/expression_parser.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace guangmu::kpi {
namespace {

constexpr std::size_t longest_text = 4000;
constexpr int deepest = 60;

using Op = Expression::Op;
using What = PastCall::What;

struct Function {
  std::string_view name;
  Op op;
  std::size_t least, most;  // arguments
};
constexpr std::array functions{
    Function{"min", Op::minimum, 2, 50}, Function{"max", Op::maximum, 2, 50},
    Function{"abs", Op::absolute, 1, 1}, Function{"sqrt", Op::root, 1, 1},
    Function{"round", Op::round, 1, 2},
};
constexpr std::array<std::string_view, 12> other_functions{"if",       "in",     "sum",    "count",   "previous",
                                                           "change",   "growth", "average", "rate",
                                                           "availability", "lateness", "refusals"};
constexpr std::string_view all_functions =
    "min, max, abs, sqrt, round, if, in, sum, count, previous, change, growth, average, rate, availability, "
    "lateness, "
    "refusals";

struct Comparison {
  std::string_view sign;
  Op op;
};
constexpr std::array comparisons{Comparison{"==", Op::equal},      Comparison{"!=", Op::unequal},
                                 Comparison{"<=", Op::less_equal}, Comparison{">=", Op::greater_equal},
                                 Comparison{"<", Op::less},        Comparison{">", Op::greater}};

bool starts_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Full-width signs that an input method leaves behind, and what is meant.
struct Wide {
  std::string_view wide, plain;
};
constexpr std::array wide_signs{Wide{"（", "("}, Wide{"）", ")"}, Wide{"，", ","}, Wide{"＋", "+"},
                                Wide{"－", "-"}, Wide{"×", "*"},  Wide{"＊", "*"}, Wide{"÷", "/"},
                                Wide{"／", "/"}, Wide{"−", "-"},  Wide{"＝", "="}, Wide{"＜", "<"},
                                Wide{"＞", ">"}, Wide{"≤", "<="}, Wide{"≥", ">="}, Wide{"　", " "},
                                Wide{"“", "\""}, Wide{"”", "\""}, Wide{"＂", "\""}};

const Wide* wide_at(std::string_view rest) {
  for (const auto& w : wide_signs)
    if (rest.starts_with(w.wide)) return &w;
  return nullptr;
}

}  // namespace

bool is_formula_word(std::string_view name) {
  return std::ranges::find(functions, name, &Function::name) != functions.end() ||
         std::ranges::find(other_functions, name) != other_functions.end();
}

Result<Expression> ExpressionParser::read() {
  tree_ = {};
  try {
    if (text_.size() > longest_text)
      return Error{fmt::format("it is {} bytes long; expected at most {}", text_.size(), longest_text)};
    sum();
    return std::move(tree_);
  } catch (const Mistake& m) {
    return Error{m.text};
  }
}

std::string ExpressionParser::comparison() {
  blanks();
  for (const auto& c : comparisons)
    if (text_.substr(at_).starts_with(c.sign)) {
      at_ += c.sign.size();
      return std::string(c.sign);
    }
  return {};
}

Result<void> ExpressionParser::end(std::string_view expected) {
  blanks();
  if (at_ == text_.size()) return {};
  try {
    fail(expected);
  } catch (const Mistake& m) {
    return Error{m.text};
  }
}

std::size_t ExpressionParser::sum() {
  if (++depth_ > deepest) fail_at(at_, fmt::format("it is nested more than {} deep", deepest));
  std::size_t left = product();
  for (;;) {
    blanks();
    const std::size_t from = place();
    const bool plus = take('+');
    if (!plus && !take('-')) break;
    const std::size_t right = product();
    left = add(plus ? Op::add : Op::subtract, from, {left, right});
  }
  --depth_;
  return left;
}

std::size_t ExpressionParser::product() {
  std::size_t left = sign();
  for (;;) {
    blanks();
    const std::size_t from = place();
    const bool times = take('*');
    if (!times && !take('/')) return left;
    const std::size_t right = sign();
    left = add(times ? Op::multiply : Op::divide, from, {left, right});
    tree_.nodes_[left].number = 1;
  }
}

std::size_t ExpressionParser::sign() {
  blanks();
  const std::size_t from = place();
  int minus = 0;
  for (;; blanks())
    if (take('-')) {
      ++minus;
    } else if (!take('+')) {
      break;
    }
  const std::size_t x = power();
  return minus % 2 == 1 ? add(Op::negate, from, {x}) : x;
}

// 2 ^ 3 ^ 2 is 2 ^ 9, and -2 ^ 2 is -4, as on paper.
std::size_t ExpressionParser::power() {
  const std::size_t base = atom();
  blanks();
  const std::size_t from = place();
  if (!take('^')) return base;
  if (++depth_ > deepest) fail_at(at_, fmt::format("it is nested more than {} deep", deepest));
  const std::size_t exponent = sign();
  --depth_;
  return add(Op::power, from, {base, exponent});
}

std::size_t ExpressionParser::atom() {
  blanks();
  if (take('(')) {
    const std::size_t inside = sum();
    expect(')', "\")\"");
    return inside;
  }
  if (at_ < text_.size() && (is_digit(text_[at_]) || text_[at_] == '.')) return number();
  if (!at_name()) fail("a number, the id of a metric, a function or \"(\"");
  const std::size_t from = place();
  const std::size_t byte = at_;
  const bool function = at_word();
  std::string name = word("the id of a metric");
  if (function && take('(')) {
    if (!is_formula_word(name))
      fail_at(byte, fmt::format("there is no function \"{}\"; expected one of: {}", name, all_functions));
    return named(std::move(name), from);
  }
  return metric(name, from);
}

std::size_t ExpressionParser::number() {
  const std::size_t from = place(), byte = at_;
  double value = 0;
  const char* begin = text_.data() + at_;
  const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), value);
  if (error != std::errc() || !std::isfinite(value)) fail("a number");
  at_ += static_cast<std::size_t>(end - begin);
  if (at_word()) {
    std::string tail = word("");
    fail_at(byte,
            fmt::format("\"{}{}\" is no number; expected plain digits without a unit (12000 for 1.2万, 0.05 "
                        "for 5%); lengths of time stand only where a period is asked for",
                        std::string(begin, end), tail));
  }
  if (at_ < text_.size() && text_[at_] == '%')
    fail_at(byte, fmt::format("\"{}%\": expected a ratio, {} for it", std::string(begin, end), value / 100));
  const std::size_t node = add(Op::number, from);
  tree_.nodes_[node].number = value;
  return node;
}

std::size_t ExpressionParser::named(std::string name, std::size_t from) {
  if (++depth_ > deepest) fail_at(at_, fmt::format("it is nested more than {} deep", deepest));
  std::size_t node = 0;
  if (name == "if") {
    node = chosen(from);
  } else if (name == "in") {
    node = converted(from);
  } else if (name == "sum") {
    node = total(from);
  } else if (name == "count") {
    node = count(from);
  } else if (std::ranges::find(functions, name, &Function::name) != functions.end()) {
    node = plain(name, from);
  } else {
    node = history(name, from);
  }
  expect(')', fmt::format("\")\" after what {} is given", name));
  --depth_;
  return node;
}

std::size_t ExpressionParser::plain(std::string_view name, std::size_t from) {
  const Function& f = *std::ranges::find(functions, name, &Function::name);
  std::vector<std::size_t> arguments{sum()};
  while (arguments.size() < f.most && take(',')) arguments.push_back(sum());
  if (arguments.size() < f.least) fail(fmt::format("\",\" and a second value for {}", name));
  if (f.op == Op::round && arguments.size() == 2) {
    const Expression::Node& digits = tree_.nodes_[arguments[1]];
    if (digits.op != Op::number || digits.number != std::floor(digits.number) || digits.number > 12)
      fail_at(at_, "round(x, digits) takes a whole number of digits from 0 to 12");
  }
  return add(f.op, from, std::move(arguments));
}

std::size_t ExpressionParser::chosen(std::size_t from) {
  const std::size_t left = sum();
  blanks();
  const std::size_t sign_at = place();
  const std::string sign = comparison();
  if (sign.empty()) fail("a comparison (==, !=, <=, >=, < or >) as the condition of if");
  const std::size_t right = sum();
  const Op op = std::ranges::find(comparisons, sign, &Comparison::sign)->op;
  const std::size_t condition = add(op, sign_at, {left, right});
  expect(',', "\",\" and the value that holds then");
  const std::size_t then = sum();
  expect(',', "\",\" and the value that holds otherwise");
  const std::size_t otherwise = sum();
  return add(Op::choose, from, {condition, then, otherwise});
}

std::size_t ExpressionParser::converted(std::size_t from) {
  const std::size_t x = sum();
  expect(',', "\",\" and a unit, as in in(x, 亿元)");
  blanks();
  const std::size_t end = std::min(text_.find_first_of("(),", at_), text_.size());
  std::string unit(text_.substr(at_, end - at_));
  while (!unit.empty() && unit.back() == ' ') unit.pop_back();
  if (unit.size() >= 2 && (unit.front() == '"' || unit.front() == '\'') && unit.back() == unit.front())
    unit = unit.substr(1, unit.size() - 2);
  if (unit.empty()) fail("a unit: 元, 万元, 亿元, 户, 亿元/户 …");
  at_ = end;
  const std::size_t node = add(Op::convert, from, {x});
  tree_.nodes_[node].unit = std::move(unit);
  tree_.nodes_[node].number = 1;
  return node;
}

std::size_t ExpressionParser::total(std::size_t from) {
  blanks();
  TableColumn c;
  c.table = word("the id of a table, as in sum(TABLE.COLUMN)");
  expect('.', "\".\" and a column, as in sum(TABLE.COLUMN)");
  c.column = word("the column of the table");
  return of_table(std::move(c), from);
}

std::size_t ExpressionParser::count(std::size_t from) {
  return of_table({word("the id of a table, as in count(TABLE)"), ""}, from);
}

std::size_t ExpressionParser::of_table(TableColumn what, std::size_t from) {
  const std::size_t node = add(Op::sum, from);
  auto& all = tree_.sums_;
  const auto it = std::ranges::find(all, what);
  tree_.nodes_[node].index = static_cast<std::size_t>(it - all.begin());
  if (it == all.end()) all.push_back(std::move(what));
  return node;
}

std::size_t ExpressionParser::history(std::string_view name, std::size_t from) {
  blanks();
  const std::string id = word(fmt::format("the id of a metric for {}", name));
  expect(',', "\",\" and a period: day, week, month, year, 7d …");
  const Period p = period();
  if (name == "availability") return past({What::availability, id, p}, from);
  if (name == "lateness") return past({What::lateness, id, p}, from);
  if (name == "refusals") return past({What::refusals, id, p}, from);
  const std::size_t now = metric(id, from);  // an input in any case
  if (name == "previous") {
    tree_.nodes_.pop_back();
    return past({What::previous, id, p}, from);
  }
  if (name == "average") {
    tree_.nodes_.pop_back();
    return past({What::average, id, p}, from);
  }
  // rate: against the value so long ago, whatever the calendar says.
  const std::size_t before =
      past({What::previous, id, name == "rate" ? Period{Period::Name::length, p.s} : p}, from);
  const std::size_t difference = add(Op::subtract, from, {now, before});
  if (name != "growth") return difference;
  const std::size_t again = past({What::previous, id, p}, from);
  const std::size_t size = add(Op::absolute, from, {again});
  const std::size_t ratio = add(Op::divide, from, {difference, size});
  tree_.nodes_[ratio].number = 1;
  return ratio;
}

std::size_t ExpressionParser::add(Op op, std::size_t from, std::vector<std::size_t> arguments) {
  Expression::Node node;
  node.op = op;
  node.from = from;
  node.arguments = std::move(arguments);
  tree_.nodes_.push_back(std::move(node));
  return tree_.nodes_.size() - 1;
}

std::size_t ExpressionParser::metric(const std::string& id, std::size_t from) {
  const std::size_t node = add(Op::metric, from);
  auto& all = tree_.metrics_;
  const auto it = std::ranges::find(all, id);
  tree_.nodes_[node].index = static_cast<std::size_t>(it - all.begin());
  if (it == all.end()) all.push_back(id);
  return node;
}

std::size_t ExpressionParser::past(PastCall call, std::size_t from) {
  const std::size_t node = add(Op::past, from);
  auto& all = tree_.past_;
  const auto it = std::ranges::find(all, call);
  tree_.nodes_[node].index = static_cast<std::size_t>(it - all.begin());
  if (it == all.end()) all.push_back(std::move(call));
  return node;
}

Period ExpressionParser::period() {
  using Name = Period::Name;
  struct Named {
    std::string_view word;
    Name name;
    double s;
  };
  constexpr std::array names{
      Named{"hour", Name::hour, 3600}, Named{"day", Name::day, 86400}, Named{"week", Name::week, 7 * 86400.0},
      Named{"month", Name::month, 30 * 86400.0}, Named{"year", Name::year, 365 * 86400.0}};
  blanks();
  const std::size_t begin = at_;
  while (at_ < text_.size() && (is_digit(text_[at_]) || text_[at_] == '.' || starts_word(text_[at_]))) ++at_;
  const std::string_view written = text_.substr(begin, at_ - begin);
  for (const auto& n : names)
    if (n.word == written) return {n.name, n.s};
  if (!written.empty() && is_digit(written[0]) && starts_word(written.back()))
    if (const auto d = parse_duration(written); d && d->s >= 60 && d->s <= 10 * 366 * 86400.0)
      return {Name::length, d->s};
  at_ = begin;
  fail("a period: hour, day, week, month, year, or a length of at least a minute as 30min, 12h, 7d");
}

std::string ExpressionParser::word(std::string_view expected) {
  blanks();
  if (!at_name()) fail(expected);
  if (text_[at_] == '"') return quoted();
  const std::size_t begin = at_;
  while (at_ < text_.size() && (starts_word(text_[at_]) || is_digit(text_[at_])) &&
         (static_cast<unsigned char>(text_[at_]) < 0x80 || !wide_at(text_.substr(at_))))
    ++at_;
  return std::string(text_.substr(begin, at_ - begin));
}

std::string ExpressionParser::quoted() {
  const std::size_t begin = at_ + 1;
  const std::size_t end = text_.find('"', begin);
  if (end == std::string_view::npos) fail_at(at_, "the name in quotation marks does not end; expected \" behind it");
  if (end == begin) fail_at(at_, "there is no name between the quotation marks");
  at_ = end + 1;
  return std::string(text_.substr(begin, end - begin));
}

bool ExpressionParser::at_name() const {
  return at_word() || (at_ < text_.size() && text_[at_] == '"');
}

bool ExpressionParser::at_word() const {
  return at_ < text_.size() && starts_word(text_[at_]) && !wide_at(text_.substr(at_));
}

void ExpressionParser::expect(char c, std::string_view expected) {
  if (!take(c)) fail(expected);
}

bool ExpressionParser::take(char c) {
  blanks();
  if (at_ >= text_.size() || text_[at_] != c) return false;
  ++at_;
  return true;
}

void ExpressionParser::blanks() {
  while (at_ < text_.size() &&
         (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r'))
    ++at_;
}

std::size_t ExpressionParser::place_of(std::size_t byte) const {
  std::size_t place = 1;
  for (std::size_t i = 0; i < byte; ++i)
    if ((static_cast<unsigned char>(text_[i]) & 0xC0) != 0x80) ++place;
  return place;
}

std::string ExpressionParser::found() const {
  if (at_ >= text_.size()) return "it ends";
  std::size_t length = 1;
  while (at_ + length < text_.size() && (static_cast<unsigned char>(text_[at_ + length]) & 0xC0) == 0x80)
    ++length;
  return fmt::format("there stands \"{}\"", text_.substr(at_, length));
}

void ExpressionParser::fail(std::string_view expected) const {
  if (const Wide* w = at_ < text_.size() ? wide_at(text_.substr(at_)) : nullptr)
    fail_at(at_, fmt::format("there stands the full-width \"{}\"; write \"{}\"", w->wide, w->plain));
  if (at_ < text_.size() && text_[at_] == '=' && !text_.substr(at_).starts_with("=="))
    fail_at(at_, fmt::format("there stands \"=\", and nothing is assigned here; expected {}", expected));
  fail_at(at_, fmt::format("{}; expected {}", found(), expected));
}

void ExpressionParser::fail_at(std::size_t byte, std::string text) const {
  throw Mistake{fmt::format("at character {}: {}", place_of(byte), text)};
}

}  // namespace guangmu::kpi
