#include "tools/data_leaf.h"

#include <algorithm>
#include <utility>

#include "kpi/formats/amount_text.h"
#include "kpi/formats/charset.h"
#include "kpi/formats/decimal.h"
#include "kpi/formats/time_text.h"
#include "kpi/formats/units.h"

namespace guangmu::tools {
namespace {

using kpi::Json;
using Type = Json::Type;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The unit in the brackets of a key: 融资额(亿元).
std::string unit_in_key(const std::string& key) {
  for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"（", "）"}, {"(", ")"}}) {
    const std::size_t from = key.rfind(open), to = key.rfind(close);
    if (from == std::string::npos || to == std::string::npos || to < from) continue;
    std::string unit = key.substr(from + open.size(), to - from - open.size());
    if (unit == "％") unit = "%";
    if (unit.size() <= 15) return unit;
  }
  return "";
}

int digits_behind(const kpi::Decimal& d) {
  return std::clamp(-d.exponent, 0, 6);
}

}  // namespace

std::string in_path_quotes(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' || c == '\\' ? std::string{'\\', c} : std::string(1, c);
  return out + "'";
}

Place Place::member(const std::string& key) const {
  Place p = *this;
  p.pointer += '/';
  for (const char c : key) p.pointer += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  const bool plain = !key.empty() && std::all_of(key.begin(), key.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
  p.path += plain ? "." + key : "[" + in_path_quotes(key) + "]";
  p.keys.push_back(key);
  return p;
}

Place Place::item(std::size_t i) const {
  Place p = *this;
  p.pointer += "/" + std::to_string(i);
  p.path += "[" + std::to_string(i) + "]";
  p.keys.push_back(std::to_string(i + 1));
  return p;
}

std::string snake(std::string_view key) {
  std::string out;
  for (std::size_t i = 0; i < key.size(); ++i) {
    const char c = key[i];
    if (static_cast<unsigned char>(c) >= 0x80) return "";
    if (!is_letter(c) && !is_digit(c)) {
      if (!out.empty() && out.back() != '_') out += '_';
      continue;
    }
    const bool big = c >= 'A' && c <= 'Z';
    const bool small_before = i > 0 && ((key[i - 1] >= 'a' && key[i - 1] <= 'z') || is_digit(key[i - 1]));
    if (big && small_before && out.back() != '_') out += '_';
    out += big ? static_cast<char>(c + 32) : c;
  }
  while (!out.empty() && out.back() == '_') out.pop_back();
  return out;
}

bool has_word(std::string_view key, std::initializer_list<std::string_view> words) {
  const std::string low = snake(key), whole = "_" + low + "_";
  return std::any_of(words.begin(), words.end(), [&](std::string_view w) {
    return low.empty() ? key.find(w) != std::string_view::npos : whole.find("_" + std::string(w) + "_") != std::string::npos;
  });
}

bool has_part(std::string_view key, std::initializer_list<std::string_view> parts) {
  const std::string low = snake(key).empty() ? std::string(key) : snake(key);
  return std::any_of(parts.begin(), parts.end(), [&](std::string_view p) { return low.find(p) != std::string::npos; });
}

bool is_wrapper(std::string_view key) {
  for (const std::string_view w : {"data", "result", "results", "body", "payload", "content", "response", "rows", "items", "list", "value"})
    if (key == w) return true;
  return false;
}

bool names_a_time(std::string_view key) {
  return has_part(key, {"time", "date", "update", "timestamp", "时间", "日期", "时刻", "month", "day", "year", "月", "年"}) ||
         key == "ts" || key == "t";
}

std::string_view why_no_figure(std::string_view key, bool paged) {
  const std::string low = snake(key).empty() ? std::string(key) : snake(key);
  const auto is_one_of = [&](std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), low) != names.end();
  };
  if (is_one_of({"page", "pages", "page_no", "page_num", "page_number", "page_index", "page_count", "page_size", "pagesize",
                 "pageno", "per_page", "total_page", "total_pages", "current_page", "cur_page", "页码", "页数", "页号", "总页数",
                 "总条数", "总记录数", "当前页", "当前页码", "每页条数", "每页数量", "每页记录数", "页大小"}))
    return pages_the_answer;
  if (paged && is_one_of({"size", "limit", "offset", "total", "current"})) return pages_the_answer;
  if (is_one_of({"批次号", "批次", "流水号", "序号", "batch_no", "batch_id", "serial_no", "row_no", "row_number"}))
    return "it numbers the answer";
  return "";
}

bool is_empty(const Json& j) {
  return j.is(Type::null) || (j.is(Type::text) && j.text.find_first_not_of(" \t\r\n") == std::string::npos);
}

bool says_nothing(const Json& j) {
  if (is_empty(j)) return true;
  if (!j.is(Type::text)) return false;
  const std::size_t from = j.text.find_first_not_of(" \t\r\n");
  const std::string text = j.text.substr(from, j.text.find_last_not_of(" \t\r\n") + 1 - from);
  for (const std::string_view nothing :
       {"-", "--", "---", "—", "——", "－", "/", "N/A", "n/a", "NA", "NaN", "null", "None", "无", "暂无", "暂无数据"})
    if (text == nothing) return true;
  return false;
}

std::optional<Instant> time_in(std::string_view key, const Json& j) {
  if (j.is(Type::text)) {
    const bool digits = std::all_of(j.text.begin(), j.text.end(), is_digit);
    return digits && !names_a_time(key) ? std::nullopt : kpi::instant_in_text(j.text);
  }
  if (!j.is(Type::number) || !names_a_time(key) || j.number < 1e9) return std::nullopt;
  return kpi::instant_in_number(j.number);
}

std::optional<Number> number_in(const std::string& key, const Json& j, std::string said) {
  Number n;
  if (said.empty()) said = unit_in_key(key);
  const bool share = said == "%" || said == "‰";
  if (j.is(Type::number)) {
    n.decimals = digits_behind(kpi::decimal_of(j.number));
    n.unit = share ? "%" : said;
    if (share) n.delivered = said;
    return n;
  }
  if (!j.is(Type::text)) return std::nullopt;
  const auto amount = kpi::read_amount(j.text);
  if (!amount) return std::nullopt;
  n.reads = kpi::Reads::text;
  n.decimals = digits_behind(amount->number);
  if (amount->bare) {
    std::size_t digits = amount->number.digits.size();
    if (digits > 15 || has_word(key, {"id", "tel", "编号", "编码", "电话", "代码", "version", "版本"}) ||
        has_part(key, {"code", "phone"}))
      return std::nullopt;
    n.unit = share ? "%" : said;
    if (share) n.delivered = said;
    return n;
  }
  const kpi::Unit stated = kpi::unit_of(amount->unit);
  n.unit = stated.base == "1" ? "%" : amount->unit;
  if (stated.base == "元") {
    n.unit = j.text.find("亿") != std::string::npos ? "亿元" : j.text.find("万") != std::string::npos ? "万元" : "元";
    kpi::Decimal moved = amount->number;
    moved.exponent -= kpi::unit_of(n.unit).exponent;
    n.decimals = digits_behind(moved);
  } else if (stated.base != "1" && stated.exponent == 0 && amount->number.exponent > 2) {
    n.is_short = true;
  }
  return n;
}

std::string on_one_line(const Json& j) {
  std::string text = j.is(Type::text) ? j.text : to_text(j);
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  return kpi::clipped(text, 90);
}

}  // namespace guangmu::tools
