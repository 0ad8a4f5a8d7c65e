#include "led_mapping/plan_sheet.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

#include "led_mapping/plan_reasons.h"
#include "led_mapping/plan_svg.h"
#include "led_mapping/planner.h"

namespace guangmu::led {

namespace {

constexpr SheetColour ink{0x1c, 0x22, 0x28, 1}, quiet{0x68, 0x70, 0x78, 1}, faint{0xc4, 0xca, 0xd0, 1},
    white{255, 255, 255, 1}, alarm{0xc2, 0x1f, 0x1a, 1}, night{0x2a, 0x30, 0x36, 1};
constexpr double margin_mm = 12, caption_mm = 8, ruler_mm = 4, tag_mm = 6.5, header_mm = 21;

// Towards white (share > 0) or black (< 0).
SheetColour mixed(SheetColour c, double share) {
  const auto one = [&](std::uint8_t v) {
    return static_cast<std::uint8_t>(std::lround(share > 0 ? v + (255 - v) * share : v * (1 + share)));
  };
  return {one(c.r), one(c.g), one(c.b), 1};
}

SheetColour colour_of(int port) {
  const auto c = port_colour(port);
  return {c[0], c[1], c[2], 1};
}
SheetColour line_of(int port) {
  return mixed(colour_of(port), -0.38);  // dark enough for white paper
}

struct Box {
  double x = 0, y = 0, w = 0, h = 0;
};

enum class Side { none, top, bottom, left, right };

// Shapes go onto the sheet in mm.
class Pen {
 public:
  explicit Pen(Sheet& sheet) : sheet_(sheet) {}
  void text(double x, double y, double size, SheetColour colour, SheetAnchor anchor, std::string s,
            bool bold = false) {
    sheet_.shapes.emplace_back(SheetText{std::move(s), {x, y}, size, anchor, bold, colour});
  }
  void box(Box b, std::optional<SheetColour> fill, std::optional<SheetColour> stroke, double width = 0.2,
           double round = 0) {
    SheetPath path;
    if (round <= 0) {
      path.points = {{b.x, b.y}, {b.x + b.w, b.y}, {b.x + b.w, b.y + b.h}, {b.x, b.y + b.h}};
    } else {
      const double r = std::min({round, b.w / 2, b.h / 2});
      const SheetPoint centres[] = {{b.x + b.w - r, b.y + r},
                                    {b.x + b.w - r, b.y + b.h - r},
                                    {b.x + r, b.y + b.h - r},
                                    {b.x + r, b.y + r}};
      for (int corner = 0; corner < 4; ++corner)
        for (int i = 0; i <= 6; ++i) {
          const double a = (corner - 1 + i / 6.) * std::numbers::pi / 2;
          path.points.push_back({centres[corner][0] + r * std::cos(a), centres[corner][1] + r * std::sin(a)});
        }
    }
    path.fill = fill;
    path.stroke = stroke;
    path.width_mm = width;
    sheet_.shapes.emplace_back(std::move(path));
  }
  void disc(double x, double y, double r, SheetColour fill) {
    box({x - r, y - r, 2 * r, 2 * r}, fill, std::nullopt, 0, r);
  }
  void line(std::vector<SheetPoint> points, SheetColour colour, double width, double dash = 0) {
    sheet_.shapes.emplace_back(SheetPath{std::move(points), false, std::nullopt, colour, width, dash});
  }
  // A filled triangle whose tip points along (dx, dy).
  void arrow(double x, double y, double dx, double dy, double size, SheetColour colour) {
    const double length = std::hypot(dx, dy);
    if (length < 1e-9) return;
    const double ux = dx / length * size, uy = dy / length * size;
    sheet_.shapes.emplace_back(SheetPath{{{x + ux, y + uy},
                                          {x - 0.6 * ux - 0.75 * uy, y - 0.6 * uy + 0.75 * ux},
                                          {x - 0.6 * ux + 0.75 * uy, y - 0.6 * uy - 0.75 * ux}},
                                         true,
                                         colour,
                                         white,
                                         0.18,
                                         0});
  }

