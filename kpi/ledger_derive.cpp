// The part of the ledger that computes: derived figures and tables of health.
#include <fmt/core.h>

#include <algorithm>

#include "kpi/health.h"
#include "kpi/json.h"
#include "kpi/ledger.h"

namespace guangmu::kpi {

// What stands now, for formulas.
class Ledger::Standing : public Figures {
 public:
  explicit Standing(const Ledger& ledger) : ledger_(ledger) {}

  std::optional<double> value(const std::string& id) const override {
    const auto it = ledger_.entries_.find(id);
    const Reading* r = it == ledger_.entries_.end() ? nullptr : ledger_.shown(it->second);
    return r ? std::optional(r->value) : std::nullopt;
  }
  // Nothing where one row has no number.
  std::optional<double> sum(const TableColumn& c) const override {
    const auto it = ledger_.tables_.find(c.table);
    if (it == ledger_.tables_.end() || !it->second.received) return std::nullopt;
    const auto& columns = it->second.info->columns;
    const auto k = static_cast<std::size_t>(std::ranges::find(columns, c.column) - columns.begin());
    double total = 0;
    for (const auto& row : it->second.rows) {
      if (k >= row.size() || !row[k].number) return std::nullopt;
      total += *row[k].number;
    }
    return total;
  }
  std::optional<double> past(const PastCall& call) const override {
    const Answer* a = ledger_.retrospect_.answer(call);
    return a ? a->value : std::nullopt;
  }

 private:
  const Ledger& ledger_;
};

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
    const Reading* r = it == entries_.end() ? nullptr : shown(it->second);
    if (!r) return std::nullopt;
    add(r->source_time, r->received);
  }
  for (const auto& column : e.sums()) {
    const auto it = tables_.find(column.table);
    if (it == tables_.end() || !it->second.received) return std::nullopt;
    add(*it->second.received, *it->second.received);
  }
  for (const auto& call : e.past()) {
    const Answer* a = retrospect_.answer(call);
    if (!a || !a->value) return std::nullopt;
    // What the history says of health is as old as the asking; of a figure, as old as that figure.
    if (call.what != PastCall::What::previous && call.what != PastCall::What::average) add(a->at, a->at);
  }
  return times;
}

void Ledger::derive() {
  const Standing standing(*this);
  for (const auto& f : declaration_.formulas) {
    Entry& e = entries_[f.id];
    auto reading = times_of(f.expression);
    const auto value =
        reading ? f.expression.evaluate(standing) : Result<std::optional<double>>(std::nullopt);
    const MetricSettings& m = declaration_.data.metrics.at(f.id);
    e.refused.clear();
    if (!value) {
      e.refused = fmt::format("{}: {}", f.text, value.error().text);
    } else if (!*value) {
      e.known.reading.reset();  // what is not known is no figure, and no zero
      e.derived_manual = false;
    } else if (!in_range(m, **value)) {
      e.refused = fmt::format("{} is outside the range {} to {}", number_as_text(**value),
                              number_as_text((*m.range)[0]), number_as_text((*m.range)[1]));
    } else {
      reading->value = **value;
      e.known.reading = reading;
      e.derived_manual = std::ranges::any_of(f.expression.metrics(), [&](const std::string& id) {
        return entries_[id].manual || entries_[id].derived_manual;
      });
    }
  }
}

void Ledger::tell_health() {
  const auto state_of = [this](const std::string& id) -> std::string {
    if (const auto s = sources_.find(id); s != sources_.end())
      return !s->second.fault.empty() ? "fault" : s->second.last_good ? "good" : "never";
    const auto it = entries_.find(id);
    if (it == entries_.end() || !shown(it->second)) return "never";
    if (it->second.held) return "quarantined";
    if (!it->second.refused.empty()) return "refused";
    const auto s = sources_.find(declaration_.data.metrics.at(id).source);
    return s != sources_.end() && !s->second.fault.empty() ? "fault" : "good";
  };
  for (const auto& [id, settings] : declaration_.data.tables) {
    if (!settings.health) continue;
    HealthRows h = health_rows(settings, declaration_, retrospect_, state_of);
    if (h.at) {
      place_table(id, std::move(h.rows), *h.at);
    } else {
      tables_[id].rows.clear();
      tables_[id].received.reset();
    }
  }
}

std::vector<Question> Ledger::questions(Instant now, std::size_t most) const {
  return retrospect_.due(now, most);
}

bool Ledger::answer(const std::vector<Answer>& answers) {
  if (!retrospect_.take(answers)) return false;
  tell_health();
  derive();
  return true;
}

}  // namespace guangmu::kpi
