#include "kpi/trends.h"

#include <algorithm>
#include <utility>

namespace guangmu::kpi {
namespace {

constexpr double again_s = 5;

}  // namespace

TrendAnswer ask(const Past& past, const TrendQuestion& q) {
  TrendAnswer a{q, {}, {}};
  for (const PastPoint& p : past.course(q.metric, q.from, q.to, q.most)) {
    a.points.push_back({iso8601(p.at), {p.value}});
    a.newest = p.at;
  }
  return a;
}

void Trends::declare(const Declaration& d) {
  std::map<std::string, Slot> slots;
  for (const auto& [id, s] : d.data.series) {
    if (s.history.empty() || !s.over) continue;
    Slot slot{s.history, s.over->s, s.limit};
    const auto before = slots_.find(id);
    if (before != slots_.end() && before->second.metric == slot.metric && before->second.over_s == slot.over_s &&
        before->second.most == slot.most) {
      slot = before->second;
    }
    slots[id] = std::move(slot);
  }
  slots_ = std::move(slots);
}

std::vector<TrendQuestion> Trends::due(Instant now, std::size_t most) const {
  std::vector<std::pair<Instant, TrendQuestion>> overdue;
  for (const auto& [id, slot] : slots_) {
    const Instant at = slot.asked ? *slot.asked + (slot.empty ? again_s : refresh_s) : Instant{};
    if (slot.asked && at > now && *slot.asked <= now) continue;  // one asked in the future: our clock was set back
    overdue.emplace_back(at, TrendQuestion{id, slot.metric, now + -slot.over_s, now, slot.most});
  }
  std::ranges::stable_sort(overdue, {}, [](const auto& o) { return o.first; });
  if (overdue.size() > most) overdue.resize(most);
  std::vector<TrendQuestion> questions;
  for (auto& [at, question] : overdue) questions.push_back(std::move(question));
  return questions;
}

bool Trends::answered(const TrendAnswer& a) {
  const auto it = slots_.find(a.question.series);
  if (it == slots_.end() || it->second.metric != a.question.metric) return false;
  it->second.asked = a.question.to;
  it->second.empty = a.points.empty();
  return true;
}

}  // namespace guangmu::kpi
