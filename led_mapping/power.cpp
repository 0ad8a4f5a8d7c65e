#include "led_mapping/power.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace guangmu::led {

namespace {

constexpr double most_mismatch = 0.25;

}  // namespace

Result<PowerFit> fit_power(const PowerReadings& p, double area_m2) {
  for (const double w : {p.black, p.red, p.green, p.blue, p.white})
    if (!std::isfinite(w) || w < 0)
      return Error{fmt::format("a wattmeter shows 0 W or more, not {} W; read it again", w)};
  if (!(area_m2 > 0)) return Error{"the wall has no area; give size_mm first"};
  const std::array<std::pair<const char*, double>, 4> lit{
      {{"red", p.red}, {"green", p.green}, {"blue", p.blue}, {"white", p.white}}};
  for (const auto& [name, w] : lit)
    if (w <= p.black)
      return Error{
          fmt::format("{} takes {:g} W and black {:g} W: a lit wall takes more than a dark one; show pattern {} "
                      "and read again",
                      name, w, p.black, name)};
  for (const auto& [name, w] : lit)
    if (p.white < w)
      return Error{fmt::format("white takes {:g} W and {} alone {:g} W: white holds every colour; was it dimmed, "
                               "or are the readings swapped?",
                               p.white, name, w)};
  PowerFit fit;
  fit.mismatch_w = p.white - p.red - p.green - p.blue + 2 * p.black;
  fit.mismatch = fit.mismatch_w / (p.white - p.black);
  const double sum = p.red + p.green + p.blue - 3 * p.black;
  if (std::abs(fit.mismatch) > most_mismatch)
    return Error{fmt::format("red, green and blue add {:.0f} W to black together, white adds {:.0f} W: {:.0f} % "
                             "apart, at most {:.0f} % can be believed; measure all five at brightness 1 with no "
                             "limit acting",
                             sum, p.white - p.black, 100 * std::abs(fit.mismatch), 100 * most_mismatch)};
  // Smallest change of the readings that makes them agree: along the constraint (2, -1, -1, -1, 1).
  const double share = fit.mismatch_w / 8;
  const double black = p.black - 2 * share;
  fit.model.area_m2 = area_m2;
  fit.model.black_w_m2 = std::max(0., black) / area_m2;
  fit.model.k_w_m2 = {(p.red + share - black) / area_m2, (p.green + share - black) / area_m2,
                      (p.blue + share - black) / area_m2};
  for (double& k : fit.model.k_w_m2) k = std::max(0., k);
  return fit;
}

PowerModel power_model(const WallSettings& wall) {
  const PowerSettings& p = wall.power;
  if (p.readings_w)
    if (const auto fit = fit_power(*p.readings_w, wall.area_m2())) return fit->model;
  PowerModel model{wall.area_m2(), p.black_w_m2, {}};
  const double span = p.white_w_m2 - p.black_w_m2;
  model.k_w_m2 = p.k_w_m2.value_or(std::array{span / 2.9, span / 2.9, span * 0.9 / 2.9});
  return model;
}

double power_w(const WallSettings& wall, MeanDuty duty) {
  return power_model(wall).w(duty);
}

double limit_factor(const PowerModel& model, MeanDuty duty, double limit_w_m2) {
  const double wanted = model.above_black_w_m2(duty), allowed = std::max(0., limit_w_m2 - model.black_w_m2);
  return wanted <= allowed ? 1 : allowed / wanted;
}

double limit_factor(const WallSettings& wall, MeanDuty duty, double limit_w_m2) {
  return limit_factor(power_model(wall), duty, limit_w_m2);
}

void PowerSettings::check(fields::Complaints& c) const {
  if (black_w_m2 >= white_w_m2)
    c.at("black_w_m2", fmt::format("{} at black is not below {} at white", black_w_m2, white_w_m2));
  if (!readings_w && average_limit_w_m2 <= black_w_m2)
    c.at("average_limit_w_m2",
         fmt::format("{} is already used by a black wall ({}); the limit must lie above it", average_limit_w_m2,
                     black_w_m2));
  if (instant_limit_w_m2 && *instant_limit_w_m2 < average_limit_w_m2)
    c.at("instant_limit_w_m2", fmt::format("{} for one frame is below the average limit of {}; expected at least that",
                                           *instant_limit_w_m2, average_limit_w_m2));
  if (readings_w)
    if (const auto fit = fit_power(*readings_w, 1); !fit) c.at("readings_w", fit.error().text);
}

}  // namespace guangmu::led
