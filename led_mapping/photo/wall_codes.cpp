#include "led_mapping/photo/wall_codes.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "led_mapping/photo/code_view.h"
#include "led_mapping/photo/least_squares.h"

namespace guangmu::led {
namespace {

constexpr int working_side = 1600;  // px of the reduced photographs
constexpr double full_scale = 3 * 65535.;
constexpr double least_light = 0.01;  // of full scale, white above black
constexpr double least_module_px = 9, good_module_px = 40;
constexpr double most_blur = 0.13;     // of a module's shorter side
constexpr double most_unclear = 0.15;  // of the points that are lit

// Light of one pair of a pattern and its inverse at a point, in shares of white.
struct Reading {
  double difference = 0, sum = 0;
};

// Sigma of the blur, from the mean step between the left and the right halves of all modules: the area that a
// blurred step lacks against a sharp one is 2 sqrt(2 / pi) sigma.
double blur_of(const LocateGrid& grid, const std::vector<Plane>& planes, const WallView& view) {
  const std::size_t left = planes.size() - 4;
  const int half = std::clamp(static_cast<int>(0.4 * grid.module.w * view.px_per_led_x), 8, 60);  // px
  std::vector<double> profile(static_cast<std::size_t>(2 * half + 1));
  double used = 0, px = 0;
  for (int y = grid.module.h / 2; y < grid.wall.h; y += grid.module.h)
    for (int x = grid.module.w / 2; x < grid.wall.w; x += grid.module.w) {
      std::vector<double> own;
      bool lit = true;
      for (int i = -half; i <= half && lit; ++i) {
        const Place led{x + i * 0.4 / half * grid.module.w, y + 0.5};
        const double w = grid.module.w * 0.02, h = grid.module.h * 0.5;
        const double white =
            light_around(planes[0], view, led, w, h) - light_around(planes[1], view, led, w, h);
        const double d =
            light_around(planes[left], view, led, w, h) - light_around(planes[left + 1], view, led, w, h);
        lit = white > 0.01 * full_scale * least_light && std::abs(d) < 2 * white;
        own.push_back(lit ? d / white : 0);
      }
      // Only modules that show a step at all; turned ones the other way round.
      if (!lit || std::abs(own.front() - own.back()) < 1) continue;
      for (std::size_t i = 0; i < own.size(); ++i) profile[i] += own.front() > own.back() ? own[i] : -own[i];
      used += 1;
      const Place a = view.sensor_at({x - 0.4 * grid.module.w, y + 0.5}),
                  b = view.sensor_at({x + 0.4 * grid.module.w, y + 0.5});
      px += std::hypot(a.x - b.x, a.y - b.y);
    }
  if (used == 0) return 0;
  const double top = (std::abs(profile.front()) + std::abs(profile.back())) / 2,
               step = px / used / (2 * half);
  double lacking = 0;
  for (const double v : profile) lacking += std::max(0., 1 - std::abs(v) / top) * step;
  return lacking / (2 * std::sqrt(2 / std::acos(-1.)));
}

// Of two groups of sums, one where the pattern is lit and one where its inverse is, the one that is further
// from 1.
double brighter_part(std::vector<double> sums) {
  if (sums.empty()) return 1;
  std::sort(sums.begin(), sums.end());
  const double low = sums[sums.size() / 5], high = sums[sums.size() * 4 / 5];
  return std::abs(low - 1) > std::abs(high - 1) ? low : high;
}

Error blurred(double blur_px, double module_px) {
  return {
      fmt::format("the photographs are blurred: an edge is {:.1f} px soft where a module is {:.0f} px high; "
                  "focus by hand on the wall, use a tripod and a release, and take the series again",
                  2 * blur_px, module_px)};
}

Error another_wall(const LocateGrid& grid) {
  return {
      fmt::format("the photographs show a lit wall, but not one of {}x{} modules; check that they are of "
                  "this wall and that their patterns were made with the same wall.yaml",
                  grid.columns(), grid.rows())};
}

const char* cut_side(const WallView& view) {
  for (int i = 0; i <= 8; ++i)
    for (const Place led :
         {Place{view.wall.w * i / 8., 0}, Place{view.wall.w * i / 8., static_cast<double>(view.wall.h)},
          Place{0, view.wall.h * i / 8.}, Place{static_cast<double>(view.wall.w), view.wall.h * i / 8.}}) {
      const Place p = view.sensor_at(led);
      if (p.x < 1) return "left";
      if (p.y < 1) return "upper";
      if (p.x > view.photo.w - 1) return "right";
      if (p.y > view.photo.h - 1) return "lower";
    }
  return nullptr;
}

bool mirrored(const WallView& view) {
  const Place o = view.sensor_at({view.wall.w / 2., view.wall.h / 2.});
  const Place a = view.sensor_at({view.wall.w / 2. + 1, view.wall.h / 2.});
  const Place b = view.sensor_at({view.wall.w / 2., view.wall.h / 2. + 1});
  return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x) < 0;
}

}  // namespace

