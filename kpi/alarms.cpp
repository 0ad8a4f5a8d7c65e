#include "kpi/alarms.h"

#include <fmt/core.h>

#include <algorithm>

#include "kpi/formats/json.h"

namespace guangmu::kpi {
namespace {

constexpr double calm_s = 60;                // a fault is over when it has not been seen for so long
constexpr double apart_s = 600;              // between two messages about the same source and kind
constexpr std::size_t most_named = 5;        // figures named in a text
constexpr std::size_t most_groups = 10'000;  // more cannot be told anyway

std::string_view name_of(AlarmOn on) {
  for (const auto& [value, name] : fields_names(AlarmOn{}))
    if (value == on) return name;
  return "";
}

std::string minute(Instant t) {
  const CivilTime c = civil(t);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", c.year, c.month, c.day, c.hour, c.minute);
}

// "甲、乙等 7 项" / "a, b and 5 more".
std::string named(const std::vector<std::string>& figures, const Snapshot& s, Language language) {
  const bool zh = language == Language::zh;
  std::string text;
  for (std::size_t i = 0; i < std::min(figures.size(), most_named); ++i) {
    const Metric* m = s.metric(figures[i]);
    const std::string label = m && m->info ? m->info->label.in(language) : "";
    text += (i == 0 ? "" : zh ? "、" : ", ") + (label.empty() ? figures[i] : label);
  }
  if (figures.size() > most_named)
    text += zh ? fmt::format("等 {} 项", figures.size())
               : fmt::format(" and {} more", figures.size() - most_named);
  return text;
}

struct Words {
  std::string zh, en;
};

Words what_happened(AlarmOn on, bool over, const std::string& source, const std::vector<std::string>& figures,
                    const Snapshot& s) {
  const std::string zh = named(figures, s, Language::zh), en = named(figures, s, Language::en);
  switch (on) {
    case AlarmOn::source: {
      const SourceState* state = s.sources.get(source);
      const auto name = [&](Language language) { return state && !state->label.empty() ? state->label.in(language) : source; };
      const std::string zh_name = name(Language::zh), en_name = name(Language::en);
      if (over)
        return {fmt::format("数据源 {} 已恢复正常", zh_name), fmt::format("Source {} answers well again", en_name)};
      return {fmt::format("数据源 {} 无法正常取数（{}）", zh_name, state ? state->fault_zh : ""),
              fmt::format("Source {} does not answer well: {}", en_name, state ? state->fault : "")};
    }
    case AlarmOn::refused:
      if (over) return {zh + "：已无待核实的数值", en + ": no value waits for a decision any more"};
      return {zh + "：新数值未通过校验，等待人工核实",
              en + ": a new value failed its checks and waits for a decision"};
    case AlarmOn::stale:
      if (over) return {zh + "：已恢复更新", en + ": up to date again"};
      return {zh + "：长时间未更新", en + ": out of date"};
  }
  return {};
}

Json json_of(const LocalText& t) {
  Json j = Json::object();
  j["zh"] = Json::of(t.zh);
  j["en"] = Json::of(t.in(Language::en));
  return j;
}

}  // namespace

std::string to_json(const AlarmMessage& m, const std::string& exhibit, const ContactSettings& contact) {
  Json j = Json::object();
  j["exhibit"] = Json::of(exhibit);
  j["what"] = Json::of(name_of(m.on));
  j["state"] = Json::of(std::string_view(m.over ? "over" : "begun"));
  j["source"] = Json::of(m.source);
  Json figures = Json::list();
  for (const auto& id : m.figures) figures.items.push_back(Json::of(id));
  j["figures"] = std::move(figures);
  j["since"] = Json::of(iso8601(m.since));
  if (m.answer_by) j["answer_by"] = Json::of(iso8601(*m.answer_by));
  j["text"] = json_of(m.text);
  Json who = Json::object();
  who["name"] = json_of(contact.name);
  who["phone"] = Json::of(contact.phone);
  who["mail"] = Json::of(contact.mail);
  j["contact"] = std::move(who);
  j["url"] = Json::of(m.url);
  return to_text(j);
}

void Alarms::reload(DataSettings data) {
  const bool same = std::ranges::equal(
      data.alarms, data_.alarms,
      [](const AlarmSettings& a, const AlarmSettings& b) { return a.webhook == b.webhook && a.on == b.on; });
  data_ = std::move(data);
  if (!same) groups_.clear();
}

Alarms::Failing Alarms::failing(const Snapshot& s, Instant now) const {
  Failing all;
  for (const auto& [id, source] : s.sources)
    if (!source.fault.empty()) all[{AlarmOn::source, id}][id] = source.fault_since.value_or(now);
  for (const auto& [id, m] : s.metrics) {
    if (!m.info || m.info->derived) continue;  // its inputs are told
    if (m.quarantined) all[{AlarmOn::refused, m.info->source}][id] = m.held_since.value_or(now);
    if (m.reading && !m.manual && freshness_of(m, now) == Freshness::stale)
      all[{AlarmOn::stale, m.info->source}][id] = m.reading->source_time + m.info->stale_after_s;
  }
  return all;
}

std::vector<AlarmMessage> Alarms::look(const Snapshot& s, Instant now) {
  std::vector<AlarmMessage> due;
  const Failing all = failing(s, now);
  for (std::size_t i = 0; i < data_.alarms.size(); ++i) {
    const auto& on = data_.alarms[i].on;
    const auto wants = [&](AlarmOn kind) { return std::ranges::find(on, kind) != on.end(); };
    for (const auto& [what, figures] : all) {
      const auto& [kind, source] = what;
      if (!wants(kind) || groups_.size() >= most_groups) continue;
      if (kind == AlarmOn::stale && wants(AlarmOn::source) && all.contains({AlarmOn::source, source}))
        continue;
      groups_[{i, kind, source}];
    }
  }
  for (auto it = groups_.begin(); it != groups_.end();) {
    const auto& [alarm, kind, source] = it->first;
    const auto found = all.find({kind, source});
    // What its source's fault explains is neither new nor over.
    const bool explained =
        kind == AlarmOn::stale && all.contains({AlarmOn::source, source}) &&
        std::ranges::find(data_.alarms[alarm].on, AlarmOn::source) != data_.alarms[alarm].on.end();
    if (!explained) {
      auto figures = found == all.end() ? std::map<std::string, Instant>() : found->second;
      const auto waiting = all.find({AlarmOn::refused, source});
      const auto& on = data_.alarms[alarm].on;
      if (kind == AlarmOn::stale && waiting != all.end() && std::ranges::find(on, AlarmOn::refused) != on.end())
        std::erase_if(figures, [&](const auto& figure) {
          const auto known = it->second.faults.find(figure.first);
          const bool told = known != it->second.faults.end() && known->second.told;
          return waiting->second.contains(figure.first) && !told;
        });
      look_at(alarm, kind, source, figures, s, now, due);
    }
    it = it->second.faults.empty() ? groups_.erase(it) : std::next(it);
  }
  return due;
}

void Alarms::look_at(std::size_t alarm, AlarmOn on, const std::string& source,
                     const std::map<std::string, Instant>& failing, const Snapshot& s, Instant now,
                     std::vector<AlarmMessage>& due) {
  Group& group = groups_[{alarm, on, source}];
  for (const auto& [id, since] : failing) {
    const auto [it, is_new] =
        group.faults.try_emplace(id, Fault{now, std::min(since, now), std::nullopt, false});
    it->second.gone.reset();
  }
  std::vector<std::string> begun, ended;
  std::optional<Instant> since_begun, since_ended;
  bool any_told_left = false;
  for (auto it = group.faults.begin(); it != group.faults.end();) {
    auto& [id, fault] = *it;
    if (!failing.contains(id)) {
      if (!fault.told) {
        it = group.faults.erase(it);  // it has not lasted
        continue;
      }
      if (!fault.gone) fault.gone = now;
    }
    const bool over = fault.gone && now - *fault.gone >= calm_s;
    if (fault.told && over) {
      ended.push_back(id);
      since_ended = std::min(since_ended.value_or(fault.since), fault.since);
    } else if (fault.told) {
      any_told_left = true;
    } else if (now - fault.seen >= data_.alarms[alarm].after.s) {
      begun.push_back(id);
      since_begun = std::min(since_begun.value_or(fault.since), fault.since);
    }
    ++it;
  }
  // Once, when all that was told is good again.
  if (!ended.empty() && !any_told_left) {
    for (const auto& id : ended) group.faults.erase(id);
    due.push_back(message({alarm, on, source}, std::move(ended), *since_ended, true, s));
  }
  if (begun.empty() ||
      (group.last_told && any_told_left && now - *group.last_told < apart_s && now > *group.last_told))
    return;
  for (const auto& id : begun) group.faults[id].told = true;
  group.last_told = now;
  due.push_back(message({alarm, on, source}, std::move(begun), *since_begun, false, s));
}

AlarmMessage Alarms::message(const Key& key, std::vector<std::string> figures, Instant since, bool over,
                             const Snapshot& s) const {
  AlarmMessage m;
  std::tie(m.alarm, m.on, m.source) = key;
  m.over = over;
  m.since = since;
  if (m.on != AlarmOn::source) m.figures = std::move(figures);
  if (const auto it = s.sources.find(m.source); it != s.sources.end()) m.url = it->second.url;
  const ContactSettings& contact = data_.contact;
  if (!over && contact.response_promise) m.answer_by = since + contact.response_promise->s;

  const Words what = what_happened(m.on, over, m.source, m.figures, s);
  m.text.zh = fmt::format("{}，始于 {}。", what.zh, minute(since));
  m.text.en = fmt::format("{}, since {}.", what.en, minute(since));
  if (over) return m;
  std::string who_zh = contact.name.in(Language::zh), who_en = contact.name.in(Language::en);
  for (const auto& how : {contact.phone, contact.mail}) {
    if (how.empty()) continue;
    who_zh += (who_zh.empty() ? "" : " ") + how;
    who_en += (who_en.empty() ? "" : " ") + how;
  }
  if (!who_zh.empty()) {
    m.text.zh += "联系：" + who_zh + "。";
    m.text.en += " Contact: " + who_en + ".";
  }
  if (m.answer_by) {
    m.text.zh += fmt::format("承诺于 {} 前响应。", minute(*m.answer_by));
    m.text.en += fmt::format(" An answer was promised by {}.", minute(*m.answer_by));
  }
  return m;
}

}  // namespace guangmu::kpi
