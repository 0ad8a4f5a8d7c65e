#include "kpi/formulas/retrospect.h"

#include <algorithm>
#include <array>

namespace guangmu::kpi {
namespace {

using What = PastCall::What;

// When an answer is to be asked for again.
Instant due_at(const LookBack& a) {
  if (!a.value) return a.at + 60;
  if (a.call.what != What::previous) return a.at + std::max(60.0, a.call.period.s / 288);
  if (a.call.period.name == Period::Name::length) return a.at + 60;
  return a.at + 3600;
}

Question question_of(const PastCall& call, const std::vector<std::string>& ids, Instant now) {
  if (call.what == What::previous) return {call, end_of_previous(call.period, now), now, ids};
  return {call, now + -call.period.s, now, ids};
}

}  // namespace

Instant end_of_previous(const Period& period, Instant now) {
  if (period.name == Period::Name::length) return now + -period.s;
  CivilTime c = civil(now);
  const int weekday = c.weekday;
  c.minute = c.second = 0;
  if (period.name != Period::Name::hour) c.hour = 0;
  if (period.name == Period::Name::month || period.name == Period::Name::year) c.day = 1;
  if (period.name == Period::Name::year) c.month = 1;
  Instant start = from_civil(c);
  if (period.name == Period::Name::week) start = start + -86400.0 * ((weekday + 6) % 7);
  return {start.us - 1};
}

LookBack ask(const Past& past, const Question& q) {
  LookBack a{q.call, std::nullopt, q.to};
  switch (q.call.what) {
    case What::previous:
      a.value = past.value_at(q.call.id, q.from);
      break;
    case What::average:
      a.value = past.mean(q.call.id, q.from, q.to);
      break;
    case What::lateness:
      a.value = past.lateness(q.call.id, q.from, q.to);
      break;
    case What::refusals:
      a.value = past.refusals(q.call.id, q.from, q.to);
      break;
    case What::availability:
      for (const auto& source : q.ids) {
        const auto one = past.availability(source, q.from, q.to);
        if (!one) {
          a.value.reset();
          break;
        }
        a.value = std::min(a.value.value_or(1), *one);
      }
      break;
  }
  return a;
}

void Retrospect::declare(std::vector<std::pair<PastCall, std::vector<std::string>>> calls) {
  std::map<PastCall, Slot> slots;
  for (auto& [call, ids] : calls) {
    const auto before = slots_.find(call);
    slots[call] = {std::move(ids), before == slots_.end() ? std::nullopt : before->second.answer};
  }
  slots_ = std::move(slots);
}

std::vector<Question> Retrospect::due(Instant now, std::size_t most) const {
  std::vector<std::pair<Instant, const std::pair<const PastCall, Slot>*>> overdue;
  for (const auto& slot : slots_) {
    const auto& a = slot.second.answer;
    if (!a) {
      overdue.emplace_back(Instant{}, &slot);
      continue;
    }
    const bool over = slot.first.what == What::previous && slot.first.period.name != Period::Name::length &&
                      end_of_previous(slot.first.period, a->at) != end_of_previous(slot.first.period, now);
    if (over || a->at > now)
      overdue.emplace_back(Instant{1}, &slot);
    else if (due_at(*a) <= now)
      overdue.emplace_back(due_at(*a), &slot);
  }
  std::ranges::stable_sort(overdue, {}, [](const auto& o) { return o.first; });
  if (overdue.size() > most) overdue.resize(most);
  std::vector<Question> questions;
  for (const auto& [at, slot] : overdue) questions.push_back(question_of(slot->first, slot->second.ids, now));
  return questions;
}

bool Retrospect::take(const std::vector<LookBack>& answers) {
  bool changed = false;
  for (const auto& a : answers) {
    const auto it = slots_.find(a.call);
    if (it == slots_.end()) continue;
    auto& kept = it->second.answer;
    // The time of an answer about health is that of the figure: it changes with every answer.
    const bool dated = a.call.what != What::previous && a.call.what != What::average;
    changed = changed || dated || !kept || kept->value != a.value;
    kept = a;
  }
  return changed;
}

const LookBack* Retrospect::answer(const PastCall& call) const {
  const auto it = slots_.find(call);
  return it == slots_.end() || !it->second.answer ? nullptr : &*it->second.answer;
}

}  // namespace guangmu::kpi
