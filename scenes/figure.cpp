#include "scenes/figure.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "scenes/motion.h"

namespace guangmu::scenes {
namespace {

// Money, percent, physical units and multiples (×10k) belong to the figure: without them it would be wrong. An
// English noun that only repeats the label goes.
bool noun(const std::string& unit, Language language) {
  const bool letter = !unit.empty() && unit[0] >= 'a' && unit[0] <= 'z';
  return language == Language::en && letter && unit.size() > 4 && unit.find("CNY") == std::string::npos;
}

std::string shown_digits(const Claim& claim, Language language) {
  return claim.text.more_than && language == Language::en ? claim.text.digits + "+" : claim.text.digits;
}
std::string shown_unit(const Claim& claim, Language language) {
  return claim.text.more_than && language == Language::zh ? "余" + claim.text.unit : claim.text.unit;
}

// A number laid out: where each of its parts begins.
struct Placed {
  draw::TextRunPtr digits, unit;
  float x = 0, unit_x = 0;
};

Placed place(draw::TextEngine& text, const FigureFit& fit, const ShownNumber& number, float at_x,
             draw::Align align) {
  Placed p;
  p.digits = text.line(number.digits, fit.digits);
  if (!number.unit.empty()) p.unit = text.line(number.unit, fit.unit);
  const float width = p.digits->width_px + (p.unit ? fit.gap_px + p.unit->width_px : 0);
  p.x = std::round(at_x - (align == draw::Align::left     ? 0
                           : align == draw::Align::centre ? width / 2
                                                          : width));
  p.unit_x = std::round(p.x + p.digits->width_px + fit.gap_px);
  return p;
}

class Painter {
 public:
  Painter(draw::GroupBuilder& group, draw::TextEngine& text, const FigureFit& fit, const FigureStyle& style,
          float light, float baseline, const Origin& origin)
      : group_(group),
        text_(text),
        fit_(fit),
        style_(style),
        light_(light),
        baseline_(baseline),
        origin_(origin) {
    cap_ = text.cap_height(fit.digits);
  }

  void glow(const Placed& p, float strength) {
    if (style_.glows[0].blur_px <= 0 || light_ < 1) return;
    draw::Text t;
    t.run = p.digits;
    t.origin = {p.x, baseline_};
    t.paint = digits_colour().with_alpha(0);
    t.glows = style_.glows;
    for (draw::Glow& g : t.glows) g.colour.a *= strength;
    group_.add(std::move(t));
  }
  void whole(const Placed& p, float alpha) { put(p.digits, p.x, baseline_, digits_colour().faded(alpha)); }
  void unit(const Placed& p, float alpha) {
    if (p.unit) put(p.unit, p.unit_x, baseline_, dimmed(style_.unit_colour).faded(alpha));
  }
  // Character i of p stands still.
  void still(const Placed& p, std::size_t i) { put(character(p, i), x_of(p, i), baseline_, digits_colour()); }
  // Two glyphs in the place of character i: `upper` leaves, `lower` comes; up or down by `rising`.
  void roll(const Placed& p, std::size_t i, char upper, char lower, float fraction, bool rising) {
    const float pitch = cap_ * 1.36f, way = rising ? -1.f : 1.f, x = x_of(p, i);
    const float advance = text_.digit_width(fit_.digits);
    const Rect cell{x - cap_ * 0.06f, baseline_ - cap_ * 1.24f, advance + cap_ * 0.12f, cap_ * 1.48f};
    const auto part = [&](char glyph, float y) {
      draw::Item& item = put(text_.line(std::string(1, glyph), fit_.digits), x, y, digits_colour());
      item.clip = cell;
      item.clip_soft_px = cap_ * 0.18f;
    };
    if (fraction < 1) part(upper, baseline_ + way * fraction * pitch);
    if (fraction > 0) part(lower, baseline_ - way * (1 - fraction) * pitch);
  }

