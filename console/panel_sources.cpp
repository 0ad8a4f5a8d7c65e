// The sources of the figures: whether each answers, how well it did over the last day, and what is wrong now.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "console/check_words.h"
#include "console/fault_words.h"
#include "console/panels.h"
#include "kpi/values/number_text.h"

namespace guangmu::console {
namespace {

constexpr double hour_s = 3600;
constexpr ImU32 good_day = rgb(0x5A6471), soft_red = rgb(0xFF7C75);

// What is wrong, else what of the newest document was refused, else that all is well.
std::string source_words(Context& c, const show::SourceStatus& source) {
  Ui& ui = c.ui;
  const Language language = c.model.language;
  if (!source.fault.empty())
    return (source.fault_since ? clock_words(*source.fault_since).substr(0, 5) + ui.t(" 起：", " on: ") : std::string()) +
           in_words(source.fault, language);
  if (source.polls == 0) return ui.t("还没有取过数", "not asked yet");
  if (source.refused_count > 0)
    return fmt::format("{} {}", source.refused_count, ui.t("项没有收下", "not taken")) +
           (source.refused.empty() ? "" : ui.t("：", ": ") + (ui.zh() ? source.refused[0].zh : source.refused[0].en));
  std::string words = ui.zh() ? fmt::format("取数 {} 次，出错 {} 次", source.polls, source.errors)
                              : fmt::format("{} polls, {} errors", source.polls, source.errors);
  if (source.last_good) words += ui.t(" · 上次 ", " · last ") + clock_words(*source.last_good);
  return words;
}

// Each hour of the day: red as much of it as went wrong, nothing where nobody asked. A fault of now reaches to the edge.
void draw_day(Context& c, Box b, const show::SourceStatus& source) {
  Ui& ui = c.ui;
  ui.fill(b, rgb(0x21262D), 2);
  const Instant now = c.status.wall_clock;
  if (!source.day.begins) return;
  const double whole_s = std::max(1., now - *source.day.begins);
  const auto x_of = [&](double s) { return b.x + b.w * static_cast<float>(std::clamp(s / whole_s, 0., 1.)); };
  for (std::size_t i = 0; i < kpi::SourceDay::hours; ++i) {
    const auto& share = source.day.by_hour[i];
    if (!share) continue;
    const float left = x_of(hour_s * static_cast<double>(i)), right = x_of(hour_s * static_cast<double>(i + 1));
    if (right - left < 0.5f) continue;
    ui.fill({left, b.y, right - left, b.h}, good_day);
    if (*share >= 1) continue;
    const float red = std::clamp((right - left) * static_cast<float>(1 - *share), 2.5f, right - left);
    ui.fill({(left + right - red) / 2, b.y - 2, red, b.h + 4}, colour::red);
  }
  if (!source.fault.empty() && source.fault_since) {
    const float gone = std::min(x_of(*source.fault_since - *source.day.begins), b.right() - 6);
    ui.fill({gone, b.y - 2, b.right() - gone, b.h + 4}, colour::red);
  }
}

void draw_source(Context& c, Box b, const show::SourceStatus& source, bool bar) {
  Ui& ui = c.ui;
  const bool fine = source.fault.empty(), whole = fine && source.refused_count == 0;
  if (whole)
    ui.disc(b.x + 8, b.y + 13, 6, colour::second);
  else if (fine)
    ui.triangle(b.x + 8, b.y + 12, 12, colour::amber);
  else
    ui.cross(b.x + 8, b.y + 13, 11, colour::red);
  const float name = ui.told(b.x + 22, b.y, source_name(source, c.model.language), Size::s18, colour::text, true, Anchor::left,
                             bar ? 190.f : 120.f);
  // What is wrong; where there is no room for it as well, what to do about it stands with the faults alone.
  std::string words = source_words(c, source);
  const float room = b.w - 40 - name;
  if (!fine && ui.text_width(words, Size::s16) > room) words = words.substr(0, words.find(ui.t("；", "; ")));
  ui.told(b.x + 34 + name, b.y + 1, words, Size::s16, whole ? colour::second : fine ? colour::amber : soft_red,
          false, Anchor::left, room);
  if (!bar) return;
  const std::string share = source.day.available ? fmt::format("{:.2f} %", std::floor(10000 * *source.day.available) / 100) : "—";
  const float w = ui.text(b.x, b.y + 36, ui.t("24 小时 ", "24 h ") + share, Size::s16, colour::text, false, Anchor::left, 180);
  draw_day(c, {b.x + w + 14, b.y + 42, b.w - w - 30, 10}, source);
}

}  // namespace

void draw_sources(Context& c, Box b) {
  Ui& ui = c.ui;
  ui.fill(b, colour::bg, 6);
  std::vector<const show::SourceStatus*> order;
  for (const auto& source : c.status.sources) order.push_back(&source);
  // Where there is not room for all, the broken ones come first.
  if (order.size() > 6)
    std::stable_sort(order.begin(), order.end(), [](const auto* one, const auto* other) {
      return std::pair(one->fault.empty(), one->refused_count == 0) < std::pair(other->fault.empty(), other->refused_count == 0);
    });
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
