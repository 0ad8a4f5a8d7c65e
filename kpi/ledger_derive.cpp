// The part of the ledger that computes derived figures, and makes the snapshot of each.
#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "kpi/formats/json.h"
#include "kpi/health.h"
#include "kpi/ledger.h"
#include "words/words.h"

namespace guangmu::kpi {

// What is shown now, an operator's values included.
class Ledger::Shown : public Figures {
 public:
  explicit Shown(const Ledger& ledger) : ledger_(ledger) {}

  std::optional<double> value(const std::string& id) const override {
    const auto it = ledger_.entries_.find(id);
    const Reading* r = it == ledger_.entries_.end() ? nullptr : it->second.shown();
    return r ? std::optional(r->value) : std::nullopt;
  }
  std::optional<double> sum(const TableColumn& what) const override { return ledger_.sum(what); }
  std::optional<double> past(const PastCall& call) const override {
    const LookBack* a = ledger_.retrospect_.answer(call);
    return a ? a->value : std::nullopt;
  }

 private:
  const Ledger& ledger_;
};

const Rows& Ledger::rows_of(const std::string& id, const Table& t) const {
  const auto all = all_rows_.find(id);
  return all == all_rows_.end() ? t.rows : all->second;
}

std::optional<double> Ledger::sum(const TableColumn& what) const {
  const Table* t = now_.tables.get(what.table);
  if (!t || !t->received) return std::nullopt;
  if (what.counts_rows()) return static_cast<double>(rows_of(what.table, *t).size());
  const auto& columns = t->info->columns;
  const auto k = static_cast<std::size_t>(std::ranges::find(columns, what.column) - columns.begin());
  double total = 0;
  for (const auto& row : rows_of(what.table, *t)) {
    if (k >= row.size() || !row[k].number) return std::nullopt;
    total += *row[k].number;
  }
  return total;
}

void Ledger::changed(const std::string& input) {
  const auto it = users_.find(input);
  if (it != users_.end()) to_derive_.insert(it->second.begin(), it->second.end());
}

void Ledger::derive() {
  for (std::size_t i = 0; i < declaration_.formulas.size(); ++i) to_derive_.insert(i);
  derive_changed();
}

// Formulas stand in an order in which inputs come first: what one changes lies behind it.
void Ledger::derive_changed() {
  while (!to_derive_.empty()) {
    const std::size_t next = *to_derive_.begin();
    to_derive_.erase(to_derive_.begin());
    derive_one(declaration_.formulas[next]);
  }
}

// The times of a derived figure: as old as its oldest input, received with its newest. Nothing when one is
// missing.
std::optional<Reading> Ledger::times_of(const Expression& e) const {
  std::optional<Reading> times;
  const auto add = [&](Instant source_time, Instant received) {
    if (!times) times = Reading{0, source_time, received};
    times->source_time = std::min(times->source_time, source_time);
    times->received = std::max(times->received, received);
  };
  for (const auto& id : e.metrics()) {
    const auto it = entries_.find(id);
    const Reading* r = it == entries_.end() ? nullptr : it->second.shown();
    if (!r) return std::nullopt;
    add(r->source_time, r->received);
  }
  for (const auto& column : e.sums()) {
    const Table* t = now_.tables.get(column.table);
    if (!t || !t->received) return std::nullopt;
    add(*t->received, *t->received);
  }
  for (const auto& call : e.past()) {
    const LookBack* a = retrospect_.answer(call);
    if (!a || !a->value) return std::nullopt;
    // What the history says of health is as old as the asking; of a figure, as old as that figure.
    if (call.what != PastCall::What::previous && call.what != PastCall::What::average) add(a->at, a->at);
  }
  return times;
}

void Ledger::derive_one(const Declaration::Formula& f) {
  Entry& e = entries_.at(f.id);
  auto times = times_of(f.expression);
  const auto value = times ? f.expression.evaluate(Shown(*this)) : Result<std::optional<double>>(std::nullopt);
  const MetricSettings& m = declaration_.data.metrics.at(f.id);
  const std::string was = std::exchange(e.refused, {});
  e.rule.clear();
  if (value && !*value) {
    e.known.reading.reset();  // what is not known is no figure, and no zero
    e.derived_manual.reset();
  } else if (!value || !in_range(m, **value)) {
    e.refused = !value ? fmt::format("{}: {}", f.text, value.error().text)
                       : fmt::format("{} is outside the range {} to {}", number_as_text(**value),
                                     number_as_text((*m.range)[0]), number_as_text((*m.range)[1]));
    e.rule = value ? "range" : "formula";
    if (e.refused != was)  // every payload computes it again: told once
      tell({f.id, Outcome::refused, value ? *value : std::nullopt, times->source_time, times->received, e.rule,
            e.refused, "", 0});
  } else {
    times->value = **value;
    const auto& before = e.known.reading;
    if (!before || before->value != times->value || before->source_time != times->source_time)
      tell({f.id, Outcome::accepted, times->value, times->source_time, times->received, "", "", "", 0});
    e.known.reading = times;
    e.derived_manual.reset();
    for (const auto& input : f.expression.metrics())
      for (const auto* o : {&entries_.at(input).manual, &entries_.at(input).derived_manual})
        if (*o && (!e.derived_manual || (*o)->until > e.derived_manual->until)) e.derived_manual = *o;
  }
  changed(f.id);
  show(f.id, e);
}

void Ledger::tell_health() {
  const auto state_of = [this](const std::string& id) -> std::string {
    if (const SourceState* s = now_.sources.get(id))
      return !s->fault.empty() ? "fault" : s->last_good ? "good" : "never";
    const auto it = entries_.find(id);
    if (it == entries_.end() || !it->second.shown()) return "never";
    if (it->second.is_quarantined()) return "quarantined";
    if (!it->second.refused.empty()) return "refused";
    const SourceState* s = now_.sources.get(declaration_.data.metrics.at(id).source);
    return s && !s->fault.empty() ? "fault" : "good";
  };
  for (const auto& [id, settings] : declaration_.data.tables) {
    if (!settings.health) continue;
    HealthRows h = health_rows(settings, declaration_, retrospect_, state_of);
    if (h.at) {
      place_table(id, std::move(h.rows), *h.at);
    } else {
      all_rows_.erase(id);
      now_.tables.put(id, {declaration_.tables.at(id), {}, {}, {}});
      changed("table " + id);
    }
  }
}

std::vector<Question> Ledger::questions(Instant now, std::size_t most) const {
  return retrospect_.due(now, most);
}

bool Ledger::answer(const std::vector<LookBack>& answers) {
  if (!retrospect_.take(answers)) return false;
  tell_health();
  derive();
  return true;
}

std::vector<TrendQuestion> Ledger::trend_questions(Instant now, std::size_t most) const {
  return trends_.due(now, most);
}

// What was known stays where the history knows nothing now: its age tells.
bool Ledger::answer(const std::vector<TrendAnswer>& answers) {
  bool changed = false;
  for (const auto& a : answers)
    if (trends_.answered(a) && a.newest) changed = place_series(a.question.series, a.points, *a.newest) || changed;
  return changed;
}

std::vector<DayQuestion> Ledger::day_questions(Instant now, std::size_t most) const {
  return days_.due(now, most);
}

bool Ledger::answer(const std::vector<DayAnswer>& answers) {
  bool changed = false;
  for (const auto& a : answers) {
    const SourceState* source = now_.sources.get(a.question.source);
    if (!days_.answered(a) || !source || source->day == a.day) continue;
    SourceState state = *source;
    state.day = a.day;
    now_.sources.put(a.question.source, std::move(state));
    changed = true;
  }
  return changed;
}

void Ledger::show(const std::string& id, const Entry& e) {
  Metric m;
  m.info = declaration_.metrics.at(id);
  if (const Reading* r = e.shown()) m.reading = *r;
  m.refused = e.refused;
  if (!m.refused.empty()) {
    const Metric* before = now_.metrics.get(id);
    m.refused_zh = before && before->refused == m.refused ? before->refused_zh : words::in_chinese(m.refused);
  }
  m.refused_rule = e.rule;
  m.quarantined = e.is_quarantined() || e.flagged_quarantined;
  if (e.is_quarantined()) {
    if (e.held) m.held = e.held->value;
    if (!e.held && e.known.reading) m.held = e.known.reading->value;
    m.held_since = e.held_since;
  }
  m.manual = e.manual || e.derived_manual || e.flagged_manual;
  if (const auto& o = e.manual ? e.manual : e.derived_manual) {
    m.manual_by = o->by;
    m.manual_until = o->until;
  }
  now_.metrics.put(id, std::move(m));
}

}  // namespace guangmu::kpi
