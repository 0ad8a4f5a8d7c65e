#include "kpi/formats/number_words.h"

#include <fmt/core.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "kpi/formats/units.h"

namespace guangmu::kpi {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string take_digits(std::string_view& text) {
  std::size_t n = 0;
  while (n < text.size() && is_digit(text[n])) ++n;
  std::string digits(text.substr(0, n));
  text.remove_prefix(n);
  return digits;
}

// 12,345 as 12345; groups of anything but three digits are refused.
Result<std::string> take_whole(std::string_view& text) {
  std::string digits = take_digits(text);
  if (text.empty() || text.front() != ',') return digits;
  if (digits.empty() || digits.size() > 3) return Error{"the digits before a comma are not one to three"};
  while (!text.empty() && text.front() == ',') {
    text.remove_prefix(1);
    const std::string group = take_digits(text);
    if (group.size() != 3) return Error{"the digits behind a comma are not three"};
    digits += group;
  }
  return digits;
}

// One number in digits, without a factor.
Result<Decimal> take_arabic(std::string_view& text) {
  auto whole = take_whole(text);
  if (!whole) return whole.error();
  Decimal d;
  d.digits = std::move(*whole);
  if (text.size() > 1 && text[0] == '.' && is_digit(text[1])) {
    text.remove_prefix(1);
    const std::string fraction = take_digits(text);
    d.digits += fraction;
    d.exponent = -static_cast<int>(fraction.size());
  }
  if (d.digits.empty()) return Error{"there is no number"};
  if (text.size() > 1 && (text[0] == 'e' || text[0] == 'E')) {
    std::string_view rest = text.substr(1);
    const bool below = rest.front() == '-';
    if (below || rest.front() == '+') rest.remove_prefix(1);
    if (!rest.empty() && is_digit(rest.front())) {
      const std::string power = take_digits(rest);
      int exponent = 0;
      for (const char c : power)
        if (exponent < 100'000) exponent = exponent * 10 + (c - '0');
      d.exponent += below ? -exponent : exponent;
      text = rest;
    }
  }
  return d;
}

// a + b with at most 18 digits; nothing when it takes more.
std::optional<Decimal> sum(const Decimal& a, const Decimal& b) {
  const int exponent = std::min(a.exponent, b.exponent);
  const auto whole = [&](const Decimal& d) -> std::optional<std::int64_t> {
    const auto zeros = static_cast<std::size_t>(d.exponent - exponent);
    if (zeros > 18 || d.digits.size() + zeros > 18) return std::nullopt;
    return std::stoll(d.digits + std::string(zeros, '0'));
  };
  const auto x = whole(a), y = whole(b);
  if (!x || !y) return std::nullopt;
  return Decimal{false, std::to_string(*x + *y), exponent};
}

// 1.2亿; 1亿2300万: each further part smaller than one of what stands before it.
Result<LeadingNumber> arabic_number(std::string_view text) {
  const std::string_view all = text;
  LeadingNumber out;
  int last = 0;
  for (bool first = true; first || (last > 0 && !text.empty() && is_digit(text.front())); first = false) {
    auto part = take_arabic(text);
    if (!part) return part.error();
    while (!text.empty() && text.front() == ' ' && !first) text.remove_prefix(1);
    std::string_view behind = text;
    while (!behind.empty() && behind.front() == ' ') behind.remove_prefix(1);
    const int factor = take_factor(behind);
    if (factor > 0) {
      text = behind;
      out.factor = true;
    }
    part->exponent += factor;
    if (!first) {
      const auto value = value_of(*part), limit = value_of({false, "1", last});
      if (factor >= last || !value || *value >= *limit)
        return Error{"its parts do not get smaller from 亿 to 万 to one"};
      auto both = sum(out.number, *part);
      if (!both) return Error{"it has more than 18 digits"};
      *part = std::move(*both);
    }
    out.number = std::move(*part);
    last = factor;
  }
  out.bytes = all.size() - text.size();
  return out;
}

enum class Kind { digit, zero, unit, ten_thousand, hundred_million, point, none };
struct Word {
  Kind kind = Kind::none;
  int value = 0;
  std::size_t bytes = 0;
};

Word first_word(std::string_view text) {
  using Row = std::pair<std::string_view, std::pair<Kind, int>>;
  constexpr Kind d = Kind::digit, u = Kind::unit;
  static constexpr std::array rows{
      Row{"一", {d, 1}},  Row{"二", {d, 2}},  Row{"三", {d, 3}},  Row{"四", {d, 4}},  Row{"五", {d, 5}},
      Row{"六", {d, 6}},  Row{"七", {d, 7}},  Row{"八", {d, 8}},  Row{"九", {d, 9}},  Row{"两", {d, 2}},
      Row{"壹", {d, 1}},  Row{"贰", {d, 2}},  Row{"叁", {d, 3}},  Row{"肆", {d, 4}},  Row{"伍", {d, 5}},
      Row{"陆", {d, 6}},  Row{"柒", {d, 7}},  Row{"捌", {d, 8}},  Row{"玖", {d, 9}},  Row{"零", {Kind::zero, 0}},
      Row{"〇", {Kind::zero, 0}}, Row{"十", {u, 1}}, Row{"百", {u, 2}}, Row{"千", {u, 3}}, Row{"拾", {u, 1}},
      Row{"佰", {u, 2}},  Row{"仟", {u, 3}},  Row{"万", {Kind::ten_thousand, 4}}, Row{"萬", {Kind::ten_thousand, 4}},
      Row{"亿", {Kind::hundred_million, 8}},  Row{"億", {Kind::hundred_million, 8}}, Row{"点", {Kind::point, 0}}};
  for (const auto& [word, meaning] : rows)
    if (text.starts_with(word)) return {meaning.first, meaning.second, word.size()};
  return {};
}

bool is_plain_digit(const Word& w) {
  return w.kind == Kind::digit || w.kind == Kind::zero;
}

// Digits in words, one after the other: 二〇二六.
std::string take_word_digits(std::string_view& text) {
  std::string digits;
  for (Word w = first_word(text); is_plain_digit(w); w = first_word(text)) {
    digits += static_cast<char>('0' + w.value);
    text.remove_prefix(w.bytes);
  }
  return digits;
}

constexpr std::int64_t tens[] = {1, 10, 100, 1000};

// A whole number in words, up to the first word that belongs to none.
class WholeNumber {
 public:
  // Takes one word; false when the number ends before it. `problem` says what is wrong.
  bool take(const Word& w) {
    switch (w.kind) {
      case Kind::digit:
        if (digit_ >= 0) return wrong("two digits stand side by side");
        digit_ = w.value;
        return true;
      case Kind::zero:
        if (digit_ >= 0) return wrong("零 stands behind a digit");
        zero_ = true;
        return true;
      case Kind::unit:
        if (w.value >= below_) return wrong("十, 百 and 千 do not get smaller");
        if (digit_ < 0 && w.value != 1) return wrong("百 or 千 without a digit before it");
        if (digit_ < 0 && section_ != 0 && !zero_) return wrong("十 without a digit before it");
        section_ += (digit_ < 0 ? 1 : digit_) * tens[w.value];
        below_ = before_ = w.value;
        digit_ = -1;
        zero_ = false;
        return true;
      case Kind::ten_thousand:
        if (!end_section()) return false;
        if (section_ == 0 || thousands_ > 0) return wrong("万 does not stand where it can");
        thousands_ = section_ * 10'000;
        return begin_section(4);
      case Kind::hundred_million:
        if (!end_section()) return false;
        if (section_ + thousands_ == 0 || total_ > 0) return wrong("亿 does not stand where it can");
        total_ = (section_ + thousands_) * 100'000'000;
        thousands_ = 0;
        return begin_section(8);
      case Kind::point:
      case Kind::none:
        break;
    }
    return false;
  }
  bool finish() { return end_section(); }
  std::int64_t value() const { return total_ + thousands_ + section_; }
  bool has_factor() const { return total_ > 0 || thousands_ > 0; }
  std::string problem;

 private:
  bool wrong(const char* text) {
    problem = text;
    return false;
  }
  // A last digit counts ones; behind 百, 千, 万 or 亿 without 零 it may also mean the next place.
  bool end_section() {
    if (digit_ < 0) return true;
    if (before_ >= 2 && !zero_) return wrong("its last digit may mean ones or the next place, as in 三千九; write 三千九百 or 三千零九");
    section_ += digit_;
    digit_ = -1;
    return true;
  }
  bool begin_section(int before) {
    section_ = 0;
    below_ = 4;
    before_ = before;
    zero_ = false;
    return true;
  }
  std::int64_t total_ = 0, thousands_ = 0, section_ = 0;
  int digit_ = -1, below_ = 4, before_ = 0;
  bool zero_ = false;
};

Result<LeadingNumber> number_in_words(std::string_view text) {
  const std::string_view all = text;
  LeadingNumber out;
  const Word first = first_word(text);
  if (first.kind == Kind::none) return Error{"there is no number"};
  const bool plain = is_plain_digit(first) && is_plain_digit(first_word(text.substr(first.bytes)));
  if (plain || (first.kind == Kind::zero)) {
    out.number.digits = take_word_digits(text);
    if (first_word(text).kind == Kind::unit) return Error{"digits one by one and 十, 百 or 千 do not go together"};
  } else {
    WholeNumber whole;
    Word w = first;
    for (; w.kind != Kind::none && whole.take(w); w = first_word(text)) text.remove_prefix(w.bytes);
    if (!whole.problem.empty() || !whole.finish()) return Error{whole.problem};
    if (text.size() == all.size()) return Error{"there is no number"};
    out.number.digits = std::to_string(whole.value());
    out.factor = whole.has_factor();
  }
  if (first_word(text).kind == Kind::point) {
    if (out.factor) return Error{"点 stands behind 万 or 亿"};
    text.remove_prefix(first_word(text).bytes);
    const std::string fraction = take_word_digits(text);
    if (fraction.empty()) return Error{"no digit stands behind 点"};
    out.number.digits += fraction;
    out.number.exponent = -static_cast<int>(fraction.size());
  }
  if (!out.factor) {
    const int factor = take_factor(text);
    out.number.exponent += factor;
    out.factor = factor > 0;
  }
  out.bytes = all.size() - text.size();
  return out;
}

}  // namespace

Result<LeadingNumber> leading_number(std::string_view text) {
  if (text.empty()) return Error{"there is no number"};
  return is_digit(text.front()) || text.front() == '.' ? arabic_number(text) : number_in_words(text);
}

}  // namespace guangmu::kpi
