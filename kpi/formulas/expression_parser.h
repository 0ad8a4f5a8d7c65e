// Reads the text of formulas and relations into trees: a recursive descent, its position counted in
// characters.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "kpi/formulas/expression.h"

namespace guangmu::kpi {

class ExpressionParser {
 public:
  explicit ExpressionParser(std::string_view text) : text_(text) {}

  // An expression from here on, up to what cannot belong to it.
  Result<Expression> read();
  // "==", "<=", ">=", "<" or ">" from here on; "" when there is none.
  std::string comparison();
  // Nothing but blanks is left; else an error that names what stands there and what was expected.
  Result<void> end(std::string_view expected);

 private:
  using Op = Expression::Op;
  struct Mistake {  // leaves the descent; caught in read()
    std::string text;
  };

  std::size_t sum();
  std::size_t product();
  std::size_t sign();
  std::size_t power();
  std::size_t atom();
  std::size_t number();
  std::size_t named(std::string name, std::size_t from);
  std::size_t history(std::string_view name, std::size_t from);
  std::size_t total(std::size_t from);
  std::size_t count(std::size_t from);
  std::size_t of_table(TableColumn what, std::size_t from);
  std::size_t chosen(std::size_t from);
  std::size_t converted(std::size_t from);
  std::size_t plain(std::string_view name, std::size_t from);

  std::size_t add(Op op, std::size_t from, std::vector<std::size_t> arguments = {});
  std::size_t metric(const std::string& id, std::size_t from);
  std::size_t past(PastCall call, std::size_t from);
  std::string word(std::string_view expected);  // a name, plain or in quotation marks
  std::string quoted();
  Period period();
  void expect(char c, std::string_view expected);
  bool take(char c);
  void blanks();
  bool at_word() const;
  bool at_name() const;
  std::size_t place() const { return place_of(at_); }
  std::size_t place_of(std::size_t byte) const;
  [[noreturn]] void fail(std::string_view expected) const;
  [[noreturn]] void fail_at(std::size_t byte, std::string text) const;
  std::string found() const;

  std::string_view text_;
  std::size_t at_ = 0;  // byte
  int depth_ = 0;
  Expression tree_;
};

}  // namespace guangmu::kpi
