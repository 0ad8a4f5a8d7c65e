#include "scenes/circles.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "scenes/eased.h"
#include "scenes/embers.h"
#include "scenes/figure.h"
#include "scenes/motion.h"

namespace guangmu::scenes {
namespace {

constexpr double apart_s = 0.2, ring_s = 0.7, sun_s = 0.9, breath_s = 12, breath_hz = 2, ember_hz = 4;

class Circles final : public Widget {
 public:
  explicit Circles(const CirclesSettings& s) : s_(s) {
    for (const ShownMetric& item : s.items)
      amounts_.push_back({item,
                          Origin{"circles", item.metric, s.place},
                          Figure(hash_of("circles/" + item.metric)),
                          {},
                          {},
                          {}});
  }

  double entrance_end_s() const override { return s_.enter.s + 0.4 + motion::entrance_roll_s; }
  std::vector<std::string> names() const override {
    std::vector<std::string> ids;
    for (const Amount& a : amounts_) ids.push_back(a.item.metric);
    return ids;
  }

  void build(const WidgetFrame& frame, WidgetOutput& out) override {
    const Layout& layout = frame.layout;
    const double now = frame.in.time_s, since = frame.entered_s - s_.enter.s;
    centre_ = layout.at(s_.centre);
    const float full = full_px(layout);
    horizon_ = layout.cells(s_.area).bottom();

    // Largest first, whatever the figures say; what has no value has no circle.
    std::vector<Shown> shown;
    Form form = Form::live;
    bool moving = false;
    for (std::size_t i = 0; i < amounts_.size(); ++i) {
      Amount& a = amounts_[i];
      Shown s{i, claim_of(frame.in, a.item.metric, a.item.label), 0};
      out.changes_at(now + s.claim.changes_in_s);
      if (s.claim.value && *s.claim.value > 0) {
        a.eased.see(*s.claim.value, now, since >= sun_s + 2 * apart_s);
        s.amount = a.eased.at(now);
        moving = moving || a.eased.moving(now);
      }
      if (!s.claim.marks.empty()) form = worse(form, s.claim.form);
      shown.push_back(std::move(s));
    }
    std::stable_sort(shown.begin(), shown.end(),
                     [](const Shown& a, const Shown& b) { return a.amount > b.amount; });
    const double most = shown.front().amount;
    for (std::size_t k = 0; k < shown.size(); ++k) {
      // Without a value the place is kept by a quiet ring of the picture's own proportions.
      const double share =
          most > 0 && shown[k].amount > 0 ? shown[k].amount / most : std::pow(0.36, static_cast<double>(k));
      shown[k].radius = std::round(full * static_cast<float>(std::sqrt(share)) * 4) / 4;
    }
    if (since < 0) return;

    const bool entering = since < sun_s + 2 * apart_s;
    Hash key(12);
    for (const Shown& s : shown) key.add(s.radius).add(s.amount > 0).add(s.claim.light);
    if (entering) key.add(since);
    if (entering || moving) out.changes_at(now);
    out.add(body_.get(key.value(), [&] { return draw_body(layout, shown, since); }));
    idle(frame, shown, since, out);
    labels(frame, shown, form, since, out);
  }

 private:
  struct Amount {
    ShownMetric item;
    Origin origin;
    Figure figure;
    EasedValue eased;
    GroupCache label, shade;
  };
  struct Shown {
    std::size_t index = 0;
    Claim claim;
    double amount = 0;
    float radius = 0;
  };

