#include "led_mapping/photo/shading.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "led_mapping/photo/least_squares.h"

namespace guangmu::led {
namespace {

constexpr int shared_degree = 6, own_degree = 2, wall_degree = 2, trend_degree = 3;
constexpr int radial_terms = 4;  // r^2, r^4, r^6, r^8
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

constexpr int shared_terms = term_count(shared_degree) + radial_terms;

// How much light what a lens does beside darkening by distance may change, as believed beforehand, by the
// polynomial's degree; and a colour's and a standpoint's own part of it, and the wall's own slope.
constexpr std::array<double, 7> shared_belief{0, 0.05, 0.05, 0.02, 0.01, 0.005, 0.005};
constexpr double colour_belief = 0.01, pose_belief = 0.01, wall_belief = 0.01;
constexpr double least_module_sigma = 0.0005;

ShadingTerms lay_out(const std::vector<SeenField>& fields) {
  ShadingTerms out;
  out.size = shared_terms;
  std::map<int, int> poses;
  std::array<bool, field_colours> seen{};
  bool first_colour = true;
  for (const SeenField& f : fields) {
    const auto c = static_cast<std::size_t>(f.colour);
    if (!seen[c] && !std::exchange(first_colour, false))
      out.colour_at[c] = out.size, out.size += term_count(own_degree);
    if (poses.emplace(f.pose, 1).second && poses.size() > 1)
      out.pose_at[f.pose] = out.size, out.size += term_count(own_degree);
    if (!seen[c]) {
      out.mean_at[c] = out.size++;
      out.trend_at[c] = out.size;
      out.size += term_count(trend_degree);
    }
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
  const double r2 = x * x + y * y;
  double power = 1;
  for (int i = 0; i < radial_terms; ++i)
    row[static_cast<std::size_t>(term_count(shared_degree) + i)] = power *= r2;
  if (const int at = layout.colour_at[static_cast<std::size_t>(field.colour)]; at >= 0)
    chebyshev(x, y, own_degree, row.data() + at);
  if (const auto at = layout.pose_at.find(field.pose); at != layout.pose_at.end())
    chebyshev(x, y, own_degree, row.data() + at->second);
  if (wall_too) {
    const auto c = static_cast<std::size_t>(field.colour);
    row[static_cast<std::size_t>(layout.mean_at[c])] = 1;
    const LedGrid& grid = field.map.grid;
    const Place middle{(std::floor(led.x / grid.module.w) + 0.5) * grid.module.w,
                       (std::floor(led.y / grid.module.h) + 0.5) * grid.module.h};
    chebyshev(middle.x / grid.wall.w * 2 - 1, middle.y / grid.wall.h * 2 - 1, trend_degree,
              row.data() + layout.trend_at[c]);
  }
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
              for (int x = x0; x < x1; ++x) sum += map.at(x, y), ++n;
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

// The fit itself: everything that its rounds pass on.
struct Fit {
  const std::vector<SeenField>& fields;
  const std::vector<Part>& parts;
  ShadingTerms terms;
  std::size_t unknowns, modules, groups;
  std::vector<double> rows;                      // parts * unknowns
  std::vector<double> mean_rows, level, weight;  // by group: a module in a colour
  std::vector<double> robust, residual, solution, covariance;
  std::array<double, field_colours> module_sigma{};  // spread of the modules' levels; 0: not known yet
  std::array<double, field_colours> trend_sigma{};   // and of their trend over the wall
  double sigma = 0;                                  // of one cell of a field's map

  Fit(const std::vector<SeenField>& f, const std::vector<Part>& p, std::size_t module_count)
      : fields(f),
        parts(p),
        terms(lay_out(f)),
        unknowns(static_cast<std::size_t>(terms.size)),
        modules(module_count),
        groups(module_count * field_colours),
        rows(p.size() * unknowns),
        mean_rows(groups * unknowns),
        level(groups),
        weight(groups),
        robust(p.size(), 1),
        residual(p.size()) {
    std::vector<double> row(unknowns);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      fill(terms, fields[parts[i].field], parts[i].field, parts[i].led, true, row);
      std::copy(row.begin(), row.end(), rows.begin() + static_cast<std::ptrdiff_t>(i * unknowns));
    }
  }

  std::size_t group_of(const Part& p) const {
    return static_cast<std::size_t>(fields[p.field].colour) * modules + p.module;
  }
  // Not the lens's: the wall's own slope, the modules' common level and its trend.
  bool of_wall(std::size_t k) const {
    const int i = static_cast<int>(k);
    const auto in = [&](int first, int count) { return first >= 0 && i >= first && i < first + count; };
    if (in(terms.wall_at, term_count(wall_degree))) return true;
    for (std::size_t c = 0; c < field_colours; ++c)
      if (in(terms.mean_at[c], 1) || in(terms.trend_at[c], term_count(trend_degree))) return true;
    return false;
  }

  void average() {
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
  }

  // How much of a module's mean is taken out before the fit: all of it while modules may differ at will, less
  // the more alike they are known to be (generalised least squares with effects by group).
  double taken_out(std::size_t g) const {
    const double own = module_sigma[g / modules];
    if (own <= 0 || sigma <= 0) return 1;
    return 1 - std::sqrt(sigma * sigma / (sigma * sigma + weight[g] * own * own));
  }

  void believe(NormalEquations& equations) const {
    const double unit = sigma > 0 ? sigma : 0.05;
    const auto expect = [&](int at, double belief) {
      equations.expect_small(static_cast<std::size_t>(at), belief / unit);
    };
    int at = 0;
    for (int degree = 1; degree <= shared_degree; ++degree)
      for (int i = 0; i <= degree; ++i) expect(at++, shared_belief[static_cast<std::size_t>(degree)]);
    for (const int first : terms.colour_at)
      for (int k = 0; first >= 0 && k < term_count(own_degree); ++k) expect(first + k, colour_belief);
    for (std::size_t c = 0; c < field_colours; ++c)
      for (int k = 0; terms.trend_at[c] >= 0 && k < term_count(trend_degree); ++k)
        expect(terms.trend_at[c] + k, std::max(trend_sigma[c], least_module_sigma));
    for (const auto& [pose, first] : terms.pose_at)
      for (int k = 0; k < term_count(own_degree); ++k) expect(first + k, pose_belief);
    for (int k = 0; terms.wall_at >= 0 && k < term_count(wall_degree); ++k)
      expect(terms.wall_at + k, wall_belief);
  }

  void solve() {
    NormalEquations equations(unknowns);
    std::vector<double> row(unknowns);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const std::size_t g = group_of(parts[i]);
      const double out = taken_out(g);
      for (std::size_t k = 0; k < unknowns; ++k)
        row[k] = rows[i * unknowns + k] - out * mean_rows[g * unknowns + k];
      equations.add(row, parts[i].value - out * level[g], parts[i].weight * robust[i]);
    }
    believe(equations);
    solution = equations.solve(&covariance);
  }

  void weigh() {
    std::vector<double> scaled;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const std::size_t g = group_of(parts[i]);
      double r = parts[i].value - level[g];
      for (std::size_t k = 0; k < unknowns; ++k)
        r -= solution[k] * (rows[i * unknowns + k] - mean_rows[g * unknowns + k]);
      residual[i] = r;
      scaled.push_back(r * std::sqrt(parts[i].weight));
    }
    sigma = std::max(robust_sigma(scaled), 1e-9);
    for (std::size_t i = 0; i < parts.size(); ++i)
      robust[i] = std::min(1., 2 * sigma / std::max(1e-12, std::abs(scaled[i])));
  }

