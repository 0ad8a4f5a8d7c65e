// The course of one figure over the last day, with what was stopped, and what was decided about it: in the place of the
// why panel's sections.
#include <fmt/core.h>

#include <algorithm>

#include "console/check_words.h"
#include "console/panels.h"

namespace guangmu::console {
namespace {

std::string outcome_words(const std::string& outcome, bool zh) {
  struct Word {
    const char *outcome, *zh, *en;
  };
  constexpr Word words[] = {{"accepted", "收下", "taken"},         {"unchanged", "没变", "unchanged"},
                            {"refused", "拒收", "refused"},        {"held", "待核", "held"},
                            {"released", "放行", "accepted"},      {"dismissed", "驳回", "dismissed"},
                            {"manual", "手工", "by hand"},         {"manual_end", "手工结束", "end by hand"}};
  for (const Word& word : words)
    if (outcome == word.outcome) return zh ? word.zh : word.en;
  return outcome;
}

void draw_chart(Context& c, Box b, const kpi::Course& course, const show::MetricStatus& m) {
  Ui& ui = c.ui;
  const Box plot{b.x + 12, b.y + 34, b.w - 24, b.h - 68};
  double low = course.points.front().value, high = low;
  for (const auto& p : course.points) low = std::min({low, p.low, p.value}), high = std::max({high, p.high, p.value});
  for (const float y : {plot.y, plot.y + plot.h / 2, plot.bottom()}) ui.line(plot.x, y, plot.right(), y, rgb(0x242A32), 1);
  ui.told(plot.x, b.y + 8, written(high, m, c.model.language), Size::s16, colour::second, false, Anchor::left, 200);
  ui.told(plot.right(), b.y + 8, c.model.text(m.unit_text), Size::s16, colour::weak, false, Anchor::right, 120);
  ui.told(plot.x, plot.bottom() - 24, written(low, m, c.model.language), Size::s16, colour::second, false, Anchor::left, 200);
  draw_course(ui, {plot.x, plot.y - 3, plot.w, plot.h + 6}, course, FigureState::live);
  const double span = std::max(1., course.to - course.from);
  for (const auto& mark : course.marks) {
    const float x = plot.x + plot.w * static_cast<float>(std::clamp((mark.at - course.from) / span, 0., 1.));
    ui.plain_triangle(x, plot.y + 8, 9, colour::amber);
  }
  ui.text(plot.x, b.bottom() - 28, clock_words(course.from).substr(0, 5), Size::s16, colour::weak);
  ui.text(plot.right(), b.bottom() - 28, clock_words(course.to).substr(0, 5), Size::s16, colour::weak, false, Anchor::right);
  if (!course.marks.empty())
    ui.text(plot.x + plot.w / 2, b.bottom() - 28, fmt::format("▲ {} {}", course.marks.size(), ui.t("次未采用", "stopped")), Size::s16,
            colour::amber, false, Anchor::centre);
}

}  // namespace

void draw_history(Context& c, Box b, const std::string& id, const show::MetricStatus& m) {
  Ui& ui = c.ui;
  const bool zh = ui.zh();
  ui.text(b.x + 4, b.y, ui.t("最近 24 小时", "The last 24 hours"), Size::s22, colour::text, true);
  const Box chart{b.x, b.y + 38, b.w, 290};
  ui.fill(chart, colour::bg, 6);
  const auto course = c.model.figures.courses.find(id);
  if (course != c.model.figures.courses.end() && !course->second.points.empty()) {
    draw_chart(c, chart, course->second, m);
  } else {
    ui.text(chart.x + chart.w / 2, chart.y + 120, ui.t("还没有历史", "no history yet"), Size::s18, colour::second, false,
            Anchor::centre);
    ui.told(chart.x + chart.w / 2, chart.y + 150, c.model.figures.course_problem, Size::s16, colour::weak, false, Anchor::centre,
            chart.w - 40);
  }
  float y = chart.bottom() + 14;
  ui.text(b.x + 4, y, ui.t("对它做过的决定，最新在上", "What was decided, newest first"), Size::s18, colour::text, true);
  y += 32;
  const Explained& known = c.model.figures.explained;
  if (known.metric != id || !known.why || known.why->events.empty()) {
    ui.text(b.x + 4, y, ui.t("没有要说的", "nothing to tell"), Size::s16, colour::weak);
    return;
  }
  const auto& events = known.why->events;
  for (auto event = events.rbegin(); event != events.rend() && y + 26 < b.bottom(); ++event) {
    const bool quiet = event->outcome == "accepted" || event->outcome == "unchanged";
    ui.text(b.x + 4, y, clock_words(event->at), Size::s16, colour::second);
    ui.told(b.x + 86, y, outcome_words(event->outcome, zh), Size::s16, quiet ? colour::second : colour::amber, true,
            Anchor::left, 100);
    ui.told(b.x + 290, y, event->value ? written(*event->value, m, c.model.language) : "—", Size::s16, colour::text, true,
            Anchor::right, 100);
    std::string words = event->by.empty() || event->by == "rule" ? "" : event->by + " ";
    words += event->reason.empty() ? (event->rule.empty() ? "" : check_name(event->rule, c.model.language, false)) : in_words(event->reason, c.model.language);
    ui.told(b.x + 304, y, words, Size::s16, colour::second, false, Anchor::left, b.right() - b.x - 308);
    y += 27;
  }
}

}  // namespace guangmu::console
