#include "kpi/judge.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace guangmu::kpi {
namespace {

constexpr std::size_t max_rows = 100'000;

// Differences below this share of the value are noise of binary fractions, not steps.
double noise(double value) {
  return 1e-9 * std::max(1.0, std::abs(value));
}

Judged refused(std::string reason, const KnownMetric& known) {
  return {Verdict::refused, std::move(reason), std::nullopt, known.missed_polls};
}

// Source time of the reading, or why there is none.
Result<Instant> time_of(const MetricSettings& m, const Json& document, Instant received) {
  if (m.time.empty()) return received;
  const Json* j = at_pointer(document, m.time);
  if (!j) return Error{fmt::format("no time at {}", m.time)};
  const auto time = instant_from(*j);
  if (!time)
    return Error{
        fmt::format("{} at {} is no time; expected ISO 8601 or seconds since 1970", described(*j), m.time)};
  const double ahead_s = *time - received;
  if (ahead_s > future_tolerance_s)
    return Error{fmt::format("its time {} is {:.0f} s in the future; one of the two clocks is wrong",
                             iso8601(*time), ahead_s)};
  return *time;
}

// Rows of a list of objects, each with all `keys`.
Result<std::vector<std::vector<const Json*>>> rows_of(const Json& list, const std::vector<std::string>& keys,
                                                      const std::string& where) {
  if (!list.is(Json::Type::list))
    return Error{fmt::format("{} at {}; expected a list of objects", described(list), where)};
  if (list.items.size() > max_rows)
    return Error{fmt::format("{} rows at {}; expected at most {}", list.items.size(), where, max_rows)};
  std::vector<std::vector<const Json*>> rows;
  rows.reserve(list.items.size());
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const Json& item = list.items[i];
    if (!item.is(Json::Type::object))
      return Error{fmt::format("{} at {}/{}; expected an object", described(item), where, i)};
    auto& row = rows.emplace_back();
    for (const auto& key : keys) {
      const Json* cell = item.member(key);
      if (!cell) return Error{fmt::format("nothing at {}/{}/{}", where, i, key)};
      row.push_back(cell);
    }
  }
  return rows;
}

}  // namespace

std::optional<Instant> instant_from(const Json& j) {
  if (j.is(Json::Type::text)) return parse_instant(j.text);
  if (!j.is(Json::Type::number) || !(j.number > 0)) return std::nullopt;
  const double seconds = j.number >= 1e11 ? j.number / 1000 : j.number;
  if (seconds > 4e9) return std::nullopt;  // beyond the year 2096
  return Instant{static_cast<std::int64_t>(std::llround(seconds * 1e6))};
}

Judged judge_metric(const MetricSettings& m, double every_s, const Json& document, const KnownMetric& known,
                    Instant received) {
  const Json* j = at_pointer(document, m.at);
  if (!j) return refused(fmt::format("nothing at {}", m.at), known);
  if (!j->is(Json::Type::number))
    return refused(fmt::format("{} at {}; expected a number", described(*j), m.at), known);
  const double value = j->number * m.scale;
  if (!std::isfinite(value))
    return refused(fmt::format("{} times scale {} is no finite number", described(*j), m.scale), known);
  if (m.range && (value < (*m.range)[0] || value > (*m.range)[1]))
    return refused(fmt::format("{} is outside the range {} to {}", number_as_text(value),
                               number_as_text((*m.range)[0]), number_as_text((*m.range)[1])),
                   known);
  const auto time = time_of(m, document, received);
  if (!time) return refused(time.error().text, known);

  const Reading reading{value, *time, received};
  double missed = known.missed_polls;
  if (known.last_heard && every_s > 0)
    missed += std::clamp(std::round((received - *known.last_heard) / every_s - 1), 0.0, 1e9);
  if (!known.reading) return {Verdict::accepted, "", reading, 0};
  const Reading& old = *known.reading;
  if (!m.time.empty() && *time < old.source_time)
    return {Verdict::refused,
            fmt::format("its time {} is older than the {} of the figure we hold", iso8601(*time),
                        iso8601(old.source_time)),
            std::nullopt, missed};
  const double change = value - old.value;
  if (!m.time.empty() && *time == old.source_time && change == 0) return {Verdict::unchanged, "", old, 0};
  if (m.kind == MetricKind::counter && change < -noise(old.value))
    return {Verdict::held,
            fmt::format("a counter fell from {} to {}; accept it if that is right", number_as_text(old.value),
                        number_as_text(value)),
            reading, missed};
  const double allowed = m.max_step ? *m.max_step * (1 + missed) : 0;
  if (m.max_step && std::abs(change) > allowed + noise(old.value))
    return {Verdict::held,
            fmt::format("{} is {} away from {}, more than the allowed {}; accept it if that is right",
                        number_as_text(value), number_as_text(std::abs(change)), number_as_text(old.value),
                        number_as_text(allowed)),
            reading, missed};
  return {Verdict::accepted, "", reading, 0};
}