 private:
  Sheet& sheet_;
};

// The wall seen from one side.
class View {
 public:
  View(Pen& pen, const Plan& plan, const WallSettings& wall, const std::set<int>& dark, Box at, bool back)
      : pen_(pen),
        plan_(plan),
        wall_(wall),
        dark_(dark),
        at_(at),
        back_(back),
        scale_(at.w / std::max(1, plan.wall.w)) {}

  void draw() {
    rulers();
    for (const Card& card : plan_.cards) draw(card);
    for (const Port& port : plan_.ports) draw_chain(port);
    pen_.box(at_, std::nullopt, ink, 0.35);
  }

 private:
  double x(double px) const { return at_.x + (back_ ? plan_.wall.w - px : px) * scale_; }
  double y(double px) const { return at_.y + px * scale_; }
  Box box(RectPx r) const { return {std::min(x(r.x), x(r.right())), y(r.y), r.w * scale_, r.h * scale_}; }

  // Modules across and down, counted as seen from the front, on both views.
  void rulers() {
    const double mw = plan_.module.w * scale_, mh = plan_.module.h * scale_;
    const int every_x = std::max(1, static_cast<int>(std::ceil(4.5 / mw))),
              every_y = std::max(1, static_cast<int>(std::ceil(3 / mh)));
    for (int i = 0; i < wall_.columns(); i += every_x)
      pen_.text(x((i + 0.5) * plan_.module.w), at_.y - tag_mm - 1, 2.2, quiet, SheetAnchor::middle,
                fmt::format("{}", i + 1));
    for (int i = 0; i < wall_.rows(); i += every_y)
      pen_.text(at_.x - tag_mm - 1, y((i + 0.5) * plan_.module.h) + 0.8, 2.2, quiet, SheetAnchor::end,
                fmt::format("{}", i + 1));
  }

  // A module's rectangle on the wall.
  RectPx on_wall(const Card& card, RectPx in_card) const {
    const SizePx up = card.upright();
    RectPx r = in_card;
    if (card.turn == 90) r = {up.h - in_card.bottom(), in_card.x, in_card.h, in_card.w};
    if (card.turn == 180) r = {up.w - in_card.right(), up.h - in_card.bottom(), in_card.w, in_card.h};
    if (card.turn == 270) r = {in_card.y, up.w - in_card.right(), in_card.h, in_card.w};
    return {card.rect_px.x + r.x, card.rect_px.y + r.y, r.w, r.h};
  }

