#include "console/adjuster.h"

#include <fmt/core.h>

namespace guangmu::console {

double Adjuster::value(const std::string& key, double told, Instant at) const {
  const auto draft = drafts_.find(key);
  if (draft == drafts_.end() || (draft->second.sent && at - draft->second.at > adjust_patience_s))
    return told;
  return draft->second.value;
}

void Adjuster::turn(const std::vector<Change>& changes, Instant at) {
  std::vector<std::string> keys;
  for (const Change& c : changes) keys.push_back(c.key);
  // Turning on without a pause, or pulling with the mouse, is one step back.
  const bool same = last_turn_ && at - *last_turn_ < 0.6 && keys == last_keys_ && !past_.empty();
  std::vector<std::pair<std::string, double>> back;
  for (const Change& c : changes) {
    const double now = value(c.key, c.told, at);
    back.emplace_back(c.key, now);
    first_.emplace(c.key, now);
    drafts_[c.key] = {c.value, false, at};
  }
  if (!same) past_.push_back(std::move(back));
  last_turn_ = at;
  last_keys_ = std::move(keys);
}

bool Adjuster::undo(Instant at) {
  if (past_.empty()) return false;
  for (const auto& [key, value] : past_.back()) drafts_[key] = {value, false, at};
  past_.pop_back();
  last_turn_.reset();
  return true;
}

std::optional<double> Adjuster::before(const std::string& key) const {
  const auto found = first_.find(key);
  return found == first_.end() ? std::nullopt : std::optional(found->second);
}

void Adjuster::settle() {
  drafts_.clear(), past_.clear(), first_.clear();
  last_turn_.reset();
}

std::vector<std::string> Adjuster::due(Instant at) {
  std::vector<std::string> commands;
  if (last_sent_ && at - *last_sent_ < adjust_every_s && at >= *last_sent_) return commands;
  std::erase_if(drafts_,
                [&](const auto& d) { return d.second.sent && at - d.second.at > adjust_patience_s; });
  for (auto& [key, draft] : drafts_) {
    if (draft.sent) continue;
    commands.push_back(fmt::format("adjust {} {:.6g}", key, draft.value));
    draft.sent = true;
    draft.at = at;
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
