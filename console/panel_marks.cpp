#include <fmt/core.h>

#include <cmath>

#include "console/panels.h"
#include "kpi/values/number_text.h"

namespace guangmu::console {

std::string minutes(double s) {
  const auto whole = static_cast<int>(std::floor(std::max(0., s)));
  return fmt::format("{:02}:{:02}", whole / 60, whole % 60);
}

std::string clock_words(Instant t) {
  const CivilTime c = civil(t);
  return fmt::format("{:02}:{:02}:{:02}", c.hour, c.minute, c.second);
}

// Every state differs by shape, not by colour alone: disc, half disc, ring, triangle, cross, square.
void draw_state(Ui& ui, float x, float y, FigureState state) {
  constexpr float r = 6;
  switch (state) {
    case FigureState::live:
      return ui.disc(x, y, r, colour::second);
    case FigureState::late:
      return ui.half_disc(x, y, r + 1, colour::amber);
    case FigureState::stale:
      return ui.circle(x, y, r, colour::amber, 2.5f);
    case FigureState::checking:
      return ui.triangle(x, y, 15, colour::amber);
    case FigureState::broken:
      return ui.cross(x, y, 11, colour::red);
    case FigureState::manual:
      return ui.square(x, y, r, colour::second);
  }
}

void draw_freshness(Ui& ui, float x, float y, const show::MetricStatus& m) {
  draw_state(ui, x, y, figure_state(m, {}));
}

std::string state_words(const show::MetricStatus& m, FigureState state, Language language) {
  const bool zh = language == Language::zh;
  const std::string age = m.age_s ? kpi::age_text(*m.age_s, language) : "";
  switch (state) {
    case FigureState::live:
      return age.empty() ? (zh ? "实时" : "live") : age + (zh ? "，实时" : ", live");
    case FigureState::late:
      return age + (zh ? "，迟到" : ", late");
    case FigureState::stale:
      return age + (zh ? "，过时" : ", stale");
    case FigureState::checking:
      if (m.refused_rule == "frozen") return zh ? "数据未变动" : "not moving";
      return zh ? "待核" : "to be checked";
    case FigureState::broken:
      if (!age.empty()) return (zh ? "断开 " : "broken for ") + age;
      return m.from_report ? (zh ? m.report_date + " 报告值" : "report of " + m.report_date)
                           : (zh ? "从未收到" : "never received");
    case FigureState::manual: {
      std::string words = zh ? "手工" : "by hand";
      if (!m.manual_by.empty()) words += " · " + m.manual_by;
      if (m.manual_until) words += (zh ? " · 至 " : " until ") + clock_words(*m.manual_until).substr(0, 5);
      return words;
    }
  }
  return "";
}

std::string freshness_words(const show::MetricStatus& m, Language language) {
  const bool zh = language == Language::zh;
  const std::string age = m.age_s ? kpi::age_text(*m.age_s, language) : "";
  if (m.quarantined) return zh ? "待核" : "to be checked";
  if (m.manual) return zh ? "手工" : "by hand";
  switch (m.freshness) {
    case kpi::Freshness::live:
      return (zh ? "实时 " : "live ") + age;
    case kpi::Freshness::late:
      return (zh ? "迟到 " : "late ") + age;
    case kpi::Freshness::stale:
      return (zh ? "过时 " : "stale ") + age;
    case kpi::Freshness::never:
      return m.from_report ? (zh ? m.report_date + " 报告值" : "report of " + m.report_date)
                           : (zh ? "从未收到" : "never received");
  }
  return "";
}

}  // namespace guangmu::console
