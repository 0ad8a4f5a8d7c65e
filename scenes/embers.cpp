#include "scenes/embers.h"

#include <cmath>
#include <memory>
#include <numbers>
#include <vector>

#include "base/hash.h"

namespace guangmu::scenes {

void put_embers(draw::GroupBuilder& group, const Layout& layout, Rect field, Vec2 centre, float keep_out_px,
                double t) {
  constexpr int count = 34;
  auto dots = std::make_shared<std::vector<draw::Dot>>();
  for (int i = 0; i < count; ++i) {
    const auto unit = [&](int k) {  // 0..1, another one for each k
      return static_cast<double>(Hash(41).add(i).add(k).word(0x9E37).value() >> 40) / 16777215.;
    };
    const double life_s = 16 + 14 * unit(0), age = std::fmod(t / life_s + unit(16), 1.);
    const double rise = static_cast<double>(layout.px(6)) * life_s * (0.7 + 0.6 * unit(32));
    const double x = static_cast<double>(field.x) + static_cast<double>(field.w) * unit(48);
    const double y0 = static_cast<double>(field.bottom()) - static_cast<double>(field.h) * 0.7 * unit(8);
    const double sway = std::sin((age + unit(24)) * 2 * std::numbers::pi) * static_cast<double>(layout.px(7));
    const float alpha = static_cast<float>(std::sin(age * std::numbers::pi) * (0.25 + 0.5 * unit(40)));
    draw::Dot dot;
    dot.at = {static_cast<float>(x + sway), static_cast<float>(y0 - rise * age)};
    if (length(dot.at - centre) < keep_out_px) continue;
    dot.radius_px = layout.px(1.6 + 1.1 * unit(20));
    dot.colour = mix(layout.palette().accent, layout.palette().gold, static_cast<float>(0.15 * unit(12)))
                     .with_alpha(alpha);
    dots->push_back(dot);
  }
  group.add(draw::Dots{std::move(dots)}, draw::Blend::add);
}

}  // namespace guangmu::scenes