  // A colour's modules: logarithm of their light with the lens taken off, and its error. Levels are relative:
  // what the fit may shift in all modules alike is no error.
  struct Levels {
    std::vector<double> value, error;
    std::vector<std::size_t> group;
  };
  Levels levels_of(std::size_t colour) const {
    Levels out;
    std::vector<double> middle(unknowns), row(unknowns);
    for (std::size_t g = colour * modules; g < (colour + 1) * modules; ++g) {
      if (weight[g] <= 0) continue;
      out.group.push_back(g);
      for (std::size_t k = 0; k < unknowns; ++k) middle[k] += mean_rows[g * unknowns + k];
    }
    for (double& v : middle) v /= static_cast<double>(std::max<std::size_t>(1, out.group.size()));
    for (const std::size_t g : out.group) {
      double value = level[g], variance = 0;
      for (std::size_t k = 0; k < unknowns; ++k) {
        if (!of_wall(k)) value -= solution[k] * mean_rows[g * unknowns + k];
        row[k] = of_wall(k) ? 0 : mean_rows[g * unknowns + k] - middle[k];
      }
      for (std::size_t i = 0; i < unknowns; ++i)
        for (std::size_t k = 0; k < unknowns; ++k) variance += row[i] * covariance[i * unknowns + k] * row[k];
      out.value.push_back(value);
      out.error.push_back(sigma * std::sqrt(std::max(0., variance) + 1 / weight[g]));
    }
    return out;
  }

