#include "tools/narrate_numbers.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace guangmu::tools {

namespace {

using namespace std::string_view_literals;

constexpr std::array<std::string_view, 10> digit_words{"零", "一", "二", "三", "四",
                                                       "五", "六", "七", "八", "九"};

std::string digit_by_digit(std::string_view digits) {
  std::string out;
  for (char c : digits) out += digit_words[static_cast<std::size_t>(c - '0')];
  return out;
}

// 1 to 9999. `inside`: something stands before it, so that 10 is 一十 and not 十.
std::string below_ten_thousand(int n, bool inside) {
  constexpr std::array<std::pair<int, std::string_view>, 4> places{
      {{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}}};
  std::string out;
  bool gap = false;
  for (const auto& [place, name] : places) {
    const int digit = n / place % 10;
    if (digit == 0) {
      gap = gap || !out.empty();
      continue;
    }
    if (gap) out += "零";
    gap = false;
    const bool bare_ten = place == 10 && digit == 1 && out.empty() && !inside;
    const bool two = place == 1000 && digit == 2;  // 两千, but 二百 and 二十
    if (!bare_ten) out += two ? "两" : digit_words[static_cast<std::size_t>(digit)];
    out += name;
  }
  return out;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool starts(std::string_view text, std::size_t at, std::string_view what) {
  return text.substr(at, what.size()) == what;
}

// One UTF-8 character.
std::string_view character(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return text.substr(at, length);
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
  return text;
}

// Full-width forms to plain ones, marks that are not spoken away.
std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view c = character(text, at);
    at += c.size();
    if (c.size() == 3 && c.substr(0, 2) == "\xEF\xBC" && static_cast<unsigned char>(c[2]) >= 0x90 &&
        static_cast<unsigned char>(c[2]) <= 0x99)  // U+FF10 to U+FF19
      out += static_cast<char>('0' + (static_cast<unsigned char>(c[2]) - 0x90));
    else if (c == "％")
      out += '%';
    else if (c == "．")
      out += '.';
    else if (c == "“" || c == "”" || c == "‘" || c == "’" || c == "《" || c == "》" || c == "「" || c == "」")
      continue;
    else if (c == "\xC2\xA0" || c == "\xE2\x80\xAF" || c == "\xE2\x80\x89")  // blanks that do not break
      out += ' ';
    else
      out += c;
  }
  return out;
}

struct Number {
  bool minus = false;
  std::string whole, fraction;
  std::size_t end = 0;
};

// A number at `at`: digits, grouped by commas or not, perhaps with a fraction.
Number read_number(std::string_view text, std::size_t at) {
  Number n;
  while (at < text.size()) {
    if (is_digit(text[at])) {
      n.whole += text[at++];
    } else if (text[at] == ',' && at + 3 < text.size() && is_digit(text[at + 1]) && is_digit(text[at + 2]) &&
               is_digit(text[at + 3]) && (at + 4 >= text.size() || !is_digit(text[at + 4]))) {
      ++at;
    } else {
      break;
    }
  }
  if (at + 1 < text.size() && text[at] == '.' && is_digit(text[at + 1]))
    for (++at; at < text.size() && is_digit(text[at]); ++at) n.fraction += text[at];
  n.end = at;
  return n;
}

std::size_t past_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] == ' ') ++at;
  return at;
}

std::string say(const Number& n, std::string_view rest) {
  std::string words = n.minus ? "负" : "";
  if (starts(rest, 0, "年") && n.whole.size() == 4 && n.fraction.empty())
    return words + digit_by_digit(n.whole);
  words += chinese_number(n.whole);
  // 两 before a unit of counting: 两万, 两亿, 两个; but 二月, 二期 and 二点五.
  if (n.whole == "2" && n.fraction.empty())
    for (std::string_view unit :
         {"万"sv, "亿"sv, "个"sv, "家"sv, "户"sv, "种"sv, "篇"sv, "项"sv, "年"sv, "位"sv, "次"sv})
      if (starts(rest, 0, unit)) words = n.minus ? "负两" : "两";
  if (!n.fraction.empty()) words += "点" + digit_by_digit(n.fraction);
  return words;
}

}  // namespace

