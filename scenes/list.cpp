#include "scenes/list.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "scenes/fixed_panel.h"
#include "scenes/lettering.h"

namespace guangmu::scenes {
namespace {

class List final : public FixedPanel {
 public:
  explicit List(const ListSettings& s) : FixedPanel(s.area, s.enter.s), s_(s), origin_{"list", "", s.place} {}

 private:
  draw::GroupPtr draw(const WidgetFrame& frame) const override {
    const Layout& layout = frame.layout;
    const Palette& p = layout.palette();
    const Language language = frame.in.language;
    const Rect c = layout.content(s_.area);
    draw::GroupBuilder b(hash_of("list/" + s_.title.zh));
    const float title_px = layout.text_px(s_.title_px), floor_px = layout.text_px(0);
    const PanelHead head =
        put_panel_head(b, frame.text, layout, c, s_.title.in(language), title_px, "", Form::live, origin_);
    if (s_.count) put_count(b, frame, head, title_px);

    const auto columns = static_cast<std::size_t>(s_.columns);
    const std::size_t lines = (s_.items.size() + columns - 1) / columns;
    const draw::TextStyle style{.size_px = layout.text_px(s_.text_px)};
    // Columns as wide as their longest text; what is left is shared between them.
    std::vector<float> widths(columns, 0.f);
    float taken = 0;
    for (std::size_t i = 0; i < s_.items.size(); ++i) {
      float& w = widths[i % columns];
      w = std::max(w, frame.text.line(s_.items[i].in(language), style)->width_px);
    }
    for (const float w : widths) taken += w;
    const float least = layout.px(20), room = c.w - least * static_cast<float>(columns - 1);
    const float squeeze = taken > room ? room / taken : 1;
    const float gap = columns > 1 ? (c.w - taken * squeeze) / static_cast<float>(columns - 1) : 0;
    const float bottom = c.bottom() - layout.px(10), first = head.bottom_y + layout.px(46);
    const float pitch =
        lines > 1 ? std::min(layout.px(48), (bottom - first) / static_cast<float>(lines - 1)) : 0;
    float column_x = c.x;
    for (std::size_t col = 0; col < columns; ++col) {
      for (std::size_t line = 0; line < lines; ++line) {
        const std::size_t i = line * columns + col;
        if (i >= s_.items.size()) break;
        const auto run =
            fit_line(frame.text, s_.items[i].in(language), style, widths[col] * squeeze + 1, floor_px);
        put_text(b, run, {column_x, first + pitch * static_cast<float>(line)}, p.text, origin_);
      }
      column_x += widths[col] * squeeze + gap;
    }
    return b.finish();
  }

  // How many there are, in the accent.
  void put_count(draw::GroupBuilder& b, const WidgetFrame& frame, const PanelHead& head,
                 float title_px) const {
    const Layout& layout = frame.layout;
    const Linear accent = layout.palette().accent;
    float x = head.right_x + layout.px(20);
    const auto count =
        frame.text.line(std::to_string(s_.items.size()),
                        {.size_px = std::round(title_px * 1.18f), .weight = draw::Weight::semi_bold});
    put_text(b, count, {x, head.baseline_y}, accent, origin_);
    if (s_.unit.empty()) return;
    x += count->width_px + layout.px(8);
    put_text(b, frame.text.line(s_.unit.in(frame.in.language), {.size_px = layout.text_px(0)}),
             {x, head.baseline_y}, accent, origin_);
  }

  ListSettings s_;
  Origin origin_;
};

}  // namespace

std::unique_ptr<Widget> make_widget(const ListSettings& settings, const SceneContext&) {
  return std::make_unique<List>(settings);
}

}  // namespace guangmu::scenes