  draw::GroupPtr draw_body(const Layout& layout, const std::vector<Shown>& shown, double since) const {
    const Palette& p = layout.palette();
    draw::GroupBuilder b(hash_of("circles/body"));
    const Rect sky{centre_.x - shown.front().radius * 2, -layout.px(96), shown.front().radius * 4,
                   horizon_ + layout.px(96)};
    const auto add = [&](draw::Shape shape, draw::Blend blend = draw::Blend::over) {
      draw::Item& item = b.add(std::move(shape), blend);
      item.clip = sky;
      item.clip_soft_px = layout.px(48);
    };
    const std::size_t last = shown.size() - 1;
    for (std::size_t k = 0; k < shown.size(); ++k) {
      const float r = shown[k].radius;
      const double begin = apart_s * static_cast<double>(k);
      const bool lit = shown[k].amount > 0;
      if (k < last) {
        const float swept = motion::in_out(motion::progress(since - begin, ring_s));
        const float inner = shown[k + 1].radius;
        // The band: dark inside, lighter towards its rim.
        draw::Ring band;
        band.centre = centre_;
        band.outer_px = r;
        band.inner_px = k + 1 == last ? 0 : inner;
        const float edge = inner / r;
        const Linear deep = mix(p.ground, p.land, 0.62f), rim = mix(p.land, p.accent, k == 0 ? 0.06f : 0.03f);
        band.fill = draw::Paint::radial(centre_, {r, r},
                                        {{edge, deep.with_alpha(0.96f)},
                                         {edge + (1 - edge) * 0.6f, mix(deep, rim, 0.34f).with_alpha(0.96f)},
                                         {1, rim.with_alpha(0.96f)}})
                        .faded(swept);
        add(band);
        draw::Halo halo;
        halo.centre = centre_;
        halo.radius_px = r - layout.px(2);
        halo.inside_px = layout.px(k == 0 ? 72 : 30);
        halo.outside_px = layout.px(k == 0 ? 30 : 70);
        halo.colour = p.accent.with_alpha((k == 0 ? 0.11f : 0.17f) * swept * (lit ? 1 : 0.3f));
        add(halo, draw::Blend::add);
        draw::Ring line;
        line.centre = centre_;
        line.outer_px = r;
        line.inner_px = r - layout.stroke(k == 0 ? 3 : 4);
        line.start_turn = -0.36f;
        line.sweep_turn = 0.72f * swept;
        const Linear bright = k == 0 ? mix(p.accent, p.land, 0.4f) : mix(p.accent, p.pale, 0.12f);
        line.fill = lit ? bright : p.line;
        add(line);
      } else {
        sun(layout, add, r, motion::out_cubic(motion::progress(since - begin, sun_s)), lit,
            shown[k].claim.light);
      }
    }
    return b.finish();
  }

  template <class Add>
  void sun(const Layout& layout, const Add& add, float r, float risen, bool lit, float light) const {
    const Palette& p = layout.palette();
    const Vec2 c{centre_.x, centre_.y + r * (1 - risen)};
    if (!lit) {
      draw::Ring ring;
      ring.centre = c;
      ring.outer_px = r;
      ring.inner_px = r - layout.stroke(4);
      ring.fill = p.line;
      add(ring, draw::Blend::over);
      return;
    }
    const Linear foot = mix(p.gold, Linear{1, 1, 1, 1}, 0.36f),
                 edge = {p.gold.r * 0.80f, p.gold.g * 0.56f, p.gold.b * 0.36f, 1};
    const auto dim = [&](Linear l) { return Linear{l.r * light, l.g * light, l.b * light, risen}; };
    draw::Halo glow;
    glow.centre = c;
    glow.radius_px = r;
    glow.inside_px = 1;
    glow.outside_px = layout.px(56);
    glow.power = 2.4f;
    glow.colour = mix(p.gold, edge, 0.5f).with_alpha(0.17f * risen * light);
    add(glow, draw::Blend::add);
    draw::Ring disc;
    disc.centre = c;
    disc.outer_px = r;
    disc.fill = draw::Paint::radial(
        {c.x, c.y + r * 0.9f}, {r * 1.9f, r * 1.9f},
        {{0, dim(foot)}, {0.4f, dim(p.gold)}, {0.72f, dim(mix(p.gold, edge, 0.5f))}, {1, dim(edge)}});
    add(disc, draw::Blend::over);
    draw::Halo rim;
    rim.centre = c;
    rim.radius_px = r - 1;
    rim.inside_px = layout.px(56);
    rim.outside_px = layout.px(22);
    rim.colour = mix(p.gold, foot, 0.4f).with_alpha(0.34f * risen * light);
    add(rim, draw::Blend::add);
  }

