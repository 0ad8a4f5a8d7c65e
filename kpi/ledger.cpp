#include "kpi/ledger.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "kpi/formats/lists.h"
#include "kpi/formats/payload.h"
#include "words/words.h"

namespace guangmu::kpi {
namespace {

// Our clock counts as set when it differs from time that passed by more than this.
constexpr double clock_noise_s = 2;
constexpr std::size_t most_set_backs = 8;

void set_fault(SourceState& s, const std::string& fault, Instant at) {
  if (fault.empty()) {
    s.fault_since.reset();
  } else if (!s.fault_since) {
    s.fault_since = at;
  }
  if (s.fault != fault) s.fault_zh = words::in_chinese(fault);
  s.fault = fault;
}

ReadingEvent event_of(const std::string& id, const Decision& d, Instant received) {
  ReadingEvent event{id, d.outcome, {}, received, received, d.rule, d.reason, "", d.poll};
  if (d.outcome == Outcome::released) event.by = "rule";
  if (d.reading) {
    event.value = d.reading->value;
    event.source_time = d.reading->source_time;
  }
  return event;
}

}  // namespace

Result<void> Ledger::apply(const std::string& source, std::string_view payload, const Moment& received,
                           std::string_view content_type) {
  const auto found = deliveries_.find(source);
  if (found == deliveries_.end()) return Error{fmt::format("there is no source \"{}\"", source), Blame::ours};
  const Delivery& delivery = found->second;
  watch_clock(received);
  const auto document = read_payload(payload, declaration_.data.sources.at(source), content_type);
  const std::uint64_t poll = tell_poll(source, document ? "" : document.error().text, payload, received.at);
  SourceState state = now_.sources.at(source);
  ++state.polls;
  if (!document) {
    ++state.errors;
    set_fault(state, document.error().text, received.at);
    now_.sources.put(source, std::move(state));
    return document.error();
  }
  std::vector<std::string> refused;
  std::set<const TieGroup*> groups;
  for (const auto& [id, settings, entry, group] : delivery.metrics) {
    Decision d = entry->decide(*settings, delivery.every_s, *document, received);
    d.poll = poll;
    if (group && d.is_good()) {
      entry->pending = std::move(d);
      groups.insert(group);
      continue;
    }
    finish(id, *entry, d, received);
    if (!entry->refused.empty()) refused.push_back(id + ": " + entry->refused);
  }
  judge_lists(delivery, *document, received.at, groups, refused);
  for (const TieGroup* group : groups) settle(*group, received, poll, refused);
  tell_refused(state, std::move(refused));
  derive_changed();
  state.last_good = received.at;
  set_fault(state, standing_still(delivery, received.at), received.at);
  now_.sources.put(source, std::move(state));
  return {};
}

// What a reading came to takes effect.
void Ledger::finish(const std::string& id, Entry& e, const Decision& d, const Moment& now) {
  tell(event_of(id, d, now.at));
  if (d.is_good()) {
    if (e.stand(declaration_.data.metrics.at(id), d))
      tell({id, Outcome::held, d.reading->value, d.reading->source_time, now.at, e.rule, e.refused, "", d.poll});
    changed(id);
  } else if (d.outcome == Outcome::held) {
    e.pending.reset();
    e.hold(d, now.at, false);
  } else {
    e.refuse(d);
  }
  show(id, e);
}

void Ledger::judge_lists(const Delivery& delivery, const Json& document, Instant received,
                         std::set<const TieGroup*>& groups, std::vector<std::string>& refused) {
  for (const auto& id : delivery.series) {
    auto points = judge_series(declaration_.data.series.at(id), document);
    if (points) {
      place_series(id, std::move(*points), received);
      continue;
    }
    Series s = now_.series.at(id);
    s.refused = points.error().text;
    now_.series.put(id, std::move(s));
    refused.push_back(id + ": " + points.error().text);
  }
  for (const auto& id : delivery.tables) {
    auto rows = judge_table(declaration_.data.tables.at(id), document);
    const std::string wrong = rows ? ties_.wrong_row(id, *rows) : rows.error().text;
    if (!wrong.empty()) {
      refuse_table(id, wrong);
      refused.push_back(id + ": " + wrong);
    } else if (const TieGroup* group = ties_.of_table(id)) {
      waiting_tables_[id] = {std::move(*rows), received};
      groups.insert(group);
    } else {
      place_table(id, std::move(*rows), received);
    }
  }
}

// The first lines in Chinese as well, each under the name that people know.
void Ledger::tell_refused(SourceState& state, std::vector<std::string> lines) const {
  const auto name_of = [&](const std::string& id) {
    std::string label;
    if (const auto m = declaration_.data.metrics.find(id); m != declaration_.data.metrics.end()) label = m->second.label.zh;
    if (const auto s = declaration_.data.series.find(id); s != declaration_.data.series.end()) label = s->second.label.zh;
    if (const auto t = declaration_.data.tables.find(id); t != declaration_.data.tables.end()) label = t->second.label.zh;
    return label.empty() ? id : label;
  };
  if (state.refused != lines) {
    state.refused_zh.clear();
    for (std::size_t i = 0; i < std::min(lines.size(), SourceState::most_told); ++i) {
      const std::size_t colon = std::min(lines[i].find(": "), lines[i].size());
      state.refused_zh.push_back(name_of(lines[i].substr(0, colon)) + "：" +
                                 words::in_chinese(std::string_view(lines[i]).substr(std::min(colon + 2, lines[i].size()))));
    }
  }
  state.refused = std::move(lines);
}

void Ledger::refuse_table(const std::string& id, const std::string& why) {
  Table t = now_.tables.at(id);
  t.refused = why;
  now_.tables.put(id, std::move(t));
}

StandingValues Ledger::standing(const Moment& now) const {
  return {[this, now](const std::string& id) -> std::optional<double> {
            const auto it = entries_.find(id);
            if (it == entries_.end() || !it->second.known.reading) return std::nullopt;
            const auto delivery = deliveries_.find(declaration_.data.metrics.at(id).source);
            const KnownMetric& known = it->second.known;
            const double silent_s = known.last_new_s ? now.steady_s - *known.last_new_s : known.silent_s(now);
            if (delivery != deliveries_.end() && silent_s > delivery->second.silence_s) return std::nullopt;
            return it->second.known.reading->value;
          },
          [this, now](const std::string& id) -> const Rows* {
            const Table* t = now_.tables.get(id);
            if (!t || !t->received) return nullptr;
            const auto delivery = deliveries_.find(t->info->source);
            if (delivery != deliveries_.end() && now.at - *t->received > delivery->second.silence_s) return nullptr;
            return &rows_of(id, *t);
          }};
}

// Lets stand what may stand together; the rest waits.
void Ledger::settle(const TieGroup& group, const Moment& now, std::uint64_t poll, std::vector<std::string>& refused) {
  NewValues fresh;
  std::map<std::string, std::map<std::string, double>> said;  // by source: what is new
  for (const auto& id : group.metrics)
    if (Entry& e = entries_.at(id); e.pending) {
      fresh.metrics[id] = e.pending->reading->value;
      const Instant about = e.pending->reading->source_time;
      if (e.pending->poll == poll && e.pending->outcome != Outcome::unchanged && e.last_tried != about)
        said[declaration_.data.metrics.at(id).source][id] = e.pending->reading->value;
      e.last_tried = about;
    }
  for (const auto& id : group.tables)
    if (const auto it = waiting_tables_.find(id); it != waiting_tables_.end()) {
      fresh.tables[id] = &it->second.rows;
      if (poll != 0 && it->second.received == now.at) said[declaration_.data.tables.at(id).source];
    }
  const auto remember = [&](const Tie& tie) {
    for (const auto& source : tie.sources) {
      const auto it = said.find(source);
      if (it == said.end()) continue;
      auto& before = tie_waits_[tie.id].said[source];
      before.push_back(it->second);
      if (before.size() > polls_of_proof + 1) before.pop_front();
    }
  };
  for (const Tie& tie : group.ties)
    if (tie_waits_.contains(tie.id)) remember(tie);
  const Ties::Outcome outcome = ties_.settle(group, fresh, standing(now), tie_waits_);

  for (const Tie& tie : group.ties) {
    if (!outcome.misfits.contains(tie.id)) {
      tie_waits_.erase(tie.id);
    } else if (tie.is_between_sources() && tie_waits_.try_emplace(tie.id).second) {
      remember(tie);
    }
  }
  const auto is_patient = [&](const Tie& tie) {
    return tie.is_between_sources() && !tie_waits_.at(tie.id).is_over(tie);
  };

  for (const auto& [id, value] : fresh.metrics) {
    Entry& e = entries_.at(id);
    Decision d = *e.pending;
    const bool is_fresh = d.poll == poll;
    const auto why = outcome.metrics.find(id);
    if (why == outcome.metrics.end()) {
      if (!is_fresh && e.held) {
        d.outcome = Outcome::released;
        d.rule = e.rule;
      }
      finish(id, e, d, now);
      if (!e.refused.empty()) refused.push_back(id + ": " + e.refused);
      continue;
    }
    d.outcome = Outcome::held;
    d.rule = "relation:" + why->second.tie->id;
    d.reason = why->second.reason;
    const bool is_silent = is_patient(*why->second.tie), was_told = e.held && !e.waits;
    e.hold(d, now.at, is_silent);
    if (is_silent) {
      e.refused.clear();
      e.rule.clear();
    } else {
      refused.push_back(id + ": " + d.reason);
      if (is_fresh || !was_told) tell(event_of(id, d, now.at));
    }
    show(id, e);
  }
  for (const auto& [id, rows] : fresh.tables) {
    const auto why = outcome.tables.find(id);
    if (why == outcome.tables.end()) {
      WaitingTable t = std::move(waiting_tables_.at(id));
      waiting_tables_.erase(id);
      place_table(id, std::move(t.rows), t.received);
    } else if (!is_patient(*why->second.tie)) {
      refuse_table(id, why->second.reason);
      refused.push_back(id + ": " + why->second.reason);
    }
  }
}

// A source that answers but whose own time no longer moves on: every figure that carries its time is late.
std::string Ledger::standing_still(const Delivery& delivery, Instant now) const {
  std::optional<Instant> newest;
  for (const auto& [id, settings, entry, group] : delivery.metrics) {
    if (settings->time.empty()) continue;
    if (!entry->refused.empty() || entry->held)
      return {};  // old because newer ones are refused: that is told by itself
    const auto& reading = entry->known.reading;
    if (!reading) continue;
    if (now - reading->source_time <= declaration_.metrics.at(id)->late_after_s) return {};
    newest = std::max(newest.value_or(reading->source_time), reading->source_time);
  }
  if (!newest) return {};
  return fmt::format("it answers, but its own time stands still at {}", iso8601(*newest));
}

void Ledger::poll_failed(const std::string& source, const std::string& fault, const Moment& at) {
  if (!deliveries_.contains(source)) return;
  watch_clock(at);
  tell_poll(source, fault, {}, at.at);
  SourceState state = now_.sources.at(source);
  ++state.polls;
  ++state.errors;
  set_fault(state, fault, at.at);
  now_.sources.put(source, std::move(state));
}

// Whether a jump forward is as long as the last time, or the last few times, that our clock was set back: those are then
// over.
bool Ledger::undoes_set_backs(double jump_s) {
  double back_s = 0;
  for (std::size_t n = set_backs_s_.size(); n-- > 0;) {
    back_s += set_backs_s_[n];
    if (std::abs(jump_s - back_s) > clock_noise_s + back_s / 1000) continue;
    set_backs_s_.resize(n);
    return true;
  }
  return false;
}

// No stamp of our own may lie in the future of our own clock: an age would be wrong, and a dead source look alive. A
// clock that is set back and then forward by as much again is back where it was, and so are the stamps. Any other jump
// forward may be time that passed while the machine slept: then the figures are as old as they look.
bool Ledger::watch_clock(const Moment& now) {
  const auto before = std::exchange(last_, now);
  if (!before) return false;
  const double jump_s = (now.at - before->at) - std::max(0.0, now.steady_s - before->steady_s);
  if (std::abs(jump_s) <= clock_noise_s) return false;
  if (jump_s > 0 && !undoes_set_backs(jump_s)) return false;
  if (jump_s < 0) {
    if (set_backs_s_.size() == most_set_backs) set_backs_s_.erase(set_backs_s_.begin());
    set_backs_s_.push_back(-jump_s);
  }
  const auto set = [&](std::optional<Instant>& t) {
    if (t) t = stamp_after_jump(*t, now.at, jump_s);
  };
  const Snapshot shared = now_;  // so that everything below is made anew: others may be reading it
  for (auto& [id, e] : entries_) {
    e.clock_set(declaration_.data.metrics.at(id), now.at, jump_s);
    show(id, e);
  }
  for (auto& [id, s] : now_.series) set(s.received);
  for (auto& [id, t] : now_.tables) set(t.received);
  for (auto& [id, s] : now_.sources) {
    set(s.fault_since);
    set(s.last_good);
  }
  derive();
  return true;
}

std::uint64_t Ledger::tell_poll(const std::string& source, const std::string& fault, std::string_view payload,
                                Instant at) {
  ++polls_;
  if (!collects_) return polls_;
  PollEvent event{polls_, source, at, fault, nullptr};
  if (!payload.empty()) event.payload = std::make_shared<const std::string>(payload);
  happened_.polls.push_back(std::move(event));
  return polls_;
}

void Ledger::tell(ReadingEvent event) {
  if (collects_) happened_.readings.push_back(std::move(event));
}

Happened Ledger::take_happened() {
  return std::exchange(happened_, {});
}

void Ledger::collect(bool on) {
  collects_ = on;
  if (!on) happened_ = {};
}

bool Ledger::place(const std::string& id, const Reading& reading) {
  const auto it = entries_.find(id);
  if (it == entries_.end()) return false;
  it->second.known.reading = reading;
  changed(id);
  show(id, it->second);
  return true;
}

bool Ledger::place_series(const std::string& id, std::vector<SeriesPoint> points, Instant received) {
  const Series* before = now_.series.get(id);
  if (!before) return false;
  now_.series.put(id, {before->info, std::move(points), received, {}});
  return true;
}

bool Ledger::place_table(const std::string& id, std::vector<std::vector<Cell>> rows, Instant received) {
  const Table* before = now_.tables.get(id);
  if (!before) return false;
  const TableSettings& settings = declaration_.data.tables.at(id);
  all_rows_.erase(id);
  if (declaration_.summed.contains(id) && rows.size() > static_cast<std::size_t>(std::max(1, settings.limit)))
    all_rows_[id] = rows;
  now_.tables.put(id, {before->info, shown_rows(settings, std::move(rows)), received, {}});
  changed("table " + id);
  return true;
}

void Ledger::flag(const std::string& id, bool quarantined, bool manual) {
  const auto it = entries_.find(id);
  if (it == entries_.end()) return;
  it->second.flagged_quarantined = quarantined;
  it->second.flagged_manual = manual;
  show(id, it->second);
}

}  // namespace guangmu::kpi
