// The part of the ledger that obeys the operator.
#include <fmt/core.h>

#include "kpi/ledger.h"

namespace guangmu::kpi {
namespace {

constexpr double longest_override_s = 30 * 86400.0;

}  // namespace

// Everything that waits beside `id` for a relation, `id` first: it is accepted or refused with it.
std::vector<std::string> Ledger::tied_with(const std::string& id) const {
  std::vector<std::string> ids{id};
  const TieGroup* group = ties_.of_metric(id);
  if (!group || !entries_.at(id).held || !entries_.at(id).pending) return ids;
  for (const auto& other : group->metrics)
    if (const Entry& e = entries_.at(other); other != id && e.held && e.pending) ids.push_back(other);
  return ids;
}

Result<void> Ledger::accept(const std::string& id, const std::string& by, Instant now) {
  const auto it = entries_.find(id);
  if (it == entries_.end()) return Error{fmt::format("there is no metric \"{}\"", id)};
  const Entry& asked = it->second;
  if (!asked.held && asked.frozen != Entry::Frozen::told)
    return Error{fmt::format("{} has no held value to accept", id)};
  const bool is_tied = asked.held && asked.pending;
  for (const auto& each : tied_with(id)) {
    Entry& e = entries_.at(each);
    const std::string rule = e.rule, reason = e.refused;
    if (const auto reading = e.accept(declaration_.data.metrics.at(each)))
      tell({each, Outcome::released, reading->value, reading->source_time, now, rule, reason, by, 0});
    changed(each);
    show(each, e);
  }
  if (const TieGroup* group = ties_.of_metric(id)) {
    if (is_tied)
      for (const auto& table : group->tables)
        if (const auto waiting = waiting_tables_.find(table); waiting != waiting_tables_.end()) {
          place_table(table, std::move(waiting->second.rows), waiting->second.received);
          waiting_tables_.erase(waiting);
        }
    std::vector<std::string> told_already;
    settle(*group, last_.value_or(Moment(now)), 0, told_already);
  }
  derive_changed();
  return {};
}

Result<void> Ledger::refuse(const std::string& id, const std::string& by, Instant now) {
  const auto it = entries_.find(id);
  if (it == entries_.end()) return Error{fmt::format("there is no metric \"{}\"", id)};
  if (!it->second.held && it->second.frozen != Entry::Frozen::told)
    return Error{fmt::format("{} has no held value to refuse", id)};
  for (const auto& each : tied_with(id)) {
    Entry& e = entries_.at(each);
    if (const auto reading = e.dismiss())
      tell({each, Outcome::dismissed, reading->value, reading->source_time, now, e.rule, e.refused, by, 0});
    show(each, e);
  }
  return {};
}

Result<void> Ledger::override_value(const std::string& id, double value, double seconds, const std::string& by,
                                    Instant now) {
  const auto it = entries_.find(id);
  if (it == entries_.end()) return Error{fmt::format("there is no metric \"{}\"", id)};
  if (!(seconds >= 0 && seconds <= longest_override_s))
    return Error{fmt::format("an override lasts 0 to {:.0f} seconds, not {}", longest_override_s, seconds)};
  Entry& e = it->second;
  if (seconds == 0) {
    if (e.manual) tell({id, Outcome::manual_end, {}, now, now, "", "", by, 0});
    e.manual.reset();
  } else {
    const MetricSettings& m = declaration_.data.metrics.at(id);
    if (!m.formula.empty()) return Error{fmt::format("{} is computed; override one of its inputs instead", id)};
    if (!in_range(m, value)) return Error{fmt::format("{} is no possible value of {}; see its range", value, id)};
    e.manual = Override{{value, now, now}, now + seconds, by};
    tell({id, Outcome::manual, value, now, now, "", fmt::format("for {}", to_string(Duration{seconds})), by, 0});
  }
  changed(id);
  show(id, e);
  derive_changed();
  return {};
}

bool Ledger::expire(const Moment& now) {
  bool is_different = watch_clock(now);
  for (auto& [id, e] : entries_)
    if (e.manual && e.manual->until <= now.at) {
      tell({id, Outcome::manual_end, {}, now.at, now.at, "", "", "rule", 0});
      e.manual.reset();
      changed(id);
      show(id, e);
      is_different = true;
    }
  derive_changed();
  return is_different;
}

}  // namespace guangmu::kpi