  // The sun breathes and embers rise over it: small steps at a few hertz, so that only their own tiles are
  // painted anew.
  void idle(const WidgetFrame& frame, const std::vector<Shown>& shown, double since, WidgetOutput& out) {
    const Shown& sun = shown.back();
    const double grown_s = sun_s + 2 * apart_s;
    if (sun.amount <= 0 || since < grown_s) return;
    const Layout& layout = frame.layout;
    const double now = frame.in.backdrop_moves ? frame.in.time_s : 0;
    const double breath_t = std::floor(now * breath_hz) / breath_hz,
                 ember_t = std::floor(now * ember_hz) / ember_hz;
    if (frame.in.backdrop_moves) out.changes_at(std::min(breath_t + 1 / breath_hz, ember_t + 1 / ember_hz));
    const float fade = motion::in_out(motion::progress(since - grown_s, 1.2));
    if (fade < 1) out.changes_at(frame.in.time_s);
    out.add(breath_.get(Hash(13).add(breath_t).add(sun.radius).add(sun.claim.light).value(),
                        [&] {
                          draw::GroupBuilder b(hash_of("circles/breath"));
                          draw::Light core;
                          core.centre = {centre_.x, centre_.y + sun.radius * 0.3f};
                          core.radii = {sun.radius * 0.95f, sun.radius * 0.95f};
                          const double breath =
                              0.5 + 0.5 * std::sin(breath_t / breath_s * 2 * std::numbers::pi);
                          core.colour = mix(layout.palette().gold, Linear{1, 1, 1, 1}, 0.3f)
                                            .with_alpha(0.08f * static_cast<float>(breath) * sun.claim.light);
                          b.add(core, draw::Blend::add).clip =
                              Rect{0, 0, static_cast<float>(layout.wall().canvas.w), horizon_};
                          return b.finish();
                        }),
            {}, fade);
    out.add(embers_.get(Hash(17).add(ember_t).add(shown.front().radius).value(),
                        [&] {
                          draw::GroupBuilder b(hash_of("circles/embers"));
                          const float r = shown.front().radius, top = centre_.y - r;
                          put_embers(b, layout,
                                     {centre_.x - r * 1.1f, top - layout.px(120), r * 2.2f, layout.px(330)},
                                     centre_, r + layout.px(8), ember_t);
                          return b.finish();
                        }),
            {}, fade);
  }

  // Half the width of the circle of radius r at height y.
  float half_chord(float r, float y) const {
    const float d = centre_.y - y;
    return r * r > d * d ? std::sqrt(r * r - d * d) : 0;
  }

  // Where a label and its figure stand: in the band of their circle where that is high enough, else where the
  // picture keeps a place for them, on a pool of shade.
  struct Spot {
    float size = 0, label_px = 0, baseline = 0, label_y = 0, need = 0, room = 0, label_room = 0;
    bool fits = true;
  };
  Spot spot(const WidgetFrame& frame, float r, float inner, std::size_t slot, bool marked,
            bool in_band) const {
    const Layout& layout = frame.layout;
    const auto pick = [&](const std::vector<double>& sizes) {
      return sizes.empty() ? 56. : sizes[std::min(slot, sizes.size() - 1)];
    };
    const bool top = slot == 0;
    Spot s;
    s.size = layout.text_px(pick(s_.size_px));
    s.label_px = layout.text_px(pick(s_.label_px));
    const float cap = frame.text.cap_height({.size_px = s.size, .weight = draw::Weight::semi_bold});
    const float lead = std::round(s.size * (!top ? 0.19f : marked ? 0.17f : 0.27f));
    const float foot = std::round(s.size * (!top ? 0.15f : marked ? 0.14f : 0.2f));
    s.need = s.label_px * 0.84f + lead + cap + foot + layout.px(4) +
             (top && marked ? layout.text_px(0) * 0.95f : 0);
    s.fits = r - inner >= s.need;
    const float full = full_px(layout);
    const float share = static_cast<float>(std::pow(0.36, static_cast<double>(slot + 1) / 2));
    s.baseline = std::round(centre_.y - (in_band ? inner : full * share) - foot);
    s.label_y = std::round(s.baseline - cap - lead);
    s.room = in_band ? 2 * half_chord(r, s.baseline - cap) - layout.px(40) : full;
    s.label_room = in_band ? 2 * half_chord(r, s.label_y - s.label_px * 0.74f) : full;
    return s;
  }
  float full_px(const Layout& layout) const { return static_cast<float>(s_.radius) * layout.cell().y; }

