#include "console/adjuster.h"

#include <fmt/core.h>

#include <algorithm>

namespace guangmu::console {

double Adjuster::value(const std::string& key, double told, Instant at) const {
  const auto draft = drafts_.find(key);
  if (draft == drafts_.end() || (draft->second.sent && at - draft->second.at > adjust_patience_s))
    return told;
  return draft->second.value;
}

void Adjuster::turn(const std::vector<Change>& changes, Instant at) {
  if (changes.empty()) return;
  // Turning on without a pause, or pulling with the mouse, is one step back.
  const std::string& what = changes.back().key;
  const bool same = last_turn_ && at - *last_turn_ < 0.6 && what == last_key_ && !past_.empty();
  std::vector<std::pair<std::string, double>> back;
  for (const Change& c : changes) {
    const double now = value(c.key, c.told, at);
    back.emplace_back(c.key, now);
    first_.emplace(c.key, now);
    drafts_[c.key] = {c.value, false, at};
    last_[c.key] = c.value;
  }
  if (same) {  // points that were pushed along since belong to the same step back
    for (auto& each : back)
      if (std::none_of(past_.back().begin(), past_.back().end(),
                       [&](const auto& p) { return p.first == each.first; }))
        past_.back().push_back(std::move(each));
  }
  if (!same) past_.push_back(std::move(back));
  last_turn_ = at;
  last_key_ = what;
}

bool Adjuster::undo(Instant at) {
  if (past_.empty()) return false;
  for (const auto& [key, value] : past_.back()) {
    drafts_[key] = {value, false, at};
    last_[key] = value;
  }
  past_.pop_back();
  last_turn_.reset();
  return true;
}

std::optional<double> Adjuster::before(const std::string& key) const {
  const auto found = first_.find(key);
  return found == first_.end() ? std::nullopt : std::optional(found->second);
}

void Adjuster::settle() {
  drafts_.clear(), past_.clear(), first_.clear(), last_.clear();
  last_turn_.reset();
}

std::vector<std::string> Adjuster::due(Instant at) {
  std::vector<std::string> commands;
  if (last_sent_ && at - *last_sent_ < adjust_every_s && at >= *last_sent_) return commands;
  std::erase_if(drafts_,
                [&](const auto& d) { return d.second.sent && at - d.second.at > adjust_patience_s; });
  for (auto& [key, draft] : drafts_) {
    if (draft.sent) continue;
    if (key.rfind("curve.", 0) != 0) {
      commands.push_back(fmt::format("adjust {} {:.6g}", key, draft.value));
      draft.sent = true;
      draft.at = at;
      continue;
    }
    // All points of the curve that were turned, together: one by one the curve might fall on the way.
    const std::string curve = key.substr(0, key.rfind('.') + 1);
    std::map<int, double> points;
    for (const auto& [each, value] : last_)
      if (each.rfind(curve, 0) == 0) points[std::stoi(each.substr(curve.size()))] = value;
    std::string line = "adjust " + curve.substr(0, curve.size() - 1);
    for (const auto& [n, value] : points) {
      line += fmt::format(" {}:{:.6g}", n, value);
      if (const auto each = drafts_.find(curve + std::to_string(n)); each != drafts_.end())
        each->second.sent = true, each->second.at = at;
    }
    commands.push_back(std::move(line));
  }
  if (!commands.empty()) last_sent_ = at;
  return commands;
}

bool Adjuster::waiting() const {
  for (const auto& [key, draft] : drafts_)
    if (!draft.sent) return true;
  return false;
}

}  // namespace guangmu::console