  void draw(const Card& card) {
    const bool is_dark = dark_.contains(card.id);
    const Box b = box(card.rect_px);
    const double gap = std::min(0.35, 0.03 * std::min(b.w, b.h));
    const Box inner{b.x + gap, b.y + gap, b.w - 2 * gap, b.h - 2 * gap};
    const SheetColour line = line_of(card.port);
    pen_.box(inner, is_dark ? night : mixed(colour_of(card.port), 0.74), std::nullopt);
    for (const CardModule& m : card.modules) {
      const Box module = box(on_wall(card, m.in_card_px));
      pen_.box(module, std::nullopt, SheetColour{line.r, line.g, line.b, is_dark ? 0.9 : 0.5}, 0.13);
      const double size = std::min(2.3, 0.2 * module.h);
      if (size < 0.8) continue;
      const bool left =
          module.x + module.w / 2 < b.x + b.w / 2;  // at the card's outer side, clear of its number
      const std::string name = wall_.card.modules_per_connector > 1
                                   ? fmt::format("{}.{}", m.connector, m.place)
                                   : fmt::format("{}", m.connector);
      pen_.text(left ? module.x + 0.5 * size + gap : module.x + module.w - 0.5 * size - gap,
                module.y + 1.1 * size + gap, size, is_dark ? faint : quiet,
                left ? SheetAnchor::start : SheetAnchor::end, name);
    }
    pen_.box(inner, std::nullopt, line, std::min(0.55, 0.03 * b.h), 0.6);
    const std::string name = fmt::format("{}", card.id);
    const std::string place =
        fmt::format("P{} – {}{}{}", card.port, card.order, card.turn ? fmt::format("  ↻{}°", card.turn) : "",
                    is_dark ? "  熄灭 dark" : "");
    const SheetColour number = is_dark ? white : ink, small = is_dark ? faint : mixed(line, -0.25);
    if (b.h < 0.35 * b.w) {  // a flat card has them beside each other, in short
      const double size = std::min(0.56 * b.h, 0.2 * b.w);
      const double base = b.y + 0.5 * b.h + 0.36 * size;
      pen_.text(b.x + 0.53 * b.w, base, size, number, SheetAnchor::end, name, true);
      pen_.text(b.x + 0.58 * b.w, base, std::min(0.6 * size, 4.), small, SheetAnchor::start,
                is_dark ? "熄灭" : fmt::format("P{} – {}", card.port, card.order));
      return;
    }
    const double size = std::min({0.46 * b.h, 0.34 * b.w, 12.}), centre = b.x + 0.53 * b.w;
    pen_.text(centre, b.y + 0.18 * b.h + 0.72 * size, size, number, SheetAnchor::middle, name, true);
    pen_.text(centre, b.y + 0.24 * b.h + 1.18 * size, 0.38 * size, small, SheetAnchor::middle, place);
  }

  // The cable runs along the card's left and lower lane, clear of its number. From the back these lanes keep
  // to the left, because numbers do.
  SheetPoint lane(const Card& card) const {
    const Box b = box(card.rect_px);
    return {b.x + std::min(0.12 * b.w, 4.), b.y + 0.86 * b.h};
  }

  // Where a cable leaves the wall from this card: the side of the wall it touches, along the chain first.
  Side way_out(const Card& card, const Card* neighbour) const {
    const RectPx r = card.rect_px;
    const bool vertical = !neighbour || neighbour->rect_px.x == r.x;
    const bool top = r.y <= 0, bottom = r.bottom() >= plan_.wall.h;
    const bool low_x = r.x <= 0, high_x = r.right() >= plan_.wall.w;
    const Side left = back_ ? Side::right : Side::left, right = back_ ? Side::left : Side::right;
    const bool above = neighbour && neighbour->rect_px.y < r.y,
               before = neighbour && neighbour->rect_px.x < r.x;
    if (vertical && top && !above) return Side::top;
    if (vertical && bottom) return Side::bottom;
    if (low_x && !before) return left;
    if (high_x) return right;
    if (low_x) return left;
    return top ? Side::top : bottom ? Side::bottom : Side::none;
  }

  // The cable of a port to a card, with its tag outside the wall. Backup cables are dashed, their tags
  // hollow.
  void cable(const Card& card, const Card* neighbour, int port, SheetColour colour, bool backup) {
    SheetPoint at = lane(card);
    if (backup) at[0] += 1.4;
    SheetPoint tag = at;
    const double out = 0.55 * tag_mm;
    const Side side = way_out(card, neighbour);
    switch (side) {
      case Side::top:
        tag[1] = at_.y - out;
        break;
      case Side::bottom:
        tag[1] = at_.y + at_.h + out;
        break;
      case Side::left:
        tag[0] = at_.x - out;
        break;
      case Side::right:
        tag[0] = at_.x + at_.w + out;
        break;
      case Side::none:
        break;
    }
    pen_.line({tag, at}, colour, 0.7, backup ? 1.4 : 0);
    const std::string name = fmt::format("{}{}", backup ? "B" : "P", port);
    const double size = side == Side::none ? std::min(1., 0.07 * box(card.rect_px).h) : 1;
    const double w = (2.6 + 1.55 * static_cast<double>(name.size())) * size;
    pen_.box({tag[0] - w / 2, tag[1] - 2 * size, w, 4 * size}, backup ? white : colour, colour, 0.45 * size,
             2 * size);
    pen_.text(tag[0], tag[1] + 0.98 * size, 2.7 * size, backup ? colour : white, SheetAnchor::middle, name,
              true);
  }

