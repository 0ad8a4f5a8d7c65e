// The top bar: pages, who is in control and until when, the line to the wall, clock, language.
#include <fmt/core.h>

#include <array>

#include "base/version.h"
#include "console/panels.h"
#include "kpi/values/number_text.h"

namespace guangmu::console {
namespace {

void draw_mark(Ui& ui) {
  for (int i = 0; i < 5; ++i) {
    const float h = std::array<float, 5>{24, 38, 44, 38, 30}[static_cast<std::size_t>(i)];
    ui.fill({16.f + static_cast<float>(i) * 7, 36 - h / 2, 4, h}, i == 2 ? colour::text : colour::weak, 1);
  }
}

std::string holder_name(show::Holder h, bool zh) {
  switch (h) {
    case show::Holder::emergency:
      return zh ? "应急" : "Emergency";
    case show::Holder::operator_:
      return zh ? "操作员" : "Operator";
    case show::Holder::tour:
      return zh ? "导览" : "Tour";
    case show::Holder::rotation:
      return zh ? "轮播" : "Rotation";
    case show::Holder::idle:
      return zh ? "待机" : "Idle";
  }
  return "";
}

// Five places, left beats right; the filled one rules.
void draw_holders(Context& c, float x) {
  Ui& ui = c.ui;
  constexpr float w = 164, step = 154;
  for (int i = 0; i < 5; ++i) {
    const auto holder = static_cast<show::Holder>(i);
    const Box b{x + static_cast<float>(i) * step, 10, w, 52};
    const bool rules = c.model.status() && c.status.control.holder == holder;
    bool waits = false;
    for (const auto waiting : c.status.control.waiting) waits = waits || waiting == holder;
    const bool alarm = rules && holder == show::Holder::emergency;
    ui.chevron(b,
               rules   ? (alarm ? colour::on_air : colour::accent)
               : waits ? colour::raised
                       : rgb(0x1A1E24),
               14, i > 0);
    const ImU32 ink = rules && !alarm ? colour::on_accent : waits || rules ? colour::text : colour::weak;
    const float left = b.x + (i > 0 ? 26.f : 14.f), room = w - (i > 0 ? 26.f : 14.f) - 12;
    ui.text(left, b.y + 4, holder_name(holder, ui.zh()), Size::s18, ink, rules, Anchor::left, room);
    std::string second = "—";
    if (rules)
      second = c.status.control.until ? ui.t("至 ", "to ") + clock_words(*c.status.control.until)
                                      : ui.t("控制中", "in control");
    else if (waits)
      second = ui.t("等待", "waiting");
    ui.text(left, b.y + 28, second, Size::s16, ink, false, Anchor::left, room);
  }
}

void draw_link(Context& c, float left) {
  Ui& ui = c.ui;
  const LinkView& link = c.model.link;
  constexpr float room = 236;
  if (c.model.connected() && c.model.foreign()) {
    ui.triangle(left + 8, 24, 16, colour::amber);
    ui.text(left + 24, 12, ui.t("版本不同，只看不控", "other version: view only"), Size::s18, colour::amber,
            true, Anchor::left, room);
    ui.told(
        left, 38,
        fmt::format("{} {} · {} {}", ui.t("墙", "wall"), c.status.version, ui.t("台", "console"), version),
        Size::s16, colour::second, false, Anchor::left, room);
    return;
  }
  if (c.model.connected()) {
    ui.disc(left + 8, 24, 6, colour::text);
    ui.text(left + 24, 12, ui.t("墙在线", "wall online"), Size::s18, colour::text, true);
    ui.told(left, 38,
            fmt::format("{:.1f} {} · {} {}", c.status.frame.fps, ui.t("帧/秒", "fps"), ui.t("迟帧", "late"),
                        c.status.frame.late),
            Size::s16, colour::second, false, Anchor::left, room);
    return;
  }
  ui.cross(left + 8, 24, 13, colour::red);
  const std::string since = kpi::age_text(std::max(0., c.model.time - link.since), c.model.language);
  const bool lost = link.state == LinkState::lost;
  ui.text(left + 24, 12, (lost ? ui.t("与墙失联 ", "wall lost ") : ui.t("寻找墙 ", "no wall yet ")) + since,
          Size::s18, colour::text, true, Anchor::left, room);
  ui.text(
      left, 38,
      lost ? ui.t("请抬头看墙", "look at the wall itself") : ui.t("墙启动后自动连上", "connects by itself"),
      Size::s16, colour::amber, false, Anchor::left, room);
}

}  // namespace

void draw_top_bar(Context& c) {
  Ui& ui = c.ui;
  ui.fill({0, 0, 1920, 72}, colour::panel);
  draw_mark(ui);
  ui.text(60, 10, ui.t("光幕", "Guangmu"), Size::s22, colour::text, true);
  ui.told(60, 40,
          c.status.exhibit.short_title.empty() ? c.model.text(c.status.exhibit.title)
                                               : c.model.text(c.status.exhibit.short_title),
          Size::s16, colour::second, false, Anchor::left, 110);
  struct Tab {
    Page page;
    const char *zh, *en, *key;
  };
  constexpr std::array<Tab, 3> tabs{{{Page::operate, "操作", "Operate", "F1"},
                                     {Page::figures, "数据", "Figures", "F2"},
                                     {Page::log, "日志", "Log", "F4"}}};
  float x = 176;
  for (const Tab& tab : tabs) {
    const char* label = ui.t(tab.zh, tab.en);
    const float w = ui.text_width(label, Size::s22, true) + (ui.zh() ? 74 : 62);
    const Box b{x, 8, w, 56};
    const bool here = c.model.page == tab.page;
    if (ui.hit(tab.key, b)) c.model.page = tab.page;
    if (here || ui.hovered()) ui.fill(b, here ? colour::raised : rgb(0x1A1E24), 6);
    if (here) ui.fill({b.x + 8, b.bottom() - 4, w - 16, 4}, colour::accent, 2);
    ui.text(x + (ui.zh() ? 14.f : 10.f), 21, label, Size::s22, here ? colour::text : colour::second, here);
    ui.key_cap(b.right() - (ui.zh() ? 10.f : 8.f), 23, tab.key);
    x += w + 8;
  }
  draw_holders(c, 632);
  draw_link(c, 1424);
  ui.text(1820, 4, clock_words(c.model.time), Size::s28, colour::text, true, Anchor::right);
  const CivilTime date = civil(c.model.time);
  ui.text(1820, 40, fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day), Size::s16,
          colour::second, false, Anchor::right);
  ButtonLook language{.label = ui.zh() ? "EN" : "中文", .second = "E"};
  language.local = true;
  language.size = Size::s18;
  language.stacked = true;
  if (ui.button("language", {1836, 8, 68, 56}, language))
    c.model.language = ui.zh() ? Language::en : Language::zh;
}

}  // namespace guangmu::console
