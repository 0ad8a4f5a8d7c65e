#include "kpi/entry.h"

#include <fmt/core.h>

#include <algorithm>

namespace guangmu::kpi {
namespace {

// A silence longer than so many polls is an outage, not a figure that stands still.
constexpr double longest_answering_polls = 3;

}  // namespace

Decision Entry::decide(const MetricSettings& m, double every_s, const Json& document, const Moment& now) {
  Judged j = judge_metric(m, every_s, document, known, now);
  Decision d;
  d.rule = j.rule;
  d.reason = j.reason;
  d.reading = j.reading;
  d.offset = known.offset;
  d.begins_again = j.begins_again && m.restart != Restart::hold;
  d.heard_s = std::min(known.silent_s(now), longest_answering_polls * every_s);
  const KnownMetric before = known;
  known.missed_polls = j.missed_polls;
  known.strange_time = j.strange_time;
  known.strange = j.strange;
  if (j.verdict == Verdict::refused) return d;
  known.last_heard = now.at;
  known.last_heard_s = now.steady_s;
  if (j.verdict != Verdict::unchanged) known.last_new_s = now.steady_s;
  if (j.verdict != Verdict::held) {
    d.outcome = j.verdict == Verdict::accepted ? Outcome::accepted : Outcome::unchanged;
    agreeing = 0;
    return d;
  }

  // Does it agree with the one that waits?
  d.outcome = Outcome::held;
  const double delivered = d.reading->value - known.offset;
  if (d.begins_again) {
    d.offset = m.restart == Restart::add ? known.reading->value : 0;
    d.reading->value = delivered + d.offset;
  }
  if (m.range && (d.reading->value < (*m.range)[0] || d.reading->value > (*m.range)[1])) {
    d.outcome = Outcome::refused;
    d.rule = "range";
    d.reason = fmt::format("with what was counted before it is {}, outside its range", d.reading->value);
    return d;
  }
  Verdict against_held = Verdict::held;
  if (held && begins_again == d.begins_again) {
    KnownMetric candidate = before;
    candidate.reading = held;
    candidate.offset = held_offset;
    candidate.anchor.reset();
    candidate.missed_polls = 0;
    candidate.strange_time.reset();
    candidate.strange = 0;
    against_held = judge_reading(m, every_s, delivered, d.reading->source_time, candidate, now).verdict;
  }
  if (against_held == Verdict::accepted) {
    ++agreeing;
  } else if (against_held != Verdict::unchanged) {
    agreeing = 1;
  }
  if (dismissed && *dismissed == d.reading->value) agreeing = 0;
  const bool counts_again = d.begins_again && held && begins_again && against_held == Verdict::accepted &&
                            d.reading->value > held->value + noise_of(held->value);
  if (counts_again || (m.accept_after > 0 && agreeing >= m.accept_after && !d.begins_again)) {
    d.outcome = Outcome::released;
    d.reason = counts_again ? fmt::format("it began again and counts on from {}", held->value - held_offset)
                            : fmt::format("{} readings agree with each other", agreeing);
  }
  return d;
}

bool Entry::stand(const MetricSettings& m, const Decision& d) {
  const bool moved = !known.reading || d.reading->value != known.reading->value;
  still_s = moved ? 0 : still_s + d.heard_s;
  known.reading = d.reading;
  known.offset = d.offset;
  if (d.outcome != Outcome::unchanged) known.missed_polls = 0;
  if (!m.max_step_per || !known.anchor || d.outcome == Outcome::released ||
      known.reading->source_time - known.anchor->source_time >= m.max_step_per->s)
    known.anchor = known.reading;
  if (moved) frozen = Frozen::no;
  empty_quarantine();
  dismissed.reset();
  const bool is_new = m.frozen_after && still_s > m.frozen_after->s && frozen == Frozen::no;
  if (is_new) {
    frozen = Frozen::told;
    frozen_since = d.reading->received;
  }
  if (frozen == Frozen::no) return false;
  if (frozen == Frozen::told) held_since = frozen_since;
  refused = fmt::format("it has stood still for {} while its source answered; accept it if that is right",
                        to_string(Duration{m.frozen_after ? m.frozen_after->s : still_s}));
  rule = "frozen";
  return is_new;
}

void Entry::hold(const Decision& d, Instant now, bool silently) {
  refused = d.reason;
  rule = d.rule;
  if (dismissed && *dismissed == d.reading->value) {
    held.reset();
    held_since.reset();
    return;
  }
  if (!held || !held_since) held_since = now;
  held = d.reading;
  held_offset = d.offset;
  begins_again = d.begins_again;
  waits = silently || d.begins_again;
  dismissed.reset();
}

void Entry::refuse(const Decision& d) {
  refused = d.reason;
  rule = d.rule;
}

std::optional<Reading> Entry::accept(const MetricSettings& m) {
  if (!held) {
    if (frozen != Frozen::told) return std::nullopt;
    frozen = Frozen::no;
    still_s = 0;
    empty_quarantine();
    return known.reading;
  }
  const Reading accepted = *held;
  Decision d;
  d.outcome = Outcome::released;
  d.reading = accepted;
  d.offset = held_offset;
  stand(m, d);
  return accepted;
}

std::optional<Reading> Entry::dismiss() {
  if (held) {
    const Reading refused_one = *held;
    dismissed = held->value;
    held.reset();
    held_since.reset();
    agreeing = 0;
    waits = begins_again = false;
    pending.reset();
    return refused_one;
  }
  if (frozen != Frozen::told) return std::nullopt;
  frozen = Frozen::dismissed;
  held_since.reset();
  return known.reading;
}

void Entry::empty_quarantine() {
  refused.clear();
  rule.clear();
  held_since.reset();
  held.reset();
  held_offset = 0;
  agreeing = 0;
  waits = begins_again = false;
  pending.reset();
}

Instant stamp_after_jump(Instant stamp, Instant now, double jump_s) {
  return jump_s > 0 || stamp > now ? std::min(now, stamp + jump_s) : stamp;
}

void Entry::clock_set(const MetricSettings& m, Instant now, double jump_s) {
  const auto set = [&](Instant& t) { t = stamp_after_jump(t, now, jump_s); };
  for (auto* reading : {&known.reading, &known.anchor, &held}) {
    if (!*reading) continue;
    set((*reading)->received);
    if (m.time.empty()) set((*reading)->source_time);
  }
  if (pending && pending->reading) set(pending->reading->received);
  if (known.last_heard) set(*known.last_heard);
  if (held_since) set(*held_since);
  if (frozen_since) set(*frozen_since);
  if (manual) {
    const double left_s = manual->until - manual->reading.received;
    set(manual->reading.received);
    set(manual->reading.source_time);
    const Instant until = manual->reading.received + left_s;
    manual->until = jump_s > 0 ? until : std::min(manual->until, until);
  }
}

}  // namespace guangmu::kpi
