#include "scenes/timeline_key.h"

#include <algorithm>
#include <cmath>

#include "base/hash.h"

namespace guangmu::scenes {
namespace {

float baseline(const TimelinePlan& plan) {
  return plan.y(1410);
}

}  // namespace

TimelineKey timeline_key(const TimelineWords& w, const std::string& reported, const std::string& unknown,
                         const Origin& origin) {
  const TimelinePlan& plan = w.plan;
  const Linear muted = w.layout.palette().muted;
  const float y = baseline(plan), middle = y - plan.px(12), gap = plan.px(14), dots = plan.px(76);
  const draw::TextStyle style{.size_px = w.layout.text_px(32)};
  const auto point = w.text.line(reported, style), strands = w.text.line(unknown, style);
  draw::GroupBuilder b(hash_of("timeline/key"));
  b.add(draw::Ring{.centre = {plan.px(59), middle}, .outer_px = plan.px(8), .fill = srgb(0xEFFFF8)});
  put_text(b, point, {plan.px(70) + gap, y}, muted, origin);
  const float dots_x = plan.px(70) + gap + point->width_px + plan.px(44);
  auto line = std::make_shared<std::vector<draw::Dot>>();
  for (float x = dots_x + plan.px(4); x < dots_x + dots; x += plan.px(14))
    line->push_back({{x, middle}, plan.px(2.2), srgb(0xD6FFF0)});
  b.add(draw::Dots{line});
  put_text(b, strands, {dots_x + dots + gap, y}, muted, origin);
  return {b.finish(), dots_x + dots + gap + strands->width_px};
}

draw::GroupPtr timeline_source(const TimelineWords& w, const TimelineRest& rest, int event, float from_x,
                               const Origin& origin) {
  const TimelinePlan& plan = w.plan;
  const bool zh = w.language == Language::zh;
  const auto source = [&](int e) {
    return w.timeline.events[static_cast<std::size_t>(e)].source.in(w.language);
  };
  draw::GroupBuilder b(hash_of("timeline/source"));
  const float size = w.layout.small_text_px(28), right = plan.width() - plan.px(48);
  const float room = right - from_x - plan.px(48), y = baseline(plan);
  std::string words = (zh ? "来源：" : "Source: ") + source(event);
  // Whoever states a figure that stands on the wall, too, as far as there is room.
  for (int other = 0; other < plan.count(); ++other) {
    const TimelinePose& pose = rest.poses[static_cast<std::size_t>(other)];
    const std::string who = source(other);
    if (other == event || !pose.shown || !pose.has_figure || words.find(who) != std::string::npos) continue;
    const std::string longer = words + (zh ? "；" : "; ") + who;
    if (w.text.line(longer, {.size_px = size})->width_px <= room) words = longer;
  }
  const float step = std::max(plan.px(34), std::round(size * 1.22f));
  // On a small wall a second line would stand among the years.
  const int most = y - step - size * 0.9f > plan.y(1342) ? 2 : 1;
  const auto lines = w.text.paragraph(words, {.size_px = size}, room, most);
  for (std::size_t l = 0; l < lines.size(); ++l)
    put_text(b, lines[l], {right, y - step * static_cast<float>(lines.size() - 1 - l)},
             w.layout.palette().muted, origin, draw::Align::right);
  return b.finish();
}

}  // namespace guangmu::scenes
