#include "tools/platform_data.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "base/hash.h"
#include "kpi/formats/json.h"
#include "kpi/formulas/relation.h"

namespace guangmu::tools {
namespace {

using kpi::Json;

constexpr std::size_t most_list_items = 1000;

// Even in 0..1 for each seed, id and number.
double chance(std::uint64_t seed, std::string_view id, std::int64_t n) {
  const auto h = Hash(seed).add(id).add(n).value();
  return static_cast<double>(h >> 11) * 0x1p-53;
}

// How many mean steps have been taken: 0 at the start, never falling, irregular. One step falls into each
// slot of time, and counts for 0 to 2.
double steps_taken(std::uint64_t seed, std::string_view id, double elapsed_s, double step_s) {
  const double position = std::max(0.0, elapsed_s) / step_s;
  const auto slot = static_cast<std::int64_t>(position);
  const auto level = [&](std::int64_t n) {
    return n <= 0 ? 0.0 : static_cast<double>(n) - chance(seed, id, n);
  };
  const bool stepped = position - static_cast<double>(slot) >= 0.8 * chance(seed + 1, id, slot);
  return level(stepped ? slot + 1 : slot);
}

// The last digit that the wall shows.
double last_digit(const kpi::MetricSettings& m) {
  return std::pow(10.0, -(m.unit == "%" ? m.decimals + 2 : m.decimals));
}

double rounded_to(double value, double quantum) {
  const double steps = std::round(value / quantum);
  return quantum < 1 ? steps / std::round(1 / quantum) : steps * quantum;
}

double start_value(const kpi::MetricSettings& m) {
  if (m.report) return m.report->value;
  if (m.range && std::isfinite((*m.range)[0] + (*m.range)[1])) return ((*m.range)[0] + (*m.range)[1]) / 2;
  return 100;
}

// A node of the document under construction: pointers name it step by step; lists are recognised at the end.
struct Node {
  std::map<std::string, std::unique_ptr<Node>> children;
  std::optional<Json> value;