int WallCodes::code_of(LedPlace canvas) const {
  const int column = canvas.x / module.w * 2 + (canvas.x % module.w * 2 >= module.w ? 1 : 0);
  const int row = canvas.y / module.h * 2 + (canvas.y % module.h * 2 >= module.h ? 1 : 0);
  return row * (wall.w / module.w * 2) + column;
}

LedPlace WallCodes::middle_of(int code) const {
  const int across = wall.w / module.w * 2, column = code % across, row = code / across;
  return {column / 2 * module.w + (column % 2 * 2 + 1) * module.w / 4,
          row / 2 * module.h + (row % 2 * 2 + 1) * module.h / 4};
}

Result<void> LocatePhotos::add(const Photograph& photo, const std::string& name) {
  if (planes_.empty()) {
    full_ = photo.size;
    factor_ = std::max(1, std::max(full_.w, full_.h) / working_side);
  } else if (photo.size != full_) {
    return Error{
        fmt::format("{}: it has {}x{} px, {} has {}x{}; all photographs of a series must come from one "
                    "camera that stands still, "
                    "uncropped",
                    name, photo.size.w, photo.size.h, names_.front(), full_.w, full_.h)};
  }
  if (full_.w < 64 || full_.h < 64)
    return Error{fmt::format(
        "{}: {}x{} px are too small for a photograph of the wall; take it at the camera's full size", name,
        full_.w, full_.h)};
  Plane plane{{full_.w / factor_, full_.h / factor_}, {}};
  plane.light.assign(static_cast<std::size_t>(plane.size.area()), 0);
  double sum = 0, bright = 0, clipped = 0;
  for (int y = 0; y < plane.size.h * factor_; ++y)
    for (int x = 0; x < plane.size.w * factor_; ++x) {
      const std::uint16_t* p = photo.at(x, y);
      const int top = std::max({p[0], p[1], p[2]});
      bright += top > 16384;
      clipped += top >= 65400;
      plane.light[static_cast<std::size_t>(y / factor_) * static_cast<std::size_t>(plane.size.w) +
                  static_cast<std::size_t>(x / factor_)] += static_cast<float>(p[0] + p[1] + p[2]);
    }
  for (float& v : plane.light) {
    v /= static_cast<float>(factor_ * factor_);
    sum += v;
  }
  means_.push_back(sum / static_cast<double>(plane.light.size()));
  clipped_.push_back(bright > 0 ? clipped / bright : 0);
  planes_.push_back(std::move(plane));
  names_.push_back(name);
  return {};
}

Result<WallCodes> LocatePhotos::read() const {
  const std::size_t wanted = grid_.steps().size();
  if (planes_.empty())
    return Error{fmt::format("there are no photographs; {} are needed, one of each pattern", wanted)};
  if (planes_.size() != wanted)
    return better_reason({fmt::format(
        "{} photographs were given, this wall's sequence has {} patterns, {} to {}; take one of each, "
        "named so that they sort in that order",
        planes_.size(), wanted, locate_name(0), locate_name(wanted - 1))});
  return read_in_order();
}

