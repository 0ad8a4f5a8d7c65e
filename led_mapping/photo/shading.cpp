#include "led_mapping/photo/shading.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "led_mapping/photo/least_squares.h"

namespace guangmu::led {
namespace {

constexpr int shared_degree = 6, own_degree = 2, wall_degree = 2;
constexpr int parts_across = 8;  // of a module
constexpr double dead_share = 0.25;

constexpr int term_count(int degree) {
  return (degree + 1) * (degree + 2) / 2 - 1;
}

// Chebyshev's polynomials of x and y up to a degree in all, the constant left out.
void chebyshev(double x, double y, int degree, double* out) {
  std::array<double, 8> tx{1, x}, ty{1, y};
  for (std::size_t i = 2; i <= static_cast<std::size_t>(degree); ++i)
    tx[i] = 2 * x * tx[i - 1] - tx[i - 2], ty[i] = 2 * y * ty[i - 1] - ty[i - 2];
  for (std::size_t d = 1; d <= static_cast<std::size_t>(degree); ++d)
    for (std::size_t i = 0; i <= d; ++i) *out++ = tx[d - i] * ty[i];
}

ShadingTerms lay_out(const std::vector<SeenField>& fields) {
  ShadingTerms out;
  out.size = term_count(shared_degree);
  std::map<int, int> poses;
  std::array<bool, field_colours> seen{};
  bool first_colour = true;
  for (const SeenField& f : fields) {
    const auto c = static_cast<std::size_t>(f.colour);
    if (!seen[c] && !std::exchange(first_colour, false))
      out.colour_at[c] = out.size, out.size += term_count(own_degree);
    if (poses.emplace(f.pose, 1).second && poses.size() > 1)
      out.pose_at[f.pose] = out.size, out.size += term_count(own_degree);
    out.exposure_at.push_back(seen[c] ? out.size++ : -1);
    seen[c] = true;
  }
  if (poses.size() > 1) out.wall_at = out.size, out.size += term_count(wall_degree);
  return out;
}

void fill(const ShadingTerms& layout, const SeenField& field, std::size_t index, Place led, bool wall_too,
          std::vector<double>& row) {
  std::fill(row.begin(), row.end(), 0);
  const Place s = field.view.sensor_at(led);
  const double x = (s.x - field.view.photo.w / 2.0) / field.view.radius,
               y = (s.y - field.view.photo.h / 2.0) / field.view.radius;
  chebyshev(x, y, shared_degree, row.data());
  if (const int at = layout.colour_at[static_cast<std::size_t>(field.colour)]; at >= 0)
    chebyshev(x, y, own_degree, row.data() + at);
  if (const auto at = layout.pose_at.find(field.pose); at != layout.pose_at.end())
    chebyshev(x, y, own_degree, row.data() + at->second);
  if (wall_too && layout.wall_at >= 0)
    chebyshev(led.x / field.view.wall.w * 2 - 1, led.y / field.view.wall.h * 2 - 1, wall_degree,
              row.data() + layout.wall_at);
  if (const int at = layout.exposure_at[index]; at >= 0) row[static_cast<std::size_t>(at)] = 1;
}

struct Part {
  std::size_t field = 0, module = 0;
  Place led;
  double value = 0;  // log of light
  double weight = 1;
};

// The parts of every module inside its rim, each the mean of many LEDs.
std::vector<Part> parts_of(const std::vector<SeenField>& fields, double inset_leds) {
  std::vector<Part> out;
  for (std::size_t f = 0; f < fields.size(); ++f) {
    const FieldMap& map = fields[f].map;
    const auto inset = [&](double cell, int n) {
      return std::min(static_cast<int>(std::ceil(inset_leds / cell)), (n - 1) / 2);
    };
    const int ix = inset(map.cell_w(), map.nx), iy = inset(map.cell_h(), map.ny);
    const int inner_x = map.nx - 2 * ix, inner_y = map.ny - 2 * iy;
    const int px = std::clamp(inner_x / 3, 1, parts_across), py = std::clamp(inner_y / 3, 1, parts_across);
    for (int row = 0; row < map.grid.rows(); ++row)
      for (int column = 0; column < map.grid.columns(); ++column)
        for (int b = 0; b < py; ++b)
          for (int a = 0; a < px; ++a) {
            const int x0 = column * map.nx + ix + inner_x * a / px,
                      x1 = column * map.nx + ix + inner_x * (a + 1) / px;
            const int y0 = row * map.ny + iy + inner_y * b / py,
                      y1 = row * map.ny + iy + inner_y * (b + 1) / py;
            double sum = 0;
            int n = 0;
            for (int y = y0; y < y1; ++y)
              for (int x = x0; x < x1; ++x)
                if (const float v = map.at(x, y); v > -1e8f) sum += v, ++n;
            if (n == 0) continue;
            Part p;
            p.field = f;
            p.module = static_cast<std::size_t>(row * map.grid.columns() + column);
            p.led = {(x0 + x1) / 2.0 * map.cell_w(), (y0 + y1) / 2.0 * map.cell_h()};
            p.value = sum / n;
            p.weight = n;
            out.push_back(p);
          }
  }
  return out;
}

// Marks what gives next to no light, takes logarithms of the rest.
std::vector<std::vector<bool>> leave_out_dead(const std::vector<SeenField>& fields, std::vector<Part>& parts,
                                              std::size_t modules) {
  std::vector<std::vector<double>> by_field(fields.size());
  for (const Part& p : parts) by_field[p.field].push_back(p.value);
  std::vector<double> middle;
  for (auto& values : by_field) middle.push_back(median(std::move(values)));
  std::vector<std::vector<double>> sums(fields.size(), std::vector<double>(modules)), counts = sums;
  for (const Part& p : parts) sums[p.field][p.module] += p.value, counts[p.field][p.module] += 1;
  std::vector<std::vector<bool>> dead(fields.size(), std::vector<bool>(modules));
  for (std::size_t f = 0; f < fields.size(); ++f)
    for (std::size_t m = 0; m < modules; ++m)
      dead[f][m] = counts[f][m] == 0 || sums[f][m] / counts[f][m] < dead_share * middle[f];
  std::erase_if(parts,
                [&](const Part& p) { return dead[p.field][p.module] || p.value < 0.02 * middle[p.field]; });
  for (Part& p : parts) p.value = std::log(p.value / middle[p.field]);
  return dead;
}

// Of each module and colour: sigma of its four quarters around the model, what the noise of single cells
// explains taken off.
std::vector<double> unevenness(const std::vector<SeenField>& fields, const std::vector<Part>& parts,
                               const std::vector<double>& residual, std::size_t groups, double cell_sigma) {
  const LedGrid& grid = fields.front().map.grid;
  const auto modules = static_cast<std::size_t>(grid.columns() * grid.rows());
  std::vector<double> sum(groups * 4), weight(groups * 4), out(groups);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool right = std::fmod(parts[i].led.x, grid.module.w) * 2 > grid.module.w;
    const bool low = std::fmod(parts[i].led.y, grid.module.h) * 2 > grid.module.h;
    const std::size_t g = static_cast<std::size_t>(fields[parts[i].field].colour) * modules + parts[i].module;
    const std::size_t q = g * 4 + (right ? 1u : 0u) + (low ? 2u : 0u);
    sum[q] += parts[i].weight * residual[i];
    weight[q] += parts[i].weight;
  }
  for (std::size_t g = 0; g < groups; ++g) {
    double square = 0;
    for (std::size_t q = g * 4; q < g * 4 + 4; ++q)
      if (weight[q] > 0)
        square += sum[q] * sum[q] / (weight[q] * weight[q]) - cell_sigma * cell_sigma / weight[q];
    out[g] = std::sqrt(std::max(0., square / 4));
  }
  return out;
}

}  // namespace