  void draw_chain(const Port& port) {
    const auto chain = plan_.chain(port.id);
    if (chain.empty()) return;
    const SheetColour colour = line_of(port.id);
    std::vector<SheetPoint> points;
    double typical = 0;  // mean of the cards' shorter sides
    for (const Card* card : chain) {
      points.push_back(lane(*card));
      typical += std::min(card->rect_px.w, card->rect_px.h) * scale_ / static_cast<double>(chain.size());
    }
    const double width = std::clamp(0.055 * typical, 0.25, 0.9);
    pen_.line(points, colour, width);
    for (const SheetPoint& p : points) pen_.disc(p[0], p[1], 1.35 * width, colour);
    for (std::size_t i = 1; i < points.size(); ++i) {
      const double dx = points[i][0] - points[i - 1][0], dy = points[i][1] - points[i - 1][1];
      pen_.arrow((points[i][0] + points[i - 1][0]) / 2, (points[i][1] + points[i - 1][1]) / 2, dx, dy,
                 std::clamp(0.14 * typical, 0.7, 2.2), colour);
    }
    cable(*chain.front(), chain.size() > 1 ? chain[1] : nullptr, port.id, colour, false);
    if (port.backup)
      cable(*chain.back(), chain.size() > 1 ? chain[chain.size() - 2] : nullptr, *port.backup, colour, true);
  }

  Pen& pen_;
  const Plan& plan_;
  const WallSettings& wall_;
  const std::set<int>& dark_;
  Box at_;
  bool back_;
  double scale_;  // mm per pixel
};

// About how wide a text is: Chinese characters count a whole em.
double width_of(const std::string& s, double size) {
  double em = 0;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const auto c = static_cast<unsigned char>(s[i]);
    if (c < 0x80) em += 0.54;
    if (c >= 0xE3)
      em += 1;
    else if (c >= 0xC0)
      em += 0.6;
  }
  return em * size;
}

std::vector<std::string> wrapped(const std::string& s, double size, double width) {
  std::vector<std::string> lines{""};
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t end = std::min(s.find(' ', at), s.size());
    const std::string word = s.substr(at, end - at);
    if (!lines.back().empty() && width_of(lines.back() + " " + word, size) > width) lines.emplace_back();
    lines.back() += (lines.back().empty() ? "" : " ") + word;
    at = end + 1;
  }
  return lines;
}

class Page {
 public:
  Page(const Plan& plan, const WallSettings& wall, const PlanRemarks& remarks)
      : plan_(plan), wall_(wall), remarks_(remarks), dark_(remarks.dark.begin(), remarks.dark.end()) {}

  Sheet take() {
    choose_layout();
    header();
    for (const bool back : {false, true}) {
      const Box area = areas_[back ? 1 : 0];
      const double w = plan_.wall.w * scale_, h = plan_.wall.h * scale_;
      const Box at{area.x + ruler_mm + tag_mm + (area.w - frame_w() - w) / 2,
                   area.y + caption_mm + ruler_mm + tag_mm, w, h};
      pen_.text(area.x + ruler_mm + tag_mm + (area.w - frame_w() - w) / 2, area.y + 4, 4.4, ink,
                SheetAnchor::start, back ? "背面 Back" : "正面 Front", true);
      pen_.text(
          at.x + (back ? 27 : 28), area.y + 4, 3, quiet, SheetAnchor::start,
          back ? "站在屏后所见，左右与正面相反 as seen from behind the wall: left and right change places"
               : "观众所见 as visitors see it");
      View(pen_, plan_, wall_, dark_, at, back).draw();
    }
    footer();
    return std::move(sheet_);
  }