Result<WallCodes> LocatePhotos::read_in_order() const {
  const Plane &white = planes_[0], &black = planes_[1];
  if (clipped_[0] > 0.1)
    return Error{
        fmt::format("{}: it is overexposed, {:.0f} % of its bright places are at full scale; expose shorter "
                    "or close the aperture, "
                    "and take the whole series again with the same setting",
                    names_[0], clipped_[0] * 100)};
  std::vector<float> light(white.light.size());
  for (std::size_t i = 0; i < light.size(); ++i) light[i] = white.light[i] - black.light[i];
  const auto at = light.begin() + static_cast<std::ptrdiff_t>(light.size() * 97 / 100);
  std::nth_element(light.begin(), at, light.end());
  if (*at < full_scale * least_light)
    return better_reason(Error{
        fmt::format("{} and {}: the white wall is only {:.2f} % of full scale brighter than the black one, "
                    "at least {:.0f} % are needed; "
                    "expose longer, darken the hall, and check that white was shown",
                    names_[0], names_[1], *at / full_scale * 100, least_light * 100)});
  const auto view = view_by_codes(grid_, planes_);
  if (!view) return better_reason(view.error());
  if (mirrored(*view))
    return Error{
        "the photographs are mirrored; take them from the front, not through a mirror, and do not flip them"};
  const LedGrid led_grid{grid_.wall, grid_.module, aspect_};
  const double ratio = aspect_ratio(*view, led_grid);
  if (ratio < 0.85 || ratio > 1.18 || lit_beside(*view)) return another_wall(grid_);
  if (const char* side = cut_side(*view))
    return Error{
        fmt::format("{}: the wall is cut off at the {} edge of the photograph; the whole wall must be in it, "
                    "with a little of the hall around",
                    names_[0], side)};
  WallCodes out{grid_.wall, grid_.module, {}, *view, 0, 0};
  const double module_px = std::min(grid_.module.w * view->px_per_led_x, grid_.module.h * view->px_per_led_y);
  out.module_px = module_px * factor_;
  if (module_px < least_module_px)
    return Error{
        fmt::format("{}: a module is only {:.0f} px wide or high in it; at least {:.0f} are needed and "
                    "{:.0f} are good: go nearer or "
                    "take the photographs at the camera's full size",
                    names_[0], out.module_px, least_module_px, good_module_px)};
  const double blur = blur_of(grid_, planes_, *view);
  out.blur_px = blur * factor_;
  if (blur > most_blur * module_px) return blurred(out.blur_px, out.module_px);
  const double w = grid_.module.w / 8., h = grid_.module.h / 8.;
  const std::size_t pairs = (planes_.size() - 2) / 2;
  const int rb = grid_.row_bits();
  std::vector<double> whites;
  std::vector<std::vector<double>> sums(pairs);
  for (int y = 0; y < grid_.wall.h; y += grid_.module.h)
    for (int x = 0; x < grid_.wall.w; x += grid_.module.w)
      for (int i = 0; i < 16; ++i) {
        const Place led{x + (i % 4 + 0.5) * grid_.module.w / 4., y + (i / 4 + 0.5) * grid_.module.h / 4.};
        whites.push_back(light_around(white, *view, led, w, h) - light_around(black, *view, led, w, h));
        out.points.push_back({{static_cast<int>(led.x), static_cast<int>(led.y)}, CodePoint::unclear});
      }
  std::vector<double> sorted = whites;
  std::sort(sorted.begin(), sorted.end());
  const double usual = sorted[sorted.size() * 9 / 10];
  std::size_t lit = 0, unclear = 0;
  for (std::size_t n = 0; n < out.points.size(); ++n) {
    CodePoint& point = out.points[n];
    if (whites[n] < 0.12 * usual) {
      point.code = CodePoint::dark;
      continue;
    }
    ++lit;
    const Place led{point.led.x + 0.5, point.led.y + 0.5};
    unsigned bits = 0;
    bool clear = true;
    for (std::size_t k = 0; k < pairs; ++k) {
      const double a = light_around(planes_[2 + 2 * k], *view, led, w, h),
                   b = light_around(planes_[3 + 2 * k], *view, led, w, h);
      const double dark = light_around(black, *view, led, w, h);
      sums[k].push_back((a + b - 2 * dark) / whites[n]);
      clear = clear && std::abs(a - b) > 0.3 * whites[n];
      bits = bits << 1 | (a > b ? 1u : 0u);
    }
    const int lower = bits & 1 ? 0 : 1, right = bits & 2 ? 0 : 1;
    bits >>= 2;
    const int row = static_cast<int>(from_gray(bits & ((1u << rb) - 1))),
              column = static_cast<int>(from_gray(bits >> rb));
    if (!clear || row >= grid_.rows() || column >= grid_.columns()) {
      ++unclear;
      continue;
    }
    point.code = (row * 2 + lower) * grid_.columns() * 2 + column * 2 + right;
  }
  for (std::size_t k = 0; k < pairs; ++k)
    if (const double sum = brighter_part(sums[k]); std::abs(sum - 1) > 0.25)
      return better_reason(Error{
          fmt::format("{} and {}: together they are {:.2f} times as bright as white, a pattern and its "
                      "inverse must be 1.00 times; "
                      "set exposure, aperture and white balance by hand and keep them for the whole series",
                      names_[2 + 2 * k], names_[3 + 2 * k], sum)});
  if (static_cast<double>(unclear) > most_unclear * static_cast<double>(lit))
    return better_reason(Error{
        fmt::format("{:.0f} % of the lit places cannot be read; the camera or something before it moved "
                    "between the photographs, or "
                    "they are blurred: use a tripod and take the series again",
                    100. * static_cast<double>(unclear) / static_cast<double>(lit))});
  return out;
}

