// The data page: chips with counts, search, and the table of figures. Every figure keeps its place in the list whatever
// happens to it; the one that waits for a decision stands above the table as well.
#include <fmt/core.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <cmath>

#include "console/fault_words.h"
#include "console/keys_data.h"
#include "console/panels.h"
#include "kpi/values/number_text.h"

namespace guangmu::console {
namespace {

constexpr Box table{16, 84, 1236, 904}, why_panel{1264, 84, 640, 904};
constexpr float row_h = 56;

// Columns: where each begins, or ends where it is flush right.
namespace at {
constexpr float mark = 46, label = 70, value = 452, unit = 460, change = 660, course = 676, age = 850, source = 1036,
                scenes = 1152;
}

struct Chip {
  Filter filter;
  const char *zh, *en;
  FigureState mark;
};
constexpr Chip chips[] = {{Filter::all, "全部", "All", FigureState::live},
                          {Filter::live, "正常", "Live", FigureState::live},
                          {Filter::late, "迟到", "Late", FigureState::late},
                          {Filter::checking, "待核", "Check", FigureState::checking},
                          {Filter::broken, "断开", "Broken", FigureState::broken}};

// Returns where the chips end.
float draw_chips(Context& c, float x, float y) {
  Ui& ui = c.ui;
  FiguresPage& page = c.model.figures;
  const auto counts = filter_counts(c.status);
  for (std::size_t i = 0; i < filter_count; ++i) {
    const Chip& chip = chips[i];
    const bool marked = chip.filter != Filter::all, on = page.filter == chip.filter;
    const std::string label = fmt::format("{} {}", ui.t(chip.zh, chip.en), counts[i]);
    const float text = ui.text_width(label, Size::s18, true);
    const Box b{x, y, 12 + (marked ? 22.f : 0.f) + text + 10 + 26 + 10, 56};
    if (ui.hit(chip.en, b)) page.filter = chip.filter, page.first_row = 0;
    const bool hover = ui.hovered();
    ui.fill(b, on ? colour::accent_ground : colour::raised, 6);
    if (on || hover) ui.frame(b, on ? colour::accent : rgb(0x59636F), 2, 6);
    if (marked) draw_state(ui, x + 20, y + 28, chip.mark);
    ui.text(x + 12 + (marked ? 22.f : 0.f), y + 17, label, Size::s18, colour::text, true);
    ui.key_cap(b.right() - 10, y + 15, std::to_string(i + 1));
    x += b.w + 8;
  }
  return x;
}

void draw_search(Context& c, Box b) {
  Ui& ui = c.ui;
  FiguresPage& page = c.model.figures;
  if (!page.searching) {
    if (ui.hit("search", b)) page.searching = true;
    ui.fill(b, colour::bg, 6);
    ui.frame(b, page.sought.empty() ? colour::line : colour::accent, 2, 6);
    ui.told(b.x + 14, b.y + 17, page.sought.empty() ? ui.t("找指标、来源…", "find figures…") : page.sought, Size::s18,
            page.sought.empty() ? colour::weak : colour::text, false, Anchor::left, b.w - 62);
    ui.key_cap(b.right() - 12, b.y + 15, page.sought.empty() ? "/" : "Esc");
    return;
  }
  ui.fill(b, colour::bg, 6);
  ImGui::SetCursorScreenPos(ui.at(b.x, b.y + 4));
  ImGui::SetNextItemWidth(ui.at(b.right(), 0).x - ui.at(b.x, 0).x);
  const float px = ui.at(1, 0).x - ui.at(0, 0).x;
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {14 * px, 8 * px});
  ImGui::PushStyleColor(ImGuiCol_FrameBg, colour::bg);
  ImGui::SetKeyboardFocusHere();
  if (ImGui::InputText("##search", &page.sought)) page.first_row = 0;
  ImGui::PopStyleColor();
  ImGui::PopStyleVar();
  ui.frame(b, colour::accent, 2, 6);
}

void draw_snapshot(Context& c, float right, float y) {
  Ui& ui = c.ui;
  ui.text(right, y + 6,
          fmt::format("{} {} · {}", ui.t("快照", "snapshot"), c.status.figures_version, clock_words(c.status.wall_clock)),
          Size::s18, colour::text, true, Anchor::right, 270);
  const std::string& date = c.status.tour.figures_date;
  std::string second = ui.t("墙上是实时数字", "the wall shows live figures");
  if (c.status.tour.running && !date.empty())
    second = ui.t("导览的数字定在 ", "tour figures stand at ") + date;
  ui.text(right, y + 32, second, Size::s16, colour::second, false, Anchor::right, 270);
}

void draw_heads(Ui& ui, float y) {
  struct Head {
    float x;
    const char *zh, *en;
    Anchor anchor;
    float width;
  };
  constexpr Head heads[] = {{at::label, "指标", "figure", Anchor::left, 300},
                            {at::value, "数值", "value", Anchor::right, 100},
                            {at::change, "24 小时", "24 h", Anchor::right, 90},
                            {at::course, "走势 24 小时", "course, 24 h", Anchor::left, 160},
                            {at::age, "年龄 / 几时算迟", "age / late after", Anchor::left, 176},
                            {at::source, "来源", "source", Anchor::left, 110},
                            {at::scenes, "在哪些画面", "in scenes", Anchor::left, 96}};
  for (const Head& head : heads)
    ui.text(head.x, y, ui.t(head.zh, head.en), Size::s16, colour::second, false, head.anchor, head.width);
}

// How old, and how old it may become: the bar is full when the figure is stale, the tick stands where it turns late.
void draw_age(Context& c, float x, float y, const show::MetricStatus& m, FigureState state) {
  Ui& ui = c.ui;
  if (!m.age_s) {
    ui.text(x, y + 4, m.from_report ? ui.t("还没有读数", "no reading yet") : ui.t("从未收到", "never received"), Size::s16,
            colour::weak, false, Anchor::left, 176);
  } else {
    const bool calm = state == FigureState::live || state == FigureState::manual;
    const ImU32 ink = state == FigureState::broken ? rgb(0xFF7C75) : calm ? colour::text : colour::amber;
    const float w = ui.text(x, y + 2, kpi::age_text(*m.age_s, c.model.language), Size::s18, ink, true);
    if (m.late_after_s > 0)
      ui.text(x + w + 6, y + 4, "/ " + kpi::age_text(m.late_after_s, c.model.language), Size::s16, colour::second);
  }
  constexpr float w = 160;
  ui.fill({x, y + 33, w, 6}, rgb(0x2A3038), 3);
  if (m.stale_after_s <= 0) return;
  const double share = m.age_s ? std::min(1., *m.age_s / m.stale_after_s) : 1;
  const ImU32 fill = state == FigureState::broken                                    ? colour::red
                     : state == FigureState::live || state == FigureState::manual ? colour::second
                                                                                     : colour::amber;
  if (m.age_s) ui.fill({x, y + 33, std::max(3.f, w * static_cast<float>(share)), 6}, fill, 3);
  const float tick = x + w * static_cast<float>(std::min(1., m.late_after_s / m.stale_after_s));
  ui.fill({tick - 1, y + 30, 2.5f, 12}, colour::text);
}

void draw_scene_numbers(Context& c, float x, float y, const std::string& id) {
  for (std::size_t i = 0; i < c.status.scenes.size(); ++i) {
    const auto& shown = c.status.scenes[i].metrics;
    if (std::find(shown.begin(), shown.end(), id) == shown.end()) continue;
    if (x + 26 > table.right() - 8) return;
    x += c.ui.key_cap(x + 26, y, std::to_string(i + 1), colour::text) + 4;
  }
}

void draw_row(Context& c, Box b, const std::string& id, const show::MetricStatus& m, bool chosen) {
  Ui& ui = c.ui;
  const FigureState state = figure_state(m, c.status);
  if (ui.hit(("figure-" + id).c_str(), b)) open_why(c.model, id);
  const Box body{b.x, b.y, b.w, b.h - 4};
  ui.fill(body, chosen ? colour::accent_ground : ui.hovered() ? colour::raised : rgb(0x191D23), 4);
  if (chosen) ui.fill({b.x, b.y, 4, body.h}, colour::accent, 2);
  draw_state(ui, at::mark, b.y + 26, state);
  ui.told(at::label, b.y + 2, c.model.text(m.label).empty() ? id : c.model.text(m.label), Size::s18, colour::text, true,
          Anchor::left, 250);
  ui.told(at::label, b.y + 27, id, Size::s16, colour::second, false, Anchor::left, 250);
  ui.told(at::value, b.y + 8, c.model.text(m.digits), Size::s28, colour::text, true, Anchor::right, 180);
  const auto course = c.model.figures.courses.find(id);
  const kpi::Course* known = course == c.model.figures.courses.end() ? nullptr : &course->second;
  const std::string change = change_words(known, m, c.model.language);
  ui.told(at::unit, b.y + 17, c.model.text(m.unit_text), Size::s18, colour::second, false, Anchor::left,
          at::change - at::unit - std::min(104.f, ui.text_width(change, Size::s18)) - 10);
  const bool short_one = ui.text_width(change, Size::s18) < 100;
  ui.told(at::change, b.y + (short_one ? 16.f : 18.f), change, short_one ? Size::s18 : Size::s16, colour::text, false,
          Anchor::right, 104);
  if (known)
    draw_course(ui, {at::course, b.y + 8, 150, 36}, *known, state);
  else
    ui.dashed(at::course, b.y + 27, at::course + 150, b.y + 27, colour::line, 1.5f, 4);
  draw_age(c, at::age, b.y + 4, m, state);
  float x = at::source;
  if (state == FigureState::broken && !m.derived) ui.cross(x + 6, b.y + 27, 10, colour::red), x += 20;
  ui.told(x, b.y + 16, m.manual && !m.manual_by.empty() ? m.manual_by : m.derived ? ui.t("公式", "formula") : source_name(m.source, c.status, c.model.language),
          Size::s18, colour::text, false, Anchor::left, at::scenes - x - 8);
  draw_scene_numbers(c, at::scenes, b.y + 14, id);
}

void draw_rows(Context& c, Box b) {
  Ui& ui = c.ui;
  FiguresPage& page = c.model.figures;
  const auto ids = listed(page, c.status);
  const int fit = static_cast<int>(b.h / row_h), count = static_cast<int>(ids.size());
  const ImGuiIO& io = ImGui::GetIO();
  if (io.MouseWheel != 0 && ImGui::IsMouseHoveringRect(ui.at(b.x, b.y), ui.at(b.right(), b.bottom())))
    page.first_row -= static_cast<int>(std::round(io.MouseWheel * 2));
  page.first_row = std::clamp(page.first_row, 0, std::max(0, count - fit));
  const std::string chosen = explained_id(page, c.status);
  float y = b.y;
  for (int i = page.first_row; i < std::min(count, page.first_row + fit); ++i) {
    const std::string& id = ids[static_cast<std::size_t>(i)];
    draw_row(c, {b.x, y, b.w, row_h}, id, c.status.metrics.at(id), id == chosen);
    y += row_h;
  }
  if (count > fit) {  // where in the list
    const float h = b.h * static_cast<float>(fit) / static_cast<float>(count);
    const float top = b.y + (b.h - h) * static_cast<float>(page.first_row) / static_cast<float>(count - fit);
    ui.fill({b.right() + 2, top, 4, h}, colour::line, 2);
  }
  if (count > 0) return;
  const bool none = c.status.metrics.empty();
  ui.text(b.x + b.w / 2, b.y + b.h / 2 - 40,
          none ? ui.t("这个展项没有声明指标", "this exhibit declares no figures")
               : ui.t("没有符合的指标", "no figure is like that"),
          Size::s22, colour::second, true, Anchor::centre);
  ui.text(b.x + b.w / 2, b.y + b.h / 2 - 4,
          none ? ui.t("在 data.yaml 里写一个，墙会自己换上", "write one into data.yaml; the wall takes it over by itself")
               : ui.t("按 1 看全部，Esc 清掉查找", "1 shows all, Esc clears the search"),
          Size::s18, colour::weak, false, Anchor::centre);
}

}  // namespace