  Node* reach(const std::string& pointer) {
    Node* here = this;
    for (const auto& step : kpi::pointer_steps(pointer)) {
      auto& child = here->children[step];
      if (!child) child = std::make_unique<Node>();
      here = child.get();
    }
    return here;
  }
  bool has_conflict() const {
    if (value && !children.empty()) return true;
    return std::any_of(children.begin(), children.end(),
                       [](const auto& c) { return c.second->has_conflict(); });
  }
  bool is_list() const {
    return !children.empty() && std::all_of(children.begin(), children.end(), [](const auto& c) {
      return c.first == "0" ||
             (c.first.size() <= 3 && c.first.find_first_not_of("0123456789") == std::string::npos &&
              c.first.front() != '0');
    });
  }
  Json json() const {
    if (value) return *value;
    if (is_list()) {
      Json list = Json::list();
      for (const auto& [key, child] : children) {
        const auto index = std::min(most_list_items, static_cast<std::size_t>(std::stoul(key)));
        if (list.items.size() <= index) list.items.resize(index + 1);
        list.items[index] = child->json();
      }
      return list;
    }
    Json object = Json::object();
    for (const auto& [key, child] : children) object[key] = child->json();
    return object;
  }
};

// Adds rows to a list that may already have some from another curve at the same place.
void add_rows(Node& node, const std::vector<std::string>& keys, const std::vector<std::vector<Json>>& rows) {
  if (!node.value) node.value = Json::list();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (node.value->items.size() <= i) node.value->items.push_back(Json::object());
    for (std::size_t k = 0; k < keys.size() && k < rows[i].size(); ++k)
      node.value->items[i][keys[k]] = rows[i][k];
  }
}

// Rows of the demonstration file under the keys that data.yaml declares: by column name, else by position.
std::vector<std::vector<Json>> rows_for(const Demonstration::Rows& rows,
                                        const std::vector<std::string>& keys) {
  std::vector<std::size_t> from;
  for (std::size_t k = 0; k < keys.size(); ++k) {
    const auto it = std::find(rows.columns.begin(), rows.columns.end(), keys[k]);
    from.push_back(it == rows.columns.end() ? k : static_cast<std::size_t>(it - rows.columns.begin()));
  }
  std::vector<std::vector<Json>> out;
  for (std::size_t i = 0; i < rows.numbers.size(); ++i) {
    auto& row = out.emplace_back();
    for (const std::size_t k : from) {
      if (k >= rows.numbers[i].size()) {
        row.push_back(Json::of(0.0));
      } else {
        row.push_back(rows.texts[i][k].empty() ? Json::of(rows.numbers[i][k]) : Json::of(rows.texts[i][k]));
      }
    }
  }
  return out;
}

// For a curve that the demonstration file does not know: 24 months of gentle hills.
std::vector<std::vector<Json>> invented_months(std::size_t columns) {
  std::vector<std::vector<Json>> rows;
  for (int i = 0; i < 24; ++i) {
    auto& row = rows.emplace_back();
    row.push_back(Json::of(fmt::format("{}-{:02}", 2021 + i / 12, i % 12 + 1)));
    for (std::size_t k = 1; k < columns; ++k) {
      const double hill = 10 + 3 * std::sin(i * 0.9) + 2 * std::sin(i * 0.37 + 1);
      row.push_back(Json::of(std::round(hill * 10 / static_cast<double>(k)) / 10));
    }
  }
  return rows;
}

std::vector<std::vector<Json>> invented_rows(std::size_t columns) {
  std::vector<std::vector<Json>> rows;
  for (int i = 0; i < 5; ++i) {
    auto& row = rows.emplace_back();
    row.push_back(Json::of(fmt::format("示例{}", static_cast<char>('A' + i))));
    for (std::size_t k = 1; k < columns; ++k) row.push_back(Json::of(50.0 - 8 * i));
  }
  return rows;
}

// Lets the first number column grow with the metric it adds up to; the first row takes what rounding leaves.
void grow(std::vector<std::vector<Json>>& rows, double total_then, double total_now) {
  if (rows.empty() || !(total_then > 0)) return;
  std::size_t column = 0;
  while (column < rows[0].size() && !rows[0][column].is(Json::Type::number)) ++column;
  if (column == rows[0].size()) return;
  double sum_then = 0, sum_now = 0;
  for (auto& row : rows) sum_then += row[column].number;
  for (auto& row : rows) {
    row[column].number = std::round(row[column].number * total_now / total_then * 100) / 100;
    sum_now += row[column].number;
  }
  const double wanted = sum_then * total_now / total_then;
  rows[0][column].number = std::round((rows[0][column].number + wanted - sum_now) * 100) / 100;
}

void turn_numbers_into_text(Json& j) {
  if (j.is(Json::Type::number)) j = Json::of(kpi::number_as_text(j.number));
  for (auto& item : j.items) turn_numbers_into_text(item);
  for (auto& [key, value] : j.members) turn_numbers_into_text(value);
}

// ---- the demonstration file

class DemonstrationReader {
 public:
  explicit DemonstrationReader(std::string file) : file_(std::move(file)) {}

  Result<Demonstration> read(const Json& document) {
    Demonstration d;
    if (const Json* metrics = document.member("metrics"))
      for (const auto& [id, j] : metrics->members) d.metrics[id] = movement("/metrics/" + id, j);
    if (const Json* rising = document.member("rising"))
      for (const auto& chain : rising->items) {
        auto& ids = d.rising.emplace_back();
        for (const auto& id : chain.items) ids.push_back(id.text);
      }
    read_rows(document, "series", d.series);
    read_rows(document, "tables", d.tables);
    if (!wrong_.empty()) return Error{fmt::format("{}: {}", file_, wrong_)};
    return d;
  }

 private:
  std::string file_, wrong_;

  void complain(const std::string& text) {
    if (wrong_.empty()) wrong_ = text;
  }

