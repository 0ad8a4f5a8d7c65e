// The figures on the operator's page: beside two scenes as a list, under three or four as a strip, under more
// not at all.
#include <fmt/core.h>

#include "console/keys_data.h"
#include "console/panels.h"

namespace guangmu::console {
namespace {

void legend(Context& c, float right, float y) {
  Ui& ui = c.ui;
  struct Entry {
    kpi::Freshness freshness;
    bool check;
    const char *zh, *en;
  };
  constexpr Entry entries[] = {{kpi::Freshness::never, false, "从未", "never"},
                               {kpi::Freshness::live, true, "待核", "check"},
                               {kpi::Freshness::stale, false, "过时", "stale"},
                               {kpi::Freshness::late, false, "迟到", "late"},
                               {kpi::Freshness::live, false, "实时", "live"}};
  for (const Entry& entry : entries) {
    right -=
        ui.text(right, y, ui.t(entry.zh, entry.en), Size::s16, colour::second, false, Anchor::right) + 14;
    show::MetricStatus sample;
    sample.freshness = entry.freshness;
    sample.quarantined = entry.check;
    draw_freshness(ui, right, y + 11, sample);
    right -= 22;
  }
}

std::string state_words(Context& c, const show::MetricStatus& m) {
  const std::string words = freshness_words(m, c.model.language);
  if (!m.refused.empty()) return c.ui.t("未采用一个读数", "a reading stopped");
  return m.derived ? words + c.ui.t(" · 公式", " · formula") : words;
}

// Mark, label, digits and unit, state in words: one line.
void draw_row(Context& c, Box b, const std::string& id, const show::MetricStatus& m) {
  Ui& ui = c.ui;
  const std::string& label = c.model.text(m.label).empty() ? id : c.model.text(m.label);
  if (ui.hit(("figure-" + id).c_str(), b)) open_why(c.model, id);
  if (ui.hovered()) ui.fill(b, colour::raised, 4);
  draw_state(ui, b.x + 22, b.y + b.h / 2, figure_state(m, c.status));
  const float digits =
      ui.text(b.x + 346, b.y + 7, c.model.text(m.digits), Size::s22, colour::text, true, Anchor::right);
  ui.told(b.x + 44, b.y + 10, label, Size::s18, colour::text, false, Anchor::left, 346 - digits - 12 - 44);
  ui.told(b.x + 354, b.y + 12, c.model.text(m.unit_text), Size::s16, colour::second, false, Anchor::left, 96);
  const bool calm = m.freshness == kpi::Freshness::live && m.refused.empty() && !m.quarantined;
  ui.told(b.right() - 16, b.y + 12, state_words(c, m), Size::s16, calm ? colour::weak : colour::amber, false,
          Anchor::right, 150);
}

// The same in two lines, for the strip.
void draw_cell(Context& c, Box b, const std::string& id, const show::MetricStatus& m) {
  Ui& ui = c.ui;
  if (ui.hit(("figure-" + id).c_str(), b)) open_why(c.model, id);
  if (ui.hovered()) ui.fill(b, colour::raised, 4);
  draw_state(ui, b.x + 10, b.y + 14, figure_state(m, c.status));
  ui.told(b.x + 28, b.y + 2, c.model.text(m.label).empty() ? id : c.model.text(m.label), Size::s18,
          colour::text, false, Anchor::left, 170);
  const float unit_w = ui.told(b.right() - 10, b.y + 12, c.model.text(m.unit_text), Size::s16, colour::second,
                               false, Anchor::right, 84);
  ui.text(b.right() - 16 - unit_w, b.y + 1, c.model.text(m.digits), Size::s28, colour::text, true,
          Anchor::right);
  ui.told(b.x + 28, b.y + 26, state_words(c, m), Size::s16, m.refused.empty() ? colour::weak : colour::amber,
          false, Anchor::left, 190);
}

void draw_list(Context& c, Box all) {
  Ui& ui = c.ui;
  ui.text(all.x + 16, all.y + 10, ui.t("数字", "Figures"), Size::s22, colour::text, true);
  legend(c, all.right() - 16, all.y + 14);
  constexpr float row_h = 43;
  const auto fit = static_cast<std::size_t>((all.h - 56) / row_h);
  std::size_t index = 0;
  for (const auto& [id, metric] : c.status.metrics) {
    if (index == fit) break;
    const Box row{all.x, all.y + 50 + static_cast<float>(index) * row_h, all.w, row_h};
    ui.line(row.x + 16, row.y, row.right() - 16, row.y, rgb(0x242A32), 1);
    draw_row(c, row, id, metric);
    ++index;
  }
}

void draw_strip(Context& c, Box all) {
  constexpr int columns = 3;
  const float w = (all.w - 24) / columns;
  int index = 0;
  for (const auto& [id, metric] : c.status.metrics) {
    const int row = index / columns, column = index % columns;
    if (row >= 4) break;
    draw_cell(
        c,
        {all.x + 12 + static_cast<float>(column) * w, all.y + 4 + static_cast<float>(row) * 51, w - 12, 50},
        id, metric);
    ++index;
  }
}

}  // namespace

void draw_figures(Context& c) {
  const std::size_t scenes = c.status.scenes.size();
  if (scenes > 4) return;  // the second row of scenes stands here
  const Box all = scenes <= 2 ? Box{640, 500, 612, 488} : Box{16, 776, 1236, 212};
  c.ui.fill(all, colour::panel, 6);
  if (c.status.metrics.empty())
    c.ui.text(all.x + all.w / 2, all.y + all.h / 2 - 12, c.ui.t("还没有数字", "no figures yet"), Size::s18,
              colour::weak, false, Anchor::centre);
  else if (scenes <= 2)
    draw_list(c, all);
  else
    draw_strip(c, all);
}

}  // namespace guangmu::console
