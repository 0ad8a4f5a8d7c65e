#include "led_mapping/photo/calibrate.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "led_mapping/photo/gains.h"
#include "led_mapping/photo/least_squares.h"
#include "led_mapping/photo/pixels.h"

namespace guangmu::led {
namespace {

constexpr std::uint16_t clipped_count = 65200;  // 254 of 255 as sRGB is 64960
constexpr double clipped_most = 0.002;          // of the lit wall
constexpr std::array<std::string_view, 4> colour_names{"red", "green", "blue", "white"};

std::size_t index_of(FieldKind kind) {
  return static_cast<std::size_t>(kind);
}

// Which of the camera's colours sees this field best.
std::size_t camera_channel(FieldKind kind) {
  return kind == FieldKind::white ? 1 : index_of(kind);
}

struct Sums {
  std::array<double, 3> light{};  // field less dark
  double dark = 0, field = 0;
};

Sums sum_up(const Photograph& field, const Photograph& dark) {
  Sums out;
  for (int y = 0; y < field.size.h; y += 3)
    for (int x = 0; x < field.size.w; x += 3) {
      const std::uint16_t *f = field.at(x, y), *d = dark.at(x, y);
      for (std::size_t c = 0; c < 3; ++c) {
        out.light[c] += static_cast<double>(f[c]) - d[c];
        out.field += f[c];
        out.dark += d[c];
      }
    }
  return out;
}

std::string size_text(SizePx size) {
  return fmt::format("{}x{} px", size.w, size.h);
}

// A photograph in the wrong place: what it shows against what its name says.
std::optional<Error> wrong_order(const Sums& sums, const FieldShot& shot, const std::string& dark_name) {
  if (sums.field <= sums.dark)
    return Error{fmt::format(
        "{}: the dark frame {} is brighter than this field; the two are swapped, or the wall was not "
        "dark or the exposure longer for the dark frame: photograph it again with the wall dark and "
        "the field's exposure",
        shot.name, dark_name)};
  const auto& v = sums.light;
  const auto strongest = static_cast<std::size_t>(std::max_element(v.begin(), v.end()) - v.begin());
  const double most = v[strongest], least = *std::min_element(v.begin(), v.end());
  const auto expected = index_of(shot.kind);
  std::string_view shows;
  if (shot.kind == FieldKind::white) {
    if (least < 0.08 * most) shows = colour_names[strongest];
  } else if (least > 0.5 * most) {
    shows = "white";
  } else if (v[expected] < 0.6 * most) {
    shows = colour_names[strongest];
  }
  if (shows.empty()) return {};
  return Error{fmt::format(
      "{}: shows {} light where the {} field is expected; the photographs are in the wrong order, or the "
      "wrong field was shown: name or take them again",
      shot.name, shows, colour_names[expected])};
}

Plane difference(const Photograph& field, const Photograph& dark, std::size_t channel) {
  Plane out;
  out.size = field.size;
  const std::size_t count = static_cast<std::size_t>(field.size.w) * static_cast<std::size_t>(field.size.h);
  out.light.resize(count);
  for (std::size_t i = 0; i < count; ++i)
    out.light[i] =
        static_cast<float>(field.rgb[i * 3 + channel]) - static_cast<float>(dark.rgb[i * 3 + channel]);
  return out;
}

// Share of the lit wall's places that reach the sensor's end.
double clipped_in(const Photograph& field, const Photograph& dark, std::size_t channel,
                  const WallView& view) {
  std::int64_t clipped = 0;
  for (std::size_t i = channel; i < field.rgb.size(); i += 3)
    if (field.rgb[i] >= clipped_count && dark.rgb[i] < clipped_count) ++clipped;
  const double lit = view.px_per_led_x * view.px_per_led_y * static_cast<double>(view.wall.area());
  return static_cast<double>(clipped) / lit;
}

// Middle light along the photograph's rim, as a share of its brightest light: 0 when nothing but the wall
// changed.
double rim_light(const Plane& plane) {
  std::vector<double> rim, all;
  const int mx = std::max(2, plane.size.w / 40), my = std::max(2, plane.size.h / 40);
  const int step = std::max(1, std::min(plane.size.w, plane.size.h) / 300);
  for (int y = 0; y < plane.size.h; y += step)
    for (int x = 0; x < plane.size.w; x += step) {
      all.push_back(plane.at(x, y));
      if (x < mx || y < my || x >= plane.size.w - mx || y >= plane.size.h - my) rim.push_back(all.back());
    }
  const auto bright = all.begin() + static_cast<std::ptrdiff_t>(all.size() * 98 / 100);
  std::nth_element(all.begin(), bright, all.end());
  return median(std::move(rim)) / std::max(1., *bright);
}

double middle_light(const FieldMap& map) {
  std::vector<double> values;
  for (std::size_t i = 0; i < map.light.size(); i += 7) values.push_back(map.light[i]);
  return median(std::move(values));
}

struct Quality {
  bool wants_pixels = false;
  double blur_leds = 0, px_per_led = 1e9;
  std::vector<LocalText> remarks;
};

Result<SeenField> see(const FieldShot& shot, const Photograph& field, const Photograph& dark,
                      const std::string& dark_name, const LedGrid& grid, Quality& quality) {
  if (field.size != dark.size)
    return Error{fmt::format("{}: is {}, its dark frame {} is {}; take both with the same camera and size",
                             shot.name, size_text(field.size), dark_name, size_text(dark.size))};
  if (auto wrong = wrong_order(sum_up(field, dark), shot, dark_name)) return *wrong;
  const std::size_t channel = camera_channel(shot.kind);
  const Plane plane = difference(field, dark, channel);
  const double around = rim_light(plane);
  if (around < -0.02)
    return Error{
        fmt::format("{}: beside the wall the dark frame {} is brighter than this field, by {:.0f} % of the "
                    "field's light; "
                    "exposure or hall light changed between them: keep both and take them again",
                    shot.name, dark_name, -around * 100)};
  auto view = find_wall(plane, grid, shot.name);
  if (!view) return view.error();
  const double clipped = clipped_in(field, dark, channel, *view);
  if (clipped > clipped_most)
    return Error{fmt::format(
        "{}: {:.1f} % of the wall is clipped (as bright as the sensor can tell); expose shorter, so that "
        "the brightest module reaches about 70 % of full scale",
        shot.name, clipped * 100)};
  const double blur = view->blur_px / std::min(view->px_per_led_x, view->px_per_led_y);
  const double shorter = std::min(grid.module.w, grid.module.h);
  if (blur > 0.08 * shorter)
    return Error{fmt::format(
        "{}: is blurred (the wall's edge is {:.0f} px wide, {:.1f} LEDs, more than modules of {:.0f} LEDs "
        "allow); focus on the LEDs, use a tripod and a remote release",
        shot.name, view->blur_px * 2, blur * 2, shorter)};
  SeenField out;
  out.pose = shot.pose;
  out.colour = static_cast<int>(shot.kind);
  out.view = *view;
  out.map = map_field(plane, *view, grid);
  if (quality.wants_pixels && std::min(view->px_per_led_x, view->px_per_led_y) >= 3)
    out.leds = map_field(plane, *view, grid, module_offsets(plane, *view, grid));
  const double lit = middle_light(out.map);
  if (around > 0.08)
    quality.remarks.push_back(
        {fmt::format("{}：墙外比暗场亮 {:.0f} %；若非墙光反射，请熄灭展厅灯光重拍", shot.name, around * 100),
         fmt::format("{}: beside the wall it is {:.0f} % brighter than in the dark frame; unless that is "
                     "the wall's own light, switch the hall's lights off and take it again",
                     shot.name, around * 100)});
  if (lit < 65535 * 0.03)
    quality.remarks.push_back(
        {fmt::format("{}：曝光不足，墙面仅达满量程 {:.1f} %", shot.name, lit / 655.35),
         fmt::format("{}: the wall reaches only {:.1f} % of full scale; expose longer for less noise",
                     shot.name, lit / 655.35)});
  quality.blur_leds = std::max(quality.blur_leds, blur);
  quality.px_per_led = std::min({quality.px_per_led, view->px_per_led_x, view->px_per_led_y});
  return out;
}

// All fields of one standpoint behind its dark frame.
Result<void> see_pose(const std::vector<FieldShot>& shots, const OpenPhotograph& open, const LedGrid& grid,
                      std::vector<SeenField>& fields, Quality& quality) {
  const auto dark_shot =
      std::find_if(shots.begin(), shots.end(), [](const FieldShot& s) { return s.kind == FieldKind::dark; });
  if (dark_shot == shots.end())
    return Error{
        fmt::format("standpoint {}: there is no dark frame; photograph the wall once dark, with the exposure "
                    "of the fields",
                    shots.front().pose)};
  const auto dark = open(*dark_shot);
  if (!dark) return dark.error();
  std::array<double, field_colours> level{};
  for (const FieldShot& shot : shots) {
    if (shot.kind == FieldKind::dark) continue;
    const auto field = open(shot);
    if (!field) return field.error();
    auto seen = see(shot, *field, *dark, dark_shot->name, grid, quality);
    if (!seen) return seen.error();
    double& first = level[index_of(shot.kind)];
    const double now = middle_light(seen->map);
    if (first > 0 && std::abs(now / first - 1) > 0.03)
      quality.remarks.push_back(
          {fmt::format("{}：与同色第一张的亮度相差 {:+.0f} %（曝光或级别不同）；各自归一后使用", shot.name,
                       (now / first - 1) * 100),
           fmt::format("{}: {:+.0f} % brighter than the first of its colour (another exposure or level); "
                       "each is used by itself",
                       shot.name, (now / first - 1) * 100)});
    if (first == 0) first = now;
    fields.push_back(std::move(*seen));
  }
  return {};
}

Result<void> judge_wall(const Calibration& c) {
  const double sigma = *std::max_element(c.levels.sigma.begin(), c.levels.sigma.end());
  if (c.levels.uneven > 0.02 && c.levels.uneven > 0.3 * sigma)
    return Error{
        fmt::format("the light changes by {:.1f} % inside modules, where one module should be even; the "
                    "joints are not where "
                    "wall.yaml says ({}x{} modules): these are photographs of another wall, or something "
                    "throws a shadow or "
                    "a reflection on it",
                    c.levels.uneven * 100, c.levels.columns, c.levels.rows)};
  return {};
}

}  // namespace

Result<Calibration> calibrate(const WallSettings& wall, const std::vector<FieldShot>& shots,
                              const OpenPhotograph& open, const CalibrateOptions& options) {
  const LedGrid grid{wall.size_px(), wall.module_px(), wall.size_mm[0] / wall.size_mm[1]};
  for (const FieldKind kind : {FieldKind::red, FieldKind::green, FieldKind::blue})
    if (std::none_of(shots.begin(), shots.end(), [&](const FieldShot& s) { return s.kind == kind; }))
      return Error{fmt::format(
          "there is no photograph of the {} field; red, green and blue are needed, and a dark frame",
          colour_names[index_of(kind)])};
  std::map<int, std::vector<FieldShot>> poses;
  for (const FieldShot& shot : shots) poses[shot.pose].push_back(shot);
  std::vector<SeenField> fields;
  Quality quality;
  quality.wants_pixels = options.pixels;
  for (const auto& [pose, own] : poses)
    if (const auto seen = see_pose(own, open, grid, fields, quality); !seen) return seen.error();

  Calibration out;
  out.wall = grid.wall;
  out.module = grid.module;
  out.poses = static_cast<int>(poses.size());
  out.photographs = static_cast<int>(shots.size());
  out.px_per_led = quality.px_per_led;
  out.blur_leds = quality.blur_leds;
  out.remarks = std::move(quality.remarks);
  const double shorter = std::min(grid.module.w, grid.module.h);
  const double inset = std::min(0.25 * shorter, 1 + 2 * quality.blur_leds + 0.5 / quality.px_per_led);
  out.levels = estimate_levels(fields, inset);
  if (const auto right = judge_wall(out); !right) return right.error();
  if (options.seams) out.seams = estimate_seams(fields, out.levels, quality.blur_leds);
  choose_gains(out, options.clipped_share);
  if (options.pixels && !shows_pixels(fields, quality.blur_leds)) {
    out.remarks.push_back({fmt::format("逐灯校正需要每颗灯至少 3 像素且清晰，现为 {:.1f} 像素；仅按模组校正",
                                       quality.px_per_led),
                           fmt::format("correcting every LED needs 3 sharp px for each, these photographs "
                                       "have {:.1f}; modules are corrected",
                                       quality.px_per_led)});
  } else if (options.pixels) {
    const PixelEstimate leds = estimate_pixels(fields, out.levels);
    out.pixel_spread = leds.spread;
    out.pixels =
        correct_pixels(leds, out.seam_gains, grid.module, options.clipped_share, out.level, out.clipped_leds);
    out.corrects = true;
  }
  return out;
}

}  // namespace guangmu::led