  Demonstration::Movement movement(const std::string& where, const Json& j) {
    Demonstration::Movement m;
    for (const auto& [key, value] : j.members) {
      if (!value.is(Json::Type::number) || value.number < 0)
        complain(where + "/" + key + "; expected a number, 0 or more");
      if (key == "per_hour")
        m.per_hour = value.number;
      else if (key == "step_s")
        m.step_s = std::max(0.1, value.number);
      else if (key == "wander")
        m.wander = static_cast<int>(std::min(value.number, 1e6));
      else
        complain(where + "/" + key + " is not known; expected per_hour, step_s or wander");
    }
    return m;
  }

  void read_rows(const Json& document, const std::string& kind,
                 std::map<std::string, Demonstration::Rows>& out) {
    const Json* all = document.member(kind);
    if (!all) return;
    for (const auto& [id, j] : all->members) {
      Demonstration::Rows& rows = out[id];
      const std::string where = "/" + kind + "/" + id;
      const Json* columns = j.member("columns");
      const Json* list = j.member("rows");
      if (!columns || !list) {
        complain(where + "; expected columns and rows");
        continue;
      }
      for (const auto& c : columns->items) rows.columns.push_back(c.text);
      if (const Json* follows = j.member("follows")) rows.follows = follows->text;
      for (const auto& row : list->items) {
        if (row.items.size() != rows.columns.size())
          complain(where + "/rows; expected a cell for each column in every row");
        rows.texts.emplace_back();
        rows.numbers.emplace_back();
        for (const auto& cell : row.items) {
          rows.texts.back().push_back(cell.text);
          rows.numbers.back().push_back(cell.number);
        }
      }
    }
  }
};

}  // namespace

Result<Demonstration> read_demonstration(std::string_view text, const std::string& file) {
  const auto document = kpi::parse_json(text);
  if (!document) return Error{fmt::format("{}: this is no acceptable JSON: {}", file, document.error().text)};
  return DemonstrationReader(file).read(*document);
}

Result<StandIn> StandIn::from(kpi::DataSettings data, Demonstration demonstration, std::uint64_t seed) {
  StandIn s;
  s.data_ = std::move(data);
  s.demonstration_ = std::move(demonstration);
  s.seed_ = seed;
  for (const auto& path : s.paths()) {
    Node root;
    const auto put = [&](const std::string& source, const std::string& pointer) {
      const auto it = s.data_.sources.find(source);
      if (it != s.data_.sources.end() && path_of(it->second.url) == path) root.reach(pointer)->value = Json{};
    };
    for (const auto& [id, m] : s.data_.metrics) {
      if (!m.formula.empty()) continue;
      put(m.source, m.at);
      if (!m.time.empty()) put(m.source, m.time);
    }
    for (const auto& [id, x] : s.data_.series) put(x.source, x.at);
    for (const auto& [id, x] : s.data_.tables) put(x.source, x.at);
    if (root.has_conflict())
      return Error{fmt::format(
          "the pointers declared for {} cannot stand in one document: one of them leads into another", path)};
  }
  return s;
}