 private:
  static double frame_w() { return ruler_mm + 2 * tag_mm; }
  // Below the wall stand tags only where a chain begins or ends there.
  double frame_h() const {
    const bool below = std::any_of(plan_.ports.begin(), plan_.ports.end(), [&](const Port& p) {
      const auto chain = plan_.chain(p.id);
      const auto low = [&](const Card* c) { return c->rect_px.bottom() >= plan_.wall.h; };
      return !chain.empty() && (low(chain.front()) || (p.backup && low(chain.back())));
    });
    return caption_mm + ruler_mm + tag_mm + (below ? tag_mm : 3);
  }

  std::vector<std::pair<std::string, SheetColour>> notes(double width) const {
    std::vector<std::pair<std::string, SheetColour>> out;
    const auto add = [&](const std::string& text, SheetColour colour) {
      for (std::string& line : wrapped(text, note_mm, width)) out.emplace_back(std::move(line), colour);
    };
    if (remarks_.failure) add(failure_text(plan_, remarks_), ink);
    const std::size_t most = 6;
    for (std::size_t i = 0; i < std::min(most, remarks_.faults.size()); ++i)
      add("✕ " + remarks_.faults[i].text, alarm);
    if (remarks_.faults.size() > most)
      add(fmt::format("✕ and {} more", remarks_.faults.size() - most), alarm);
    for (const std::string& reason : remarks_.reasons) add(reason, quiet);
    return out;
  }

  int legend_columns() const { return plan_.ports.size() > 36 ? 4 : plan_.ports.size() > 16 ? 3 : 2; }
  double legend_row() const { return plan_.ports.size() > 16 ? 4.2 : 6.2; }

  double footer_h(double page_w) const {
    const auto rows =
        static_cast<double>((plan_.ports.size() + static_cast<std::size_t>(legend_columns()) - 1) /
                            static_cast<std::size_t>(legend_columns()));
    return 9.5 + rows * legend_row() + 4 +
           static_cast<double>(notes(page_w - 2 * margin_mm).size()) * note_row_mm + 3;
  }

  void choose_layout() {
    for (const bool landscape : {false, true})
      for (const bool beside : {false, true}) {
        const double w = landscape ? 420 : 297, h = landscape ? 297 : 420;
        const double free_w = w - 2 * margin_mm, free_h = h - 2 * margin_mm - header_mm - footer_h(w);
        const double area_w = beside ? free_w / 2 : free_w, area_h = beside ? free_h : free_h / 2;
        const double scale = std::min((area_w - frame_w()) / std::max(1, plan_.wall.w),
                                      (area_h - frame_h()) / std::max(1, plan_.wall.h));
        if (scale <= scale_) continue;
        scale_ = scale;
        sheet_.w_mm = w;
        sheet_.h_mm = h;
        const double y = margin_mm + header_mm;
        areas_[0] = {margin_mm, y, area_w, area_h};
        areas_[1] =
            beside ? Box{margin_mm + area_w, y, area_w, area_h} : Box{margin_mm, y + area_h, area_w, area_h};
        foot_ = y + free_h + 3;
      }
  }

  void header() {
    pen_.text(margin_mm, margin_mm + 6.5, 8, ink, SheetAnchor::start, "LED 屏接线图 Wall plan", true);
    pen_.text(sheet_.w_mm - margin_mm, margin_mm + 6.5, 5, ink, SheetAnchor::end,
              fmt::format("{} 卡 cards · {} 网口 ports", plan_.cards.size(), plan_.ports.size()), true);
    pen_.text(
        margin_mm, margin_mm + 13.5, 3.3, quiet, SheetAnchor::start,
        fmt::format("{:g} × {:g} mm · {} × {} px · {} × {} 模组 modules of {} × {} px · {:g} Hz, {} bit",
                    wall_.size_mm[0], wall_.size_mm[1], plan_.wall.w, plan_.wall.h, wall_.columns(),
                    wall_.rows(), plan_.module.w, plan_.module.h, wall_.rate_hz(), wall_.ports.bits_per_px));
    pen_.line({{margin_mm, margin_mm + 16.5}, {sheet_.w_mm - margin_mm, margin_mm + 16.5}}, faint, 0.3);
  }

