#include "console/figures.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "console/check_words.h"
#include "console/fault_words.h"
#include "kpi/values/number_text.h"

namespace guangmu::console {
namespace {

bool passes(Filter filter, FigureState state) {
  switch (filter) {
    case Filter::all:
      return true;
    case Filter::live:
      return state == FigureState::live || state == FigureState::manual;
    case Filter::late:
      return state == FigureState::late || state == FigureState::stale;
    case Filter::checking:
      return state == FigureState::checking;
    case Filter::broken:
      return state == FigureState::broken;
  }
  return true;
}

// As the scenes show them: the first scene's figures first, each in its scene's order; then those that no scene shows.
std::vector<std::string> in_wall_order(const show::Status& status) {
  std::vector<std::string> ids;
  std::set<std::string> known;
  const auto add = [&](const std::string& id) {
    if (status.metrics.contains(id) && known.insert(id).second) ids.push_back(id);
  };
  for (const auto& scene : status.scenes)
    for (const std::string& id : scene.metrics) add(id);
  for (const auto& [id, m] : status.metrics) add(id);
  return ids;
}

std::string lowered(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

bool found_in(const std::string& sought, const std::string& id, const show::MetricStatus& m, const show::Status& status) {
  const std::string wanted = lowered(sought);
  for (const std::string& text : {id, m.label.zh, m.label.en, m.source, source_name(m.source, status, Language::zh), source_name(m.source, status, Language::en)})
    if (lowered(text).find(wanted) != std::string::npos) return true;
  return false;
}

std::optional<double> number_in(std::string text) {
  std::erase_if(text, [](char c) { return c == ',' || c == ' '; });
  double value = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || rest != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::string stamp(Instant t) {
  return iso8601({t.us - t.us % 1'000'000});
}

}  // namespace

void FiguresPage::hear(Inquired answer) {
  if (answer.about == Inquired::About::course) {
    if (answer.course) courses[answer.metric] = std::move(*answer.course);
    course_problem = answer.problem;
    return;
  }
  // A question that failed leaves the last answer about the same figure standing, with the reason beside it.
  if (!answer.why && explained.metric == answer.metric && explained.why) {
    explained.problem = answer.problem;
    return;
  }
  explained = {answer.metric, std::move(answer.why), std::move(answer.problem)};
}

bool held_back(const show::MetricStatus& m) {
  return !m.derived && m.held.has_value();
}

FigureState figure_state(const show::MetricStatus& m, const show::Status& status) {
  if (m.quarantined || !m.refused.empty()) return FigureState::checking;
  if (m.manual) return FigureState::manual;
  if (m.freshness == kpi::Freshness::never) return FigureState::broken;
  if (m.freshness == kpi::Freshness::live) return FigureState::live;
  if (m.freshness == kpi::Freshness::late) return FigureState::late;
  for (const auto& source : status.sources)
    if (source.id == m.source && !source.fault.empty()) return FigureState::broken;
  return FigureState::stale;
}

std::array<int, filter_count> filter_counts(const show::Status& status) {
  std::array<int, filter_count> counts{};
  for (const auto& [id, m] : status.metrics)
    for (std::size_t i = 0; i < filter_count; ++i)
      counts[i] += passes(static_cast<Filter>(i), figure_state(m, status)) ? 1 : 0;
  return counts;
}

std::vector<std::string> listed(const FiguresPage& page, const show::Status& status) {
  std::vector<std::string> ids;
  for (const std::string& id : in_wall_order(status)) {
    const show::MetricStatus& m = status.metrics.at(id);
    if (passes(page.filter, figure_state(m, status)) && (page.sought.empty() || found_in(page.sought, id, m, status)))
      ids.push_back(id);
  }
  return ids;
}

std::string pinned_id(const FiguresPage& page, const show::Status& status) {
  const auto chosen = status.metrics.find(page.selected);
  if (chosen != status.metrics.end() && held_back(chosen->second)) return page.selected;
  for (const std::string& id : in_wall_order(status))
    if (held_back(status.metrics.at(id))) return id;
  return "";
}

std::string explained_id(const FiguresPage& page, const show::Status& status) {
  if (status.metrics.contains(page.selected)) return page.selected;
  if (std::string pinned = pinned_id(page, status); !pinned.empty()) return pinned;
  const auto ids = listed(page, status);
  return ids.empty() ? "" : ids.front();
}

void choose(FiguresPage& page, const std::string& id) {
  if (page.selected != id) page.draft.reset();
  page.selected = id;
}

void move_choice(FiguresPage& page, const show::Status& status, int by, int rows) {
  const auto ids = listed(page, status);
  if (ids.empty()) return;
  const int last = static_cast<int>(ids.size()) - 1;
  const auto at = std::find(ids.begin(), ids.end(), explained_id(page, status));
  const int now = at == ids.end() ? (by > 0 ? -1 : last + 1) : static_cast<int>(at - ids.begin());
  const int next = std::clamp(now + by, 0, last);
  choose(page, ids[static_cast<std::size_t>(next)]);
  page.first_row = std::clamp(page.first_row, next - rows + 1, next);
}

int times_held(const show::MetricStatus& m, const kpi::Course* course) {
  if (!course || !m.held) return 0;
  return static_cast<int>(std::count_if(course->marks.begin(), course->marks.end(), [&](const kpi::CourseMark& mark) {
    return mark.value == m.held && (!m.held_since || mark.at >= *m.held_since);
  }));
}

std::pair<std::string, std::string> doubt_words(const show::MetricStatus& m, Language language) {
  const bool zh = language == Language::zh;
  std::string why = in_words(m.refused, language), hint;
  if (m.held && m.value && *m.value != 0) {
    const double ratio = *m.held / *m.value, change = (ratio - 1) * 100;
    if (m.refused_rule == "step")
      why = zh ? fmt::format("一次{} {:.4g} %，超过上限", change < 0 ? "降" : "涨", std::fabs(change))
               : fmt::format("{} {:.4g} % at once: too much", change < 0 ? "fell" : "rose", std::fabs(change));
    for (const double times : {10., 100., 1000., 10000.}) {
      const auto near = [&](double wanted) { return std::fabs(ratio / wanted - 1) < 0.02; };
      if (near(times))
        hint = zh ? fmt::format("约 {:.0f} 倍，像是多写了 0", times) : fmt::format("about {:.0f} times: zeros too many?", times);
      if (near(1 / times))
        hint = zh ? fmt::format("约 {:.0f} 分之一，像是少写了 0", times) : fmt::format("about 1/{:.0f}: zeros missing?", times);
    }
  }
  if (zh && m.refused_rule == "counter") why = "只增不减的数变小了";
  if (zh && m.refused_rule.starts_with("relation:")) why = "与别的数对不上：" + m.refused_rule.substr(9);
  if (hint.empty() && why != in_words(m.refused, language)) hint = in_words(m.refused, language);
  return {why, hint};
}

std::string written(double value, const show::MetricStatus& m, Language language) {
  return kpi::number_text(value, m.unit, m.decimals, language).digits;
}

std::string change_words(const kpi::Course* course, const show::MetricStatus& m, Language language) {
  if (!course || course->points.size() < 2) return "—";
  const double change = course->points.back().value - course->points.front().value;
  const kpi::NumberText text = kpi::number_text(std::fabs(change), m.unit, m.decimals, language);
  if (text.digits.find_first_of("123456789") == std::string::npos) return "0";
  const std::string unit = text.unit == m.unit_text.in(language) ? "" : " " + text.unit;
  return (change < 0 ? "−" : "+") + text.digits + unit;
}

std::optional<double> duration_s(const std::string& text, Instant now) {
  if (const auto colon = text.find(':'); colon != std::string::npos) {
    const auto hour = number_in(text.substr(0, colon)), minute = number_in(text.substr(colon + 1));
    if (!hour || !minute || *hour < 0 || *hour > 23 || *minute < 0 || *minute > 59) return std::nullopt;
    const CivilTime c = civil(now);
    const double wanted = *hour * 3600 + *minute * 60, passed = c.hour * 3600 + c.minute * 60 + c.second;
    return wanted > passed ? wanted - passed : wanted - passed + 86400;
  }
  struct Unit {
    const char* ending;
    double s;
  };
  constexpr Unit units[] = {{"分钟", 60}, {"小时", 3600}, {"分", 60}, {"天", 86400}, {"min", 60},
                            {"m", 60},    {"h", 3600},    {"d", 86400}, {"", 60}};
  for (const Unit& unit : units)
    if (text.ends_with(unit.ending)) {
      const auto count = number_in(text.substr(0, text.size() - std::string_view(unit.ending).size()));
      return count && *count > 0 ? std::optional(*count * unit.s) : std::nullopt;
    }
  return std::nullopt;
}

Result<std::string> manual_command(const ManualDraft& draft, const show::MetricStatus& m, Instant now,
                                   Language language) {
  const bool zh = language == Language::zh;
  std::string digits = draft.value;
  if (digits.ends_with("%")) digits.pop_back();
  const auto value = number_in(digits);
  if (!value) return Error{zh ? "数值看不懂，例如 3,900" : "the value is no number, e.g. 3,900"};
  const auto s = duration_s(draft.until, now);
  if (!s) return Error{zh ? "时限看不懂，例如 90、2h 或 12:00" : "the end is unclear, e.g. 90, 2h or 12:00"};
  if (*s < 1 || *s > 2592000) return Error{zh ? "最长 30 天" : "30 days at most"};
  return fmt::format("override {} {} {:.0f}", draft.metric, m.unit == "%" ? *value / 100 : *value, *s);
}

std::vector<FormulaPart> formula_parts(const std::string& formula, const std::vector<kpi::Why>& inputs) {
  std::vector<FormulaPart> parts;
  std::string words;
  const auto flush = [&] {
    while (!words.empty() && words.back() == ' ') words.pop_back();
    words.erase(0, words.find_first_not_of(' '));
    if (!words.empty()) parts.push_back({words, -1});
    words.clear();
  };
  const auto in_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  for (std::size_t i = 0; i < formula.size();) {
    if (!in_name(formula[i])) {
      const char c = formula[i++];
      if (c == '/')
        words += "÷";
      else if (c == '*')
        words += "×";
      else if (c == '-')
        words += "−";
      else
        words += c;
      continue;
    }
    std::size_t end = i;
    while (end < formula.size() && in_name(formula[end])) ++end;
    const std::string name = formula.substr(i, end - i);
    i = end;
    const auto known =
        std::find_if(inputs.begin(), inputs.end(), [&](const kpi::Why& input) { return input.metric == name; });
    if (known == inputs.end()) {
      words += name;
      continue;
    }
    flush();
    parts.push_back({"", static_cast<int>(known - inputs.begin())});
  }
  flush();
  return parts;
}

const kpi::Why& origin_of(const kpi::Why& why) {
  const kpi::Why* oldest = nullptr;
  for (const kpi::Why& input : why.inputs)
    if (!oldest || input.age_s.value_or(1e12) > oldest->age_s.value_or(1e12)) oldest = &input;
  return oldest ? origin_of(*oldest) : why;
}

std::string check_name(const std::string& rule, Language language, bool passed) {
  const bool zh = language == Language::zh;
  struct Name {
    const char *rule, *zh, *en, *failed_zh, *failed_en;
  };
  constexpr Name names[] = {{"type", "是数字", "is a number", "不是数字", "no number"},
                            {"unit", "单位相配", "unit fits", "单位不配", "wrong unit"},
                            {"range", "在范围内", "in range", "超出范围", "out of range"},
                            {"time", "时间合理", "time is right", "时间不对", "wrong time"},
                            {"step", "没有突跳", "no jump", "突跳", "a jump"},
                            {"counter", "只增不减", "only grows", "变小了", "fell"},
                            {"frozen", "数据在动", "is moving", "没有变动", "not moving"},
                            {"fresh", "按时到", "on time", "没按时到", "not on time"}};
  for (const Name& name : names)
    if (rule == name.rule) return passed ? (zh ? name.zh : name.en) : (zh ? name.failed_zh : name.failed_en);
  if (rule.starts_with("relation:")) return (zh ? "关系 " : "relation ") + rule.substr(9);
  return rule;
}

std::string proof_text(const kpi::Why& why, Language language, Instant now) {
  const bool zh = language == Language::zh;
  const auto figure = [&](const kpi::Why& w) {
    if (!w.value) return std::string("—");
    const kpi::NumberText text = kpi::number_text(*w.value, w.unit, w.decimals, language);
    return text.digits + " " + text.unit;
  };
  std::string out = fmt::format("{} ({}): {}\n", why.label.in(language), why.metric, figure(why));
  out += fmt::format("{} {}\n", zh ? "问的时刻" : "asked for", stamp(why.at));
  if (!why.by.empty()) out += fmt::format("{} {}\n", zh ? "由" : "by", why.by);
  if (!why.formula.empty()) {
    out += fmt::format("{} {}\n", zh ? "公式" : "formula", why.formula);
    for (const kpi::Why& input : why.inputs)
      out += fmt::format("  {} ({}): {}\n", input.label.in(language), input.metric, figure(input));
  }
  const kpi::Why& origin = origin_of(why);
  if (!origin.url.empty()) out += fmt::format("{} {} {}\n", zh ? "出处" : "origin", origin.url, origin.pointer);
  if (origin.source_time)
    out += fmt::format("{} {}\n", zh ? "平台时间" : "platform's time", stamp(*origin.source_time));
  if (origin.received) out += fmt::format("{} {}\n", zh ? "收到" : "received", stamp(*origin.received));
  if (origin.excerpt)
    for (std::size_t i = 0; i < origin.excerpt->lines.size(); ++i)
      out += fmt::format("{} {:>5} {}\n", static_cast<int>(i) == origin.excerpt->marked ? ">" : " ",
                         origin.excerpt->first_line + static_cast<int>(i), origin.excerpt->lines[i]);
  for (const kpi::WhyCheck& check : origin.checks)
    out += fmt::format("[{}] {} {}\n", check.passed ? "x" : "!", check_name(check.name, language, check.passed),
                       check_text(check, language));
  for (const kpi::ShownRun& run : why.shown)
    out += fmt::format("{} {} {} – {}: {} {} ({}, {} {})\n", zh ? "在墙上" : "on the wall", run.scene, stamp(run.from),
                       stamp(run.to), run.digits, run.unit, run.form, zh ? "数据版本" : "data version", run.version);
  return out + fmt::format("{} {}\n", zh ? "抄于" : "copied", stamp(now));
}

}  // namespace guangmu::console
