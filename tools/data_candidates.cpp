#include "tools/data_candidates.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>

#include "kpi/formats/amount.h"
#include "kpi/formats/charset.h"
#include "kpi/formats/lists.h"
#include "kpi/formats/select.h"
#include "kpi/formats/time_text.h"
#include "kpi/formulas/expression.h"
#include "tools/data_columns.h"
#include "tools/data_leaf.h"

namespace guangmu::tools {
namespace {

using kpi::Json;
using Type = Json::Type;

constexpr std::size_t most_rows_as_metrics = 30, most_samples = 500, most_of_a_kind = 2000, deepest = 12;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

class Search {
 public:
  Search(Instant now, const PrometheusTold& told) : now_(now), told_(told) {}
  Candidates found;

  void run(const Json& document) {
    find_times(document, {}, 0);
    if (times_.size() == 1) only_time_ = times_.front();
    visit(document, {}, only_time_, "", "", 0);
    for (const auto& t : times_) found.times.push_back(t);
    tell_apart(found.metrics, metric_keys_);
    tell_apart(found.series, series_keys_);
  }

 private:
  Instant now_;
  const PrometheusTold& told_;
  std::vector<std::vector<std::string>> metric_keys_, series_keys_;  // of each candidate
  std::vector<std::string> times_;  // outside of lists
  std::string only_time_;
  std::set<std::string> metric_ids_, series_ids_, table_ids_;

  void find_times(const Json& j, const Place& at, std::size_t depth) {
    if (depth > deepest || !j.is(Type::object)) return;
    for (const auto& [key, value] : j.members) {
      const auto t = time_in(key, value);
      if (t && *t - now_ < 60) times_.push_back(at.member(key).pointer);
      find_times(value, at.member(key), depth + 1);
    }
  }

  // The member that says since when its siblings are true; what names an update goes first.
  std::string time_among(const Json& object, const Place& at) const {
    std::string best;
    int rank = 0;
    for (const auto& [key, value] : object.members) {
      const auto t = time_in(key, value);
      if (!t || *t - now_ >= 60) continue;
      const int r = has_part(key, {"update", "更新", "refresh", "刷新"}) ? 4
                    : has_part(key, {"create", "begin", "start", "end", "birth", "创建", "开始", "结束"}) ? 1
                    : has_part(key, {"time", "时间"}) || key == "ts"                                         ? 3
                                                                                                             : 2;
      if (r > rank) best = at.member(key).pointer;
      rank = std::max(rank, r);
    }
    return best;
  }

  static std::string text_among(const Json& object, std::initializer_list<std::string_view> keys) {
    for (const auto key : keys)
      if (const Json* j = object.member(key); j && j->is(Type::text) && !j->text.empty()) return j->text;
    return "";
  }

  void visit(const Json& j, const Place& at, const std::string& time, const std::string& unit, const std::string& name,
             std::size_t depth) {
    if (depth > deepest) return;
    if (j.is(Type::list)) return visit_list(j, at, time, depth);
    if (!j.is(Type::object)) {
      const auto told = at.keys.size() == 1 ? told_.find(at.keys[0]) : told_.end();
      return visit_leaf(j, at, at.pointer, time, unit, told == told_.end() ? name : told->second.label());
    }
    const std::string own_time = time_among(j, at);
    const std::string& known = own_time.empty() ? time : own_time;
    const std::string own_unit = text_among(j, {"unit", "单位", "danwei", "units"});
    const std::string own_name = text_among(j, {"name", "title", "label", "名称", "指标", "指标名称", "indexName"});
    const auto columns = columns_of(j);
    if (columns.size() > 1) add_rows(j, at, columns);
    const bool paged = std::any_of(j.members.begin(), j.members.end(), [](const auto& m) { return why_no_figure(m.first, false) == pages_the_answer; });
    for (const auto& [key, value] : j.members) {
      if (std::find(columns.begin(), columns.end(), key) != columns.end() && columns.size() > 1) continue;
      if (const auto why = why_no_figure(key, paged); !why.empty() && (value.is(Type::number) || number_in(key, value, ""))) {
        found.left_out.push_back(fmt::format("{}: {}: {}", at.member(key).pointer, on_one_line(value), why));
        continue;
      }
      visit(value, at.member(key), known, own_unit, is_wrapper(key) || key == "val" || key == "num" || key == "count" || key == "数值" || key == "值" ? own_name : "",
            depth + 1);
    }
  }

