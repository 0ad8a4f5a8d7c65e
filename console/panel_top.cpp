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
  constexpr float w = 154, step = 145;
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

// Open or closed, as a padlock of 14 by 18.
void draw_padlock(Ui& ui, float x, float y, bool open, ImU32 ink) {
  ui.fill({x, y + 8, 14, 11}, ink, 2);
  ui.line(x + 3, y + 9, x + 3, y + 4, ink, 2);
  ui.line(x + 3, y + 3, x + 11, y + 3, ink, 2);
  ui.line(x + 11, y + 3, x + 11, y + (open ? 5.f : 9.f), ink, 2);
}

void draw_tabs(Context& c) {
  Ui& ui = c.ui;
  struct Tab {
    Page page;
    const char *zh, *en, *key;
  };
  constexpr std::array<Tab, 4> tabs{{{Page::operate, "操作", "Operate", "F1"},
                                     {Page::figures, "数据", "Data", "F2"},
                                     {Page::technician, "技术", "Wall", "F3"},
                                     {Page::log, "日志", "Log", "F4"}}};
  const Lock& lock = c.model.technician.lock;
  const Size size = ui.zh() ? Size::s22 : Size::s18;
  float x = 172;
  for (const Tab& tab : tabs) {
    const char* label = ui.t(tab.zh, tab.en);
    const bool here = c.model.page == tab.page, wall = tab.page == Page::technician;
    const auto& trial = c.status.technician.profiles.trial;
    const int waiting = tab.page == Page::figures && c.model.status() ? filter_counts(c.status)[3] : 0;
    const std::string count = waiting > 0 ? std::to_string(waiting) : "";
    const float mark = wall && (trial || lock.guarded()) ? 22.f
                       : waiting > 0 ? 24 + ui.text_width(count, Size::s18, true) : 0.f;
    const float text = ui.text_width(label, size, true);
    const Box b{x, 8, text + mark + (ui.zh() ? 64.f : 58.f), 56};
    if (ui.hit(tab.key, b)) c.model.page = tab.page;
    if (here || ui.hovered()) ui.fill(b, here ? colour::raised : rgb(0x1A1E24), 6);
    if (here) ui.fill({b.x + 8, b.bottom() - 4, b.w - 16, 4}, colour::accent, 2);
    const auto until = wall ? lock.until(c.model.time) : std::nullopt;
    const float label_y = (ui.zh() ? 21.f : 24.f) - (until ? 11.f : 0.f);
    ui.text(x + 10, label_y, label, size, here ? colour::text : colour::second, here);
    if (until) ui.text(x + 10, 36, clock_words(*until).substr(0, 5), Size::s16, colour::second);
    if (waiting > 0) {  // values that wait for somebody's word
      ui.triangle(x + 10 + text + 14, 37, 15, colour::amber);
      ui.text(x + 10 + text + 26, 25, count, Size::s18, colour::amber, true);
      x += b.w + 4;
      ui.key_cap(b.right() - 8, 23, tab.key);
      continue;
    }
    // Something is on trial: seen from every page. Else whether the page is locked.
    if (mark > 0 && trial)
      ui.circle(x + 10 + text + 13, until ? 24.f : 36.f, 7, colour::amber, 3);
    else if (mark > 0)
      draw_padlock(ui, x + 10 + text + 6, until ? 14.f : 26.f, lock.open(c.model.time), colour::second);
    ui.key_cap(b.right() - 8, 23, tab.key);
    x += b.w + 4;
  }
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
  draw_tabs(c);
  draw_holders(c, 688);
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
