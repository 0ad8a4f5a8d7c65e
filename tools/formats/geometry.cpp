#include "tools/formats/geometry.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>

#include "led_mapping/plan_given.h"
#include "tools/formats/xml.h"
#include "tools/formats/zip.h"

namespace guangmu::formats {

namespace {

// A text of another maker inside a comment or a quoted value: one line, no surprises.
std::string tame(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, 200))
    out += static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\' ? ' ' : c;
  return out;
}

// Fewest points whose straight pieces stay within `most` of the table (Ramer, Douglas, Peucker).
void keep(const std::vector<std::array<double, 2>>& points, std::size_t from, std::size_t to, double most,
          std::vector<bool>& kept) {
  std::size_t worst = from;
  double distance = most;
  for (std::size_t i = from + 1; i < to; ++i) {
    const double t = (points[i][0] - points[from][0]) / (points[to][0] - points[from][0]);
    const double d = std::abs(points[i][1] - std::lerp(points[from][1], points[to][1], t));
    if (d > distance) worst = i, distance = d;
  }
  if (worst == from) return;
  kept[worst] = true;
  keep(points, from, worst, most, kept);
  keep(points, worst, to, most, kept);
}

std::string curve_yaml(const std::vector<std::uint16_t>& table) {
  std::vector<std::array<double, 2>> points;
  for (std::size_t i = 0; i < table.size(); ++i)
    points.push_back(
        {static_cast<double>(i) / 255, i == 0 ? 0. : static_cast<double>(table[i]) / table.back()});
  std::vector<bool> kept(points.size());
  kept.front() = kept.back() = true;
  keep(points, 0, points.size() - 1, 1. / 65535, kept);
  std::string out = "[";
  for (std::size_t i = 0; i < points.size(); ++i)
    if (kept[i])
      out += fmt::format("{}[{:.6g}, {:.6g}]", out.size() > 1 ? ", " : "", points[i][0], points[i][1]);
  return out + "]";
}

// Where a screen lies on the canvas, when all its slices are the canvas 1:1.
std::optional<RectPx> straight_place(const Screen& screen) {
  std::optional<Vec2> shift;
  for (const Slice& s : screen.slices) {
    const Vec2 d{static_cast<float>(s.canvas.x - s.output.x), static_cast<float>(s.canvas.y - s.output.y)};
    if (s.turn != 0 || s.canvas.w != s.output.w || s.canvas.h != s.output.h || (shift && !(*shift == d)))
      return std::nullopt;
    shift = d;
  }
  if (!shift) return std::nullopt;
  return RectPx{static_cast<int>(shift->x), static_cast<int>(shift->y), screen.size.w, screen.size.h};
}

// Slices named as write_resolume() names them are cards again; a card that crosses heads is joined.
std::optional<led::Plan> plan_of(const std::vector<Screen>& screens, const std::vector<RectPx>& places) {
  std::map<int, led::Card> cards;
  for (std::size_t i = 0; i < screens.size(); ++i)
    for (const Slice& s : screens[i].slices) {
      int id = 0, port = 0, order = 0, end = 0;
      if (std::sscanf(s.name.c_str(), "card %7d port %7d order %7d%n", &id, &port, &order, &end) != 3 ||
          end != static_cast<int>(s.name.size()))
        return std::nullopt;
      const RectPx source{s.output.x + places[i].x, s.output.y + places[i].y, s.output.w, s.output.h};
      const auto [at, fresh] =
          cards.try_emplace(id, led::Card{id, port, order, s.canvas, source, s.turn, {}});
      if (fresh) continue;
      at->second.rect_px = unite(at->second.rect_px, s.canvas);
      at->second.source_px = unite(at->second.source_px, source);
    }
  if (cards.empty()) return std::nullopt;
  led::Plan plan;
  std::map<int, led::Port> ports;
  for (auto& [id, card] : cards) {
    ports[card.port].id = card.port;
    plan.cards.push_back(card);
  }
  for (const auto& [id, port] : ports) plan.ports.push_back(port);
  return plan;
}

