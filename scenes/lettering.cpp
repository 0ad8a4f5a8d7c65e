#include "scenes/lettering.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace guangmu::scenes {
namespace {

std::shared_ptr<const std::vector<Vec2>> points(std::vector<Vec2> p) {
  return std::make_shared<const std::vector<Vec2>>(std::move(p));
}

}  // namespace

void put_bar(draw::GroupBuilder& group, Rect rect, const draw::Paint& paint, float radius_px) {
  draw::RoundRect bar;
  bar.rect = rect;
  bar.radius_px = {radius_px, radius_px, radius_px, radius_px};
  bar.fill = paint;
  group.add(std::move(bar));
}

draw::TextRunPtr fit_line(draw::TextEngine& text, std::string_view words, draw::TextStyle style,
                          float width_px, float floor_px) {
  draw::TextRunPtr run = text.line(words, style);
  while (run->width_px > width_px && style.size_px > floor_px) {
    style.size_px =
        std::max(floor_px, std::min(style.size_px - 1, std::floor(style.size_px * width_px / run->width_px)));
    run = text.line(words, style);
  }
  if (run->width_px > width_px) {
    const auto lines = text.paragraph(words, style, width_px, 1);
    if (!lines.empty()) run = lines.front();
  }
  return run;
}

draw::Item& put_text(draw::GroupBuilder& group, const draw::TextRunPtr& run, Vec2 at,
                     const draw::Paint& paint, const Origin& origin, draw::Align align) {
  const float back = align == draw::Align::left     ? 0
                     : align == draw::Align::centre ? run->width_px / 2
                                                    : run->width_px;
  draw::Text t;
  t.run = run;
  t.origin = {std::round(at.x - back), std::round(at.y)};
  t.paint = paint;
  draw::Item& item = group.add(std::move(t));
  item.note = origin.note(run->text);
  return item;
}

float sign_width(Form form, float size_px) {
  return form == Form::live ? 0 : std::round(size_px * (form == Form::report ? 0.42f : 0.86f));
}

float put_sign(draw::GroupBuilder& group, const Layout& layout, Form form, Vec2 at, float size_px,
               Linear colour) {
  if (form == Form::live) return 0;
  const float r = std::round(size_px * 0.28f), stroke = layout.stroke(3);
  const Vec2 c{at.x + r, at.y - size_px * 0.36f};
  switch (form) {
    case Form::late:
    case Form::stale: {
      group.add(draw::Ring{.centre = c, .inner_px = r - stroke, .outer_px = r, .fill = colour});
      draw::Polyline hands;
      hands.points = points({{c.x, c.y - r * 0.62f}, c, {c.x + r * 0.5f, c.y}});
      hands.width_px = stroke;
      hands.paint = colour;
      group.add(hands);
      break;
    }
    case Form::report:
      put_bar(group,
              {at.x, std::round(at.y - size_px * 0.78f), layout.stroke(4), std::round(size_px * 0.86f)},
              colour);
      break;
    case Form::manual: {  // the one filled form: somebody put it there
      const float half = std::round(r * 0.8f);
      draw::RoundRect square;
      square.rect = {std::round(c.x) - half, std::round(c.y) - half, 2 * half, 2 * half};
      square.fill = colour;
      group.add(std::move(square));
      break;
    }
    case Form::checking: {
      draw::Polyline diamond;
      diamond.points =
          points({{c.x, c.y - r}, {c.x + r, c.y}, {c.x, c.y + r}, {c.x - r, c.y}, {c.x, c.y - r}});
      diamond.width_px = stroke;
      diamond.paint = colour;
      group.add(diamond);
      break;
    }
    case Form::live:
      break;
  }
  return sign_width(form, size_px);
}

void put_hatch(draw::GroupBuilder& group, const Layout& layout, Rect rect, Linear colour) {
  const bool upright = rect.h > rect.w;
  const float slant = std::min(rect.w, rect.h), length = std::max(rect.w, rect.h) - slant;
  const int strokes = std::max(1, static_cast<int>(std::round(length / layout.px(14))));
  for (int i = 0; i <= strokes; ++i) {
    const float along = length * static_cast<float>(i) / static_cast<float>(strokes);
    const Vec2 from = upright ? Vec2{rect.x, rect.bottom() - along} : Vec2{rect.x + along, rect.bottom()};
    draw::Polyline stroke;
    stroke.points = points({from, {from.x + slant, from.y - slant}});
    stroke.width_px = layout.stroke(4);
    stroke.paint = colour;
    group.add(stroke);
  }
}