  // `sample_of`: the name of a sample of Prometheus text; else the last key names the figure.
  void visit_leaf(const Json& j, const Place& place, const std::string& at, const std::string& time, const std::string& unit,
                  const std::string& name, const std::string& sample_of = "") {
    const std::string key = !sample_of.empty() ? sample_of : place.keys.empty() ? "" : place.keys.back();
    if (time_in(key, j)) return;
    const auto n = number_in(key, j, unit);
    if (!n) {
      if (j.is(Type::null) && !key.empty()) found.left_out.push_back(at + ": null in this sample");
      if (j.is(Type::number)) found.left_out.push_back(at + ": " + on_one_line(j));
      return;
    }
    if (found.metrics.size() >= most_of_a_kind) {
      found.left_out.push_back(fmt::format("{}: more than {} figures", at, most_of_a_kind));
      return;
    }
    Candidate<kpi::MetricSettings> c;
    c.settings.source = "platform";
    c.settings.at = at.empty() ? "$" : at;
    c.settings.time = time;
    c.settings.reads = n->reads;
    c.settings.unit = n->unit;
    c.settings.delivered = n->delivered;
    c.settings.decimals = n->decimals;
    c.settings.is_short = n->is_short;
    if (!kpi::wrong_delivered(n->delivered, n->unit).empty()) c.settings.delivered.clear();
    const auto value = kpi::amount_from(j, kpi::amount_form(c.settings), at);
    if (!value) {
      found.left_out.push_back(value.error().text);
      return;
    }
    c.id = id_of(place.keys, "figure", metric_ids_, true);
    c.settings.label = label_of(!name.empty() ? name : key_as_label(place.keys));
    c.sample = on_one_line(j);
    c.note = note_on(key, *value, c.settings);
    metric_keys_.push_back(place.keys);
    found.metrics.push_back(std::move(c));
  }

  static std::string key_as_label(const std::vector<std::string>& keys) {
    std::string label;
    for (auto it = keys.rbegin(); it != keys.rend() && label.empty(); ++it)
      if (!is_wrapper(*it)) label = *it;
    if (label.empty() && !keys.empty()) label = keys.back();
    if (label.ends_with(")") || label.ends_with("）"))  // the unit in brackets stands beside the number anyway
      if (const std::size_t open = std::min(label.rfind("("), label.rfind("（")); open != std::string::npos && open > 0)
        label.erase(open);
    return as_words(label);
  }

  static std::string as_words(const std::string& key) {
    std::string words = snake(key);
    std::replace(words.begin(), words.end(), '_', ' ');
    return words.empty() ? key : words;
  }

  static LocalText label_of(const std::string& text) {
    return {text, snake(text).empty() ? "" : text};
  }

  // Before labels that stand more than once goes the key that they stand under: 贷款余额合计, 办件量合计.
  template <class Settings>
  static void tell_apart(std::vector<Candidate<Settings>>& all, const std::vector<std::vector<std::string>>& keys) {
    std::map<std::string, int> times;
    for (const auto& c : all) ++times[c.settings.label.zh];
    for (std::size_t i = 0; i < all.size(); ++i) {
      const std::string label = all[i].settings.label.zh;
      if (times[label] < 2) continue;
      const auto above = std::find_if(keys[i].rbegin(), keys[i].rend(), [&](const std::string& key) {
        return !key.empty() && !is_wrapper(key) && !is_digit(key[0]) && label.find(as_words(key)) == std::string::npos;
      });
      if (above == keys[i].rend()) continue;
      const bool plain = !snake(*above).empty() || !snake(label).empty();
      all[i].settings.label = label_of(as_words(*above) + (plain ? " " : "") + label);
    }
  }