  void footer() {
    double y = foot_;
    pen_.line({{margin_mm, y - 3}, {sheet_.w_mm - margin_mm, y - 3}}, faint, 0.3);
    pen_.text(margin_mm, y + 2.5, 3, ink, SheetAnchor::start,
              "大号 卡号 large: card · P1 – 3: 网口 1 第 3 张 port 1, third of its chain · 小号 接口 small: "
              "connector · 实牌 P 主线 full tag: main · 空牌 B 备份 hollow tag: backup");
    y += 9.5;
    const int columns = legend_columns();
    const double column_w = (sheet_.w_mm - 2 * margin_mm) / columns, row = legend_row();
    const auto per_column =
        (plan_.ports.size() + static_cast<std::size_t>(columns) - 1) / static_cast<std::size_t>(columns);
    for (std::size_t i = 0; i < plan_.ports.size(); ++i)
      legend(plan_.ports[i], margin_mm + column_w * static_cast<double>(i / per_column),
             y + row * static_cast<double>(i % per_column), column_w, row);
    y += row * static_cast<double>(per_column) + 4;
    for (const auto& [line, colour] : notes(sheet_.w_mm - 2 * margin_mm)) {
      pen_.text(margin_mm, y, note_mm, colour, SheetAnchor::start, line);
      y += note_row_mm;
    }
  }

  void legend(const Port& port, double x, double y, double w, double row) {
    const SheetColour line = line_of(port.id);
    const double size = std::min(3.2, 0.66 * row);
    const double share =
        static_cast<double>(port.pixels) / static_cast<double>(std::max<std::int64_t>(1, port.capacity));
    pen_.box({x, y - 0.62 * row, 9, 0.76 * row}, line, std::nullopt, 0, row);
    pen_.text(x + 4.5, y - 0.24 * row + 0.36 * size, size, white, SheetAnchor::middle,
              fmt::format("P{}", port.id), true);
    std::vector<int> ids;
    for (const Card* card : plan_.chain(port.id)) ids.push_back(card->id);
    const bool tight = w < 100;
    std::string cards = id_ranges(ids);
    if (cards.size() > (tight ? 9u : 16u)) cards = cards.substr(0, tight ? 8 : 14) + "…";
    pen_.text(x + 11.5, y, size, ink, SheetAnchor::start, cards, true);
    const double bar = x + 11.5 + (tight ? 17 : 25), bar_w = tight ? 14 : 34;
    pen_.box({bar, y - 0.46 * row, bar_w, 0.42 * row}, mixed(colour_of(port.id), 0.74), std::nullopt, 0, 0.6);
    pen_.box({bar, y - 0.46 * row, bar_w * std::min(1., share), 0.42 * row}, share > 1 ? alarm : line,
             std::nullopt, 0, 0.6);
    std::string load = fmt::format("{:.0f} %", 100 * share);
    if (!tight) load += fmt::format("  {} / {} px", grouped(port.pixels), grouped(port.capacity));
    pen_.text(bar + bar_w + 2, y, size * 0.94, share > 1 ? alarm : ink, SheetAnchor::start, load);
    if (port.backup)
      pen_.text(x + w - 4, y, size, line, SheetAnchor::end,
                fmt::format("{}B{}", tight ? "" : "备份 ", *port.backup), true);
  }

  static constexpr double note_mm = 2.9, note_row_mm = 4.3;
  const Plan& plan_;
  const WallSettings& wall_;
  const PlanRemarks& remarks_;
  std::set<int> dark_;
  Sheet sheet_;
  Pen pen_{sheet_};
  double scale_ = 0;  // mm per pixel
  Box areas_[2];
  double foot_ = 0;
};

}  // namespace

Sheet plan_sheet(const Plan& plan, const WallSettings& wall, const PlanRemarks& remarks) {
  return Page(plan, wall, remarks).take();
}

}  // namespace guangmu::led
