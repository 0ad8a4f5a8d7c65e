// The part of the ledger that takes over: a changed declaration, and what an earlier run kept.
#include <algorithm>
#include <cmath>

#include "kpi/formats/lists.h"
#include "kpi/health.h"
#include "kpi/ledger.h"

namespace guangmu::kpi {

bool in_range(const MetricSettings& m, double value) {
  return std::isfinite(value) && (!m.range || (value >= (*m.range)[0] && value <= (*m.range)[1]));
}

Ledger::Ledger(DataSettings data) {
  reload(std::move(data));
}

void Ledger::reload(DataSettings data) {
  const Declaration old = std::move(declaration_);
  declaration_ = declare(std::move(data));
  const DataSettings& now = declaration_.data;

  std::map<std::string, Entry> entries;
  marks_.clear();
  for (const auto& [id, m] : now.metrics) {
    Entry& e = entries[id];
    if (!m.formula.empty()) continue;
    marks_[id] = declaration_.metric_mark(id);
    const auto before = entries_.find(id);
    if (before == entries_.end() || old.metric_mark(id) != marks_[id]) continue;
    e = before->second;
    if (e.known.reading && !in_range(m, e.known.reading->value)) e.known = {};
    if (e.manual && !in_range(m, e.manual->reading.value)) e.manual.reset();
    // What waits for a relation is judged anew with the next payload.
    if ((e.held && !in_range(m, e.held->value)) || e.pending) e.empty_quarantine();
    if (m.restart != Restart::add) e.known.offset = 0;
    if (!m.frozen_after && e.frozen != Entry::Frozen::no) {
      e.frozen = Entry::Frozen::no;
      if (!e.held) e.empty_quarantine();
    }
  }
  entries_ = std::move(entries);
  waiting_tables_.clear();
  tie_waits_.clear();

  Snapshot next;
  for (const auto& [id, info] : declaration_.series) {
    const Series* before = now_.series.get(id);
    const bool stays = before && old.series_mark(id) == declaration_.series_mark(id);
    Series s = stays ? *before : Series{};
    s.info = info;
    next.series.put(id, std::move(s));
  }
  std::map<std::string, Rows> all_rows;
  for (const auto& [id, info] : declaration_.tables) {
    const Table* before = now_.tables.get(id);
    const bool stays = before && old.table_mark(id) == declaration_.table_mark(id);
    Table t = stays ? *before : Table{};
    t.info = info;
    if (stays && all_rows_.contains(id)) t.rows = shown_rows(now.tables.at(id), all_rows[id] = std::move(all_rows_[id]));
    next.tables.put(id, std::move(t));
  }
  all_rows_ = std::move(all_rows);
  for (const auto& [id, s] : now.sources) {
    const SourceState* before = now_.sources.get(id);
    const bool stays = before && old.data.sources.at(id).address() == s.address();
    SourceState state = stays ? *before : SourceState{};
    state.id = id;
    state.url = declaration_.shown_url(id);
    state.label = s.label;
    next.sources.put(id, std::move(state));
  }
  now_ = std::move(next);
  ties_ = Ties(declaration_);
  index();
  retrospect_.declare(calls_of(declaration_));
  trends_.declare(declaration_);
  days_.declare(declaration_);
  for (const auto& [id, e] : entries_) show(id, e);
  derive();
}

// Who delivers what, and who is computed from what.
void Ledger::index() {
  deliveries_.clear();
  users_.clear();
  const DataSettings& data = declaration_.data;
  for (const auto& [id, s] : data.sources) {
    deliveries_[id].every_s = s.every.s;
    deliveries_[id].silence_s = 3 * s.every.s + s.timeout.s;
  }
  const auto of = [&](const std::string& source) -> Delivery* {
    const auto it = deliveries_.find(source);
    return it == deliveries_.end() ? nullptr : &it->second;
  };
  for (const auto& [id, m] : data.metrics)
    if (Delivery* d = of(m.source); d && m.formula.empty())
      d->metrics.push_back({id, &m, &entries_.at(id), ties_.of_metric(id)});
  for (const auto& [id, s] : data.series)
    if (Delivery* d = of(s.source)) d->series.push_back(id);
  for (const auto& [id, t] : data.tables)
    if (Delivery* d = of(t.source)) d->tables.push_back(id);
  for (std::size_t i = 0; i < declaration_.formulas.size(); ++i) {
    const Expression& e = declaration_.formulas[i].expression;
    for (const auto& id : e.metrics()) users_[id].push_back(i);
    for (const auto& sum : e.sums()) users_["table " + sum.table].push_back(i);
  }
}

void Ledger::restore(const Kept& kept) {
  for (const auto& k : kept.readings) {
    const auto mark = marks_.find(k.id);
    if (mark == marks_.end() || k.mark.empty() || k.mark != mark->second) continue;
    if (!in_range(declaration_.data.metrics.at(k.id), k.reading.value)) continue;
    KnownMetric& known = entries_.at(k.id).known;
    known.reading = known.anchor = k.reading;
    known.last_heard = k.reading.received;
    known.last_heard_s.reset();
  }
  for (const auto& k : kept.lists) {
    if (k.kind == ListKind::series) {
      const Series* s = now_.series.get(k.id);
      if (!s || k.mark != declaration_.series_mark(k.id)) continue;
      if (auto points = points_from(k.body, s->info->columns.size()))
        place_series(k.id, std::move(*points), k.received);
    } else if (k.kind == ListKind::table) {
      const Table* t = now_.tables.get(k.id);
      if (!t || k.mark != declaration_.table_mark(k.id)) continue;
      if (auto rows = rows_from(k.body, t->info->columns.size())) place_table(k.id, std::move(*rows), k.received);
    } else {
      const auto mark = marks_.find(k.id);
      if (mark == marks_.end() || k.mark != mark->second) continue;
      const MetricSettings& m = declaration_.data.metrics.at(k.id);
      Entry& e = entries_.at(k.id);
      take_state(k.body, e);
      if (m.restart != Restart::add || !e.known.reading) e.known.offset = 0;
      if (e.manual && !in_range(m, e.manual->reading.value)) e.manual.reset();
    }
  }
  for (const auto& [id, e] : entries_) show(id, e);
  derive();
}

Kept Ledger::kept() const {
  Kept kept;
  for (const auto& [id, mark] : marks_)
    if (const auto& reading = entries_.at(id).known.reading) kept.readings.push_back({id, mark, *reading});
  // A list is written as text again only when it came again.
  const auto add = [&](const std::string& key, ListKind kind, const std::string& id, Instant received, auto mark, auto text) {
    KeptList& k = kept_lists_[key];
    if (k.received != received || k.id.empty()) k = {kind, id, mark(id), text(), received};
    kept.lists.push_back(k);
  };
  for (const auto& [id, s] : now_.series)
    if (s.received)
      add("series " + id, ListKind::series, id, *s.received, [this](const auto& key) { return declaration_.series_mark(key); },
          [&points = s.points] { return points_text(points); });
  for (const auto& [id, t] : now_.tables)
    if (t.received)
      add("table " + id, ListKind::table, id, *t.received, [this](const auto& key) { return declaration_.table_mark(key); },
          [&rows = rows_of(id, t)] { return rows_text(rows); });
  for (const auto& [id, mark] : marks_) {
    const Entry& e = entries_.at(id);
    const std::string text = state_text(e);
    // What was kept once is kept on, be it empty: it takes the place of what stands on the disk.
    KeptList& k = kept_lists_["state " + id];
    if (text == "{}" && k.id.empty()) continue;
    k = {ListKind::state, id, mark, text, {}};
    kept.lists.push_back(k);
  }
  return kept;
}

}  // namespace guangmu::kpi