 private:
  Linear dimmed(Linear c) const { return {c.r * light_, c.g * light_, c.b * light_, c.a}; }
  Linear digits_colour() const { return dimmed(style_.colour); }
  draw::TextRunPtr character(const Placed& p, std::size_t i) const {
    std::size_t n = 1;
    while (i + n < p.digits->text.size() &&
           (static_cast<unsigned char>(p.digits->text[i + n]) & 0xC0u) == 0x80u)
      ++n;
    return text_.line(std::string_view(p.digits->text).substr(i, n), fit_.digits);
  }
  static float x_of(const Placed& p, std::size_t i) {
    for (const draw::Glyph& g : p.digits->glyphs)
      if (g.cluster == i) return p.x + g.x;
    return p.x;
  }
  draw::Item& put(const draw::TextRunPtr& run, float x, float y, Linear colour) {
    draw::Text t;
    t.run = run;
    t.origin = {x, y};
    t.paint = colour;
    draw::Item& item = group_.add(std::move(t));
    item.note = origin_.note(run->text);
    return item;
  }

  draw::GroupBuilder& group_;
  draw::TextEngine& text_;
  const FigureFit& fit_;
  const FigureStyle& style_;
  float light_, baseline_, cap_ = 0;
  const Origin& origin_;
};

constexpr double sweep_hz = 30;  // a soft light needs no finer steps

bool continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u;
}

}  // namespace

FigureFit fit_figure(draw::TextEngine& text, const Layout& layout, const Claim& claim,
                     const FigureStyle& style, float width_px, Language language) {
  FigureFit fit;
  const float floor_px = layout.text_px(0);
  const std::string digits = shown_digits(claim, language);
  fit.unit_words = shown_unit(claim, language);
  if (noun(fit.unit_words, language)) fit.unit_words.clear();
  const auto measure = [&](float size, float unit_size) {
    fit.digits = {.size_px = size, .weight = style.weight, .tracking_em = -0.015f};
    fit.unit = {.size_px = unit_size, .weight = draw::Weight::regular};
    fit.gap_px = std::round(std::max(size * 0.07f, unit_size * 0.16f));
    fit.digits_width_px = text.line(digits, fit.digits)->width_px;
    fit.width_px = fit.digits_width_px;
    if (!fit.unit_words.empty()) fit.width_px += fit.gap_px + text.line(fit.unit_words, fit.unit)->width_px;
    return fit.width_px <= width_px;
  };
  float size = style.size_px;
  const float unit_full = style.unit_px > 0 ? style.unit_px : std::max(floor_px, std::round(size / 2));
  if (measure(size, unit_full)) return fit;
  while (!measure(size, std::min(unit_full, std::max(floor_px, std::round(size / 2)))) && size > floor_px)
    size = std::max(floor_px, std::min(size - 1, std::floor(size * width_px / fit.width_px)));
  return fit;
}

