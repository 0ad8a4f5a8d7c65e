#include "scenes/header.h"

#include <cmath>

#include "scenes/clock.h"
#include "scenes/lettering.h"
#include "scenes/mark.h"
#include "scenes/motion.h"
#include "scenes/widget.h"

namespace guangmu::scenes {
namespace {

class Header final : public Widget {
 public:
  explicit Header(const HeaderSettings& s) : s_(s), origin_{"header", "", s.place} {}

  double entrance_end_s() const override { return s_.enter.s + motion::appear_s; }

  void build(const WidgetFrame& frame, WidgetOutput& out) override {
    const double since = frame.entered_s - s_.enter.s;
    if (since < 0) return;
    const Layout& layout = frame.layout;
    const Rect c = layout.content(s_.area);
    const float clock_w = s_.clock ? layout.px(400) : 0;
    const auto in = motion::appear(since, layout.px(-16));
    if (in.moving) out.changes_at(frame.in.time_s);

    out.add(
        title_.get(Hash(1).add(frame.in.language).value(), [&] { return title(frame, c, c.w - clock_w); }),
        in.shift, in.opacity);
    if (!s_.clock) return;
    const std::string time = clock_words(frame.in.wall_clock);
    out.add(clock_.get(Hash(2).add(time).value(),
                       [&] {
                         draw::GroupBuilder b(hash_of("header/clock"));
                         const auto run = frame.text.line(
                             time, {.size_px = layout.text_px(s_.clock_px), .weight = draw::Weight::medium});
                         put_text(b, run, {c.right(), clock_baseline(layout, c)}, layout.palette().text,
                                  origin_, draw::Align::right);
                         return b.finish();
                       }),
            in.shift, in.opacity);
    const std::string day = day_words(frame.in.wall_clock, frame.in.language);
    out.add(date_.get(Hash(3).add(day).value(),
                      [&] {
                        draw::GroupBuilder b(hash_of("header/date"));
                        const auto run = frame.text.line(day, {.size_px = layout.text_px(s_.date_px)});
                        put_text(b, run, {c.right(), clock_baseline(layout, c) + layout.px(50)},
                                 layout.palette().muted, origin_, draw::Align::right);
                        return b.finish();
                      }),
            in.shift, in.opacity);
    out.changes_at(frame.in.time_s + until_next_second(frame.in.wall_clock));
  }

  void shades(const Layout& layout, std::vector<draw::Light>& shades) const override {
    const Rect c = layout.cells(s_.area);
    shades.push_back(shade_over(layout, {c.x, c.y, c.w * 0.62f, c.h}, 0.8f));
    shades.push_back(shade_over(layout, {c.right() - layout.px(460), c.y, layout.px(460), c.h}, 0.8f));
  }

 private:
  static float clock_baseline(const Layout& layout, Rect c) { return c.y + layout.px(90); }

  draw::GroupPtr title(const WidgetFrame& frame, Rect c, float width) const {
    const Layout& layout = frame.layout;
    const Palette& p = layout.palette();
    draw::GroupBuilder b(hash_of("header/title"));
    const float baseline = c.y + layout.px(110), gap = layout.px(26);
    float x = c.x;
    if (s_.mark) {
      const float w = layout.px(76);
      put_mark(b, layout, {x, baseline + layout.px(2)}, w);
      x += w + layout.px(18);
    }
    const auto name = fit_line(frame.text, s_.name.in(frame.in.language),
                               {.size_px = layout.text_px(s_.name_px), .weight = draw::Weight::bold}, width,
                               layout.text_px(0));
    put_text(b, name, {x, baseline}, p.accent, origin_);
    x += name->width_px + gap;
    const std::string& words = s_.title.in(frame.in.language);
    if (!words.empty()) {
      const float dot = layout.px(6);
      draw::Ring ring;
      ring.centre = {x + dot, baseline - layout.px(s_.name_px) * 0.36f};
      ring.outer_px = dot;
      ring.fill = p.accent;
      b.add(std::move(ring));
      x += 2 * dot + gap;
      const auto title = fit_line(frame.text, words,
                                  {.size_px = layout.text_px(s_.title_px), .weight = draw::Weight::medium},
                                  c.x + width - x, layout.text_px(0));
      put_text(b, title, {x, baseline - layout.px(3)}, p.text, origin_);
    }
    return b.finish();
  }

  HeaderSettings s_;
  Origin origin_;
  GroupCache title_, clock_, date_;
};

}  // namespace

std::unique_ptr<Widget> make_widget(const HeaderSettings& settings, const SceneContext&) {
  return std::make_unique<Header>(settings);
}

}  // namespace guangmu::scenes