void draw_course(Ui& ui, Box b, const kpi::Course& course, FigureState state) {
  const auto& points = course.points;
  const double span = std::max(1., course.to - course.from);
  if (points.empty()) return ui.dashed(b.x, b.y + b.h / 2, b.right(), b.y + b.h / 2, colour::line, 1.5f, 4);
  double low = points.front().value, high = low;
  for (const auto& p : points) low = std::min(low, p.value), high = std::max(high, p.value);
  const auto x_of = [&](Instant t) { return b.x + b.w * static_cast<float>(std::clamp((t - course.from) / span, 0., 1.)); };
  const auto y_of = [&](double v) {
    return high > low ? b.bottom() - 3 - (b.h - 6) * static_cast<float>((v - low) / (high - low)) : b.y + b.h / 2;
  };
  std::vector<ImVec2> line;
  for (const auto& p : points) {
    const ImVec2 next{x_of(p.at), y_of(p.value)};
    if (!line.empty() && next.x - line.back().x < 0.6f && line.size() > 1) {
      line.back().y = next.y;
      continue;
    }
    line.push_back(next);
  }
  const bool gone = state == FigureState::broken;
  // Before the first reading nothing is known; what is known of a few minutes has no shape yet.
  if (line.front().x > b.x + 6) {
    if (b.right() - line.front().x < 6) line = {{b.right() - 6, b.y + b.h / 2}};
    ui.dashed(b.x, line.front().y, line.front().x - 2, line.front().y, colour::line, 1.5f, 4);
  }
  if (line.size() == 1) line.insert(line.begin(), {line[0].x, line[0].y});
  if (!gone) line.push_back({b.right(), line.back().y});  // it stands until now
  ui.polyline(line, colour::second, 2);
  if (gone) ui.dashed(line.back().x, line.back().y, b.right(), line.back().y, colour::red, 2, 4);
  if (state == FigureState::checking) ui.triangle(b.right() - 6, b.y + 4, 11, colour::amber);
}