  std::string note_on(const std::string& key, double value, const kpi::MetricSettings& m) const {
    const auto told = told_.find(key);
    if (told != told_.end() && told->second.type == "counter")
      return "a counter, says the platform: kind: counter, and restart: add where it begins at 0 with each start";
    if (has_word(key, {"code", "status", "errno"}) && m.unit.empty()) return std::string(perhaps_a_status);
    if (has_word(key, {"rate", "ratio", "percent", "share", "率", "占比", "比例"}) && m.unit.empty())
      return value >= 0 && value <= 1 ? "a share? then unit: \"%\""
                                     : "a share in hundredths? then unit: \"%\" and delivered: \"%\"";
    const bool rises = told == told_.end() || told->second.type.empty() || told->second.type == "untyped";
    if (rises && has_word(key, {"total", "sum", "count", "累计"}) && value >= 0)
      return "only rises? then kind: counter";
    return "";
  }

  // An id of the keys, wrappers left out; of the last alone where others have no letters of ASCII; `kind`_N where it
  // has none.
  std::string id_of(const std::vector<std::string>& keys, const char* kind, std::set<std::string>& used, bool formula) {
    std::string id;
    bool nameless = false;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (is_wrapper(keys[i]) && !(i + 1 == keys.size() && id.empty())) continue;
      const std::string part = snake(keys[i]);
      nameless = nameless || part.empty();
      if (!part.empty()) id += (id.empty() ? "" : "_") + part;
    }
    if (nameless && !keys.empty() && !snake(keys.back()).empty()) {  // 数据/指标/LOAN is loan
      id = snake(keys.back());
      nameless = false;
    }
    if (id.size() > 60) id = id.substr(id.size() - 60);
    while (id.starts_with('_')) id.erase(0, 1);
    if (nameless || id.empty()) {
      std::size_t n = 1;
      while (used.contains(fmt::format("{}_{}", kind, n))) ++n;
      id = fmt::format("{}_{}", kind, n);
    } else {
      if (is_digit(id[0])) id = std::string(kind) + "_" + id;
      if (formula && kpi::is_formula_word(id)) id += "_value";
      const std::string stem = id;
      for (std::size_t n = 2; used.contains(id); ++n) id = fmt::format("{}_{}", stem, n);
    }
    used.insert(id);
    return id;
  }

  void visit_list(const Json& list, const Place& at, const std::string& time, std::size_t depth) {
    if (list.items.empty()) return;
    const Json& first = list.items.front();
    const bool alike = std::all_of(list.items.begin(), list.items.end(), [&](const Json& i) { return i.type == first.type; });
    if (first.is(Type::number) || first.is(Type::text)) {
      const bool numbers = std::all_of(list.items.begin(), list.items.end(),
                                       [](const Json& i) { return number_in("", i, "").has_value(); });
      if (alike && numbers) return add_curve(list, at, "~index", {"~value"}, number_in("", first, ""));
      if (numbers) return found.left_out.push_back(at.pointer + ": a list of numbers and texts");
    }
    const bool single = std::none_of(list.items.begin(), list.items.end(), [](const Json& i) { return i.is(Type::object) || i.is(Type::list); });
    if (single) {
      const std::vector<Column> column = judged(list, {"~value"}, at, &found.left_out);
      if (!column.empty() && column[0].numbers) add_column(list, at, column, "~index", column[0]);
      return;
    }
    if (!alike || (!first.is(Type::object) && !first.is(Type::list))) {
      for (std::size_t i = 0; i < list.items.size() && i < most_rows_as_metrics; ++i)
        visit(list.items[i], at.item(i), time, "", "", depth + 1);
      return;
    }
    if (are_samples(list)) return add_samples(list, at, time);
    const std::vector<std::string> places = places_in_rows(list);
    add_rows(list, at, places);
    if (first.is(Type::object)) {
      for (std::size_t i = 0; i < list.items.size() && i < 5; ++i)  // curves and tables further in
        for (const auto& [key, value] : list.items[i].members)
          if (value.is(Type::list)) visit(value, at.item(i).member(key), time, "", "", depth + 1);
      add_rows_as_metrics(list, at, places, time);
    }
  }

  // As kpi writes the samples of Prometheus text.
  static bool are_samples(const Json& list) {
    return std::all_of(list.items.begin(), list.items.end(), [](const Json& i) {
      const Json *name = i.member("name"), *labels = i.member("labels"), *value = i.member("value");
      return name && name->is(Type::text) && labels && labels->is(Type::object) && value && value->is(Type::number);
    });
  }

