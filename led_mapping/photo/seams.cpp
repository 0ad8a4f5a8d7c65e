#include "led_mapping/photo/seams.h"

#include <algorithm>
#include <cmath>

#include "led_mapping/photo/least_squares.h"

namespace guangmu::led {
namespace {

// Reads a field across and along a border of modules alike for upright and level joints.
struct Walk {
  const FieldMap* map;
  bool below;
  int cells_across() const { return below ? map->ny : map->nx; }  // of a module, across the joint
  int cells_along() const { return below ? map->nx : map->ny; }
  double cell() const { return below ? map->cell_h() : map->cell_w(); }
  // Mean light of the line `across` cells from the module's first, over the module's middle part along.
  double line(int column, int row, int across) const {
    const int from = cells_along() / 10, to = cells_along() - from;
    double sum = 0;
    int n = 0;
    for (int k = from; k < to; ++k) {
      const float v = below ? map->at(column * map->nx + k, row * map->ny + across)
                            : map->at(column * map->nx + across, row * map->ny + k);
      sum += v, ++n;
    }
    return n ? sum / n : 0;
  }
};

struct Joint {
  double excess = 0;  // LED rows
  double step = 0;    // (first - second) / mean
};

// The light across a border at `border` cells into the module, `reach` cells to each side, against the mean
// of the flanks from there to `far`. `tilt`: how much the lens changes light per LED across the border,
// relative.
Joint across(const Walk& walk, int column, int row, int border, int reach, int far, double tilt) {
  std::vector<double> a, b;
  double level_a = 0, level_b = 0;
  for (int k = 1; k <= far; ++k) {
    const double t = (k - 0.5) * walk.cell();
    a.push_back(walk.line(column, row, border - k) * (1 + tilt * t));
    b.push_back(walk.line(column, row, border + k - 1) * (1 - tilt * t));
    if (k > reach) level_a += a.back() / (far - reach), level_b += b.back() / (far - reach);
  }
  const double mean = (level_a + level_b) / 2;
  if (mean <= 0) return {};
  double excess = 0;
  for (int k = 1; k <= reach; ++k) {
    const auto i = static_cast<std::size_t>(k - 1);
    // The outer half counts less and less, so that the sum does not beat with the sensor's grid.
    const double w = std::clamp(2. - 2. * (k - 0.5) / reach, 0., 1.);
    excess += w * (a[i] - level_a + b[i] - level_b);
  }
  return {excess * walk.cell() / mean, (level_a - level_b) / mean};
}

}  // namespace

SeamEstimates estimate_seams(const std::vector<SeenField>& fields, const WallLevels& levels,
                             double blur_leds) {
  SeamEstimates out;
  const LedGrid& grid = fields.front().map.grid;
  std::vector<double> noise;
  for (const bool below : {false, true}) {
    // Of each field: how many cells belong to a joint, how far its flanks reach.
    std::vector<int> reach(fields.size()), far(fields.size());
    bool wide_enough = true;
    for (std::size_t f = 0; f < fields.size(); ++f) {
      const Walk walk{&fields[f].map, below};
      reach[f] = std::max(3, static_cast<int>(std::ceil((2.5 + 4 * blur_leds) / walk.cell())));
      far[f] = std::min(3 * reach[f] + 2, walk.cells_across() / 2 - reach[f]);
      if (far[f] < reach[f] + 3) wide_enough = false;
    }
    if (!wide_enough) continue;
    const int lines = below ? grid.rows() - 1 : grid.columns() - 1,
              along = below ? grid.columns() : grid.rows();
    for (int line = 0; line < lines; ++line) {
      std::vector<SeamEstimate> joints(static_cast<std::size_t>(along));
      std::vector<double> weight(joints.size());
      for (std::size_t f = 0; f < fields.size(); ++f) {
        const Walk walk{&fields[f].map, below};
        const auto& modules = levels.modules[static_cast<std::size_t>(fields[f].colour)];
        std::vector<double> step, excess;
        std::vector<std::size_t> who;
        for (int k = 0; k < along; ++k) {
          const int column = below ? k : line, row = below ? line : k;
          const auto first = static_cast<std::size_t>(row * grid.columns() + column);
          const std::size_t second = first + (below ? static_cast<std::size_t>(grid.columns()) : 1);
          if (!modules[first].seen || modules[first].dead || !modules[second].seen || modules[second].dead)
            continue;
          const int own = walk.cells_across();
          const auto tilt = [&](int border) {
            const double across_leds = ((below ? row : column) * own + border) * walk.cell();
            const double along_leds =
                ((below ? column : row) + 0.5) * (below ? grid.module.w : grid.module.h);
            const double d = far[f] * walk.cell();
            const auto light = [&](double t) {
              const double at = across_leds + t;
              return levels.shading_at(fields, f, below ? Place{along_leds, at} : Place{at, along_leds});
            };
            const double before = light(-d), after = light(d);
            return (after - before) / (after + before) / d;
          };
          const Joint joint = across(walk, column, row, own, reach[f], far[f], tilt(own));
          step.push_back(joint.step), excess.push_back(joint.excess),
              who.push_back(static_cast<std::size_t>(k));
          noise.push_back(across(walk, column, row, own / 2, reach[f], far[f], tilt(own / 2)).excess);
        }
        // excess = line + shift * step: the shift in LEDs by which this joint is laid out beside its place.
        const double middle = median(excess);
        double sw = 0, st = 0, sy = 0, stt = 0, sty = 0;
        for (std::size_t i = 0; i < step.size(); ++i)
          sw += 1, st += step[i], sy += excess[i] - middle, stt += step[i] * step[i],
              sty += step[i] * (excess[i] - middle);
        // A shift is believed to be some 0.3 LED at most; where neighbours are alike none can be told.
        const double sigma = std::max(robust_sigma(excess), 1e-4);
        const double d = sw * stt - st * st + sw * sigma * sigma / (0.3 * 0.3);
        const double shift = sw >= 3 ? std::clamp((sw * sty - st * sy) / d, -1., 1.) : 0;
        for (std::size_t i = 0; i < who.size(); ++i)
          joints[who[i]].excess += excess[i] - shift * step[i], weight[who[i]] += 1;
      }
      for (int k = 0; k < along; ++k) {
        SeamEstimate& joint = joints[static_cast<std::size_t>(k)];
        if (weight[static_cast<std::size_t>(k)] == 0) continue;
        joint.excess /= weight[static_cast<std::size_t>(k)];
        joint.error = 1 / std::sqrt(weight[static_cast<std::size_t>(k)]);  // times noise, below
        joint.column = below ? k : line;
        joint.row = below ? line : k;
        joint.below = below;
        out.joints.push_back(joint);
      }
    }
  }
  if (out.joints.empty()) return out;
  out.noise = robust_sigma(noise);
  std::vector<double> excess;
  double error2 = 0;
  for (SeamEstimate& j : out.joints) {
    j.error *= out.noise;
    error2 += j.error * j.error / static_cast<double>(out.joints.size());
    excess.push_back(j.excess);
  }
  const double middle = median(excess), sigma = robust_sigma(excess);
  out.spread = std::sqrt(std::max(0., sigma * sigma - error2));
  const double middle_error = std::sqrt(error2 / static_cast<double>(out.joints.size()));
  out.seen = std::abs(middle) > 4 * middle_error || sigma * sigma > 1.5 * error2;
  const double base = std::abs(middle) > 4 * middle_error ? middle : 0;
  for (SeamEstimate& j : out.joints) {
    const double keep =
        out.spread * out.spread / std::max(1e-12, out.spread * out.spread + j.error * j.error);
    // What is far out of all that noise explains is kept as it is: one joint alone may gape.
    if (std::abs(j.excess - base) < 4 * j.error) j.excess = base + keep * (j.excess - base);
  }
  return out;
}

}  // namespace guangmu::led
