#include "kpi/formats/amount_text.h"

#include <fmt/core.h>

#include <array>
#include <utility>

#include "kpi/formats/charset.h"
#include "kpi/formats/number_words.h"

namespace guangmu::kpi {
namespace {

constexpr std::size_t longest_text = 200, longest_unit = 30;

// Full-width forms (U+FF01 to U+FF5E) and their like as ASCII.
std::string narrow(std::string_view text) {
  using Pair = std::pair<std::string_view, std::string_view>;
  static constexpr std::array pairs{Pair{"　", " "}, Pair{"\xc2\xa0", " "}, Pair{"\xe2\x80\xaf", " "}, Pair{"−", "-"},
                                    Pair{"￥", "¥"}, Pair{"\t", " "}};
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = text.substr(i);
    bool found = false;
    for (const auto& [wide, plain] : pairs)
      if (rest.starts_with(wide)) {
        out += plain;
        i += wide.size();
        found = true;
        break;
      }
    if (found) continue;
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(rest[k]); };
    if (rest.size() >= 3 && byte(0) == 0xEF && (byte(1) == 0xBC || byte(1) == 0xBD) && byte(2) >= 0x80) {
      const unsigned code = ((byte(0) & 0x0Fu) << 12) | ((byte(1) & 0x3Fu) << 6) | (byte(2) & 0x3Fu);
      if (code >= 0xFF01 && code <= 0xFF5E) {
        out += static_cast<char>(code - 0xFF01 + 0x21);
        i += 3;
        continue;
      }
    }
    out += text[i++];
  }
  return out;
}

void trim(std::string_view& text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
}

bool take(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  return true;
}

// Letters of a unit: no digits, and none of the marks that join or end numbers.
bool is_unit(std::string_view text) {
  if (text.size() > longest_unit) return false;
  if (text == "%") return true;
  for (const char c : text)
    if (static_cast<unsigned char>(c) < 0x80 && !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/' || c == '^'))
      return false;
  if (text.starts_with("点")) return false;
  for (const std::string_view mark : {"、", "，", "。", "～", "—", "–", "约", "余", "多", "以上", "左右", "之", "零", "〇",
                                      "一", "二", "两", "三", "四", "五", "六", "七", "八", "九"})
    if (text.find(mark) != std::string_view::npos) return false;
  return true;
}

}  // namespace

Result<AmountText> read_amount(std::string_view text) {
  if (text.size() > longest_text) return Error{"it is too long for a number"};
  const std::string plain = narrow(text);
  std::string_view rest = plain;
  trim(rest);
  AmountText out;
  bool money = take(rest, "¥");
  bool negative = false, sign = false;
  if (take(rest, "-") || take(rest, "负")) negative = sign = true;
  else if (take(rest, "+")) sign = true;
  if (!money) money = take(rest, "¥");
  using Share = std::pair<std::string_view, std::string_view>;
  for (const auto& [word, unit] : {Share{"百分之", "%"}, Share{"千分之", "‰"}, Share{"万分之", "‱"}})
    if (take(rest, word)) out.unit = unit;
  if (!out.unit.empty() && !sign && (take(rest, "负") || take(rest, "-"))) negative = true;
  auto number = leading_number(rest);
  if (!number) return number.error();
  out.number = std::move(number->number);
  out.number.negative = negative;
  rest.remove_prefix(number->bytes);
  trim(rest);
  if (!is_unit(rest)) return Error{fmt::format("\"{}\" behind the number is no unit", clipped(rest, 60))};
  if (!out.unit.empty() && !rest.empty())
    return Error{fmt::format("\"{}\" stands behind a share", rest)};
  if (money && !rest.empty() && rest != "元") return Error{fmt::format("¥ before the number and \"{}\" behind it", rest)};
  if (money) out.unit = "元";
  else if (out.unit.empty()) out.unit = rest;
  out.bare = out.unit.empty() && !number->factor;
  return out;
}

}  // namespace guangmu::kpi
