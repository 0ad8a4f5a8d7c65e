#include "scenes/claim.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace guangmu::scenes {
namespace {

constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string ago(double age_s, Language language) {
  const std::string age = kpi::age_text(age_s, language);
  return language == Language::zh ? age + "前" : age + " ago";
}

// Until the words of an age change: at the next second, minute, hour or day.
double until_next_words(double age_s) {
  const double unit = age_s < 60 ? 1 : age_s < 3600 ? 60 : age_s < 48 * 3600 ? 3600 : 86400;
  return unit - std::fmod(std::max(0., age_s), unit) + 1e-3;
}

struct Aged {
  Form form = Form::live;
  std::string words;
  float light = 1;
  double changes_in_s = std::numeric_limits<double>::infinity();
};

Aged aged(kpi::Freshness f, double age_s, double late_after_s, double stale_after_s, Language language) {
  switch (f) {
    case kpi::Freshness::late:
      return {Form::late, ago(age_s, language), 1,
              std::min(until_next_words(age_s), stale_after_s - age_s + 1e-3)};
    case kpi::Freshness::stale:
      return {Form::stale, ago(age_s, language), 0.75f, until_next_words(age_s)};
    case kpi::Freshness::live:
      return {Form::live, {}, 1, late_after_s - age_s + 1e-3};
    case kpi::Freshness::never:
      break;
  }
  return {};
}

// "12:00" today, "21日 12:00" / "21 Nov 12:00" on another day.
std::string end_words(Instant until, Instant now, Language language) {
  const CivilTime end = civil(until), today = civil(now);
  const std::string clock = fmt::format("{:02}:{:02}", end.hour, end.minute);
  if (end.day == today.day && end.month == today.month && end.year == today.year) return clock;
  if (language == Language::zh) return fmt::format("{}月{}日 {}", end.month, end.day, clock);
  return fmt::format("{} {} {}", end.day, months[static_cast<std::size_t>(std::clamp(end.month, 1, 12) - 1)], clock);
}

// A person's name as it is; of a program ("console 127.0.0.1") what it is, for visitors need no address.
std::string signed_by(const std::string& by, Language language) {
  const auto space = by.rfind(' ');
  const bool address = space != std::string::npos &&
                       by.find_first_not_of("0123456789abcdef.:[]", space + 1) == std::string::npos;
  if (!address) return by;
  const std::string program = by.substr(0, space);
  return program == "console" && language == Language::zh ? "操作台" : program;
}

// Who set it and until when, the longest first; the shortest still says that it was set by hand.
std::vector<std::string> manual_marks(const kpi::Metric& m, Instant now, Language language) {
  const bool zh = language == Language::zh;
  const std::string by = signed_by(m.manual_by, language);
  const std::string end = m.manual_until ? (zh ? "至 " : "until ") + end_words(*m.manual_until, now, language) : "";
  std::vector<std::string> marks;
  const auto add = [&](const char* what, const std::string& name, const std::string& until) {
    std::string words = what;
    if (!name.empty()) words += (zh ? " · " : " by ") + name;
    if (!until.empty()) words += (zh && !name.empty() ? " · " : " ") + until;
    if (marks.empty() || marks.back() != words) marks.push_back(std::move(words));
  };
  add(zh ? "人工设定" : "set", by.empty() && !zh ? "hand" : by, end);
  if (!by.empty()) add(zh ? "人工" : "set", by, end);
  if (!by.empty() && !end.empty()) marks.push_back(zh ? fmt::format("{} 设定 {}", by, end) : fmt::format("{}, {}", by, end));
  if (!end.empty()) add(zh ? "人工" : "manual", "", end);
  add(zh ? "人工" : "manual", "", "");
  return marks;
}

template <class Chart>
ChartClaim chart_claim(const SceneInput& in, const Chart* chart, bool has_points) {
  ChartClaim claim;
  if (!chart) return claim;
  claim.empty = !has_points;
  claim.demonstration = chart->info->demonstration;
  if (claim.empty || !chart->received || in.figures_frozen) return claim;
  const double age = std::max(0., in.wall_clock - *chart->received);
  const Aged a = aged(kpi::freshness_of(*chart, in.wall_clock), age, chart->info->late_after_s,
                      chart->info->stale_after_s, in.language);
  claim.form = a.form;
  claim.mark = a.words;
  claim.light = a.light;
  claim.changes_in_s = a.changes_in_s;
  return claim;
}

}  // namespace