void draw_figure_table(Context& c) {
  Ui& ui = c.ui;
  ui.fill(table, colour::panel, 6);
  const float chips_end = draw_chips(c, table.x + 12, table.y + 10);
  draw_search(c, {chips_end + 4, table.y + 10, 956 - chips_end, 56});
  draw_snapshot(c, table.right() - 12, table.y + 10);
  float y = table.y + 76;
  if (const std::string id = pinned_id(c.model.figures, c.status); !id.empty()) {
    draw_doubt(c, {table.x + 10, y, table.w - 20, 131}, id, c.status.metrics.at(id));
    y += 139;
  }
  draw_heads(ui, y + 3);
  y += 28;
  const Box sources{table.x + 10, table.bottom() - 90, table.w - 20, 80};
  draw_rows(c, {table.x + 10, y, table.w - 20, sources.y - y - 6});
  draw_sources(c, sources);
}

void draw_figures_page(Context& c) {
  Ui& ui = c.ui;
  if (c.model.status()) {
    draw_figure_table(c);
    return draw_why(c, why_panel);
  }
  ui.fill(table, colour::panel, 6);
  ui.fill(why_panel, colour::panel, 6);
  const float x = table.x + table.w / 2, y = table.y + table.h / 2 - 80;
  ui.text(x, y, ui.t("还没有墙，也就没有数字", "No wall yet, so no figures"), Size::s28, colour::text, true, Anchor::centre);
  ui.told(x, y + 50, c.address, Size::s22, colour::accent, false, Anchor::centre, table.w - 80);
  ui.text(x, y + 96,
          ui.t("墙一启动，这里自动连上并显示每个数字的来历", "it connects by itself and then tells where each figure comes from"),
          Size::s18, colour::second, false, Anchor::centre, table.w - 40);
}

}  // namespace guangmu::console