  // How much the modules differ, one by one and as a trend over the wall, by what the slopes inside them
  // alone said of the lens: to be asked before levels have had a say.
  void spread_of_modules() {
    constexpr auto trend_terms = static_cast<std::size_t>(term_count(trend_degree));
    for (std::size_t c = 0; c < field_colours; ++c) {
      const Levels l = levels_of(c);
      if (l.group.size() < trend_terms + 3) continue;
      NormalEquations equations(trend_terms + 1);
      std::array<double, trend_terms + 1> row{};
      const auto set = [&](std::size_t g) {
        row[0] = 1;
        for (std::size_t k = 0; k < trend_terms; ++k)
          row[k + 1] = mean_rows[g * unknowns + static_cast<std::size_t>(terms.trend_at[c]) + k];
      };
      for (std::size_t i = 0; i < l.group.size(); ++i) set(l.group[i]), equations.add(row, l.value[i], 1);
      const std::vector<double> fitted = equations.solve();
      const auto n = static_cast<double>(l.group.size());
      double mean = 0, error = 0, trend = 0, rest = 0;
      std::vector<double> smooth;
      for (std::size_t i = 0; i < l.group.size(); ++i) {
        set(l.group[i]);
        smooth.push_back(std::inner_product(row.begin(), row.end(), fitted.begin(), 0.));
        mean += smooth.back() / n;
        error += l.error[i] * l.error[i] / n;
        rest += (l.value[i] - smooth.back()) * (l.value[i] - smooth.back()) / (n - trend_terms - 1);
      }
      for (const double v : smooth) trend += (v - mean) * (v - mean) / n;
      // Most of the error is such a trend itself: one below it is none.
      trend_sigma[c] = std::sqrt(std::max(trend - 2 * error, 0.));
      module_sigma[c] = std::max(std::sqrt(rest), least_module_sigma);
    }
  }
};

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
  Fit fit(fields, parts, modules);
  constexpr int rounds = 10;
  for (int round = 0; round < rounds; ++round) {
    fit.average();
    fit.solve();
    fit.weigh();
    if (round == 3) fit.spread_of_modules();
  }

  out.terms = fit.terms;
  out.terms.solved = fit.solution;
  const std::vector<double> uneven = unevenness(fields, parts, fit.residual, fit.groups, fit.sigma);
  std::vector<double> living;
  for (std::size_t g = 0; g < fit.groups; ++g)
    if (fit.weight[g] > 0) living.push_back(uneven[g]);
  out.uneven = median(std::move(living));
  out.slope_known = fit.terms.wall_at >= 0;
  for (int k = 0; fit.terms.wall_at >= 0 && k < term_count(wall_degree); ++k) {
    const auto at = static_cast<std::size_t>(fit.terms.wall_at + k);
    if (fit.sigma * std::sqrt(fit.covariance[at * fit.unknowns + at]) > 0.5 * wall_belief)
      out.slope_known = false;
  }
  double darkest = 1e300, brightest = 0;
  for (int i = 0; i <= 16; ++i)
    for (int k = 0; k <= 16; ++k) {
      const double s = out.shading_at(fields, 0, {grid.wall.w * i / 16.0, grid.wall.h * k / 16.0});
      darkest = std::min(darkest, s), brightest = std::max(brightest, s);
    }
  out.shading = darkest / brightest;

  for (std::size_t c = 0; c < field_colours; ++c) {
    const auto has = [&](const SeenField& f) { return f.colour == static_cast<int>(c); };
    if (std::none_of(fields.begin(), fields.end(), has)) continue;
    auto& levels = out.modules[c];
    levels.resize(modules);
    for (std::size_t f = 0; f < fields.size(); ++f)
      for (std::size_t m = 0; has(fields[f]) && m < modules; ++m)
        if (dead[f][m]) levels[m].dead = true;
    const Fit::Levels found = fit.levels_of(c);
    double mean = 0, square = 0, n = 0;
    for (std::size_t i = 0; i < found.group.size(); ++i) {
      LevelEstimate& e = levels[found.group[i] - c * modules];
      e.seen = true;
      e.error = found.error[i];
      e.uneven = uneven[found.group[i]];
      e.light = std::exp(found.value[i]);
      if (!e.dead) mean += e.light, n += 1;
    }
    if (n == 0) continue;
    mean /= n;
    for (LevelEstimate& e : levels) {
      e.light /= mean;
      if (e.seen && !e.dead) square += (e.light - 1) * (e.light - 1);
    }
    out.sigma[c] = std::sqrt(square / n);
  }
  return out;
}

}  // namespace guangmu::led