  void labels(const WidgetFrame& frame, const std::vector<Shown>& shown, Form form, double since,
              WidgetOutput& out) {
    const Layout& layout = frame.layout;
    const Palette& p = layout.palette();
    const bool marked = form != Form::live;
    if (marked && since >= apart_s) put_mark_line(frame, shown, form, out);

    // Every amount but the sun's has its words; the sun's own figure stands elsewhere as the hero, unless
    // sun_label says so.
    std::vector<std::size_t> told;
    for (std::size_t k = 0; k < shown.size(); ++k)
      if (s_.sun_label || shown[k].index + 1 < amounts_.size()) told.push_back(k);
    const auto inner_of = [&](std::size_t k) { return k + 1 < shown.size() ? shown[k + 1].radius : 0; };
    bool in_band = true;
    for (std::size_t slot = 0; slot < told.size(); ++slot) {
      const std::size_t k = told[slot];
      in_band = in_band && k == slot && spot(frame, shown[k].radius, inner_of(k), slot, marked, true).fits;
    }
    for (std::size_t slot = 0; slot < told.size(); ++slot) {
      const Shown& s = shown[told[slot]];
      Amount& a = amounts_[s.index];
      const Spot at = spot(frame, s.radius, inner_of(told[slot]), slot, marked, in_band);
      const double begin = since - apart_s * static_cast<double>(slot) - 0.2;
      const auto in = motion::appear(begin, layout.px(16));
      // The ground under the words is kept dark: a little in a band, a lot where they stand across the rims.
      if (begin >= 0) {
        out.add(a.shade.get(
                    Hash(15).add(at.baseline).add(at.size).add(in_band).value(),
                    [&] {
                      draw::GroupBuilder b(hash_of("circles/shade/" + a.item.metric));
                      draw::Light shade;
                      shade.centre = {centre_.x, (at.label_y + at.baseline) / 2 - at.label_px * 0.3f};
                      shade.radii = {at.size * (in_band ? 2.9f : 3.4f), at.need * (in_band ? 0.72f : 0.85f)};
                      shade.power = 1.2f;
                      shade.colour = p.ground.with_alpha(in_band ? 0.62f : 0.9f);
                      b.add(shade);
                      return b.finish();
                    }),
                {}, in.opacity);
      }
      FigureStyle style;
      style.size_px = at.size;
      style.colour = style.unit_colour = p.text;
      style.quiet_colour = p.muted;
      style.align = draw::Align::centre;
      style.sweep = p.accent.with_alpha(0.12f);
      a.figure.build(frame, s.claim, style, {centre_.x, at.baseline}, at.room, begin, a.origin, out);
      if (begin < 0) continue;
      const auto& label =
          a.label.get(Hash(16).add(s.claim.label).add(at.label_y).add(at.label_room).value(), [&] {
            draw::GroupBuilder b(hash_of("circles/label/" + a.item.metric));
            // Rather touches the rim than loses a word.
            const float least = frame.text.line(s.claim.label, {.size_px = layout.text_px(0)})->width_px + 1;
            put_text(b,
                     fit_line(frame.text, s.claim.label, {.size_px = at.label_px},
                              std::max(least, at.label_room), layout.text_px(0)),
                     {centre_.x, at.label_y}, p.text, a.origin, draw::Align::centre);
            return b.finish();
          });
      if (in.moving) out.changes_at(frame.in.time_s);
      out.add(label, in.shift, in.opacity);
    }
  }

  // One mark for all circles, high in the dome: that of the most doubtful figure.
  void put_mark_line(const WidgetFrame& frame, const std::vector<Shown>& shown, Form form,
                     WidgetOutput& out) {
    const Shown* worst = nullptr;
    for (const Shown& s : shown)
      if (s.claim.form == form && !s.claim.marks.empty()) worst = &s;
    if (!worst) return;
    Hash key(14);
    key.add(form);
    for (const auto& m : worst->claim.marks) key.add(m);
    out.add(mark_.get(key.value(), [&] {
      const Layout& layout = frame.layout;
      const float full = full_px(layout), size = layout.text_px(0),
                  y = std::round(centre_.y - full + size * 1.5f);
      const float room = 2 * half_chord(full, y - size) - layout.px(24), sign = sign_width(form, size);
      draw::GroupBuilder b(hash_of("circles/mark"));
      draw::TextRunPtr run;
      for (const auto& m : worst->claim.marks) {
        run = frame.text.line(m, {.size_px = size});
        if (run->width_px + sign <= room) break;
      }
      const float x = std::round(centre_.x - (run->width_px + sign) / 2);
      const Origin& origin = amounts_[worst->index].origin;
      draw::Light shade;
      shade.centre = {centre_.x, y - size * 0.36f};
      shade.radii = {run->width_px * 0.85f, size * 0.95f};
      shade.power = 1.2f;
      shade.colour = layout.palette().ground.with_alpha(0.6f);
      b.add(shade);
      put_sign(b, layout, form, {x, y}, size, layout.palette().text);
      put_text(b, run, {x + sign, y}, layout.palette().text, origin);
      return b.finish();
    }));
  }

  CirclesSettings s_;
  std::vector<Amount> amounts_;
  Vec2 centre_;
  float horizon_ = 0;
  GroupCache body_, breath_, embers_, mark_;
};

}  // namespace

std::unique_ptr<Widget> make_widget(const CirclesSettings& settings, const SceneContext&) {
  return std::make_unique<Circles>(settings);
}

}  // namespace guangmu::scenes