float Figure::build(const WidgetFrame& frame, const Claim& claim, const FigureStyle& style, Vec2 at,
                    float width_px, double since_enter_s, const Origin& origin, WidgetOutput& out) {
  const double now = frame.in.time_s;
  const bool same_language = language_ == frame.in.language;
  language_ = frame.in.language;
  draw::TextEngine& text = frame.text;

  if (!claim.value) {
    const auto run =
        fit_line(text, no_data(language_),
                 {.size_px = std::max(frame.layout.text_px(0), std::round(style.size_px * 0.42f))}, width_px,
                 frame.layout.text_px(0));
    if (since_enter_s < 0) return run->width_px;
    const auto& group = cache_.get(Hash(id_).add(run->hash).add(at.x).add(at.y).add(0xE).value(), [&] {
      draw::GroupBuilder b(id_);
      put_text(b, run, at, style.quiet_colour, origin, style.align);
      return b.finish();
    });
    const auto in = motion::appear(since_enter_s, frame.layout.px(20));
    if (in.moving) out.changes_at(now);
    out.add(group, in.shift, in.opacity);
    return run->width_px;
  }

  const FigureFit fit = fit_figure(text, frame.layout, claim, style, width_px, language_);
  const bool entering = since_enter_s < motion::entrance_roll_s;
  rolling_.see({shown_digits(claim, language_), fit.unit_words}, *claim.value, now,
               !entering && same_language);
  if (since_enter_s < 0) return fit.width_px;

  const auto state = rolling_.at(now);
  Hash key(id_);
  key.add(state.to.digits)
      .add(state.to.unit)
      .add(fit.digits.size_px)
      .add(fit.unit.size_px)
      .add(at.x)
      .add(at.y);
  key.add(claim.light)
      .add(static_cast<int>(claim.form == Form::stale))
      .add(style.colour.r)
      .add(style.colour.g);
  if (entering) key.add(since_enter_s);
  if (state.moving) key.add(state.from.digits).add(state.from.unit).add(state.progress);

  const auto& group = cache_.get(key.value(), [&] {
    draw::GroupBuilder b(id_);
    Painter paint(b, text, fit, style, claim.light, std::round(at.y), origin);
    const Placed to = place(text, fit, state.to, at.x, style.align);
    const std::string& digits = state.to.digits;
    if (entering) {
      const float p = motion::progress(since_enter_s, motion::entrance_roll_s);
      paint.glow(to, p * p);
      for (std::size_t i = 0; i < digits.size(); ++i) {
        if (continuation(digits[i])) continue;
        if (digits[i] < '0' || digits[i] > '9') {
          paint.still(to, i);
          continue;
        }
        const EntranceRoll r = entrance_roll(digits[i], p);
        paint.roll(to, i, r.upper, r.lower, r.fraction, true);
      }
      paint.unit(to, 1);
    } else if (state.moving && state.dissolve) {
      const Placed from = place(text, fit, state.from, at.x, style.align);
      const float p = motion::in_out(state.progress);
      paint.glow(to, 1);
      paint.whole(from, 1 - p);
      paint.unit(from, state.from.unit == state.to.unit && from.unit_x == to.unit_x ? 0 : 1 - p);
      paint.whole(to, p);
      paint.unit(to, state.from.unit == state.to.unit && from.unit_x == to.unit_x ? 1 : p);
    } else if (state.moving) {
      const auto places = rolling_places(state.from.digits, digits);
      const float p = motion::out_cubic(state.progress);
      paint.glow(to, 1);
      for (std::size_t i = 0; i < digits.size(); ++i) {
        if (continuation(digits[i])) continue;
        if (std::find(places.begin(), places.end(), i) == places.end())
          paint.still(to, i);
        else
          paint.roll(to, i, state.from.digits[i], digits[i], p, state.rising);
      }
      paint.unit(to, 1);
    } else {
      paint.glow(to, 1);
      paint.whole(to, 1);
      paint.unit(to, 1);
      if (claim.form == Form::stale) {
        const float cap = text.cap_height(fit.digits),
                    edge = std::max(frame.layout.px(10), std::round(cap * 0.09f));
        put_hatch(b, frame.layout, {to.x - edge - frame.layout.px(8), std::round(at.y) - cap, edge, cap},
                  style.quiet_colour);
      }
    }
    return b.finish();
  });
  const auto in = motion::appear(since_enter_s, frame.layout.px(20));
  out.add(group, in.shift, in.opacity);
  if (entering || state.moving) out.changes_at(now);

  const double since_change = now - rolling_.changed_s();
  if (!entering && since_change >= 0 && since_change < motion::sweep_s) {
    const float p = motion::progress(std::floor(since_change * sweep_hz) / sweep_hz, motion::sweep_s);
    draw::GroupBuilder b(id_ + 1);
    const Placed to = place(text, fit, state.to, at.x, style.align);
    const float cap = text.cap_height(fit.digits), reach = std::max(frame.layout.px(100), cap * 1.2f);
    const float x0 = to.x - reach, x1 = to.x + fit.width_px + reach;
    draw::Light light;
    light.centre = {x0 + (x1 - x0) * motion::in_out(p), at.y - cap / 2};
    light.radii = {reach, cap * 0.66f};
    light.colour = style.sweep.faded(std::sin(p * std::numbers::pi_v<float>));
    b.add(light, draw::Blend::add);
    out.add(b.finish());
    out.changes_at(now);
  }
  return fit.width_px;
}

}  // namespace guangmu::scenes
