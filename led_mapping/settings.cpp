#include "led_mapping/settings.h"

#include <fmt/core.h>

#include <cmath>
#include <cstdlib>

#include "led_mapping/plan_check.h"
#include "led_mapping/plan_given.h"
#include "led_mapping/signal.h"

namespace guangmu::led {

namespace {

// "1152x1440 at (1152, 0)"
std::string describe(RectPx r) {
  return fmt::format("{}x{} at ({}, {})", r.w, r.h, r.x, r.y);
}

bool whole(double ratio) {
  return std::abs(ratio - std::round(ratio)) < 1e-3 && std::round(ratio) >= 1;
}

// 0 where the numbers make no sense; never so many that pixels would not fit an int.
int modules_along(double wall_mm, double module_mm) {
  const double modules = module_mm > 0 ? std::round(wall_mm / module_mm) : 0;
  return modules >= 0 && modules <= 1e5 ? static_cast<int>(modules) : 0;
}

// The heads must tile the canvas: inside, apart, and together as large as it is.
void check_heads(const WallSettings& wall, fields::Complaints& c) {
  const RectPx canvas{0, 0, wall.size_px().w, wall.size_px().h};
  if (wall.heads.empty()) {
    c.at("heads", fmt::format("no head carries the wall; expected at least one, e.g. rect_px: [0, 0, {}, {}]",
                              canvas.w, canvas.h));
    return;
  }
  bool tiled = true;
  std::int64_t covered = 0;
  for (std::size_t i = 0; i < wall.heads.size(); ++i) {
    const RectPx r = wall.heads[i].rect();
    const std::string key = fmt::format("heads[{}].rect_px", i);
    if (r.empty()) {
      c.at(key, fmt::format("the head has no area ({}x{}); expected a width and height above 0", r.w, r.h));
      tiled = false;
      continue;
    }
    if (intersect(r, canvas) != r) {
      c.at(key, fmt::format("{} reaches outside the canvas of {}x{} px", describe(r), canvas.w, canvas.h));
      tiled = false;
    }
    for (std::size_t j = 0; j < i; ++j) {
      const RectPx both = intersect(r, wall.heads[j].rect());
      if (both.empty()) continue;
      c.at(key, fmt::format("overlaps head {} ({}) in {}; each pixel belongs to one head", j + 1,
                            wall.heads[j].connector, describe(both)));
      tiled = false;
    }
    covered += r.area();
  }
  if (tiled && covered < canvas.area())
    c.at("heads",
         fmt::format("the heads carry {} of {} pixels; expected rectangles that cover the whole {}x{} canvas",
                     covered, canvas.area(), canvas.w, canvas.h));
}

void check_signals(const WallSettings& wall, fields::Complaints& c) {
  for (std::size_t i = 0; i < wall.heads.size(); ++i) {
    const HeadSettings& head = wall.heads[i];
    if (head.rect().empty()) continue;
    for (std::size_t j = 0; j < i; ++j)
      if (!head.connector.empty() && head.connector == wall.heads[j].connector &&
          head.edid == wall.heads[j].edid)
        c.at(fmt::format("heads[{}].connector", i),
             fmt::format("{} is already head {}; expected another connector", head.connector, j + 1));
    if (head.rate_hz != wall.heads[0].rate_hz)
      c.at(fmt::format("heads[{}].rate_hz", i),
           fmt::format("{} Hz, but head 1 runs at {} Hz; heads of one wall need the same rate", head.rate_hz,
                       wall.heads[0].rate_hz));
    const auto signal = cvt_signal({head.rect().w, head.rect().h}, head.rate_hz, Blanking::reduced_v2);
    if (signal && signal->clock_mhz > wall.input_max_mhz)
      c.at(
          fmt::format("heads[{}].rect_px", i),
          fmt::format(
              "{}x{} at {} Hz needs at least {:.3f} MHz (CVT-RBv2), the input takes {} MHz; expected smaller "
              "heads (a mosaic) or a lower rate_hz",
              head.rect().w, head.rect().h, head.rate_hz, signal->clock_mhz, wall.input_max_mhz));
  }
  if (wall.heads.size() >= 2)
    c.warn("heads",
           fmt::format("{} heads: a graphics card with {} outputs has none left for the console, which then "
                       "runs on another machine or a tablet",
                       wall.heads.size(), wall.heads.size()));
}

// What one module already asks of a card; the planner would find no layout at all.
void check_module_on_card(const WallSettings& wall, fields::Complaints& c) {
  const auto& m = wall.module;
  const auto& card = wall.card;
  const int longer = std::max(card.max_side[0], card.max_side[1]);
  const bool product = card.rule == CardRule::product;
  const std::array<int, 2> side = product ? std::array{longer, longer} : card.max_side;
  if (m.px[0] > side[0] || m.px[1] > side[1])
    c.at("card.max_side", fmt::format("one module of {}x{} px is larger than the card's {}x{}", m.px[0],
                                      m.px[1], side[0], side[1]));
  if (m.px[0] * static_cast<std::int64_t>(m.px[1]) > card.max_px)
    c.at("card.max_px", fmt::format("one module has {} px, the card drives {}",
                                    m.px[0] * static_cast<std::int64_t>(m.px[1]), card.max_px));
  const int per_connector = card.groups_on_a_connector();
  if (m.groups > per_connector)
    c.at("module.groups",
         fmt::format("the module has {} groups, a connector carries {} ({} groups / {} connectors)", m.groups,
                     per_connector, card.groups, card.connectors));
}

// The plan in the file, judged like a computed one; each fault at the card or port that it is about.
void check_given_plan(const WallSettings& wall, fields::Complaints& c) {
  const auto& cards = wall.plan.cards;
  bool complete = true;
  const int modules = wall.columns() * wall.rows();
  for (std::size_t i = 0; i < cards.size(); ++i)
    for (std::size_t j = 0; j < cards[i].modules.size(); ++j) {
      const auto number = cards[i].modules[j].module;
      if (!number) continue;
      const std::string key = fmt::format("plan.cards[{}].modules[{}].module", i, j);
      if (*number > modules) {
        c.at(key,
             fmt::format("card {} names module {}; the wall has {} modules, counted row by row from 1 at "
                         "the top left",
                         cards[i].id, *number, modules));
        complete = false;
      } else if (!module_on_card(wall, cards[i], *number)) {
        c.at(key, fmt::format(
                      "module {} is not on card {}, which lights {}x{} px at ({}, {}); correct the number, "
                      "or give in_card_px",
                      *number, cards[i].id, cards[i].rect_px[2], cards[i].rect_px[3], cards[i].rect_px[0],
                      cards[i].rect_px[1]));
        complete = false;
      }
    }
  if (!complete) return;
  for (PlanFault& fault : check_plan(given_plan(wall), wall)) {
    std::string key = "plan";
    for (std::size_t i = 0; i < cards.size(); ++i)
      if (fault.card != 0 && cards[i].id == fault.card) key = fmt::format("plan.cards[{}]", i);
    for (std::size_t i = 0; i < wall.plan.ports.size(); ++i)
      if (fault.card == 0 && fault.port != 0 && wall.plan.ports[i].id == fault.port)
        key = fmt::format("plan.ports[{}]", i);
    c.at(key, std::move(fault.text));
  }
}

void check_curve(const CurvePoints& points, const char* key, fields::Complaints& c) {
  if (points.empty()) return;
  if (points.size() < 2 || points.front() != std::array<double, 2>{0, 0} ||
      points.back() != std::array<double, 2>{1, 1}) {
    c.at(key, "a curve runs from [0, 0] to [1, 1]; expected these as its first and last point");
    return;
  }
  for (std::size_t i = 1; i < points.size(); ++i)
    if (points[i][0] <= points[i - 1][0] || points[i][1] < points[i - 1][1]) {
      c.at(key,
           fmt::format(
               "point {} [{}, {}] does not follow [{}, {}]; expected rising inputs and outputs that never "
               "fall",
               i + 1, points[i][0], points[i][1], points[i - 1][0], points[i - 1][1]));
      return;
    }
}

}  // namespace

void ModuleSettings::check(fields::Complaints& c) const {
  if (scan * groups != px[1])
    c.at("scan",
         fmt::format(
             "{} groups of {} scanned rows make {} rows, the module has {}; expected scan x groups = {}",
             groups, scan, scan * groups, px[1], px[1]));
}

void CardSettings::check(fields::Complaints& c) const {
  if (connectors < 1 || groups_per_connector) return;  // the range of the field has been told already
  if (groups % connectors != 0)
    c.at("groups",
         fmt::format("{} groups cannot be shared equally by {} connectors; write groups_per_connector",
                     groups, connectors));
}

void PlanModuleSettings::check(fields::Complaints& c) const {
  if (module.has_value() == in_card_px.has_value())
    c.at("", fmt::format("connector {} names {}; expected either module or in_card_px", connector,
                         module ? "module and in_card_px" : "no module"));
  if (turn % 90 != 0) c.at("turn", fmt::format("{} degrees; expected 0, 90, 180 or 270", turn));
}

void PlanCardSettings::check(fields::Complaints& c) const {
  if (turn % 90 != 0) c.at("turn", fmt::format("{} degrees; expected 0, 90, 180 or 270", turn));
  if (rect_px[2] < 1 || rect_px[3] < 1)
    c.at("rect_px",
         fmt::format("{} x {} px have no area; expected x, y, width, height", rect_px[2], rect_px[3]));
}

void PrimarySettings::check(fields::Complaints& c) const {
  for (const auto& [key, p] : {std::pair{"r", r}, std::pair{"g", g}, std::pair{"b", b}})
    if (p[1] <= 0 || p[0] + p[1] > 1)
      c.at(key, fmt::format("[{}, {}] is no colour; expected y above 0 and x + y at most 1", p[0], p[1]));
  const double area = (g[0] - r[0]) * (b[1] - r[1]) - (b[0] - r[0]) * (g[1] - r[1]);
  if (area < 0.01) c.at("", "red, green and blue do not span a triangle; expected r, g, b in this order");
}

void CurveSettings::check(fields::Complaints& c) const {
  check_curve(r, "r", c);
  check_curve(g, "g", c);
  check_curve(b, "b", c);
}

void ViewingSettings::check(fields::Complaints& c) const {
  if (near_m > far_m) c.at("near_m", fmt::format("{} m lies behind far_m, {} m", near_m, far_m));
}

int WallSettings::columns() const {
  return modules_along(size_mm[0], module.mm[0]);
}
int WallSettings::rows() const {
  return modules_along(size_mm[1], module.mm[1]);
}

double WallSettings::rate_hz() const {
  double fastest = 0;
  for (const HeadSettings& head : heads) fastest = std::max(fastest, head.rate_hz);
  return fastest > 0 ? fastest : 60;
}

void WallSettings::check(fields::Complaints& c) const {
  // Without sizes above 0 nothing below can be said; the ranges of the fields have been told already.
  if (!(module.mm[0] > 0 && module.mm[1] > 0 && module.px[0] > 0 && module.px[1] > 0 && pitch_mm > 0)) return;
  bool divides = true;
  for (const std::size_t i : {std::size_t{0}, std::size_t{1}}) {
    const char* side = i == 0 ? "wide" : "high";
    const double modules = size_mm[i] / module.mm[i];
    if (!whole(modules)) {
      c.at("size_mm", fmt::format("{} mm {} is {:.3f} modules of {} mm; expected a whole number of modules",
                                  size_mm[i], side, modules, module.mm[i]));
      divides = false;
    }
    const double pitch = module.mm[i] / module.px[i];
    if (std::abs(pitch / pitch_mm - 1) > 0.002)
      c.at("pitch_mm", fmt::format("a module {} mm {} with {} px has a pitch of {:.4f} mm, not {}",
                                   module.mm[i], side, module.px[i], pitch, pitch_mm));
  }
  if (columns() > 1000 || rows() > 1000) {
    c.at("size_mm", fmt::format("{} x {} modules; expected at most 1000 each way", columns(), rows()));
    return;
  }
  check_module_on_card(*this, c);
  if (divides) check_heads(*this, c);
  check_signals(*this, c);
  if (divides && !plan.cards.empty()) check_given_plan(*this, c);
}

}  // namespace guangmu::led
