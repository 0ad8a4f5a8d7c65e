// The heads: which output drives which part of the wall, and whether its cable carries it.
#include <fmt/core.h>

#include <algorithm>

#include "console/check_words.h"
#include "console/panels.h"

namespace guangmu::console {
namespace {

std::string state_words(const Ui& ui, show::HeadState state) {
  switch (state) {
    case show::HeadState::right:
      return ui.t("正常", "right");
    case show::HeadState::wrong_screen:
      return ui.t("接错屏，保持黑", "wrong screen, kept black");
    case show::HeadState::missing:
      return ui.t("没有接上", "not connected");
    case show::HeadState::window:
      return ui.t("在窗口里，不占输出", "in a window, no output of its own");
  }
  return "";
}

void draw_head(Context& c, Box b, const show::HeadStatus& head, std::size_t number) {
  Ui& ui = c.ui;
  const bool bad = head.state == show::HeadState::wrong_screen || head.state == show::HeadState::missing;
  ui.fill(b, bad ? colour::red_ground : colour::raised, 4);
  const float y = b.y + b.h / 2;
  if (bad)
    ui.cross(b.x + 18, y, 12, colour::red);
  else if (head.state == show::HeadState::window)
    ui.frame({b.x + 11, y - 6, 13, 11}, colour::second, 2);
  else
    ui.tick(b.x + 18, y, 13, colour::text);
  const bool over = head.limit_mhz > 0 && head.clock_mhz > head.limit_mhz;
  float clock = 0;
  if (head.clock_mhz > 0)
    clock = ui.text(b.right() - 12, b.y + 6,
                    head.limit_mhz > 0 ? fmt::format("{:.2f} / {:.0f} MHz", head.clock_mhz, head.limit_mhz)
                                       : fmt::format("{:.2f} MHz", head.clock_mhz),
                    Size::s16, over ? colour::amber : colour::second, false, Anchor::right);
  const float name = ui.text(b.x + 34, b.y + 4, fmt::format("{} {}", ui.t("头", "Head"), number), Size::s18,
                             colour::text, true);
  ui.told(b.x + 44 + name, b.y + 4,
          fmt::format("{} · {} × {}", head.connector.empty() ? "—" : head.connector, head.rect_px[2],
                      head.rect_px[3]),
          Size::s18, colour::text, false, Anchor::left, b.w - 64 - name - clock);
  std::string second = state_words(ui, head.state);
  if (bad) {
    if (!head.expected.empty()) second += fmt::format(" · {} {}", ui.t("应为", "expected"), head.expected);
    if (!head.found.empty()) second += fmt::format(" · {} {}", ui.t("接的是", "found"), head.found);
  } else if (!head.text.empty()) {
    second = in_words(head.text, c.model.language);
  }
  ui.told(b.x + 34, b.y + 28, second, Size::s16, bad ? colour::amber : colour::second, false, Anchor::left,
          b.w - 46);
}

}  // namespace

void draw_signal(Context& c) {
  Ui& ui = c.ui;
  constexpr Box b{1440, 786, 464, 206};
  ui.fill(b, colour::panel, 4);
  const auto& heads = c.status.technician.heads;
  const float w = ui.text(b.x + 16, b.y + 8, ui.t("信号", "Signal"), Size::s22, colour::text, true);
  if (heads.empty()) {
    ui.text(b.x + 16, b.y + 48,
            c.model.status() ? ui.t("wall.yaml 没有声明输出头", "wall.yaml names no heads")
                             : ui.t("等待墙的信号", "waiting for the wall's signals"),
            Size::s18, colour::weak);
  } else {
    std::string how = ui.zh() ? fmt::format("{} 个头 · {:.3f} Hz", heads.size(), heads.front().rate_hz)
                              : fmt::format("{} heads · {:.3f} Hz", heads.size(), heads.front().rate_hz);
    ui.text(b.x + 26 + w, b.y + 11, how, Size::s18, colour::second);
    float y = b.y + 42;
    for (std::size_t i = 0; i < heads.size() && i < 2; ++i) {
      draw_head(c, {b.x + 10, y, b.w - 20, 54}, heads[i], i + 1);
      y += 58;
    }
    if (heads.size() > 2)
      ui.text(b.right() - 14, b.y + 11, fmt::format("+{}", heads.size() - 2), Size::s18, colour::second,
              false, Anchor::right);
  }
  const auto& frame = c.status.frame;
  if (!c.model.status()) return;
  const float y = b.bottom() - 42;
  ui.tick(b.x + 24, y + 12, 13, colour::text);
  const float cards = ui.text(
      b.x + 40, y, fmt::format("{} {}", ui.t("接收卡", "cards"), c.status.technician.wall.cards.size()),
      Size::s16, colour::text);
  ui.text(b.x + 60 + cards, y,
          fmt::format("{:.1f} {} · p99 {:.1f} ms · {} {}", frame.fps, ui.t("帧/秒", "fps"), frame.p99_ms,
                      ui.t("迟帧", "late"), frame.late),
          Size::s16, colour::second, false, Anchor::left, b.w - 80 - cards);
}

}  // namespace guangmu::console
