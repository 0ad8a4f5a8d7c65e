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

// Every state differs by shape, not by colour alone: disc, half disc, ring, cross, square, triangle.
void draw_freshness(Ui& ui, float x, float y, const show::MetricStatus& m) {
  constexpr float r = 6;
  if (m.quarantined || !m.refused.empty()) return ui.triangle(x, y, 15, colour::amber);
  if (m.manual) return ui.fill({x - r, y - r, 2 * r, 2 * r}, colour::second);
  switch (m.freshness) {
    case kpi::Freshness::live:
      return ui.disc(x, y, r, colour::second);
    case kpi::Freshness::late:
      ui.circle(x, y, r, colour::amber, 2);
      return ui.fill({x - r, y, 2 * r, r}, colour::amber, 3);
    case kpi::Freshness::stale:
      return ui.circle(x, y, r, colour::amber, 2.5f);
    case kpi::Freshness::never:
      return ui.cross(x, y, 11, colour::red);
  }
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