  // Those with labels, each by all of them; the others stand by name. Buckets of histograms are no figures.
  void add_samples(const Json& list, const Place& at, const std::string& time) {
    std::size_t added = 0, left = 0;
    std::map<std::pair<std::string, std::string>, std::set<std::string>> values;  // of each label of each name
    for (const Json& sample : list.items)
      for (const auto& [label, value] : sample.member("labels")->members) values[{sample.member("name")->text, label}].insert(value.text);
    for (const Json& sample : list.items) {
      const Json& labels = *sample.member("labels");
      if (labels.members.empty()) continue;
      if (labels.member("le") || ++added > most_samples) {
        ++left;
        continue;
      }
      const std::string& name = sample.member("name")->text;
      Place place;
      place.keys = {name};
      const auto told = told_.find(name);
      std::string filter = fmt::format("@.name=={}", in_path_quotes(name)), said = name;
      if (told != told_.end() && !told->second.label().empty()) said = told->second.label();
      const bool alone = std::all_of(labels.members.begin(), labels.members.end(), [&](const auto& l) { return values[{name, l.first}].size() == 1; });
      for (const auto& [label, value] : labels.members) {
        filter += fmt::format(" && @.labels{}=={}", Place{}.member(label).path.substr(1), in_path_quotes(value.text));
        if (alone || values[{name, label}].size() > 1) said += " " + value.text;
        if (!snake(value.text).empty()) place.keys.push_back(value.text);
      }
      const std::string found_by = fmt::format("{}[?({})]", at.path, filter);
      const std::string own = sample.member("time") ? found_by + ".time" : time;
      visit_leaf(*sample.member("value"), place, found_by + ".value", own, "", said, name);
    }
    if (left > 0) found.left_out.push_back(fmt::format("{}: {} samples, buckets of histograms or beyond {}", at.pointer, left, most_samples));
  }

  void add_rows(const Json& j, const Place& at, const std::vector<std::string>& places) {
    const auto columns = judged(j, places, at, &found.left_out);
    const auto x = std::find_if(columns.begin(), columns.end(), [](const Column& c) { return c.moments; });
    // A text that tells the rows apart before the time of each: a table of things, no curve over time.
    const bool things = std::any_of(columns.begin(), x, [](const Column& c) { return !c.numbers && c.counted == 0 && c.empty == 0 && c.different; });
    const bool any = std::any_of(columns.begin(), columns.end(), [](const Column& c) { return c.numbers; });
    if (x == columns.end() || things || !any) return add_full_table(j, at, places, columns);
    for (const auto& c : columns)
      if (c.numbers) add_column(j, at, columns, x->place, c);
  }

  void add_column(const Json& j, const Place& at, const std::vector<Column>& columns, const std::string& x, const Column& c) {
    if (c.dashes > 0) {
      const std::string place = c.place == "~value" ? "" : c.place + ": ";
      return found.left_out.push_back(fmt::format("{}: {}{}", at.pointer, place, rows_without(c.empty + c.dashes, c.cells.size())));
    }
    if (c.empty == 0) return add_curve(j, at, x, {c.place}, c.number);
    const std::size_t before = found.series.size();
    add_curve(full_rows(j, columns, {&c}), at, x, {c.place}, c.number);
    if (found.series.size() > before) found.series.back().empty = rows_without(c.empty, c.cells.size());
  }

  // Without the rows where a column of numbers has none, and the columns where a text is null all the same.
  void add_full_table(const Json& j, const Place& at, const std::vector<std::string>& places, const std::vector<Column>& columns) {
    std::vector<const Column*> numbers;
    for (const auto& c : columns)
      if (c.numbers && c.dashes == 0 && c.empty > 0 && counts(c, columns)) numbers.push_back(&c);
    const Json full = numbers.empty() ? j : full_rows(j, columns, numbers);
    const std::size_t rows = columns.empty() ? 0 : columns[0].cells.size();
    auto whole = judged(full, places, at, nullptr);
    const std::size_t left = whole.empty() ? 0 : whole[0].cells.size();
    if (!numbers.empty() && 2 * left < rows) {
      for (const Column* c : numbers) found.left_out.push_back(fmt::format("{}: {}: {}", at.pointer, c->place, rows_without(c->empty, rows)));
      whole = columns;
      std::erase_if(whole, [&](const Column& c) {
        return std::any_of(numbers.begin(), numbers.end(), [&](const Column* n) { return n->place == c.place; });
      });
    }
    std::erase_if(whole, [&](const Column& c) {
      if (c.nulls == 0) return false;
      const auto all = std::find_if(columns.begin(), columns.end(), [&](const Column& other) { return other.place == c.place; });
      if (all != columns.end())
        found.left_out.push_back(fmt::format("{}: {}: null in {} of {} rows", at.pointer, c.place, all->nulls, rows));
      return true;
    });
    const bool reduced = !numbers.empty() && 2 * left >= rows;
    const std::size_t before = found.tables.size();
    add_table(reduced ? full : j, at, whole);
    if (reduced && found.tables.size() > before) found.tables.back().empty = rows_without(rows - left, rows);
  }