std::string chinese_number(std::string_view digits) {
  const std::string_view written = digits;
  while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
  if (digits.empty()) return "零";
  if (digits.size() > 16) return digit_by_digit(written);
  if (digits == "0") return "零";
  // Groups of four from the right: 万, 亿, 万亿.
  std::vector<int> groups;
  for (std::size_t end = digits.size(); end > 0; end -= std::min<std::size_t>(end, 4)) {
    const std::size_t begin = end > 4 ? end - 4 : 0;
    groups.push_back(std::stoi(std::string(digits.substr(begin, end - begin))));
  }
  constexpr std::array<std::string_view, 4> names{"", "万", "亿", "万亿"};
  std::string out;
  bool gap = false;
  for (std::size_t i = groups.size(); i-- > 0;) {
    const int group = groups[i];
    if (group == 0) {
      gap = !out.empty();
      continue;
    }
    if (!out.empty() && (gap || group < 1000)) out += "零";
    gap = false;
    out += i > 0 && group == 2 && out.empty() ? "两" : below_ten_thousand(group, !out.empty());
    // 万亿 is 万 of 亿: when 亿 follows with a group of its own, only 万 stands here.
    out += i == 3 && groups[2] != 0 ? "万" : names[i];
  }
  return out;
}

std::string spoken_chinese(std::string_view written) {
  const std::string text = plain(written);
  std::string out;
  bool after_number = false;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t digits = at;
    bool minus = false;
    if (starts(text, at, "\u2212"))
      digits = at + 3, minus = true;
    else if (text[at] == '-' && (out.empty() || !is_digit(text[at - 1])))
      digits = at + 1, minus = true;
    if (digits < text.size() && is_digit(text[digits])) {
      while (!out.empty() && out.back() == ' ') out.pop_back();
      Number n = read_number(text, digits);
      n.minus = minus;
      const std::size_t next = past_blanks(text, n.end);
      const std::string_view rest = std::string_view(text).substr(next);
      if (starts(rest, 0, "%")) {
        out += "百分之" + say(n, "");
        at = past_blanks(text, next + 1);
      } else {
        out += say(n, rest);
        at = next;
      }
      after_number = true;
      continue;
    }
    const std::string_view c = character(text, at);
    at += c.size();
    if (c == " " && after_number) continue;
    after_number = false;
    out += c;
  }
  // Blanks between Chinese characters are typography, not speech.
  std::string tidy;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const bool between_ascii = i > 0 && i + 1 < out.size() && static_cast<unsigned char>(out[i - 1]) < 0x80 &&
                               static_cast<unsigned char>(out[i + 1]) < 0x80;
    if (out[i] != ' ' || between_ascii) tidy += out[i];
  }
  return tidy;
}

std::string with_pronunciation(std::string_view spoken, const std::map<std::string, std::string>& words) {
  // 一 is yī alone and in a row of digits, yí before the fourth tone, yì before the others.
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 13> one{
      {{"一万", "yi2 wan4"},
       {"一亿", "yi2 yi4"},
       {"一个", "yi2 ge4"},
       {"一次", "yi2 ci4"},
       {"一切", "yi2 qie4"},
       {"一路", "yi2 lu4"},
       {"一百", "yi4 bai3"},
       {"一千", "yi4 qian1"},
       {"一年多", "yi4 nian2 duo1"},
       {"一起", "yi4 qi3"},
       {"一种", "yi4 zhong3"},
       {"一家", "yi4 jia1"},
       {"一条", "yi4 tiao2"}}};
  // Longest words first, so that 增长率 wins over 增长.
  std::vector<std::pair<std::string_view, std::string_view>> all(words.begin(), words.end());
  all.insert(all.end(), one.begin(), one.end());
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
  std::string out;
  for (std::size_t at = 0; at < spoken.size();) {
    const auto word = std::find_if(all.begin(), all.end(), [&](const auto& w) {
      return !w.first.empty() && starts(spoken, at, w.first);
    });
    if (word != all.end()) {
      if (!out.empty() && out.back() != ' ') out += ' ';
      out += word->second;
      out += ' ';
      at += word->first.size();
      continue;
    }
    const std::string_view c = character(spoken, at);
    out += c;
    at += c.size();
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return replaced(std::move(out), "  ", " ");
}

std::string first_latin_word(std::string_view spoken) {
  const auto latin = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  std::string word;
  for (char c : spoken) {
    if (latin(c))
      word += c;
    else if (!word.empty())
      break;
  }
  return word;
}

}  // namespace guangmu::tools