double WallLevels::shading_at(const std::vector<SeenField>& fields, std::size_t index, Place led) const {
  std::vector<double> row(static_cast<std::size_t>(terms.size));
  fill(terms, fields[index], index, led, false, row);
  double sum = 0;
  for (std::size_t i = 0; i < row.size(); ++i) sum += row[i] * terms.solved[i];
  return std::exp(sum);
}

WallLevels estimate_levels(const std::vector<SeenField>& fields, double inset_leds) {
  const LedGrid& grid = fields.front().map.grid;
  WallLevels out;
  out.columns = grid.columns();
  out.rows = grid.rows();
  const auto modules = static_cast<std::size_t>(out.columns * out.rows);
  std::vector<Part> parts = parts_of(fields, inset_leds);
  const auto dead = leave_out_dead(fields, parts, modules);

  const ShadingTerms layout = lay_out(fields);
  const auto unknowns = static_cast<std::size_t>(layout.size);
  std::vector<double> rows(parts.size() * unknowns), row(unknowns);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    fill(layout, fields[parts[i].field], parts[i].field, parts[i].led, true, row);
    std::copy(row.begin(), row.end(), rows.begin() + static_cast<std::ptrdiff_t>(i * unknowns));
  }
  const auto group_of = [&](const Part& p) {
    return static_cast<std::size_t>(fields[p.field].colour) * modules + p.module;
  };
  const std::size_t groups = modules * field_colours;
  std::vector<double> robust(parts.size(), 1), residual(parts.size()), level(groups), weight(groups),
      solution(unknowns);
  std::vector<double> covariance, mean_rows(groups * unknowns);
  double sigma = 0;
  constexpr int rounds = 5;
  for (int round = 0; round < rounds; ++round) {
    std::fill(level.begin(), level.end(), 0);
    std::fill(weight.begin(), weight.end(), 0);
    std::fill(mean_rows.begin(), mean_rows.end(), 0);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const std::size_t g = group_of(parts[i]);
      const double w = parts[i].weight * robust[i];
      weight[g] += w;
      level[g] += w * parts[i].value;
      for (std::size_t k = 0; k < unknowns; ++k) mean_rows[g * unknowns + k] += w * rows[i * unknowns + k];
    }
    for (std::size_t g = 0; g < groups; ++g) {
      if (weight[g] <= 0) continue;
      level[g] /= weight[g];
      for (std::size_t k = 0; k < unknowns; ++k) mean_rows[g * unknowns + k] /= weight[g];
    }
    NormalEquations equations(unknowns);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const std::size_t g = group_of(parts[i]);
      for (std::size_t k = 0; k < unknowns; ++k)
        row[k] = rows[i * unknowns + k] - mean_rows[g * unknowns + k];
      equations.add(row, parts[i].value - level[g], parts[i].weight * robust[i]);
    }
    // Weak beliefs, in the same unit as the weights: they decide only what the photographs leave open.
    const double unit = sigma > 0 ? sigma : 0.01;
    for (const int at : layout.colour_at)
      for (int k = 0; at >= 0 && k < term_count(own_degree); ++k)
        equations.expect_small(static_cast<std::size_t>(at + k), 0.1 / unit);
    for (const auto& [pose, at] : layout.pose_at)
      for (int k = 0; k < term_count(own_degree); ++k)
        equations.expect_small(static_cast<std::size_t>(at + k), 0.05 / unit);
    for (int k = 0; layout.wall_at >= 0 && k < term_count(wall_degree); ++k)
      equations.expect_small(static_cast<std::size_t>(layout.wall_at + k), 0.1 / unit);
    solution = equations.solve(&covariance);
    std::vector<double> scaled;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const std::size_t g = group_of(parts[i]);
      double r = parts[i].value - level[g];
      for (std::size_t k = 0; k < unknowns; ++k)
        r -= solution[k] * (rows[i * unknowns + k] - mean_rows[g * unknowns + k]);
      residual[i] = r;
      scaled.push_back(r * std::sqrt(parts[i].weight));
    }
    sigma = std::max(robust_sigma(scaled), 1e-9);  // of one cell
    for (std::size_t i = 0; i < parts.size(); ++i)
      robust[i] = std::min(1., 2 * sigma / std::max(1e-12, std::abs(scaled[i])));
  }

  out.terms = layout;
  out.terms.solved = solution;
  const std::vector<double> uneven = unevenness(fields, parts, residual, groups, sigma);
  std::vector<double> living;
  for (std::size_t g = 0; g < groups; ++g)
    if (weight[g] > 0) living.push_back(uneven[g]);
  out.uneven = median(std::move(living));
  out.slope_known = layout.wall_at >= 0;
  double darkest = 1e300, brightest = 0;
  for (int i = 0; i <= 16; ++i)
    for (int k = 0; k <= 16; ++k) {
      const double s = out.shading_at(fields, 0, {grid.wall.w * i / 16.0, grid.wall.h * k / 16.0});
      darkest = std::min(darkest, s), brightest = std::max(brightest, s);
    }
  out.shading = darkest / brightest;

  std::vector<double> wall_row(unknowns);
  for (std::size_t c = 0; c < field_colours; ++c) {
    const auto has = [&](const SeenField& f) { return f.colour == static_cast<int>(c); };
    if (std::none_of(fields.begin(), fields.end(), has)) continue;
    auto& levels = out.modules[c];
    levels.resize(modules);
    double mean = 0, n = 0;
    for (std::size_t m = 0; m < modules; ++m) {
      LevelEstimate& e = levels[m];
      const std::size_t g = c * modules + m;
      for (std::size_t f = 0; f < fields.size(); ++f)
        if (has(fields[f]) && dead[f][m]) e.dead = true;
      if (weight[g] <= 0) continue;
      e.seen = true;
      // What is left of the module when the lens is taken off; the wall's own slope stays with the module.
      double value = level[g], variance = 0;
      for (std::size_t k = 0; k < unknowns; ++k) {
        const bool own = layout.wall_at >= 0 && static_cast<int>(k) >= layout.wall_at &&
                         static_cast<int>(k) < layout.wall_at + term_count(wall_degree);
        wall_row[k] = own ? 0 : mean_rows[g * unknowns + k];
        value -= solution[k] * wall_row[k];
      }
      for (std::size_t i = 0; i < unknowns; ++i)
        for (std::size_t k = 0; k < unknowns; ++k)
          variance += wall_row[i] * covariance[i * unknowns + k] * wall_row[k];
      e.error = std::sqrt(sigma * sigma * std::max(0., variance) + sigma * sigma / weight[g]);
      e.uneven = uneven[g];
      e.light = std::exp(value);
      if (!e.dead) mean += e.light, n += 1;
    }
    if (n == 0) continue;
    mean /= n;
    double square = 0;
    for (LevelEstimate& e : levels) {
      e.light /= mean;
      if (e.seen && !e.dead) square += (e.light - 1) * (e.light - 1);
    }
    out.sigma[c] = std::sqrt(square / n);
  }
  return out;
}

}  // namespace guangmu::led
