#include "kpi/ledger.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "kpi/formula.h"
#include "kpi/lists.h"
#include "kpi/payload.h"

namespace guangmu::kpi {
namespace {

constexpr double longest_override_s = 30 * 86400.0;

void set_fault(SourceState& s, const std::string& fault, Instant at) {
  if (fault.empty()) {
    s.fault_since.reset();
  } else if (!s.fault_since) {
    s.fault_since = at;
  }
  s.fault = fault;
}

bool in_range(const MetricSettings& m, double value) {
  return std::isfinite(value) && (!m.range || (value >= (*m.range)[0] && value <= (*m.range)[1]));
}

Json json_of(const std::vector<SeriesPoint>& points) {
  Json list = Json::list();
  for (const auto& p : points) {
    Json row = Json::list();
    row.items.push_back(Json::of(p.x));
    for (const double y : p.y) row.items.push_back(Json::of(y));
    list.items.push_back(std::move(row));
  }
  return list;
}

Json json_of(const std::vector<std::vector<Cell>>& rows) {
  Json list = Json::list();
  for (const auto& cells : rows) {
    Json row = Json::list();
    for (const auto& c : cells) row.items.push_back(c.number ? Json::of(*c.number) : Json::of(c.text));
    list.items.push_back(std::move(row));
  }
  return list;
}

std::optional<std::vector<SeriesPoint>> points_from(const std::string& body, std::size_t columns) {
  const auto list = parse_json(body);
  if (!list) return std::nullopt;
  std::vector<SeriesPoint> points;
  for (const Json& row : list->items) {
    if (row.items.size() != columns + 1 || !row.items[0].is(Json::Type::text)) return std::nullopt;
    SeriesPoint p{row.items[0].text, {}};
    for (std::size_t k = 1; k < row.items.size(); ++k) p.y.push_back(row.items[k].number);
    points.push_back(std::move(p));
  }
  return points;
}

std::optional<std::vector<std::vector<Cell>>> rows_from(const std::string& body, std::size_t columns) {
  const auto list = parse_json(body);
  if (!list) return std::nullopt;
  std::vector<std::vector<Cell>> rows;
  for (const Json& row : list->items) {
    if (row.items.size() != columns) return std::nullopt;
    auto& cells = rows.emplace_back();
    for (const Json& j : row.items) {
      if (j.is(Json::Type::number)) {
        cells.push_back({number_as_text(j.number), j.number});
      } else {
        cells.push_back({j.text, std::nullopt});
      }
    }
  }
  return rows;
}

}  // namespace

Ledger::Ledger(DataSettings data) {
  reload(std::move(data));
}

void Ledger::reload(DataSettings data) {
  const Declaration old = std::move(declaration_);
  declaration_ = declare(std::move(data));
  const DataSettings& now = declaration_.data;

  std::map<std::string, Entry> entries;
  for (const auto& [id, m] : now.metrics) {
    Entry& e = entries[id];
    const auto before = entries_.find(id);
    if (before == entries_.end() || !m.formula.empty() || old.metric_mark(id) != declaration_.metric_mark(id))
      continue;
    e = before->second;
    if (e.known.reading && !in_range(m, e.known.reading->value)) e.known = {};
    if (e.manual && !in_range(m, e.manual->reading.value)) e.manual.reset();
    if (e.held && !in_range(m, e.held->value)) {
      e.held.reset();
      e.refused.clear();
    }
  }
  entries_ = std::move(entries);

  std::map<std::string, Series> series;
  for (const auto& [id, info] : declaration_.series) {
    const auto before = series_.find(id);
    if (before != series_.end() && old.series_mark(id) == declaration_.series_mark(id))
      series[id] = before->second;
    series[id].info = info;
  }
  series_ = std::move(series);

  std::map<std::string, Table> tables;
  for (const auto& [id, info] : declaration_.tables) {
    const auto before = tables_.find(id);
    if (before != tables_.end() && old.table_mark(id) == declaration_.table_mark(id))
      tables[id] = before->second;
    tables[id].info = info;
  }
  tables_ = std::move(tables);

  std::map<std::string, SourceState> sources;
  for (const auto& [id, s] : now.sources) {
    const auto before = sources_.find(id);
    if (before != sources_.end() && old.data.sources.at(id).address() == s.address()) sources[id] = before->second;
    sources[id].id = id;
    sources[id].url = declaration_.shown_url(id);
  }
  sources_ = std::move(sources);
  derive();
}

void Ledger::restore(const Kept& kept) {
  for (const auto& k : kept.readings) {
    const auto it = entries_.find(k.id);
    if (it == entries_.end() || k.mark.empty() || k.mark != declaration_.metric_mark(k.id)) continue;
    if (!in_range(declaration_.data.metrics.at(k.id), k.reading.value)) continue;
    it->second.known.reading = k.reading;
    it->second.known.last_heard = k.reading.received;
  }
  for (const auto& k : kept.lists) {
    if (k.kind == ListKind::series) {
      const auto it = series_.find(k.id);
      if (it == series_.end() || k.mark != declaration_.series_mark(k.id)) continue;
      if (auto points = points_from(k.body, it->second.info->columns.size()))
        place_series(k.id, std::move(*points), k.received);
    } else {
      const auto it = tables_.find(k.id);
      if (it == tables_.end() || k.mark != declaration_.table_mark(k.id)) continue;
      if (auto rows = rows_from(k.body, it->second.info->columns.size()))
        place_table(k.id, std::move(*rows), k.received);
    }
  }
  derive();
}

Kept Ledger::kept() const {
  Kept kept;
  for (const auto& [id, e] : entries_)
    if (e.known.reading && declaration_.data.metrics.at(id).formula.empty())
      kept.readings.push_back({id, declaration_.metric_mark(id), *e.known.reading});
  for (const auto& [id, s] : series_)
    if (s.received)
      kept.lists.push_back(
          {ListKind::series, id, declaration_.series_mark(id), to_text(json_of(s.points)), *s.received});
  for (const auto& [id, t] : tables_)
    if (t.received)
      kept.lists.push_back(
          {ListKind::table, id, declaration_.table_mark(id), to_text(json_of(t.rows)), *t.received});
  return kept;
}

Result<void> Ledger::apply(const std::string& source, std::string_view payload, Instant received,
                           std::string_view content_type) {
  const auto state = sources_.find(source);
  if (state == sources_.end()) return Error{fmt::format("there is no source \"{}\"", source), Blame::ours};
  const auto document = read_payload(payload, declaration_.data.sources.at(source), content_type);
  if (!document) {
    poll_failed(source, document.error().text, received);
    return document.error();
  }
  std::vector<std::string> refused;
  for (const auto& [id, m] : declaration_.data.metrics)
    if (m.formula.empty() && m.source == source) judge_one(id, m, *document, received, refused);
  judge_lists(source, *document, received, refused);
  derive();
  SourceState& s = state->second;
  ++s.polls;
  s.last_good = received;
  s.refused = std::move(refused);
  set_fault(s, standing_still(source, received), received);
  return {};
}

void Ledger::judge_one(const std::string& id, const MetricSettings& m, const Json& document, Instant received,
                       std::vector<std::string>& refused) {
  Entry& e = entries_[id];
  const Judged j =
      judge_metric(m, declaration_.data.sources.at(m.source).every.s, document, e.known, received);
  e.known.missed_polls = j.missed_polls;
  switch (j.verdict) {
    case Verdict::accepted:
    case Verdict::unchanged:
      e.known.reading = j.reading;
      e.known.last_heard = received;
      e.refused.clear();
      e.held.reset();
      e.dismissed.reset();
      return;
    case Verdict::held:
      e.known.last_heard = received;
      if (e.dismissed && *e.dismissed == j.reading->value) {
        e.held.reset();
      } else {
        e.held = j.reading;
        e.dismissed.reset();
      }
      break;
    case Verdict::refused:
      break;
  }
  e.refused = j.reason;
  refused.push_back(id + ": " + j.reason);
}

void Ledger::judge_lists(const std::string& source, const Json& document, Instant received,
                         std::vector<std::string>& refused) {
  for (const auto& [id, settings] : declaration_.data.series) {
    if (settings.source != source) continue;
    auto points = judge_series(settings, document);
    if (points) {
      place_series(id, std::move(*points), received);
    } else {
      series_[id].refused = points.error().text;
      refused.push_back(id + ": " + points.error().text);
    }
  }
  for (const auto& [id, settings] : declaration_.data.tables) {
    if (settings.source != source) continue;
    auto rows = judge_table(settings, document);
    if (rows) {
      place_table(id, std::move(*rows), received);
    } else {
      tables_[id].refused = rows.error().text;
      refused.push_back(id + ": " + rows.error().text);
    }
  }
}

// A source that answers but whose own time no longer moves on: every figure that carries its time is late.
std::string Ledger::standing_still(const std::string& source, Instant now) const {
  std::optional<Instant> newest;
  for (const auto& [id, m] : declaration_.data.metrics) {
    if (m.source != source || m.time.empty()) continue;
    const auto& reading = entries_.at(id).known.reading;
    if (!entries_.at(id).refused.empty())
      return {};  // old because newer ones are refused: that is told by itself
    if (!reading) continue;
    if (now - reading->source_time <= declaration_.metrics.at(id)->late_after_s) return {};
    newest = std::max(newest.value_or(reading->source_time), reading->source_time);
  }
  if (!newest) return {};
  return fmt::format("it answers, but its own time stands still at {}", iso8601(*newest));
}

void Ledger::poll_failed(const std::string& source, const std::string& fault, Instant at) {
  const auto state = sources_.find(source);
  if (state == sources_.end()) return;
  ++state->second.polls;
  ++state->second.errors;
  set_fault(state->second, fault, at);
}

Result<void> Ledger::accept(const std::string& id) {
  const auto it = entries_.find(id);
  if (it == entries_.end()) return Error{fmt::format("there is no metric \"{}\"", id)};
  Entry& e = it->second;
  if (!e.held) return Error{fmt::format("{} has no held value to accept", id)};
  e.known.reading = e.held;
  e.known.missed_polls = 0;
  e.held.reset();
  e.dismissed.reset();
  e.refused.clear();
  derive();
  return {};
}

Result<void> Ledger::refuse(const std::string& id) {
  const auto it = entries_.find(id);
  if (it == entries_.end()) return Error{fmt::format("there is no metric \"{}\"", id)};
  Entry& e = it->second;
  if (!e.held) return Error{fmt::format("{} has no held value to refuse", id)};
  e.dismissed = e.held->value;
  e.held.reset();
  return {};
}

Result<void> Ledger::override_value(const std::string& id, double value, double seconds, Instant now) {
  const auto it = entries_.find(id);
  if (it == entries_.end()) return Error{fmt::format("there is no metric \"{}\"", id)};
  if (!(seconds >= 0 && seconds <= longest_override_s))
    return Error{fmt::format("an override lasts 0 to {:.0f} seconds, not {}", longest_override_s, seconds)};
  if (seconds == 0) {
    it->second.manual.reset();
    derive();
    return {};
  }
  const MetricSettings& m = declaration_.data.metrics.at(id);
  if (!m.formula.empty()) return Error{fmt::format("{} is computed; override one of its inputs instead", id)};
  if (!in_range(m, value))
    return Error{fmt::format("{} is no possible value of {}; see its range", value, id)};
  it->second.manual = Override{{value, now, now}, now + seconds};
  derive();
  return {};
}

bool Ledger::expire(Instant now) {
  bool ended = false;
  for (auto& [id, e] : entries_)
    if (e.manual && e.manual->until <= now) {
      e.manual.reset();
      ended = true;
    }
  if (ended) derive();
  return ended;
}

bool Ledger::place(const std::string& id, const Reading& reading) {
  const auto it = entries_.find(id);
  if (it == entries_.end()) return false;
  it->second.known.reading = reading;
  return true;
}

bool Ledger::place_series(const std::string& id, std::vector<SeriesPoint> points, Instant received) {
  const auto it = series_.find(id);
  if (it == series_.end()) return false;
  it->second.points = std::move(points);
  it->second.received = received;
  it->second.refused.clear();
  return true;
}

bool Ledger::place_table(const std::string& id, std::vector<std::vector<Cell>> rows, Instant received) {
  const auto it = tables_.find(id);
  if (it == tables_.end()) return false;
  it->second.rows = std::move(rows);
  it->second.received = received;
  it->second.refused.clear();
  return true;
}

void Ledger::flag(const std::string& id, bool quarantined, bool manual) {
  const auto it = entries_.find(id);
  if (it == entries_.end()) return;
  it->second.flagged_quarantined = quarantined;
  it->second.flagged_manual = manual;
}

const Reading* Ledger::shown(const Entry& e) const {
  if (e.manual) return &e.manual->reading;
  return e.known.reading ? &*e.known.reading : nullptr;
}

void Ledger::derive() {
  for (const auto& f : declaration_.formulas) {
    Entry& e = entries_[f.id];
    std::map<std::string, double> values;
    Reading oldest;
    bool manual = false;
    for (const auto& input : f.inputs) {
      const Entry& in = entries_[input];
      const Reading* r = shown(in);
      if (!r) break;
      oldest.source_time = values.empty() ? r->source_time : std::min(oldest.source_time, r->source_time);
      oldest.received = std::max(oldest.received, r->received);
      manual = manual || in.manual || in.derived_manual;
      values[input] = r->value;
    }
    if (values.size() != f.inputs.size() || f.inputs.empty()) continue;  // never from a missing input
    const MetricSettings& m = declaration_.data.metrics.at(f.id);
    const auto value = evaluate(f.text, values);
    if (!value) {
      e.refused = value.error().text;
    } else if (!in_range(m, *value)) {
      e.refused = fmt::format("{} is outside the range {} to {}", number_as_text(*value),
                              number_as_text((*m.range)[0]), number_as_text((*m.range)[1]));
    } else {
      oldest.value = *value;
      e.known.reading = oldest;
      e.refused.clear();
      e.derived_manual = manual;
    }
  }
}

Snapshot Ledger::snapshot() const {
  Snapshot s;
  for (const auto& [id, e] : entries_) {
    Metric& m = s.metrics[id];
    m.info = declaration_.metrics.at(id);
    if (const Reading* r = shown(e)) m.reading = *r;
    m.refused = e.refused;
    if (e.held) m.held = e.held->value;
    m.quarantined = e.held.has_value() || e.flagged_quarantined;
    m.manual = e.manual.has_value() || e.derived_manual || e.flagged_manual;
  }
  s.series = series_;
  s.tables = tables_;
  s.sources = sources_;
  return s;
}

}  // namespace guangmu::kpi
