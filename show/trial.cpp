#include "show/trial.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "show/commands.h"

namespace guangmu::show {
namespace {

Verdict refused(std::string reason) {
  return {Outcome::refused, std::move(reason), {}};
}

constexpr std::string_view fixed = "the colours of this wall cannot be changed while it runs";
constexpr std::string_view nothing_on_trial =
    "nothing is on trial: either it was kept already, or its time ran out and the wall is back as it was";

// Why a wish cannot stand on the wall; a batch waits for what is only being read.
std::optional<Verdict> doubt(const ColourWish& wish, const TrialMoment& m) {
  std::string reason = m.judge->why_not(wish);
  if (reason.empty()) return std::nullopt;
  return Verdict{Outcome::refused, std::move(reason), m.judge->coming(wish) ? wish.profile : std::string{}};
}

// In words what is on trial.
std::string what_of(const Trial& t) {
  if (!t.wish.adjustments.empty()) return "adjust";
  return t.wish == t.confirmed ? "split" : t.wish.profile;
}

std::string label_of(const Trial& t) {
  std::string label;
  if (t.wish.profile != t.confirmed.profile) label = t.wish.profile;
  for (const Adjustment& each : t.wish.adjustments)
    label += fmt::format("{}{} {}", label.empty() ? "" : ", ", each.key, each.value);
  if (label.empty() && t.halves) label = fmt::format("{} | {}", (*t.halves)[0], (*t.halves)[1]);
  return label;
}

std::string shortened(std::string label) {
  constexpr std::size_t most = 77;
  if (label.size() <= most) return label;
  const std::size_t comma = label.rfind(',', most);
  return label.substr(0, comma == std::string::npos ? most : comma) + "…";
}

void end(Trial& t) {
  t.wish = t.confirmed;
  t.before.clear();
  t.halves.reset();
  t.until_now.reset();
  t.last_key.clear();
}

// After a change: the time begins anew, or ends where nothing differs from what is confirmed.
void go_on(Trial& t, const TrialMoment& m) {
  if (t.wish == t.confirmed && !t.halves)
    end(t);
  else
    t.until_now = m.now_s + m.length_s;
}

void remember(Trial& t) {
  if (t.before.size() == most_changes) t.before.erase(t.before.begin());
  t.before.push_back(t.wish);
}

// The wish becomes a version of its own.
void keep(Trial& t, const std::string& label, const TrialMoment& m) {
  const auto ahead = std::count_if(t.deeds.begin(), t.deeds.end(), [](const ProfileDeed& deed) {
    return deed.kind == ProfileDeed::Kind::keep;
  });
  ProfileDeed deed{ProfileDeed::Kind::keep, m.judge->id_for(label, static_cast<int>(ahead)), label, m.by,
                   t.wish};
  t.wish = {deed.id, {}};
  t.last_key.clear();
  t.deeds.push_back(std::move(deed));
}

void activate(Trial& t) {
  t.confirmed = t.wish;
  t.deeds.push_back({ProfileDeed::Kind::activate, t.confirmed.profile, "", "", {}});
  end(t);
}

Verdict confirm(Trial& t, const TrialMoment& m) {
  if (t.wish == t.confirmed)
    return refused("the halves are only compared; apply one of them, then confirm it");
  if (const std::string reason = m.judge->why_not_kept(); !reason.empty()) return refused(reason);
  if (!t.wish.adjustments.empty()) keep(t, shortened(label_of(t)), m);
  activate(t);
  return {};
}

}  // namespace

ColourWish Trial::named(const std::string& name) const {
  if (name == "now") return wish;
  return name == "active" ? confirmed : ColourWish{name, {}};
}

ColourPicture Trial::picture() const {
  ColourPicture picture{wish, {}};
  if (halves) picture.halves = {named((*halves)[0]), named((*halves)[1])};
  return picture;
}

Verdict apply_trial(Trial& t, const Profile& c, const TrialMoment& m) {
  if (m.judge == nullptr) return refused(std::string(fixed));
  if (c.action == ProfileAction::apply) {
    ColourWish wish = t.named(c.id);
    if (auto verdict = doubt(wish, m)) return *verdict;
    if (wish == t.wish) {
      if (!t.runs()) return {Outcome::ignored, fmt::format("{} stands on the wall already", c.id), {}};
    } else {
      remember(t);
      t.wish = std::move(wish);
    }
    t.last_key.clear();
    go_on(t, m);
    return {};
  }
  if (!t.runs()) {
    if (c.action == ProfileAction::revert) return {Outcome::ignored, std::string(nothing_on_trial), {}};
    return refused(std::string(nothing_on_trial));
  }
  if (!c.id.empty() && c.id != t.wish.profile && c.id != what_of(t))
    return refused(fmt::format("{} is not on trial, {} is", c.id, label_of(t)));
  if (c.action == ProfileAction::confirm) return confirm(t, m);
  end(t);
  return {};
}

Verdict apply_trial(Trial& t, const ProfileSave& c, const TrialMoment& m) {
  if (m.judge == nullptr) return refused(std::string(fixed));
  if (const std::string reason = m.judge->why_not_kept(); !reason.empty()) return refused(reason);
  keep(t, c.label, m);
  if (t.runs())
    go_on(t, m);
  else
    activate(t);  // the same light under a new name
  return {};
}

Verdict apply_trial(Trial& t, const ProfileSplit& c, const TrialMoment& m) {
  if (m.judge == nullptr) return refused(std::string(fixed));
  if (c.left.empty()) {
    if (!t.halves) return {Outcome::ignored, "the wall is not split", {}};
    t.halves.reset();
    go_on(t, m);
    return {};
  }
  for (const std::string& name : {c.left, c.right})
    if (auto verdict = doubt(t.named(name), m)) return *verdict;
  t.halves = {c.left, c.right};
  go_on(t, m);
  return {};
}

Verdict apply_trial(Trial& t, const ProfileSwap&, const TrialMoment& m) {
  if (m.judge == nullptr) return refused(std::string(fixed));
  if (!t.halves) return refused("the wall is not split; `profile split LEFT RIGHT` does");
  std::swap((*t.halves)[0], (*t.halves)[1]);
  go_on(t, m);
  return {};
}

Verdict apply_trial(Trial& t, const Adjust& c, const TrialMoment& m) {
  if (m.judge == nullptr) return refused(std::string(fixed));
  ColourWish wish = t.wish;
  std::erase_if(wish.adjustments, [&](const Adjustment& each) { return each.key == c.key; });
  wish.adjustments.push_back({c.key, c.value});
  if (auto verdict = doubt(wish, m)) return *verdict;
  const bool same_move = c.key == t.last_key && m.now_s - t.last_key_at_now < one_move_s && t.runs();
  if (!same_move) remember(t);
  t.wish = std::move(wish);
  t.last_key = c.key;
  t.last_key_at_now = m.now_s;
  go_on(t, m);
  return {};
}

Verdict apply_trial(Trial& t, const AdjustUndo&, const TrialMoment& m) {
  if (m.judge == nullptr) return refused(std::string(fixed));
  if (t.before.empty()) return refused(t.runs() ? "nothing was adjusted" : std::string(nothing_on_trial));
  t.wish = std::move(t.before.back());
  t.before.pop_back();
  t.last_key.clear();
  go_on(t, m);
  return {};
}

std::string run_out(Trial& t, double now_s) {
  if (!t.until_now || now_s < *t.until_now) return {};
  std::string what =
      fmt::format("profile back to {}: {} was not confirmed in time", t.confirmed.profile, label_of(t));
  end(t);
  return what;
}

void describe_trial(const Trial& t, double now_s, double length_s, ProfileStatus& status) {
  const auto id = [](const std::string& profile) { return profile == wall_alone ? std::string{} : profile; };
  status.active = id(t.confirmed.profile);
  status.trial.reset();
  status.left.clear();
  status.right.clear();
  if (t.halves) {
    status.left = (*t.halves)[0];
    status.right = (*t.halves)[1];
  }
  if (!t.until_now) return;
  status.trial = TrialStatus{what_of(t),
                             label_of(t),
                             t.confirmed.profile,
                             std::clamp(*t.until_now - now_s, 0.0, length_s),
                             length_s,
                             static_cast<int>(t.before.size())};
}

}  // namespace guangmu::show
