#include "kpi/source_days.h"

#include <algorithm>
#include <utility>

namespace guangmu::kpi {
namespace {

constexpr double again_s = 10, hour_s = 3600;
constexpr std::int64_t hour_us = 3'600'000'000;

}  // namespace

DayAnswer ask(const Past& past, const DayQuestion& q) {
  DayAnswer a{q, {}};
  const Instant from = q.now + -hour_s * static_cast<double>(SourceDay::hours - 1);
  const auto by_hour = past.availability_by_hour(q.source, from, q.now);
  if (by_hour.size() != SourceDay::hours) return a;
  std::ranges::copy(by_hour, a.day.by_hour.begin());
  a.day.available = past.availability(q.source, from, q.now);
  a.day.begins = Instant{from.us - ((from.us % hour_us) + hour_us) % hour_us};
  return a;
}

void SourceDays::declare(const Declaration& d) {
  std::map<std::string, Slot> slots;
  for (const auto& [id, s] : d.data.sources) slots[id] = slots_[id];
  slots_ = std::move(slots);
}

std::vector<DayQuestion> SourceDays::due(Instant now, std::size_t most) const {
  std::vector<std::pair<Instant, DayQuestion>> overdue;
  for (const auto& [id, slot] : slots_) {
    const Instant at = slot.asked ? *slot.asked + (slot.knew ? refresh_s : again_s) : Instant{};
    if (slot.asked && at > now && *slot.asked <= now) continue;  // one asked in the future: our clock was set back
    overdue.emplace_back(at, DayQuestion{id, now});
  }
  std::ranges::stable_sort(overdue, {}, [](const auto& o) { return o.first; });
  if (overdue.size() > most) overdue.resize(most);
  std::vector<DayQuestion> questions;
  for (auto& [at, question] : overdue) questions.push_back(std::move(question));
  return questions;
}

bool SourceDays::answered(const DayAnswer& a) {
  const auto it = slots_.find(a.question.source);
  if (it == slots_.end()) return false;
  it->second = {a.question.now, a.day.available.has_value()};
  return true;
}

}  // namespace guangmu::kpi