double StandIn::metric_value(const std::string& id, double elapsed_s, Pace pace) const {
  const kpi::MetricSettings& m = data_.metrics.at(id);
  const double quantum = last_digit(m), start = start_value(m);
  const auto range = m.range.value_or(std::array<double, 2>{-HUGE_VAL, HUGE_VAL});
  const auto inside = [&](double value) {
    return std::clamp(rounded_to(value, quantum), range[0], range[1]);
  };

  if (pace != Pace::plausible) {
    auto ticks = static_cast<std::int64_t>(std::max(0.0, elapsed_s));
    if (pace == Pace::one_each_second) {
      const auto is_delivered = [](const auto& metric) { return metric.second.formula.empty(); };
      const auto count = std::count_if(data_.metrics.begin(), data_.metrics.end(), is_delivered);
      const auto mine = std::count_if(data_.metrics.begin(), data_.metrics.find(id), is_delivered);
      ticks = (ticks + count - mine - 1) / count;
    }
    if (m.kind == kpi::MetricKind::counter) return inside(start + quantum * static_cast<double>(ticks));
    return inside(start + quantum * static_cast<double>(ticks % 2));
  }

  const auto found = demonstration_.metrics.find(id);
  Demonstration::Movement move;
  if (found != demonstration_.metrics.end()) {
    move = found->second;
  } else {
    move.per_hour = 60 * quantum;
    move.step_s = 60;
  }
  if (m.kind == kpi::MetricKind::gauge) {
    const auto slot = static_cast<std::int64_t>(std::max(0.0, elapsed_s) / move.step_s);
    const double swing = slot == 0 ? 0 : std::round((2 * chance(seed_, id, slot) - 1) * move.wander);
    return inside(start + quantum * swing);
  }
  double per_step = move.per_hour / 3600 * move.step_s;
  if (m.max_step) per_step = std::min(per_step, *m.max_step / 8);
  const double rise = per_step * steps_taken(seed_, id, elapsed_s, move.step_s);
  double value = inside(start + std::floor(rise / quantum + 1e-9) * quantum);
  // Never above what it is a part of.
  for (const auto& chain : demonstration_.rising)
    for (std::size_t i = 0; i + 1 < chain.size(); ++i)
      if (chain[i] == id && data_.metrics.contains(chain[i + 1]) &&
          data_.metrics.at(chain[i + 1]).formula.empty())
        value = std::min(value, metric_value(chain[i + 1], elapsed_s, pace));
  return value;
}

std::string StandIn::payload(const std::string& source, double elapsed_s, Instant time, Pace pace,
                             const Distortion& distortion) const {
  return document({source}, elapsed_s, time, pace, distortion);
}

std::string StandIn::payload_at(std::string_view path, double elapsed_s, Instant time,
                                const Distortion& distortion, Pace pace) const {
  std::vector<std::string> sources;
  for (const auto& [id, s] : data_.sources)
    if (path_of(s.url) == path) sources.push_back(id);
  return sources.empty() ? std::string() : document(sources, elapsed_s, time, pace, distortion);
}

std::vector<std::string> StandIn::paths() const {
  std::vector<std::string> all;
  for (const auto& [id, s] : data_.sources) {
    const std::string path = path_of(s.url);
    if (std::find(all.begin(), all.end(), path) == all.end()) all.push_back(path);
  }
  return all;
}

std::vector<std::vector<Json>> StandIn::table_rows(const std::string& id, double elapsed_s, Pace pace) const {
  const kpi::TableSettings& t = data_.tables.at(id);
  const auto known = demonstration_.tables.find(id);
  if (known == demonstration_.tables.end()) return invented_rows(t.columns.size());
  auto rows = rows_for(known->second, t.columns);
  const auto total = data_.metrics.find(known->second.follows);
  if (total != data_.metrics.end() && total->second.formula.empty())
    grow(rows, start_value(total->second), metric_value(total->first, elapsed_s, pace));
  return rows;
}

namespace {

// What the stand-in is about to say.
class Said : public kpi::Figures {
 public:
  std::map<std::string, double> values;
  std::map<std::string, std::map<std::string, double>> sums;  // by table and column

  std::optional<double> value(const std::string& id) const override {
    const auto it = values.find(id);
    return it == values.end() ? std::nullopt : std::optional(it->second);
  }
  std::optional<double> sum(const kpi::TableColumn& what) const override {
    const auto table = sums.find(what.table);
    if (table == sums.end()) return std::nullopt;
    const auto column = table->second.find(what.column);
    return column == table->second.end() ? std::nullopt : std::optional(column->second);
  }
};

// The id where a side of a relation is nothing but one figure; empty otherwise.
std::string single(const kpi::Expression& side) {
  return side.nodes().size() == 1 && side.metrics().size() == 1 && side.past().empty() ? side.metrics()[0] : std::string();
}

}  // namespace