Result<std::vector<SeriesPoint>> series_from(const SeriesSettings& s, const Json& list,
                                             const std::string& where) {
  std::vector<std::string> keys{s.x};
  keys.insert(keys.end(), s.y.begin(), s.y.end());
  const auto rows = rows_of(list, keys, where);
  if (!rows) return rows.error();
  std::vector<SeriesPoint> points;
  points.reserve(rows->size());
  for (std::size_t i = 0; i < rows->size(); ++i) {
    const auto& row = (*rows)[i];
    SeriesPoint point;
    if (row[0]->is(Json::Type::text)) {
      point.x = row[0]->text;
    } else if (row[0]->is(Json::Type::number)) {
      point.x = number_as_text(row[0]->number);
    } else {
      return Error{
          fmt::format("{} at {}/{}/{}; expected a text or a number", described(*row[0]), where, i, s.x)};
    }
    for (std::size_t k = 1; k < row.size(); ++k) {
      const double value = row[k]->number * s.scale;
      if (!row[k]->is(Json::Type::number) || !std::isfinite(value))
        return Error{fmt::format("{} at {}/{}/{}; expected a number", described(*row[k]), where, i, keys[k])};
      point.y.push_back(value);
    }
    points.push_back(std::move(point));
  }
  const auto limit = static_cast<std::size_t>(std::max(1, s.limit));
  if (points.size() > limit) points.erase(points.begin(), points.end() - static_cast<std::ptrdiff_t>(limit));
  return points;
}

Result<std::vector<SeriesPoint>> judge_series(const SeriesSettings& s, const Json& document) {
  const Json* list = at_pointer(document, s.at);
  if (!list) return Error{fmt::format("nothing at {}", s.at)};
  return series_from(s, *list, s.at);
}

Result<std::vector<std::vector<Cell>>> table_from(const TableSettings& t, const Json& list,
                                                  const std::string& where) {
  const auto rows = rows_of(list, t.columns, where);
  if (!rows) return rows.error();
  std::vector<std::vector<Cell>> cells;
  cells.reserve(rows->size());
  for (std::size_t i = 0; i < rows->size(); ++i) {
    auto& out = cells.emplace_back();
    for (std::size_t k = 0; k < t.columns.size(); ++k) {
      const Json& j = *(*rows)[i][k];
      if (j.is(Json::Type::text)) {
        out.push_back({j.text, std::nullopt});
      } else if (j.is(Json::Type::number)) {
        out.push_back({number_as_text(j.number), j.number});
      } else {
        return Error{
            fmt::format("{} at {}/{}/{}; expected a text or a number", described(j), where, i, t.columns[k])};
      }
    }
  }
  if (!t.sort.empty()) {
    const bool rising = t.sort.front() == '-';
    const auto column = static_cast<std::size_t>(
        std::find(t.columns.begin(), t.columns.end(), rising ? t.sort.substr(1) : t.sort) -
        t.columns.begin());
    if (column < t.columns.size())
      std::stable_sort(cells.begin(), cells.end(), [&](const auto& a, const auto& b) {
        const Cell& first = rising ? a[column] : b[column];
        const Cell& second = rising ? b[column] : a[column];
        if (first.number && second.number) return *first.number < *second.number;
        if (first.number || second.number) return !first.number;  // texts below numbers
        return first.text < second.text;
      });
  }
  const auto limit = static_cast<std::size_t>(std::max(1, t.limit));
  if (cells.size() > limit) cells.resize(limit);
  return cells;
}

Result<std::vector<std::vector<Cell>>> judge_table(const TableSettings& t, const Json& document) {
  const Json* list = at_pointer(document, t.at);
  if (!list) return Error{fmt::format("nothing at {}", t.at)};
  return table_from(t, *list, t.at);
}

}  // namespace guangmu::kpi
