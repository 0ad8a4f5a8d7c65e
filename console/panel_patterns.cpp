// Test patterns by key; what stands on the wall is red.
#include <fmt/core.h>

#include <algorithm>

#include "console/panels.h"
#include "console/pattern_keys.h"

namespace guangmu::console {

void draw_patterns(Context& c) {
  Ui& ui = c.ui;
  const std::string& now = c.status.pattern;
  constexpr float x = 32, y = 828;
  const float title = ui.text(x, y, ui.t("图样", "Patterns"), Size::s22, colour::text, true) + 12;
  if (!c.model.status()) {
    ui.text(x + title, y + 3, "—", Size::s18, colour::weak);
  } else if (now.empty()) {
    ui.text(x + title, y + 3, ui.t("墙上是画面", "the show is on the wall"), Size::s18, colour::second);
  } else {
    ui.disc(x + title + 8, y + 15, 7, colour::red);
    ui.told(x + title + 22, y + 3, ui.t("墙上：", "on the wall: ") + pattern_words(now, c.model.language),
            Size::s18, colour::text, true, Anchor::left, 300);
  }
  if (visitors(c.status))
    ui.text(800, y + 3, ui.t("有人参观：按两次才上墙", "visitors: press twice"), Size::s18, colour::amber,
            false, Anchor::right, 330);
  const auto keys = pattern_keys();
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const Box b{x + static_cast<float>(i % 6) * 110, y + 34 + static_cast<float>(i / 6) * 63, 104, 59};
    const std::vector<std::string> family = patterns_of(keys[i], c.status);
    const auto here = std::find(family.begin(), family.end(), now);
    const bool on = here != family.end();
    if (c.model.status() && family.empty()) {  // this wall has none: its place stays empty
      ui.frame(b, rgb(0x21262D), 1, 6);
      continue;
    }
    std::string label = c.ui.t(keys[i].zh, keys[i].en);
    if (on && family.size() > 1)
      label = fmt::format("{} {}/{}", label, here - family.begin() + 1, family.size());
    const std::string id = std::string("pattern-") + keys[i].cap;
    ButtonLook look{.label = label,
                    .key = keys[i].cap,
                    .on_wall = on,
                    .key_below = true,
                    .size = ui.text_width(label, Size::s22, true) < 92 ? Size::s22 : Size::s18};
    if (ui.button(id.c_str(), b, look)) show_pattern(c.model, c.link, id, next_pattern(keys[i], c.status));
  }
  ButtonLook off{.label = ui.t("回画面", "Show"), .key = "0", .key_below = true};
  if (now.empty()) off.why_not = " ";
  if (ui.button("pattern-0", {692, y + 34, 108, 59}, off)) show_pattern(c.model, c.link, "pattern-0", "");
  Technician& t = c.model.technician;
  ButtonLook check{.label = ui.t("逐项查", "Check"), .key = "O", .on = t.check_open, .key_below = true};
  check.local = true;
  if (ui.button("check", {692, y + 97, 108, 59}, check)) t.check_open = !t.check_open;
}

}  // namespace guangmu::console