// More than a strip of light beside where the wall should be.
bool LocatePhotos::lit_beside(const WallView& view) const {
  const Plane &white = planes_[0], &black = planes_[1];
  std::vector<float> inside;
  std::size_t beside = 0;
  const double mx = grid_.module.w * 0.4, my = grid_.module.h * 0.4;
  std::vector<float> outside;
  for (int y = 0; y < view.photo.h; y += 2)
    for (int x = 0; x < view.photo.w; x += 2) {
      const Place led = view.led_at({x + 0.5, y + 0.5});
      const float light = white.at(x, y) - black.at(x, y);
      if (led.x > 0 && led.y > 0 && led.x < view.wall.w && led.y < view.wall.h)
        inside.push_back(light);
      else if (led.x < -mx || led.y < -my || led.x > view.wall.w + mx || led.y > view.wall.h + my)
        outside.push_back(light);
    }
  if (inside.empty()) return true;
  const auto middle = inside.begin() + static_cast<std::ptrdiff_t>(inside.size() * 3 / 4);
  std::nth_element(inside.begin(), middle, inside.end());
  for (const float v : outside) beside += v > 0.4f * *middle;
  return beside * 40 > inside.size();
}

// A series that cannot be read may be one in the wrong order, incomplete, or of something else: each
// photograph alone tells what it shows, once the outline of the lit wall is found.
Error LocatePhotos::better_reason(const Error& reason) const {
  if (planes_.size() < 3) return reason;
  const auto brightest =
      static_cast<std::size_t>(std::max_element(means_.begin(), means_.end()) - means_.begin());
  if (clipped_[brightest] > 0.1) return reason;
  const auto view = find_wall(planes_[brightest], {grid_.wall, grid_.module, aspect_}, names_[brightest]);
  if (!view)
    return planes_.size() == grid_.steps().size()
               ? Error{fmt::format("{} ({})", view.error().text, reason.text)}
               : reason;
  const double module_px = std::min(grid_.module.w * view->px_per_led_x, grid_.module.h * view->px_per_led_y);
  if (view->blur_px > most_blur * module_px) return blurred(view->blur_px * factor_, module_px * factor_);
  const std::vector<LocateStep> steps = grid_.steps();
  std::vector<std::size_t> shows;
  double sum = 0, patterns = 0;
  for (std::size_t i = 0; i < planes_.size(); ++i) {
    const Likeness like = likeness(grid_, *view, planes_[i], planes_[brightest]);
    shows.push_back(i == brightest ? 0 : like.best());
    if (shows.back() < 2) continue;
    sum += like.by_step[shows.back()];
    patterns += 1;
  }
  if (sum < 0.4 * patterns) return another_wall(grid_);
  std::vector<std::string> missing, twice, misplaced;
  for (std::size_t k = 0; k < steps.size(); ++k) {
    const auto count = std::count(shows.begin(), shows.end(), k);
    if (count == 0) missing.push_back(locate_name(k));
    if (count > 1) twice.push_back(locate_name(k));
  }
  for (std::size_t i = 0; i < shows.size(); ++i)
    if (shows[i] != i) misplaced.push_back(fmt::format("{} shows {}", names_[i], locate_name(shows[i])));
  if (!missing.empty() || !twice.empty()) {
    std::string text;
    if (!missing.empty()) text += fmt::format("no photograph shows {}", fmt::join(missing, ", "));
    if (!twice.empty())
      text += fmt::format("{}{} photographed twice", text.empty() ? "" : ", and ", fmt::join(twice, ", "));
    return Error{
        fmt::format("{}; take what is missing from the same place with the same setting, remove what is "
                    "double, and name the files so "
                    "that they sort as {} to {}",
                    text, locate_name(0), locate_name(steps.size() - 1))};
  }
  if (!misplaced.empty()) {
    const std::size_t all = misplaced.size();
    if (all > 6) misplaced.resize(6);
    return Error{
        fmt::format("the photographs are in the wrong order: {}{}; rename them so that they sort as {} to {}",
                    fmt::join(misplaced, ", "), all > 6 ? fmt::format(" and {} more", all - 6) : "",
                    locate_name(0), locate_name(steps.size() - 1))};
  }
  return reason;
}

}  // namespace guangmu::led