std::string screens_yaml(const Geometry& g) {
  std::vector<RectPx> places;
  int left = 0;
  bool beside = false;
  for (const Screen& s : g.screens) {
    const auto straight = straight_place(s);
    beside = beside || !straight;
    places.push_back(straight.value_or(RectPx{left, 0, s.size.w, s.size.h}));
    left += s.size.w;
  }
  if (beside) {  // one that is not straight leaves only the usual order
    left = 0;
    for (RectPx& p : places) p = {left, 0, p.w, p.h}, left += p.w;
  }
  std::string out = "heads:\n";
  for (std::size_t i = 0; i < g.screens.size(); ++i)
    out += fmt::format("  - {{connector: \"{}\", rect_px: [{}, {}, {}, {}]}}\n", tame(g.screens[i].name),
                       std::max(0, places[i].x), std::max(0, places[i].y), places[i].w, places[i].h);
  if (beside) out += "# Slices are moved or turned: the screens were put side by side, check rect_px.\n";
  if (const auto plan = plan_of(g.screens, places)) return out + led::plan_yaml(*plan);
  for (const Screen& s : g.screens)
    for (const Slice& slice : s.slices)
      out += fmt::format(
          "# {}: slice \"{}\" shows [{}, {}, {}, {}] of the canvas at [{}, {}, {}, {}], turn {}\n",
          tame(s.name), tame(slice.name), slice.canvas.x, slice.canvas.y, slice.canvas.w, slice.canvas.h,
          slice.output.x, slice.output.y, slice.output.w, slice.output.h, slice.turn);
  return out;
}

}  // namespace

Result<Geometry> read_geometry(std::string_view bytes, const std::string& name) {
  if (bytes.empty()) return Error{fmt::format("{}: the file is empty", name)};
  if (looks_like_zip(bytes)) return read_rcfgx(bytes, name);
  if (bytes.starts_with("DSCI21"))
    return Error{
        fmt::format("{}: a NovaStar screen file (.scr), which is closed; save module, cabinet or receiving "
                    "card in NovaLCT instead",
                    name)};
  const std::string_view head = bytes.substr(0, 4096);
  if (head.find("<XmlState") != std::string_view::npos || head.find("<ScreenSetup") != std::string_view::npos)
    return read_resolume(bytes, name);
  if (head.find("<Config") != std::string_view::npos ||
      head.find("<ScanBoardProperty") != std::string_view::npos)
    return read_novastar_xml(bytes, name);
  const auto root = parse_xml(bytes, name);
  if (!root) return root.error();
  return Error{
      fmt::format("{}:1: <{}> is not known; expected a Resolume Advanced Output, or a NovaStar .module, "
                  ".cabinet or .rcfgx",
                  name, tame(root->name))};
}

std::string geometry_yaml(const Geometry& g) {
  std::string out = fmt::format("# From a file of another maker: {}\n", g.kind);
  for (const std::string& remark : g.remarks) out += fmt::format("# {}\n", tame(remark));
  if (!g.card.empty()) out += fmt::format("# receiving card {}\n", tame(g.card));
  if (g.canvas) out += fmt::format("# canvas of {}x{} px\n", g.canvas->w, g.canvas->h);
  if (!g.screens.empty()) out += screens_yaml(g);
  if (g.module)
    out += fmt::format(
        "module: {{px: [{}, {}], mm: [320, 160], scan: {}, groups: {}}}  # mm is not in the file: measure "
        "it\n",
        g.module->w, g.module->h, g.scan.value_or(1), g.groups.value_or(1));
  if (g.cabinet)
    out += fmt::format("# one receiving card drives {}x{} px with {} modules\n", g.cabinet->w, g.cabinet->h,
                       g.modules.size());
  const bool tables =
      std::any_of(g.gamma_tables.begin(), g.gamma_tables.end(), [](const auto& t) { return !t.empty(); });
  if (!tables && !g.gamma) return out;
  out += "colour:\n";
  if (g.gamma) out += fmt::format("  gamma: {{r: {0:g}, g: {0:g}, b: {0:g}}}\n", *g.gamma);
  if (!tables) return out;
  out += "  curve:\n";
  constexpr std::array keys{'r', 'g', 'b'};
  for (std::size_t c = 0; c < 3; ++c)
    if (!g.gamma_tables[c].empty())
      out += fmt::format("    {}: {}\n", keys[c], curve_yaml(g.gamma_tables[c]));
  return out;
}

std::string write_csv(const led::Plan& plan) {
  std::string out =
      "card,port,order,x,y,width,height,source_x,source_y,source_width,source_height,turn,modules\n";
  for (const led::Card& c : plan.cards)
    out += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{}\n", c.id, c.port, c.order, c.rect_px.x,
                       c.rect_px.y, c.rect_px.w, c.rect_px.h, c.source_px.x, c.source_px.y, c.source_px.w,
                       c.source_px.h, c.turn, c.modules.size());
  return out;
}

}  // namespace guangmu::formats