std::map<std::string, double> StandIn::related_values(const std::vector<std::string>& sources, double elapsed_s,
                                                      Pace pace) const {
  Said said;
  for (const auto& [id, m] : data_.metrics)
    if (m.formula.empty()) said.values[id] = metric_value(id, elapsed_s, pace);
  std::vector<kpi::Relation> relations;
  for (const auto& [id, settings] : data_.relations) {
    if (!settings.table.empty() || settings.holds.find("==") == std::string::npos) continue;
    if (auto relation = kpi::relation_of(settings, data_)) relations.push_back(std::move(*relation));
  }
  for (const auto& relation : relations)
    for (const auto& [table, column] : relation.sums()) {
      const auto settings = data_.tables.find(table);
      if (settings == data_.tables.end() || said.sums[table].contains(column)) continue;
      if (column.empty()) {  // count()
        said.sums[table][column] = static_cast<double>(table_rows(table, elapsed_s, pace).size());
        continue;
      }
      const auto& columns = settings->second.columns;
      const auto k = static_cast<std::size_t>(std::find(columns.begin(), columns.end(), column) - columns.begin());
      double total = 0;
      for (const auto& row : table_rows(table, elapsed_s, pace))
        if (k < row.size() && row[k].is(Json::Type::number)) total += row[k].number;
      said.sums[table][column] = total;
    }
  // One may follow from another: as often as there are relations, at most.
  for (std::size_t round = 0; round < relations.size(); ++round)
    for (const auto& relation : relations)
      for (const bool is_left : {false, true}) {
        const std::string id = single(is_left ? relation.left() : relation.right());
        if (id.empty() || !said.values.contains(id)) continue;
        const auto value = (is_left ? relation.right() : relation.left()).evaluate(said);
        if (value && *value) said.values[id] = rounded_to(**value, last_digit(data_.metrics.at(id)));
        break;
      }
  std::erase_if(said.values, [&](const auto& one) {
    return std::find(sources.begin(), sources.end(), data_.metrics.at(one.first).source) == sources.end();
  });
  return said.values;
}

std::string StandIn::document(const std::vector<std::string>& sources, double elapsed_s, Instant time,
                              Pace pace, const Distortion& distortion) const {
  const auto is_served = [&](const std::string& id) {
    return std::find(sources.begin(), sources.end(), id) != sources.end();
  };
  const auto values = related_values(sources, elapsed_s, pace);
  Node root;
  for (const auto& [id, m] : data_.metrics) {
    if (!m.formula.empty() || !is_served(m.source)) continue;
    root.reach(m.at)->value = Json::of(values.at(id) / m.scale * distortion.jump);
    if (!m.time.empty()) root.reach(m.time)->value = Json::of(iso8601(time));
  }
  for (const auto& [id, s] : data_.series) {
    if (!is_served(s.source)) continue;
    std::vector<std::string> keys{s.x};
    keys.insert(keys.end(), s.y.begin(), s.y.end());
    const auto known = demonstration_.series.find(id);
    add_rows(
        *root.reach(s.at), keys,
        known == demonstration_.series.end() ? invented_months(keys.size()) : rows_for(known->second, keys));
  }
  for (const auto& [id, t] : data_.tables) {
    if (t.source.empty() || !is_served(t.source)) continue;
    add_rows(*root.reach(t.at), t.columns, table_rows(id, elapsed_s, pace));
  }
  Json document = root.json();
  if (distortion.numbers_as_text) turn_numbers_into_text(document);
  return kpi::to_text(document);
}

std::string path_of(const std::string& url) {
  const auto scheme = url.find("://");
  const auto slash = url.find('/', scheme == std::string::npos ? 0 : scheme + 3);
  if (slash == std::string::npos) return "/";
  return url.substr(slash, url.find_first_of("?#", slash) - slash);
}

}  // namespace guangmu::tools
