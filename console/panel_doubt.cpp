// The doubtful value, pinned above the table of figures: what stands on the wall, what came, why it waits, and what
// either decision leads to.
#include <fmt/core.h>

#include <algorithm>

#include "console/keys_data.h"
#include "console/panels.h"
#include "kpi/values/number_text.h"

namespace guangmu::console {
namespace {

// How often the value came, else how long it has waited; and what happens if nobody does anything.
std::string waiting_words(Context& c, const show::MetricStatus& m, const kpi::Course* course) {
  const bool zh = c.ui.zh();
  const int times = times_held(m, course);
  std::string words;
  if (times >= 100)
    words = zh ? "同样的值已连来 100 次以上" : "came more than 100 times";
  else if (times > 1)
    words = zh ? fmt::format("同样的值已连来 {} 次", times) : fmt::format("came {} times", times);
  else if (m.held_since)
    words = (zh ? "已等 " : "waits for ") +
            kpi::age_text(std::max(0., c.status.wall_clock - *m.held_since), c.model.language);
  if (!words.empty()) words += " · ";
  return words + (zh ? "不处理就一直用好值" : "else the good value stays");
}

void draw_jump(Context& c, Box b, const kpi::Course* course) {
  Ui& ui = c.ui;
  const float base = b.bottom() - 18, edge = b.right() - 22;
  ui.line(b.x, base + 8, b.right(), base + 8, rgb(0x4A3D1E), 1.5f);
  std::vector<ImVec2> line;
  if (course && course->points.size() > 1) {
    // Against the jump the last day is nearly flat; a little of its shape is kept.
    double low = course->points.front().value, high = low;
    for (const auto& p : course->points) low = std::min(low, p.value), high = std::max(high, p.value);
    const double span = std::max(1., course->to - course->from), rise = std::max(1e-12, high - low);
    for (const auto& p : course->points)
      line.push_back({b.x + (edge - b.x) * static_cast<float>(std::clamp((p.at - course->from) / span, 0., 1.)),
                      base - 6 * static_cast<float>((p.value - low) / rise)});
    line.push_back({edge, line.back().y});
    if (line.front().x > b.x + 6) ui.dashed(b.x, line.front().y, line.front().x, line.front().y, rgb(0x8A7440), 1.5f, 4);
  } else {
    line = {{b.x, base}, {edge, base}};
  }
  ui.polyline(line, colour::text, 2);
  ui.dashed(edge, line.back().y, edge, b.y + 16, colour::amber, 2.5f, 4);
  ui.dashed(edge, b.y + 16, edge + 10, b.y + 16, colour::amber, 2.5f, 3);
  ui.disc(edge, line.back().y, 4, colour::text);
  ui.triangle(edge + 15, b.y + 15, 14, colour::amber);
}

}  // namespace

void draw_doubt(Context& c, Box b, const std::string& id, const show::MetricStatus& m) {
  Ui& ui = c.ui;
  const Language language = c.model.language;
  const auto found = c.model.figures.courses.find(id);
  const kpi::Course* course = found == c.model.figures.courses.end() ? nullptr : &found->second;
  const std::string good = c.model.text(m.digits), came = m.held ? written(*m.held, m, language) : "—";
  const std::string unit = c.model.text(m.unit_text);
  const std::string came_unit = m.held ? kpi::number_text(*m.held, m.unit, m.decimals, language).unit : "";
  // Side by side in one unit, where the wall shows the declared one; the button says what would stand on the wall.
  const bool alike = m.held && came_unit != unit && unit == m.unit;
  const std::string beside = alike ? kpi::grouped(*m.held, m.decimals) : came, beside_unit = alike ? unit : came_unit;

  ui.fill(b, colour::amber_ground, 8);
  ui.frame(b, colour::amber, 2, 8);
  // The decisions.
  const Size label = ui.zh() ? Size::s28 : Size::s22;
  ButtonLook accept{.label = ui.t("接受", "ACCEPT"), .second = ui.t("改用 ", "take ") + came + (came_unit == unit ? "" : " " + came_unit), .key = "A", .key_below = true,
                    .size = label, .stacked = true, .dynamic_second = true};
  ButtonLook refuse{.label = ui.t("拒绝", "REFUSE"), .second = ui.t("仍用 ", "keep ") + good, .key = "R", .key_below = true,
                    .size = label, .stacked = true, .dynamic_second = true};
  const float buttons = b.right() - 252;
  if (ui.button("accept", {buttons, b.y + 10, 118, b.h - 20}, accept)) accept_pinned(c.model, c.link);
  if (ui.button("refuse", {buttons + 126, b.y + 10, 118, b.h - 20}, refuse)) refuse_pinned(c.model, c.link);
  if (ui.hit(("doubt-" + id).c_str(), {b.x, b.y, buttons - b.x - 8, b.h})) open_why(c.model, id);

  // What it is, and why it waits.
  ui.triangle(b.x + 30, b.y + 28, 28, colour::amber);
  const float left = b.x + 60;
  const float name = ui.told(left, b.y + 10, c.model.text(m.label).empty() ? id : c.model.text(m.label), Size::s22,
                             colour::text, true, Anchor::left, ui.zh() ? 240 : 230);
  ui.text(left + name + 10, b.y + 10, ui.t("待核", "check"), Size::s22, colour::amber, true);
  const auto& metrics = c.status.metrics;
  const auto waiting = std::count_if(metrics.begin(), metrics.end(), [](const auto& each) { return held_back(each.second); });
  std::string second = id;
  if (m.held_since) second += " · " + clock_words(*m.held_since) + ui.t(" 收到", " received");
  if (waiting > 1) second = fmt::format("{} · {} {}", id, ui.t("待核共", "waiting:"), waiting);
  ui.told(left, b.y + 42, second, Size::s16, colour::second, false, Anchor::left, 305);
  const auto [why, hint] = doubt_words(m, language);
  if (hint.empty()) {
    ui.paragraph(left, b.y + 70, 305, why, Size::s18, colour::text, 2);
  } else {
    ui.told(left, b.y + 70, why, Size::s18, colour::text, false, Anchor::left, 305);
    ui.told(left, b.y + 96, hint, Size::s18, colour::second, false, Anchor::left, 305);
  }

  // On the wall -> received.
  const float x = b.x + 382, room = buttons - 20 - x;
  const auto width = [&](Size size) {
    return ui.text_width(good, size, true) + 8 + ui.text_width(unit, Size::s22) + 76 + ui.text_width(beside, size, true) +
           (beside_unit == unit ? 0 : 8 + ui.text_width(beside_unit, Size::s22));
  };
  const Size size = width(Size::s44) <= room ? Size::s44 : width(Size::s28) <= room ? Size::s28 : Size::s22;
  const float values = size == Size::s44 ? b.y + 34 : size == Size::s28 ? b.y + 44 : b.y + 48;
  ui.text(x, b.y + 12, ui.t("墙上现在（好值）", "on the wall (good)"), Size::s16, colour::second);
  float at = x + ui.told(x, values, good, size, colour::text, true, Anchor::left, room);
  at += 8 + ui.told(at + 8, b.y + 54, unit, Size::s22, colour::second, false, Anchor::left, 120);
  ui.line(at + 16, b.y + 64, at + 44, b.y + 64, colour::amber, 4);
  ui.arrow_head(at + 44, b.y + 64, 13, 1, 0, colour::amber);
  at += 72;
  ui.text(std::max(at, x + ui.text_width(ui.t("墙上现在（好值）", "on the wall (good)"), Size::s16) + 16), b.y + 12,
          ui.t("收到的值", "received"), Size::s16, colour::amber, true);
  at += ui.told(at, values, beside, size, colour::amber, true, Anchor::left, std::max(60.f, buttons - 12 - at));
  if (beside_unit != unit) at += 8 + ui.text(at + 8, b.y + 54, beside_unit, Size::s22, colour::amber);
  const std::string words = waiting_words(c, m, course);
  const bool curve = at + 170 < buttons;
  ui.told(x, b.y + 98, words, Size::s16, colour::second, false, Anchor::left, buttons - 12 - x - (curve ? 160 : 0));
  if (curve) draw_jump(c, {buttons - 158, b.y + 18, 146, b.h - 34}, course);
}

}  // namespace guangmu::console
