// The tone curve of the receiving cards, code to light: the dark end enlarged and the whole, a point that the
// arrows turn, the ideal power law beside it. Light is in steps of 13 bit, as the cards count it; the scale
// is that of a square root, so that the dark end has room.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "console/panels.h"

namespace guangmu::console {
namespace {

constexpr Box panel{832, 84, 592, 908};
constexpr Box low_plot{880, 166, 326, 346}, full_plot{1260, 166, 148, 346};
constexpr double low_codes = 32;

using Points = std::vector<std::array<double, 2>>;

const Points& points_of(const Context& c, int channel) {
  return c.status.technician.colour.curve[static_cast<std::size_t>(channel)];
}
double code_of(const Points& points, std::size_t i) {
  return points[i][0] * 255;
}

struct Plot {
  Box b;
  double codes = 255, steps = card_steps;
  float x(double code) const { return b.x + b.w * static_cast<float>(code / codes); }
  float y(double step) const {
    return b.bottom() - b.h * static_cast<float>(std::sqrt(std::max(0., step) / steps));
  }
};

// The enlarged plot reaches to the next power of two above what is drawn in it.
double low_top(const Context& c) {
  double most = 8;
  for (int channel = 0; channel < 3; ++channel)
    most = std::max(most, curve_light(c.model, channel, low_codes) * card_steps);
  double top = 8;
  while (top < most) top *= 2;
  return top;
}

void draw_marker(Ui& ui, int channel, float x, float y, float size) {
  const ImU32 ink = colour::channel[channel];
  if (channel == 0)
    ui.plain_triangle(x, y, size * 1.1f, ink);
  else if (channel == 1)
    ui.disc(x, y, size * 0.55f, ink);
  else
    ui.square(x, y, size * 0.5f, ink);
}

void draw_channels(Context& c) {
  Ui& ui = c.ui;
  const char* letters[] = {"R", "G", "B", "RGB"};
  const char* keys[] = {"A", "S", "D", "G"};
  float x = 1030;
  for (int i = 0; i < 4; ++i) {
    const Box b{x, 92, i == 3 ? 106.f : 90.f, 56};
    const bool on = c.model.technician.channel == i;
    const std::string id = std::string("channel-") + letters[i];
    if (ui.hit(id.c_str(), b)) choose_channel(c.model, i);
    ui.fill(b, on ? colour::accent_ground : colour::raised, 6);
    if (on) ui.frame(b, colour::accent, 2, 6);
    if (ui.hovered() && !on) ui.frame(b, rgb(0x59636F), 2, 6);
    float left = b.x + 10;
    if (i < 3) draw_marker(ui, i, left + 6, b.y + 29, 13), left += 20;
    ui.text(left, b.y + 14, letters[i], Size::s22, on ? colour::text : colour::second, true);
    ui.key_cap(b.right() - 9, b.y + 15, keys[i]);
    x += b.w + 6;
  }
}

void draw_grid(Context& c, const Plot& low, const Plot& full) {
  Ui& ui = c.ui;
  for (const Plot* p : {&low, &full}) ui.fill(p->b, colour::bg), ui.frame(p->b, colour::line);
  for (const int code : {4, 8, 12, 16, 24})
    ui.line(low.x(code), low.b.y, low.x(code), low.b.bottom(), rgb(0x21262D));
  for (const int code : {0, 4, 8, 12, 16, 24, 32})
    ui.text(low.x(code), low.b.bottom() + 5, std::to_string(code), Size::s16, colour::second, false,
            Anchor::centre);
  float previous = low.b.bottom();
  for (double step = 1; step <= low.steps; step *= 2) {
    const float y = low.y(step);
    if (previous - y < 20 && step < low.steps) continue;
    previous = y;
    ui.line(low.b.x, y, low.b.right(), y, rgb(0x21262D));
    ui.text(low.b.x - 7, y - 11, fmt::format("{:.0f}", step), Size::s16, colour::second, false,
            Anchor::right);
  }
  ui.line(full.x(128), full.b.y, full.x(128), full.b.bottom(), rgb(0x21262D));
  for (const int code : {0, 128, 255})
    ui.text(full.x(code), full.b.bottom() + 5, std::to_string(code), Size::s16, colour::second, false,
            Anchor::centre);
  for (const int step : {512, 2048, 4096, 8191}) {
    ui.line(full.b.x, full.y(step), full.b.right(), full.y(step), rgb(0x21262D));
    ui.text(full.b.x - 7, full.y(step) - 11, std::to_string(step), Size::s16, colour::second, false,
            Anchor::right);
  }
  // Which part of the whole is enlarged.
  const Box part{full.b.x, full.y(low.steps), full.x(low_codes) - full.b.x,
                 full.b.bottom() - full.y(low.steps)};
  ui.frame(part, colour::accent, 1.5f);
  ui.dashed(low.b.right(), low.b.y, part.x, part.y, colour::line, 1.5f, 4);
  ui.dashed(low.b.right(), low.b.bottom(), part.x, part.bottom(), colour::line, 1.5f, 4);
}

void draw_lines(Context& c, const Plot& p, bool low) {
  Ui& ui = c.ui;
  const Technician& t = c.model.technician;
  const int front = t.channel == all_channels ? 1 : t.channel;
  const double exponent = c.status.technician.colour.gamma[static_cast<std::size_t>(front)];
  const double last = p.codes;
  // The ideal, dashed: every other piece of a fine line.
  for (int i = 0; i < 60; i += 2) {
    const auto ideal = [&](double code) { return std::pow(code / 255, exponent) * card_steps; };
    const double c0 = last * i / 60, c1 = last * (i + 1) / 60;
    ui.line(p.x(c0), p.y(ideal(c0)), p.x(c1), p.y(ideal(c1)), colour::weak, 1.5f);
  }
  for (const int channel : {0, 1, 2, 3}) {
    if (channel == front) continue;  // the chosen one is drawn last
    const int which = channel == 3 ? front : channel;
    const bool chosen = channel == 3 || t.channel == all_channels;
    const Points& points = points_of(c, which);
    std::vector<ImVec2> way;
    for (std::size_t i = 0; i < points.size(); ++i) {
      const double code = code_of(points, i);
      if (code > last) {
        if (i > 0 && code_of(points, i - 1) < last)
          way.push_back({p.x(last), p.y(curve_light(c.model, which, last) * card_steps)});
        break;
      }
      way.push_back({p.x(code), p.y(point_steps(c.model, which, i))});
    }
    ui.polyline(way, colour::channel[which], chosen ? 3.f : 1.5f);
    for (std::size_t i = 0; i < points.size() && code_of(points, i) <= last; ++i) {
      if (!low && code_of(points, i) < low_codes) continue;  // too close together to tell apart
      draw_marker(ui, which, p.x(code_of(points, i)), p.y(point_steps(c.model, which, i)),
                  chosen ? 11.f : 7.f);
    }
  }
}

// The chosen point: where it is, what it was, what the power law would say.
void draw_point(Context& c, const Plot& low, const Plot& full) {
  Ui& ui = c.ui;
  Technician& t = c.model.technician;
  const int channel = turned_channels(t).front();
  const Points& points = points_of(c, channel);
  if (points.empty()) return;
  t.point = std::min(t.point, points.size() - 1);
  const double code = code_of(points, t.point), steps = point_steps(c.model, channel, t.point);
  const bool in_low = code <= low_codes;
  const Plot& p = in_low ? low : full;
  const float x = p.x(code), y = p.y(steps);
  ui.dashed(p.b.x, y, x, y, colour::text, 1.5f, 3);
  ui.dashed(x, y, x, p.b.bottom(), colour::text, 1.5f, 3);
  const Box box{low.b.x + 12, low.b.y + 42, 200, 96};
  if (in_low && x < box.right() && y > box.bottom())
    ui.line(x, y, x, box.bottom(), colour::channel[channel], 2);
  else
    ui.line(x, y, box.right(), box.y + 48, rgb(0x8CA8FF, 150), 1.5f);
  ui.square(x, y, 9, colour::text);
  ui.fill(box, colour::accent_ground, 4);
  ui.frame(box, colour::accent, 2, 4);
  ui.text(box.x + 12, box.y + 6,
          ui.zh() ? fmt::format("第 {} 点 · 输入 {:.0f}", t.point + 1, code)
                  : fmt::format("point {} · in {:.0f}", t.point + 1, code),
          Size::s18, colour::second, false, Anchor::left, box.w - 20);
  ui.text(box.x + 12, box.y + 32, fmt::format("{} {:.0f}", ui.t("输出", "out"), steps), Size::s22,
          colour::text, true);
  const double ideal =
      std::pow(code / 255, c.status.technician.colour.gamma[static_cast<std::size_t>(channel)]) * card_steps;
  std::string last = fmt::format("{} {:.0f}", ui.t("幂律", "law"), ideal);
  if (const auto before = t.adjuster.before(curve_key(channel, t.point)))
    last += fmt::format(" · {} {:.0f}", ui.t("原来", "was"), *before * card_steps);
  ui.text(box.x + 12, box.y + 64, last, Size::s16, colour::second, false, Anchor::left, box.w - 20);
}

// A press near a point chooses it; pulling turns it.
void pull(Context& c, const char* id, const Plot& p) {
  const bool pressed = c.ui.hit(id, p.b);
  if (!pressed && !c.ui.held()) return;
  Technician& t = c.model.technician;
  const int channel = turned_channels(t).front();
  const Points& points = points_of(c, channel);
  if (points.empty()) return;
  const ImVec2 mouse = ImGui::GetIO().MousePos, from = c.ui.at(p.b.x, p.b.y),
               to = c.ui.at(p.b.right(), p.b.bottom());
  const double fx = (mouse.x - from.x) / std::max(1.f, to.x - from.x),
               fy = std::clamp((to.y - mouse.y) / std::max(1.f, to.y - from.y), 0.f, 1.f);
  if (pressed) {
    t.focus = Focus::curve;
    std::size_t nearest = 0;
    for (std::size_t i = 1; i < points.size(); ++i)
      if (std::abs(code_of(points, i) - fx * p.codes) < std::abs(code_of(points, nearest) - fx * p.codes))
        nearest = i;
    t.point = nearest;
    return;
  }
  if (ImGui::IsMouseDragging(0, 6) && c.model.can_act()) turn_point_to(c.model, fy * fy * p.steps);
}

void draw_buttons(Context& c) {
  Ui& ui = c.ui;
  Technician& t = c.model.technician;
  const bool any = !points_of(c, 0).empty();
  const std::string why = any ? "" : " ";
  const Size size = ui.zh() ? Size::s22 : Size::s18;
  const float y = 550, h = 58;
  const auto one = [&](const char* id, float x, float w, const std::string& label, const char* key, Size s) {
    ButtonLook look{.label = label, .key = key, .key_below = true, .why_not = why, .size = s};
    return ui.button(id, {x, y, w, h}, look);
  };
  if (one("point-", 848, 76, ui.t("前一点", "Point"), "←", Size::s18)) step_point(c.model, -1);
  if (one("point+", 930, 76, ui.t("后一点", "Point"), "→", Size::s18)) step_point(c.model, 1);
  if (one("value-", 1018, 66, "−1", "↓", Size::s22)) turn_point(c.model, -1);
  if (one("value", 1090, 66, "+1", "↑", Size::s22)) turn_point(c.model, 1);
  ButtonLook back{.label = ui.t("撤一步", "Undo"),
                  .key = "Z",
                  .key_below = true,
                  .why_not = t.adjuster.can_undo() || c.status.technician.profiles.trial ? "" : " ",
                  .size = size};
  if (ui.button("undo-turn", {1168, y, 100, h}, back)) undo_turn(c.model, c.link);
  const double lift = toe_lift(c.model, turned_channels(t).front());
  ButtonLook toe{.label = lift > 0 ? fmt::format("{} {:.0f} %", ui.t("卡抬暗", "Toe"), lift * 100)
                                   : std::string(ui.t("卡抬暗部", "Cards' toe")),
                 .key = "U",
                 .on = lift > 0,
                 .key_below = true,
                 .why_not = why,
                 .size = Size::s18};
  if (ui.button("toe", {1274, y, 134, h}, toe)) lift_toe(c.model);
}

}  // namespace

void draw_curve(Context& c) {
  Ui& ui = c.ui;
  ui.fill(panel, colour::panel, 4);
  const auto& colours = c.status.technician.colour;
  const int channel = turned_channels(c.model.technician).front();
  const std::size_t count = points_of(c, channel).size();
  ui.text(848, 97, ui.t("灰阶曲线", "Tone curve"), Size::s22, colour::text, true);
  ui.text(848, 126,
          count == 0 ? std::string("—")
          : ui.zh()  ? fmt::format("{} 点", count)
                     : fmt::format("{} points", count),
          Size::s16, colour::second);
  draw_channels(c);
  const Plot low{low_plot, low_codes, low_top(c)}, full{full_plot};
  pull(c, "low-plot", low);
  pull(c, "full-plot", full);
  draw_grid(c, low, full);
  ui.text(low.b.x + 10, low.b.y + 8, ui.t("低灰 0–32 放大", "dark end 0–32"), Size::s16, colour::second);
  ui.text(full.b.x + 8, full.b.y + 8, ui.t("全程", "whole"), Size::s16, colour::second);
  if (count > 0) {
    ui.text(low.b.right() - 8, low.b.bottom() - 28,
            fmt::format("{} {:.2f}", ui.t("- - 幂律", "- - power law"),
                        colours.gamma[static_cast<std::size_t>(channel)]),
            Size::s16, colour::second, false, Anchor::right);
    draw_lines(c, low, true);
    draw_lines(c, full, false);
    draw_point(c, low, full);
  } else {
    ui.text(low.b.x + low.b.w / 2, low.b.y + 160, ui.t("等待墙的曲线", "waiting for the wall's curves"),
            Size::s18, colour::weak, false, Anchor::centre);
  }
  if (c.model.technician.focus == Focus::curve && count > 0)
    ui.frame({low.b.x - 3, low.b.y - 3, low.b.w + 6, low.b.h + 6}, colour::accent, 2, 4);
  draw_buttons(c);
}

}  // namespace guangmu::console
