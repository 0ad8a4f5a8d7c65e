// The part of the ledger that computes derived figures, and makes the snapshot of each.
#include <fmt/core.h>

#include <algorithm>

#include "kpi/json.h"
#include "kpi/ledger.h"

namespace guangmu::kpi {
namespace {

// What is shown now, an operator's values included.
class ShownFigures : public Figures {
 public:
  ShownFigures(const std::map<std::string, Entry>& entries, const Snapshot& now) : entries_(entries), now_(now) {}

  std::optional<double> value(const std::string& id) const override {
    const auto it = entries_.find(id);
    const Reading* r = it == entries_.end() ? nullptr : it->second.shown();
    return r ? std::optional(r->value) : std::nullopt;
  }
  std::optional<double> sum(const TableColumn& what) const override {
    const Table* t = now_.tables.get(what.table);
    if (!t || !t->received) return std::nullopt;
    const auto& columns = t->info->columns;
    const auto k = static_cast<std::size_t>(std::find(columns.begin(), columns.end(), what.column) - columns.begin());
    double total = 0;
    for (const auto& row : t->rows) {
      if (k >= row.size() || !row[k].number) return std::nullopt;
      total += *row[k].number;
    }
    return total;
  }

 private:
  const std::map<std::string, Entry>& entries_;
  const Snapshot& now_;
};

}  // namespace

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

void Ledger::derive_one(const Declaration::Formula& f) {
  Entry& e = entries_.at(f.id);
  std::optional<Reading> times;
  std::optional<Override> manual;
  const auto add = [&](Instant source_time, Instant received) {
    if (!times) times = Reading{0, source_time, received};
    times->source_time = std::min(times->source_time, source_time);
    times->received = std::max(times->received, received);
  };
  for (const auto& input : f.expression.metrics()) {
    const Entry& in = entries_.at(input);
    const Reading* r = in.shown();
    if (!r) return;  // never from a missing input
    add(r->source_time, r->received);
    for (const auto* o : {&in.manual, &in.derived_manual})
      if (*o && (!manual || (*o)->until > manual->until)) manual = *o;
  }
  for (const auto& sum : f.expression.sums()) {
    const Table* t = now_.tables.get(sum.table);
    if (!t || !t->received) return;
    add(*t->received, *t->received);
  }
  if (!times) return;
  const auto value = f.expression.evaluate(ShownFigures(entries_, now_));
  if (value && !*value) return;
  const MetricSettings& m = declaration_.data.metrics.at(f.id);
  const std::string was = e.refused;
  if (!value || !in_range(m, **value)) {
    e.refused = !value ? fmt::format("{}: {}", f.text, value.error().text)
                       : fmt::format("{} is outside the range {} to {}", number_as_text(**value),
                                     number_as_text((*m.range)[0]), number_as_text((*m.range)[1]));
    e.rule = value ? "range" : "formula";
    if (e.refused != was)  // every payload computes it again: told once
      tell({f.id, Outcome::refused, value ? *value : std::nullopt, times->source_time, times->received, e.rule, e.refused, "", 0});
  } else {
    times->value = **value;
    const auto& before = e.known.reading;
    if (!before || before->value != times->value || before->source_time != times->source_time)
      tell({f.id, Outcome::accepted, times->value, times->source_time, times->received, "", "", "", 0});
    e.refused.clear();
    e.rule.clear();
    e.known.reading = times;
    e.derived_manual = manual;
    changed(f.id);
  }
  show(f.id, e);
}

void Ledger::show(const std::string& id, const Entry& e) {
  Metric m;
  m.info = declaration_.metrics.at(id);
  if (const Reading* r = e.shown()) m.reading = *r;
  m.refused = e.refused;
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