  void add_curve(const Json& j, const Place& at, const std::string& x, std::vector<std::string> y,
                 const std::optional<Number>& n) {
    Candidate<kpi::SeriesSettings> c;
    c.settings.source = "platform";
    c.settings.at = at.pointer;
    c.settings.x = x;
    c.settings.y = std::move(y);
    if (n) {
      c.settings.reads = n->reads;
      c.settings.unit = n->unit;
      c.settings.delivered = n->delivered;
    }
    const auto points = kpi::series_from(c.settings, j, at.pointer);
    if (!points) {
      found.left_out.push_back(points.error().text);
      return;
    }
    const std::string key = last_key(c.settings.y[0]);
    std::vector<std::string> keys = at.keys;
    if (!key.starts_with('~') && !(key.size() < 3 && is_digit(key[0]))) keys.push_back(key);
    c.id = id_of(keys, "curve", series_ids_, false);
    c.settings.label = label_of(key_as_label(keys));
    series_keys_.push_back(keys);
    if (!points->empty())
      c.sample = fmt::format("{} points, last: {} {}", points->size(), on_one_line(Json::of(std::string_view(points->back().x))),
                             kpi::number_as_text(points->back().y[0]));
    found.series.push_back(std::move(c));
  }

  void add_table(const Json& j, const Place& at, const std::vector<Column>& columns) {
    if (columns.empty()) return;
    Candidate<kpi::TableSettings> c;
    c.settings.source = "platform";
    c.settings.at = at.pointer;
    for (const auto& column : columns) c.settings.columns.push_back(column.place);
    for (const auto& column : columns) {
      if (!column.numbers || column.number->reads != kpi::Reads::text) continue;
      if (column.empty + column.dashes > 0) {
        c.note += fmt::format("{}{} stays a text: {}", c.note.empty() ? "" : "; ", column.place,
                              rows_without(column.empty + column.dashes, column.cells.size()));
        continue;
      }
      if (!counts(column, columns)) {
        c.note += fmt::format("{}{} stays a text: its unit is another", c.note.empty() ? "" : "; ", column.place);
        continue;
      }
      kpi::TableSettings with = c.settings;
      with.numbers.push_back(column.place);
      if (with.unit.empty()) with.unit = column.number->unit;
      if (kpi::table_from(with, j, at.pointer)) {
        c.settings = std::move(with);
      } else {
        c.note += fmt::format("{}{} stays a text: its unit is another", c.note.empty() ? "" : "; ", column.place);
      }
    }
    const auto rows = kpi::table_from(c.settings, j, at.pointer);
    if (!rows) {
      found.left_out.push_back(rows.error().text);
      return;
    }
    c.id = id_of(at.keys.empty() ? std::vector<std::string>{"rows"} : at.keys, "table", table_ids_, false);
    c.settings.label = label_of(at.keys.empty() ? "rows" : key_as_label(at.keys));
    c.sample = fmt::format("{} rows, first:", rows->size());
    for (const auto& one : rows->front()) c.sample += " " + on_one_line(Json::of(std::string_view(one.text)));
    c.sample = kpi::clipped(c.sample, 120);
    found.tables.push_back(std::move(c));
  }

