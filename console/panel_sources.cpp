// The sources of the figures: whether each answers, how well it did since the wall started, and what is wrong now.
#include <fmt/core.h>

#include <algorithm>

#include "console/panels.h"
#include "kpi/values/number_text.h"

namespace guangmu::console {
namespace {

constexpr double day_s = 86400;

void draw_source(Context& c, Box b, const show::SourceStatus& source, bool bar) {
  Ui& ui = c.ui;
  const bool fine = source.fault.empty();
  const Instant now = c.status.wall_clock;
  if (fine)
    ui.disc(b.x + 8, b.y + 13, 6, colour::second);
  else
    ui.cross(b.x + 8, b.y + 13, 11, colour::red);
  const float name = ui.told(b.x + 22, b.y, source.id, Size::s18, colour::text, true, Anchor::left, 130);
  std::string words;
  if (fine && source.polls > 0)
    words = ui.zh() ? fmt::format("取数 {} 次，出错 {} 次", source.polls, source.errors)
                    : fmt::format("{} polls, {} errors", source.polls, source.errors);
  else if (fine)
    words = ui.t("还没有取过数", "not asked yet");
  else
    words = (source.fault_since ? clock_words(*source.fault_since).substr(0, 5) + ui.t(" 起 ", " on: ") : std::string()) +
            source.fault;
  if (fine && source.last_good)
    words += ui.t(" · 上次 ", " · last ") + clock_words(*source.last_good);
  ui.told(b.x + 34 + name, b.y + 1, words, Size::s16, fine ? colour::second : rgb(0xFF7C75), false, Anchor::left,
          b.w - 40 - name);
  if (!bar) return;
  std::string share = "—";
  if (source.polls > 0)
    share = fmt::format("{:.2f} %", 100. * static_cast<double>(source.polls - std::min(source.errors, source.polls)) /
                                        static_cast<double>(source.polls));
  const float w = ui.text(b.x, b.y + 36, ui.t("开机以来 ", "since start ") + share, Size::s16, colour::text, false,
                          Anchor::left, 180);
  // The last day: before the wall started nothing is known, now a fault is red.
  const Box day{b.x + w + 14, b.y + 42, b.w - w - 30, 10};
  ui.fill(day, rgb(0x21262D));
  const auto x_of = [&](double ago_s) { return day.right() - day.w * static_cast<float>(std::clamp(ago_s / day_s, 0., 1.)); };
  const float from = std::min(x_of(c.status.uptime_s), day.right() - 4);
  ui.fill({from, day.y, day.right() - from, day.h}, rgb(0x5A6471));
  if (!fine && source.fault_since) {
    const float gone = std::min(x_of(now - *source.fault_since), day.right() - 6);
    ui.fill({gone, day.y - 2, day.right() - gone, day.h + 4}, colour::red);
  }
}

}  // namespace

void draw_sources(Context& c, Box b) {
  Ui& ui = c.ui;
  ui.fill(b, colour::bg, 6);
  std::vector<const show::SourceStatus*> order;
  for (const auto& source : c.status.sources) order.push_back(&source);
  // Where there is not room for all, the broken ones come first.
  if (order.size() > 6)
    std::stable_partition(order.begin(), order.end(), [](const auto* source) { return !source->fault.empty(); });
  if (order.empty()) {
    ui.text(b.x + 14, b.y + 28, ui.t("没有声明来源：数字都来自报告或手工", "no sources are declared: figures come from the report or by hand"),
            Size::s18, colour::second, false, Anchor::left, b.w - 28);
    return;
  }
  if (order.size() <= 2) {
    const float w = b.w / 2;
    for (std::size_t i = 0; i < order.size(); ++i)
      draw_source(c, {b.x + 14 + static_cast<float>(i) * w, b.y + 10, (order.size() == 1 ? b.w : w) - 20, 60}, *order[i], true);
    return;
  }
  const float w = b.w / 3;
  for (std::size_t i = 0; i < order.size() && i < 6; ++i) {
    const Box place{b.x + 14 + static_cast<float>(i % 3) * w, b.y + 10 + static_cast<float>(i / 3) * 34, w - 20, 30};
    if (i == 5 && order.size() > 6)
      ui.text(place.x, place.y, fmt::format("+{} {}", order.size() - 5, ui.t("个来源", "sources")), Size::s18, colour::second);
    else
      draw_source(c, place, *order[i], false);
  }
}

}  // namespace guangmu::console