std::string no_data(Language language) {
  return language == Language::zh ? "暂无数据" : "no data";
}
std::string no_history(const kpi::Snapshot& data, Language language) {
  const bool zh = language == Language::zh;
  if (!data.history_kept) return zh ? "未启用历史记录" : "No history is kept";
  if (!data.history_fault.empty()) return zh ? "历史数据无法保存" : "History cannot be kept";
  return zh ? "历史数据积累中" : "History is being gathered";
}
std::string demonstration_mark(Language language) {
  return language == Language::zh ? "演示数据" : "demo data";
}

std::string date_words(Date d, Language language) {
  if (language == Language::zh) {
    if (d.month == 0) return fmt::format("{}年", d.year);
    if (d.day == 0) return fmt::format("{}年{}月", d.year, d.month);
    return fmt::format("{}年{}月{}日", d.year, d.month, d.day);
  }
  if (d.month < 1 || d.month > 12) return fmt::format("{}", d.year);
  const char* month = months[static_cast<std::size_t>(d.month - 1)];
  return d.day == 0 ? fmt::format("{} {}", month, d.year) : fmt::format("{} {} {}", d.day, month, d.year);
}

Form worse(Form a, Form b) {
  const auto rank = [](Form f) {
    switch (f) {
      case Form::live:
        return 0;
      case Form::late:
        return 1;
      case Form::manual:
        return 2;
      case Form::checking:
        return 3;
      case Form::report:
        return 4;
      case Form::stale:
        return 5;
    }
    return 0;
  };
  return rank(a) >= rank(b) ? a : b;
}

Claim claim_of(const SceneInput& in, const std::string& id, const LocalText& label) {
  Claim claim;
  const kpi::Metric* m = in.data->metric(id);
  claim.label = label.in(in.language);
  if (!m) {
    if (claim.label.empty()) claim.label = id;
    return claim;
  }
  if (claim.label.empty()) claim.label = m->info->label.in(in.language);
  if (claim.label.empty()) claim.label = id;
  claim.value = m->value();
  if (claim.value && !std::isfinite(*claim.value)) claim.value.reset();
  if (!claim.value) return claim;
  claim.text = kpi::number_text(*m, in.language);
  if (in.figures_frozen) return claim;

  const bool zh = in.language == Language::zh;
  if (m->from_report()) {
    const Date d = m->info->report->as_of;
    const Date month{d.year, d.month, 0};
    claim.form = Form::report;
    claim.marks = zh ? std::vector<std::string>{date_words(d, in.language) + "报告",
                                                date_words(month, in.language) + "报告", "报告值"}
                     : std::vector<std::string>{"report of " + date_words(d, in.language),
                                                "report " + date_words(month, in.language), "report"};
    return claim;
  }
  const Aged a = aged(kpi::freshness_of(*m, in.wall_clock), kpi::age_s(*m, in.wall_clock).value_or(0),
                      m->info->late_after_s, m->info->stale_after_s, in.language);
  claim.form = a.form;
  claim.light = a.light;
  claim.changes_in_s = a.changes_in_s;
  if (!a.words.empty()) claim.marks = {a.words};
  if (m->manual) {
    claim.form = Form::manual;
    claim.light = 1;
    claim.changes_in_s = std::numeric_limits<double>::infinity();
    claim.marks = manual_marks(*m, in.wall_clock, in.language);
  } else if (m->quarantined && claim.form != Form::stale) {
    claim.form = Form::checking;
    // Without a value that waits it is the source that stands still.
    const bool frozen = !m->held && m->refused_rule == "frozen";
    claim.marks = frozen ? std::vector<std::string>{zh ? "数据未变动" : "not moving", zh ? "未变动" : "still"}
                         : std::vector<std::string>{zh ? "新值核对中" : "being checked", zh ? "核对中" : "checking"};
  }
  return claim;
}

ChartClaim claim_of(const SceneInput& in, const kpi::Series* series) {
  return chart_claim(in, series, series && !series->points.empty());
}
ChartClaim claim_of(const SceneInput& in, const kpi::Table* table) {
  return chart_claim(in, table, table && !table->rows.empty());
}

}  // namespace guangmu::scenes
