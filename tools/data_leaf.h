// Keys and leaves of a platform's document, and what each may be: names, times, numbers with their units. Pure.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "kpi/formats/json.h"
#include "kpi/settings.h"

namespace guangmu::tools {

// usersTotal, "Users total", users-total -> users_total; "" where the key is not of ASCII alone, or has no letter or digit.
std::string snake(std::string_view key);
// One of `words` is a word of the key in snake form: count of user_count, not of county; Chinese ones stand anywhere.
bool has_word(std::string_view key, std::initializer_list<std::string_view> words);
// … anywhere in the key: time of updatetime.
bool has_part(std::string_view key, std::initializer_list<std::string_view> parts);
bool is_wrapper(std::string_view key);  // data, result, items …: keys that say nothing of what is in them
bool names_a_time(std::string_view key);
// Of a number that pages or numbers the answer: why it is no figure; else empty. `paged`: other names beside it do so,
// and size, limit or total are no figures either.
constexpr std::string_view pages_the_answer = "it pages the answer";
std::string_view why_no_figure(std::string_view key, bool paged);

// A place in the document, as pointer and as JSONPath, with its keys.
struct Place {
  std::string pointer, path = "$";
  std::vector<std::string> keys;

  Place member(const std::string& key) const;
  Place item(std::size_t i) const;
};
std::string in_path_quotes(std::string_view text);  // 'it\'s'

// The time that a leaf states; digits alone only under a key that names a time.
std::optional<Instant> time_in(std::string_view key, const kpi::Json& j);

// How a leaf would be read as a number.
struct Number {
  kpi::Reads reads = kpi::Reads::number;
  std::string unit, delivered;
  int decimals = 0;
  bool is_short = false;
};

// Nothing where the leaf is no number, or a text of digits that names rather than counts. `said`: the unit that stands
// beside it in the document.
std::optional<Number> number_in(const std::string& key, const kpi::Json& j, std::string said);

bool is_empty(const kpi::Json& j);  // null, or a text of blanks: what empty: skip passes over
// Empty, or a text that says nothing: "-", "--", "N/A", "暂无" …
bool says_nothing(const kpi::Json& j);

std::string on_one_line(const kpi::Json& j);  // cut to what a comment may hold

}  // namespace guangmu::tools
