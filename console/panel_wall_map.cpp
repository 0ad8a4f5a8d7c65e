// The wall as a map: cards with numbers, ports in colours with their load, the way of each chain, the border
// between heads; front or back. A press or the arrows choose a module.
#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "console/panels.h"
#include "kpi/values/number_text.h"

namespace guangmu::console {
namespace {

constexpr Box panel{16, 84, 800, 908};
constexpr Box map_room{32, 198, 768, 480};

struct Projection {
  Box area;
  float scale = 1;  // design pixels per pixel of the wall
  int wall_w = 0;
  bool back = false;
  Box of(int x, int y, int w, int h) const {
    if (back) x = wall_w - x - w;
    return {area.x + static_cast<float>(x) * scale, area.y + static_cast<float>(y) * scale,
            static_cast<float>(w) * scale, static_cast<float>(h) * scale};
  }
  Box of(const std::array<int, 4>& r) const { return of(r[0], r[1], r[2], r[3]); }
};

Projection projection(const Context& c) {
  const show::WallMap& wall = c.status.technician.wall;
  const int w = std::max(1, wall.columns * wall.module_px[0]), h = std::max(1, wall.rows * wall.module_px[1]);
  const float scale = std::min(map_room.w / static_cast<float>(w), map_room.h / static_cast<float>(h));
  const float dw = static_cast<float>(w) * scale, dh = static_cast<float>(h) * scale;
  return {{map_room.x + (map_room.w - dw) / 2, map_room.y + (map_room.h - dh) / 2, dw, dh},
          scale,
          w,
          c.model.technician.back};
}

ImU32 port_line(int port, unsigned alpha = 255) {
  return rgb(colour::port[static_cast<std::size_t>(std::max(0, port - 1)) % 6], alpha);
}
ImU32 port_ground(int port) {
  return rgb(colour::port_ground[static_cast<std::size_t>(std::max(0, port - 1)) % 6]);
}

// Six or so side by side; where there are more, those that fit.
void draw_ports(Context& c) {
  Ui& ui = c.ui;
  std::vector<show::PortInfo> ports;
  for (const auto& port : c.status.technician.wall.ports)
    if (port.pixels > 0) ports.push_back(port);
  if (ports.empty()) return;
  if (c.model.technician.back) std::reverse(ports.begin(), ports.end());
  const std::size_t shown = std::min<std::size_t>(ports.size(), 12);
  const float step = map_room.w / static_cast<float>(shown);
  for (std::size_t i = 0; i < shown; ++i) {
    const show::PortInfo& port = ports[i];
    const float x = map_room.x + static_cast<float>(i) * step;
    const double load =
        port.capacity > 0 ? static_cast<double>(port.pixels) / static_cast<double>(port.capacity) : 0;
    ui.text(x, 155,
            shown > 8 ? fmt::format("P{}", port.id) : fmt::format("{} {}", ui.t("端口", "Port"), port.id),
            Size::s18, load > 1 ? colour::amber : port_line(port.id), true);
    const Box bar{x, 182, step - 11, 8};
    ui.fill(bar, colour::pressed, 4);
    ui.fill({bar.x, bar.y, bar.w * static_cast<float>(std::clamp(load, 0., 1.)), bar.h},
            load > 1 ? colour::amber : port_line(port.id), 4);
  }
}

void draw_cards(Context& c, const Projection& p) {
  Ui& ui = c.ui;
  for (const auto& card : c.status.technician.wall.cards) {
    const Box b = p.of(card.rect_px);
    ui.fill(b, port_ground(card.port));
    ui.frame(b, port_line(card.port, 150), b.w < 30 ? 1.f : 2.f);
  }
  const show::WallMap& wall = c.status.technician.wall;
  const float mw = static_cast<float>(wall.module_px[0]) * p.scale,
              mh = static_cast<float>(wall.module_px[1]) * p.scale;
  if (mw >= 8 && mh >= 8) {
    for (int i = 1; i < wall.columns; ++i)
      ui.line(p.area.x + static_cast<float>(i) * mw, p.area.y, p.area.x + static_cast<float>(i) * mw,
              p.area.bottom(), rgb(0xFFFFFF, 22));
    for (int i = 1; i < wall.rows; ++i)
      ui.line(p.area.x, p.area.y + static_cast<float>(i) * mh, p.area.right(),
              p.area.y + static_cast<float>(i) * mh, rgb(0xFFFFFF, 22));
  }
  for (const auto& card : wall.cards) {
    const Box b = p.of(card.rect_px);
    if (b.w >= 40 && b.h >= 24)
      ui.text(b.x + 9, b.y + (b.h < 40 ? 3.f : 6.f), std::to_string(card.id),
              b.h < 30 ? Size::s16 : Size::s18, colour::text, true);
  }
}

// From card to card in the order of the cable.
void draw_chains(Context& c, const Projection& p) {
  Ui& ui = c.ui;
  std::map<int, std::vector<const show::CardInfo*>> chains;
  for (const auto& card : c.status.technician.wall.cards) chains[card.port].push_back(&card);
  for (auto& [port, cards] : chains) {
    std::sort(cards.begin(), cards.end(), [](const auto* a, const auto* b) { return a->order < b->order; });
    std::vector<ImVec2> way;
    for (const auto* card : cards) {
      const Box b = p.of(card->rect_px);
      way.push_back({b.right() - std::min(24.f, b.w * 0.3f), b.y + b.h / 2});
    }
    if (way.empty()) continue;
    const ImU32 ink = port_line(port);
    ui.disc(way.front().x, way.front().y, 5, ink);
    if (way.size() < 2) continue;
    ui.polyline(way, ink, 2.5f);
    const ImVec2 last = way.back(), before = way[way.size() - 2];
    ui.arrow_head(last.x, last.y, 9, last.x - before.x, last.y - before.y, ink);
  }
}

// Where the picture of one head ends and the next begins.
bool draw_head_borders(Context& c, const Projection& p) {
  const auto& heads = c.status.technician.heads;
  bool any = false;
  for (std::size_t i = 1; i < heads.size(); ++i) {
    const Box b = p.of(heads[i].rect_px);
    const auto &a = heads[i - 1].rect_px, &r = heads[i].rect_px;
    any = true;
    if (a[0] != r[0]) {
      const float x = c.model.technician.back ? b.right() : b.x;
      c.ui.dashed(x, p.area.y - 6, x, p.area.bottom(), colour::text, 2, 6);
    } else {
      c.ui.dashed(p.area.x, b.y, p.area.right(), b.y, colour::text, 2, 6);
    }
  }
  return any;
}

void draw_halves(Context& c, const Projection& p) {
  const show::ProfileStatus& profiles = c.status.technician.profiles;
  if (profiles.left.empty() && profiles.right.empty()) return;
  Ui& ui = c.ui;
  const float x = p.area.x + p.area.w / 2;
  ui.line(x, p.area.y, x, p.area.bottom(), colour::text, 3);
  const bool back = c.model.technician.back;
  for (int side = 0; side < 2; ++side) {
    const bool left = (side == 0) != back;
    const float sx = p.area.x + p.area.w * (side == 0 ? 0.25f : 0.75f), sy = p.area.y + p.area.h * 0.6f;
    const Box tag{sx - 20, sy - 20, 40, 40};
    ui.fill(tag, left ? colour::text : colour::amber, 6);
    ui.text(sx, tag.y + 5, left ? "A" : "B", Size::s22, colour::on_amber, true, Anchor::centre);
  }
}

void draw_choice(Context& c, const Projection& p) {
  Ui& ui = c.ui;
  const Technician& t = c.model.technician;
  const show::WallMap& wall = c.status.technician.wall;
  const Box b = p.of((t.column - 1) * wall.module_px[0], (t.row - 1) * wall.module_px[1], wall.module_px[0],
                     wall.module_px[1]);
  if (const auto* card = card_at(c.status, t.column, t.row)) ui.frame(p.of(card->rect_px), colour::accent, 3);
  const bool pointed = c.status.technician.pointed == "module " + module_name(t.column, t.row);
  ui.fill(b, pointed ? colour::on_air : colour::text);
  if (b.w >= 44 && b.h >= 24)
    ui.text(b.x + b.w / 2, b.y + b.h / 2 - 12, module_name(t.column, t.row), Size::s18,
            pointed ? colour::text : colour::on_accent, true, Anchor::centre);
}

void draw_legend(Context& c, bool heads) {
  Ui& ui = c.ui;
  const show::WallMap& wall = c.status.technician.wall;
  const show::PortInfo* fullest = nullptr;
  bool backup = false;
  for (const auto& port : wall.ports) {
    if (!fullest || port.pixels > fullest->pixels) fullest = &port;
    backup = backup || port.backup;
  }
  float x = map_room.x;
  constexpr float y = 684;
  if (fullest && fullest->capacity > 0) {
    const double share = 100. * static_cast<double>(fullest->pixels) / static_cast<double>(fullest->capacity);
    x += ui.text(x, y,
                 fmt::format("{} {} / {} px ({:.0f} %)", ui.t("端口最满", "fullest port"),
                             kpi::grouped(static_cast<double>(fullest->pixels), 0),
                             kpi::grouped(static_cast<double>(fullest->capacity), 0), share),
                 Size::s16, share > 100 ? colour::amber : colour::second) +
         24;
  }
  if (!backup) {
    ui.triangle(x + 8, y + 11, 14, colour::amber);
    ui.text(x + 22, y, ui.t("没有备份端口", "no backup ports"), Size::s16, colour::text);
  }
  if (!heads) return;
  const float w = ui.text(map_room.right(), y, ui.t("头与头的分界", "border of heads"), Size::s16,
                          colour::second, false, Anchor::right);
  ui.dashed(map_room.right() - w - 12, y + 2, map_room.right() - w - 12, y + 20, colour::text, 2, 4);
}

}  // namespace

void draw_wall_map(Context& c) {
  Ui& ui = c.ui;
  Technician& t = c.model.technician;
  const show::WallMap& wall = c.status.technician.wall;
  ui.fill(panel, colour::panel, 4);
  const float title = ui.text(32, 106, ui.t("墙图", "Wall"), Size::s22, colour::text, true);
  const bool known = wall.columns > 0 && wall.rows > 0;
  if (known)
    ui.text(
        44 + title, 109,
        ui.zh()
            ? fmt::format("{} × {} 模块 · {} 卡 · {} × {}", wall.columns, wall.rows, wall.cards.size(),
                          wall.columns * wall.module_px[0], wall.rows * wall.module_px[1])
            : fmt::format("{} × {} modules · {} cards · {} × {}", wall.columns, wall.rows, wall.cards.size(),
                          wall.columns * wall.module_px[0], wall.rows * wall.module_px[1]),
        Size::s18, colour::second, false, Anchor::left, 530 - 44 - title);
  ButtonLook front{.label = ui.t("正面", "Front"), .on = !t.back, .stacked = true};
  ButtonLook back{.label = ui.t("背面", "Back"), .key = "V", .on = t.back};
  front.local = back.local = true;
  if (ui.button("front", {536, 92, 128, 56}, front)) t.back = false;
  if (ui.button("back", {672, 92, 128, 56}, back)) t.back = true;
  if (!known) {
    ui.frame(map_room, colour::line, 1, 4);
    if (!c.model.status()) {
      const float x = map_room.x + map_room.w / 2, y = map_room.y + 150;
      ui.text(x, y, ui.t("正在寻找墙", "Looking for the wall"), Size::s28, colour::text, true,
              Anchor::centre);
      ui.told(x, y + 48, c.address, Size::s22, colour::accent, false, Anchor::centre, map_room.w - 60);
      ui.text(x, y + 92,
              ui.t("墙一启动，这里就自动连上；现在没有命令会发出去",
                   "The console connects as soon as it runs; no command is sent until then"),
              Size::s18, colour::second, false, Anchor::centre);
      if (!c.model.link.problem.empty())
        ui.told(x, y + 128, c.model.link.problem, Size::s16, colour::weak, false, Anchor::centre,
                map_room.w - 60);
      return;
    }
    ui.text(map_room.x + map_room.w / 2, map_room.y + 200, ui.t("等待墙的地图", "waiting for the wall's map"),
            Size::s22, colour::weak, false, Anchor::centre);
    return;
  }
  t.column = std::clamp(t.column, 1, wall.columns);
  t.row = std::clamp(t.row, 1, wall.rows);
  const Projection p = projection(c);
  if (ui.hit("map", p.area)) {
    const ImVec2 mouse = ImGui::GetIO().MousePos, from = ui.at(p.area.x, p.area.y),
                 to = ui.at(p.area.right(), p.area.bottom());
    const float fx = (mouse.x - from.x) / std::max(1.f, to.x - from.x),
                fy = (mouse.y - from.y) / std::max(1.f, to.y - from.y);
    t.column = std::clamp(static_cast<int>((t.back ? 1 - fx : fx) * static_cast<float>(wall.columns)) + 1, 1,
                          wall.columns);
    t.row = std::clamp(static_cast<int>(fy * static_cast<float>(wall.rows)) + 1, 1, wall.rows);
    t.focus = Focus::map;
  }
  draw_ports(c);
  draw_cards(c, p);
  draw_chains(c, p);
  const bool heads = draw_head_borders(c, p);
  draw_halves(c, p);
  draw_choice(c, p);
  if (t.focus == Focus::map)
    ui.frame({p.area.x - 4, p.area.y - 4, p.area.w + 8, p.area.h + 8}, colour::accent, 2, 4);
  draw_legend(c, heads);
}

}  // namespace guangmu::console