LabelLine label_line(draw::TextEngine& text, const Layout& layout, const Claim& claim, float label_px,
                     float width_px, bool below) {
  const float floor_px = layout.text_px(0), gap = std::round(label_px * 0.4f);
  const float sign = sign_width(claim.form, floor_px);
  LabelLine line;
  line.label = fit_line(text, claim.label, {.size_px = label_px}, width_px, floor_px);
  line.width_px = line.label->width_px;
  if (claim.marks.empty()) return line;
  if (below) {
    for (const std::string& words : claim.marks) {
      line.mark = text.line(words, {.size_px = floor_px});
      if (sign + line.mark->width_px <= width_px) break;
    }
    line.width_px = std::max(line.width_px, sign + line.mark->width_px);
    return line;
  }
  for (const float size : {label_px, floor_px}) {
    const auto label = text.line(claim.label, {.size_px = size});
    for (const std::string& words : claim.marks) {
      const auto mark = text.line(words, {.size_px = floor_px});
      const float width = label->width_px + gap + sign + mark->width_px;
      if (width > width_px) continue;
      return {label, mark, width};
    }
  }
  // Not even the shortest words fit beside the whole label: the label gives way, the claim does not.
  line.mark = text.line(claim.marks.back(), {.size_px = floor_px});
  line.label = fit_line(text, claim.label, {.size_px = floor_px}, width_px - gap - sign - line.mark->width_px,
                        floor_px);
  line.width_px = line.label->width_px + gap + sign + line.mark->width_px;
  return line;
}

void put_label(draw::GroupBuilder& group, const Layout& layout, const LabelLine& line, const Claim& claim,
               Vec2 at, Linear colour, const Origin& origin) {
  put_text(group, line.label, at, colour, origin);
  if (!line.mark) return;
  const float size = line.mark->style.size_px;
  const float sign = sign_width(claim.form, size);
  const float x = at.x + line.width_px - line.mark->width_px - sign;
  put_sign(group, layout, claim.form, {x, at.y}, size, colour);
  put_text(group, line.mark, {x + sign, at.y}, colour, origin);
}

std::string beside_title(const std::string& unit, const ChartClaim& claim, Language language) {
  std::string words = unit;
  const auto add = [&](const std::string& more) {
    if (more.empty()) return;
    if (!words.empty()) words += " · ";
    words += more;
  };
  // Invented values have no age of their own.
  if (claim.demonstration)
    add(demonstration_mark(language));
  else
    add(claim.mark);
  return words;
}

PanelHead put_panel_head(draw::GroupBuilder& group, draw::TextEngine& text, const Layout& layout,
                         Rect content, const std::string& title, float title_px, const std::string& beside,
                         Form form, const Origin& origin) {
  const Palette& p = layout.palette();
  const float top = content.y + layout.px(4);
  put_bar(group, {content.x, top + layout.px(1), content.w, layout.stroke(2)}, p.line);
  if (form == Form::stale)
    put_hatch(group, layout, {content.x, top - layout.px(4), layout.px(72), layout.px(12)}, p.muted);
  else
    put_bar(group, {content.x, top, layout.px(72), layout.stroke(4)}, p.accent);
  const float baseline = top + layout.px(14) + std::round(title_px * 0.88f);
  const float floor_px = layout.text_px(0), gap = std::round(title_px * 0.32f);
  const auto mark =
      beside.empty() ? nullptr : fit_line(text, beside, {.size_px = floor_px}, content.w * 0.72f, floor_px);
  const float room = content.w - (mark ? mark->width_px + gap : 0);
  const auto run = fit_line(text, title, {.size_px = title_px, .weight = draw::Weight::bold}, room, floor_px);
  put_text(group, run, {content.x, baseline}, p.text, origin);
  float right = content.x + run->width_px;
  if (mark) {
    put_text(group, mark, {right + gap, baseline}, p.muted, origin);
    right += gap + mark->width_px;
  }
  return {baseline, baseline + std::round(title_px * 0.16f), right};
}

}  // namespace guangmu::scenes
