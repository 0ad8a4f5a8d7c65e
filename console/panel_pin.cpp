// The number pad that opens the technician's page.
#include <fmt/core.h>

#include <array>
#include <cmath>

#include "console/panels.h"

namespace guangmu::console {

void draw_pin(Context& c) {
  Ui& ui = c.ui;
  Lock& lock = c.model.technician.lock;
  constexpr Box b{700, 220, 520, 620};
  ui.fill(b, colour::panel, 8);
  const float x = b.x + b.w / 2;
  ui.text(x, b.y + 32, ui.t("技术页已锁", "The technician's page is locked"), Size::s28, colour::text, true,
          Anchor::centre, b.w - 40);
  const double deaf = lock.deaf_s(c.model.time);
  const std::string hint =
      deaf > 0 ? (ui.zh() ? fmt::format("错了三次，{:.0f} 秒后再试", std::ceil(deaf))
                          : fmt::format("three wrong, try again in {:.0f} s", std::ceil(deaf)))
      : lock.wrong(c.model.time)
          ? std::string(ui.t("不对，再试一次", "wrong, try again"))
          : std::string(ui.t("输入 PIN；墙照常运行", "enter the PIN; the wall runs on as it does"));
  ui.text(x, b.y + 76, hint, Size::s18, deaf > 0 || lock.wrong(c.model.time) ? colour::amber : colour::second,
          false, Anchor::centre, b.w - 40);
  const auto length = static_cast<float>(lock.length());
  const float gap = std::min(44.f, 400 / std::max(1.f, length));
  for (std::size_t i = 0; i < lock.length(); ++i) {
    const float dx = x + (static_cast<float>(i) - (length - 1) / 2) * gap;
    if (i < lock.typed())
      ui.disc(dx, b.y + 140, 9, colour::accent);
    else
      ui.circle(dx, b.y + 140, 9, colour::weak, 2);
  }
  constexpr std::array<const char*, 12> keys{"1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "←"};
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (*keys[i] == '\0') continue;
    const Box k{b.x + 88 + static_cast<float>(i % 3) * 118, b.y + 184 + static_cast<float>(i / 3) * 102, 108,
                92};
    ButtonLook look{.label = keys[i], .size = Size::s28, .stacked = true};
    look.local = true;
    if (deaf > 0) look.why_not = " ";
    if (!ui.button((std::string("pin-") + keys[i]).c_str(), k, look)) continue;
    if (i == 11)
      lock.erase();
    else
      lock.type(keys[i][0], c.model.time);
  }
}

}  // namespace guangmu::console