  // Rows that a text tells apart, as figures of their own: $.items[?(@.code=='users')].value.
  void add_rows_as_metrics(const Json& list, const Place& at, const std::vector<std::string>& places, const std::string& time) {
    const auto columns = judged(list, places, at, nullptr);
    if (std::any_of(columns.begin(), columns.end(), [](const Column& c) { return c.moments && c.different && c.cells.size() > 1; })) return;
    const auto telling = [&](bool ascii) {
      return std::find_if(columns.begin(), columns.end(), [&](const Column& c) {
        return !c.mostly_numbers() && !c.moments && c.different && !c.place.starts_with('/') &&
               std::all_of(c.cells.begin(), c.cells.end(), [&](const Json* j) {
                 return j->is(Type::text) && !j->text.empty() && (!ascii || !snake(j->text).empty());
               });
      });
    };
    auto name = telling(true);
    if (name == columns.end()) name = telling(false);
    std::size_t numbers = 0;
    const auto figures = [](const Column& c) { return c.mostly_numbers() && why_no_figure(last_key(c.place), false).empty(); };
    for (const auto& c : columns) numbers += figures(c);
    if (numbers == 0) return;
    if (name == columns.end() || list.items.size() > most_rows_as_metrics) {
      found.left_out.push_back(fmt::format("{}: {} rows stand in the table alone", at.pointer, list.items.size()));
      return;
    }
    for (std::size_t i = 0; i < list.items.size(); ++i)
      for (const auto& c : columns) {
        if (!figures(c)) continue;
        const Json& row = list.items[i];
        Place place = at.member(name->cells[i]->text);
        const bool alone = numbers == 1;
        if (!alone) place = place.member(last_key(c.place));
        std::string path = at.path + fmt::format("[?(@{}=={})]", Place{}.member(name->place).path.substr(1), in_path_quotes(name->cells[i]->text));
        for (const auto& key : c.place.starts_with('/') ? kpi::pointer_steps(c.place) : std::vector<std::string>{c.place})
          path += Place{}.member(key).path.substr(1);
        std::string label = text_among(row, {"name", "title", "label", "名称", "指标", "指标名称", "indexName"});
        if (label.empty()) label = name->cells[i]->text;
        if (!alone) label += " " + last_key(c.place);
        if (says_nothing(*c.cells[i])) {
          const std::string one = c.cells[i]->is(Type::null) ? "null" : fmt::format("\"{}\"", on_one_line(*c.cells[i]));
          found.left_out.push_back(fmt::format("{}: {} in this sample", path, one));
          continue;
        }
        if (!number_in("", *c.cells[i], "")) {
          found.left_out.push_back(fmt::format("{}: {} is a word; `words` gives it a number", path, on_one_line(*c.cells[i])));
          continue;
        }
        std::string own = time_in_row(row, at, *name, i);
        visit_leaf(*c.cells[i], place, path, own.empty() ? time : own, text_among(row, {"unit", "单位", "danwei", "units"}), label);
      }
  }

  std::string time_in_row(const Json& row, const Place& at, const Column& name, std::size_t i) const {
    const std::string pointer = time_among(row, {});
    if (pointer.empty()) return "";
    std::string path = at.path + fmt::format("[?(@{}=={})]", Place{}.member(name.place).path.substr(1), in_path_quotes(name.cells[i]->text));
    for (const auto& key : kpi::pointer_steps(pointer)) path += Place{}.member(key).path.substr(1);
    return path;
  }
};

}  // namespace

Candidates candidates_in(const kpi::Json& document, Instant now, const PrometheusTold& told) {
  Search search(now, told);
  search.run(document);
  return std::move(search.found);
}

std::string short_texts(const kpi::Json& document) {
  constexpr std::size_t most = 6, levels = 3;
  std::string out;
  std::size_t said = 0;
  const auto look = [&](const auto& self, const Json& j, const std::string& key, std::size_t level) -> void {
    if (said >= most || level > levels) return;
    for (const auto& [name, value] : j.members) self(self, value, name, level + 1);
    if (j.is(Type::object) || j.is(Type::list) || j.is(Type::null) || says_nothing(j)) return;
    const std::string value = j.is(Type::text) ? "\"" + on_one_line(j) + "\"" : on_one_line(j);
    out += (out.empty() ? "" : ", ") + (key.empty() ? "" : on_one_line(Json::of(std::string_view(key))) + " ") + value;
    ++said;
  };
  look(look, document, "", 0);
  return out;
}

}  // namespace guangmu::tools
