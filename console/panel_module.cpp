// The chosen module: where it is, on which card and cable, what corrects it; point it out on the wall, note a
// dead pixel.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "console/panels.h"

namespace guangmu::console {
namespace {

constexpr Box area{32, 716, 768, 106};

std::string correction_words(Context& c) {
  const Ui& ui = c.ui;
  const Technician& t = c.model.technician;
  const show::TechnicianStatus& told = c.status.technician;
  const show::ModuleInfo* info = module_info(c.status, t.column, t.row);
  if (!info) return ui.t("没有单独的修正，没有记下的坏点", "no correction of its own, no dead pixel noted");
  std::string words = fmt::format("{} R {:.2f} · G {:.2f} · B {:.2f}", ui.t("修正", "correction"),
                                  info->gain[0], info->gain[1], info->gain[2]);
  if (told.colour.pixel_corrections) words += ui.t(" · 逐点", " · per pixel");
  const char* edges_zh[] = {"左", "上", "右", "下"};
  const char* edges_en[] = {"left", "top", "right", "bottom"};
  std::string seams;
  for (std::size_t i = 0; i < 4; ++i)
    if (std::abs(info->seam[i] - 1) > 5e-4)
      seams += fmt::format(" {} {:+.1f} %", ui.zh() ? edges_zh[i] : edges_en[i], (info->seam[i] - 1) * 100);
  if (!seams.empty()) words += ui.t("  接缝", "  seam") + seams;
  if (info->dead_pixels > 0) words += fmt::format("  {} {}", ui.t("坏点", "dead"), info->dead_pixels);
  return words;
}

}  // namespace

void draw_module_card(Context& c) {
  Ui& ui = c.ui;
  const Technician& t = c.model.technician;
  const show::WallMap& wall = c.status.technician.wall;
  ui.fill(area, wall.columns > 0 ? colour::accent_ground : rgb(0x1A1E24), 4);
  const float x = area.x + 14, room = 480;
  if (wall.columns == 0) {
    ui.text(x, area.y + 12, ui.t("模块", "Module"), Size::s22, colour::weak, true);
  } else {
    const float w =
        ui.text(x, area.y + 8, fmt::format("{} {}", ui.t("模块", "Module"), module_name(t.column, t.row)),
                Size::s22, colour::text, true);
    ui.text(x + w + 12, area.y + 11,
            ui.zh() ? fmt::format("第 {} 列 · 第 {} 行", t.column, t.row)
                    : fmt::format("column {} · row {}", t.column, t.row),
            Size::s18, colour::second, false, Anchor::left, room - w - 12);
    std::string where = ui.t("不属于任何接收卡", "on no receiving card");
    if (const auto* card = card_at(c.status, t.column, t.row))
      where = ui.zh() ? fmt::format("卡 {} · 端口 {} 第 {} 块 · 像素 {},{} 起 {} × {}", card->id, card->port,
                                    card->order, (t.column - 1) * wall.module_px[0],
                                    (t.row - 1) * wall.module_px[1], wall.module_px[0], wall.module_px[1])
                      : fmt::format("card {} · port {} #{} · px {},{} + {} × {}", card->id, card->port,
                                    card->order, (t.column - 1) * wall.module_px[0],
                                    (t.row - 1) * wall.module_px[1], wall.module_px[0], wall.module_px[1]);
    ui.text(x, area.y + 40, where, Size::s18, colour::text, true, Anchor::left, room);
    ui.told(x, area.y + 72, correction_words(c), Size::s16, colour::second, false, Anchor::left, room);
  }
  const bool pointed = c.status.technician.pointed == "module " + module_name(t.column, t.row);
  const std::string why = wall.columns == 0 ? " " : "";
  ButtonLook point{.label = pointed ? ui.t("墙上指着", "Shown now") : ui.t("墙上指出", "Point out"),
                   .key = "I",
                   .on_wall = pointed,
                   .key_below = true,
                   .why_not = why,
                   .size = ui.zh() ? Size::s22 : Size::s18};
  if (ui.button("point", {area.x + 500, area.y + 7, 126, 92}, point)) toggle_point(c.model, c.link);
  ButtonLook dead{.label = ui.t("记坏点", "Dead pixel"),
                  .key = "J",
                  .key_below = true,
                  .why_not = why,
                  .size = ui.zh() ? Size::s22 : Size::s18};
  if (ui.button("dead", {area.x + 634, area.y + 7, 126, 92}, dead)) note_dead(c.model, c.link);
}

}  // namespace guangmu::console
