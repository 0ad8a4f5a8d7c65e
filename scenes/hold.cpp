#include "scenes/hold.h"

#include <algorithm>
#include <cmath>

#include "scenes/clock.h"
#include "scenes/ground.h"
#include "scenes/lettering.h"
#include "scenes/mark.h"
#include "scenes/motion.h"
#include "scenes/widget.h"

namespace guangmu::scenes {
namespace {

constexpr double enter_s = 1.2;

class Hold final : public Scene {
 public:
  Hold(const SceneContext& context, LocalText name, LocalText title)
      : layout_(context, 12, 15), name_(std::move(name)), title_(std::move(title)), origin_{"hold", "", {}} {
    BackdropSettings calm;
    calm.kind = BackdropKind::plain;
    calm.light = {6, 9.2};
    calm.radii = {6.6, 7};
    ground_ = std::make_shared<const draw::Backdrop>(make_ground(calm, layout_, {}));
  }

  std::vector<std::string> metric_ids() const override { return {}; }
  double entrance_s() const override { return enter_s; }

  void build(const SceneInput& in, draw::TextEngine& text, SceneOutput& out) override {
    out.list.canvas = layout_.wall().canvas;
    out.list.tile = layout_.wall().module;
    out.list.time_s = in.time_s;
    out.list.backdrop_moves = in.backdrop_moves;
    out.list.backdrop = ground_;
    out.list.groups.clear();
    WidgetOutput parts;
    const float opacity = in.settled ? 1 : motion::in_out(motion::progress(in.entered_s, enter_s));
    parts.add(words_.get(Hash(1).add(in.language).value(), [&] { return words(in.language, text); }), {},
              opacity);
    const std::string time = clock_words(in.wall_clock);
    parts.add(clock_.get(Hash(2).add(time).value(), [&] { return clock(time, text); }), {}, opacity);
    const std::string day = day_words(in.wall_clock, in.language);
    parts.add(
        day_.get(Hash(3).add(day).value(),
                 [&] { return line(hash_of("hold/day"), day, 44, 11.44, layout_.palette().muted, text); }),
        {}, opacity);
    out.list.groups = std::move(parts.groups);
    out.next_change_s = opacity < 1 ? in.time_s : in.time_s + until_next_second(in.wall_clock);
  }

 private:
  float middle() const { return static_cast<float>(layout_.wall().canvas.w) / 2; }
  float row(double r) const { return std::round(layout_.cell().y * static_cast<float>(r)); }

  draw::GroupPtr line(draw::Id id, const std::string& words, double size, double at_row, Linear colour,
                      draw::TextEngine& text) const {
    draw::GroupBuilder b(id);
    put_text(b, text.line(words, {.size_px = layout_.text_px(size)}), {middle(), row(at_row)}, colour,
             origin_, draw::Align::centre);
    return b.finish();
  }

  draw::GroupPtr words(Language language, draw::TextEngine& text) const {
    const Palette& p = layout_.palette();
    draw::GroupBuilder b(hash_of("hold/words"));
    const float mark = layout_.px(176);
    put_mark(b, layout_, {middle() - mark / 2, row(4.1)}, mark);
    const float width = static_cast<float>(layout_.wall().canvas.w) - layout_.px(192);
    if (!name_.in(language).empty())
      put_text(
          b,
          fit_line(text, name_.in(language), {.size_px = layout_.text_px(132), .weight = draw::Weight::bold},
                   width, layout_.text_px(0)),
          {middle(), row(6.1)}, p.accent, origin_, draw::Align::centre);
    if (!title_.in(language).empty())
      put_text(
          b, fit_line(text, title_.in(language), {.size_px = layout_.text_px(72)}, width, layout_.text_px(0)),
          {middle(), row(7.3)}, p.text, origin_, draw::Align::centre);
    const float half = layout_.px(420), y = row(8.28);
    put_bar(
        b, {middle() - half, y, 2 * half, layout_.stroke(2)},
        draw::Paint::horizontal(
            middle() - half, middle() + half,
            {{0, p.accent.with_alpha(0)}, {0.5f, p.accent.with_alpha(0.9f)}, {1, p.accent.with_alpha(0)}}));
    return b.finish();
  }

  draw::GroupPtr clock(const std::string& time, draw::TextEngine& text) const {
    draw::GroupBuilder b(hash_of("hold/clock"));
    const draw::TextStyle style{.size_px = layout_.text_px(180), .weight = draw::Weight::light};
    put_text(b, text.line(time, style), {middle(), row(10.4)}, layout_.palette().text, origin_,
             draw::Align::centre);
    return b.finish();
  }

  Layout layout_;
  LocalText name_, title_;
  Origin origin_;
  std::shared_ptr<const draw::Backdrop> ground_;
  GroupCache words_, clock_, day_;
};

}  // namespace

std::unique_ptr<Scene> make_hold(const SceneContext& context, LocalText name, LocalText title) {
  return std::make_unique<Hold>(context, std::move(name), std::move(title));
}

}  // namespace guangmu::scenes
