#include "scenes/ratios.h"

#include <algorithm>
#include <cmath>

#include "scenes/eased.h"
#include "scenes/figure.h"
#include "scenes/motion.h"

namespace guangmu::scenes {
namespace {

constexpr double apart_s = 0.07;

class Ratios final : public Widget {
 public:
  explicit Ratios(const RatiosSettings& s) : s_(s) {
    for (const ShownMetric& item : s.items)
      tiles_.push_back({item,
                        Origin{"ratios", item.metric, s.place},
                        Figure(hash_of("ratios/" + item.metric)),
                        {},
                        {},
                        {}});
  }

  double entrance_end_s() const override {
    return s_.enter.s + apart_s * static_cast<double>(tiles_.size()) + motion::entrance_roll_s;
  }
  std::vector<std::string> names() const override {
    std::vector<std::string> ids;
    for (const Tile& t : tiles_) ids.push_back(t.item.metric);
    return ids;
  }

  void build(const WidgetFrame& frame, WidgetOutput& out) override {
    const Layout& layout = frame.layout;
    const Palette& p = layout.palette();
    const Rect cells = layout.cells(s_.area);
    const float pitch = cells.w / static_cast<float>(tiles_.size());
    FigureStyle style;
    style.size_px = layout.text_px(s_.size_px);
    style.colour = style.unit_colour = p.text;
    style.quiet_colour = p.muted;
    style.sweep = p.accent.with_alpha(0.12f);

    for (std::size_t i = 0; i < tiles_.size(); ++i) {
      Tile& tile = tiles_[i];
      const double now = frame.in.time_s;
      const double since = frame.entered_s - s_.enter.s - apart_s * static_cast<double>(i);
      const Claim claim = claim_of(frame.in, tile.item.metric, tile.item.label);
      out.changes_at(now + claim.changes_in_s);
      const float x = std::round(cells.x + pitch * static_cast<float>(i)) + layout.px(48);
      const float w = pitch - layout.px(48);
      const float label_room = i + 1 < tiles_.size() ? pitch - layout.px(24) : cells.right() - x;
      const float bar_y = std::round(cells.bottom() - layout.px(16)),
                  baseline = std::round(bar_y - layout.px(22));
      tile.figure.build(frame, claim, style, {x, baseline}, w, since, tile.origin, out);
      tile.value.see(std::clamp(claim.value.value_or(0), 0., 1.), now, since >= motion::entrance_roll_s);
      if (since < 0) continue;

      const auto in = motion::appear(since, layout.px(20));
      if (in.moving) out.changes_at(now);
      Hash key(7);
      key.add(claim.label).add(claim.form);
      for (const auto& m : claim.marks) key.add(m);
      const auto& label = tile.label.get(key.value(), [&] {
        draw::GroupBuilder b(hash_of("ratios/label/" + tile.item.metric));
        const LabelLine line = label_line(frame.text, layout, claim, layout.text_px(s_.label_px), label_room);
        const float cap =
            frame.text.cap_height({.size_px = style.size_px, .weight = draw::Weight::semi_bold});
        put_label(b, layout, line, claim, {x, std::round(baseline - cap - layout.px(24))}, p.muted,
                  tile.origin);
        return b.finish();
      });
      out.add(label, in.shift, in.opacity);

      const float grown = motion::out_cubic(motion::progress(since, motion::entrance_roll_s));
      if (grown < 1 || tile.value.moving(now)) out.changes_at(now);
      const float bar_w = std::min(layout.px(300), w);
      const float filled = std::round(static_cast<float>(tile.value.at(now)) * grown * bar_w * 4) / 4;
      const auto& bar = tile.bar.get(Hash(8).add(filled).add(claim.light).value(), [&] {
        draw::GroupBuilder b(hash_of("ratios/bar/" + tile.item.metric));
        const float h = layout.stroke(8);
        put_bar(b, {x, bar_y, bar_w, h}, p.line.with_alpha(0.75f));
        if (filled > 0)
          put_bar(b, {x, bar_y, filled, h},
                  draw::Paint::horizontal(x, x + filled,
                                          {{0, mix(p.accent, p.land, 0.35f).faded(claim.light)},
                                           {1, p.accent.faded(claim.light)}}));
        return b.finish();
      });
      out.add(bar, in.shift, in.opacity);
    }
  }

  void shades(const Layout& layout, std::vector<draw::Light>& shades) const override {
    shades.push_back(shade_over(layout, layout.cells(s_.area), 0.82f));
  }

 private:
  struct Tile {
    ShownMetric item;
    Origin origin;
    Figure figure;
    EasedValue value;
    GroupCache label, bar;
  };
  RatiosSettings s_;
  std::vector<Tile> tiles_;
};

}  // namespace

std::unique_ptr<Widget> make_widget(const RatiosSettings& settings, const SceneContext&) {
  return std::make_unique<Ratios>(settings);
}

}  // namespace guangmu::scenes
