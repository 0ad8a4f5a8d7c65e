#include "tests/led_calibrate/rehearsal.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "led_mapping/output_tables.h"
#include "led_mapping/photo/random.h"

namespace guangmu::led {
namespace {

WallSettings small_modules(int columns, int rows, int w, int h) {
  WallSettings wall;
  wall.module.px = {w, h};
  wall.size_mm = {columns * 320., rows * 160.};
  wall.pitch_mm = 320. / w;
  return wall;
}

CameraSettings chance_camera(Random& chance, std::uint64_t seed) {
  CameraSettings c;
  c.size = {1600, 1100};
  c.yaw_deg = chance.between(-18, 18);
  c.pitch_deg = chance.between(-12, 12);
  c.roll_deg = chance.between(-3, 3);
  c.view_deg = chance.between(35, 75);
  c.fill = chance.between(0.75, 0.88);
  c.offset = {chance.between(-0.02, 0.02), chance.between(-0.02, 0.02)};
  c.k1 = chance.between(-0.08, 0.04);
  c.k2 = chance.between(-0.02, 0.02);
  c.natural_vignetting = chance.between(0.5, 1);
  c.v2 = chance.between(-0.35, -0.05);
  c.v4 = chance.between(-0.1, 0.05);
  c.blur_px = chance.between(0.5, 1.2);
  c.wall_ambient = chance.between(0, 0.01);
  c.hall_ambient = chance.between(0, 0.02);
  c.exposure = chance.between(0.12, 0.2);
  c.full_well_e = chance.between(15000, 60000);
  c.seed = seed;
  return c;
}

// The same camera a little farther away until the wall's outline is in the photograph with a rim.
CameraSettings whole_wall(CameraSettings camera, const Rehearsal& r) {
  const WallSpread outline = make_spread({24, 30}, {2, 2}, {});
  for (; camera.fill > 0.5; camera.fill -= 0.02) {
    const PhotoSimulator sensor(camera, outline, r.wall.size_mm);
    bool in = true;
    for (int i = 0; i <= 20; ++i)
      for (const auto& [u, v] : {std::pair{i * 1.2, 0.}, {i * 1.2, 30.}, {0., i * 1.5}, {24., i * 1.5}}) {
        const auto p = sensor.place_of(u, v);
        in = in && p[0] > 0.015 * camera.size.w && p[1] > 0.015 * camera.size.h &&
             p[0] < 0.985 * camera.size.w && p[1] < 0.985 * camera.size.h;
      }
    if (in) break;
  }
  return camera;
}

void put_out(WallLight& light, const Rehearsal& r) {
  const SizePx module = r.wall.module_px();
  for (const int m : r.dead_modules) {
    const int x0 = m % r.wall.columns() * module.w, y0 = m / r.wall.columns() * module.h;
    for (int y = y0; y < y0 + module.h; ++y) {
      const auto at = (static_cast<std::size_t>(y) * static_cast<std::size_t>(light.size.w) +
                       static_cast<std::size_t>(x0)) *
                      3;
      std::fill_n(light.rgb.begin() + static_cast<std::ptrdiff_t>(at), module.w * 3, 0.f);
    }
  }
}

}  // namespace

Rehearsal chance_rehearsal(std::uint64_t seed) {
  Random chance(seed);
  Rehearsal out;
  out.wall = small_modules(12, 15, 48, 24);
  out.spread.module_light = {chance.between(0.05, 0.08), chance.between(0.05, 0.08), 0.08};
  out.spread.pixel_light = {chance.between(0.02, 0.06), chance.between(0.02, 0.06),
                            chance.between(0.02, 0.06)};
  out.spread.module_shift_leds = chance.between(0, 0.04);
  out.spread.dead_leds = chance.between(0, 5e-4);
  out.spread.lit_share = chance.between(0.4, 0.8);
  out.spread.seed = seed * 2 + 1;
  out.cameras.push_back(whole_wall(chance_camera(chance, seed), out));
  out.dead_modules.push_back(chance.below(180));
  return out;
}

WallSpread wall_of(const Rehearsal& r) {
  WallSpread out = make_spread(r.wall.size_px(), r.wall.module_px(), r.spread);
  for (std::size_t m = 0; m < r.batches.size(); ++m)
    for (float& gain : out.module_gain[m]) gain *= static_cast<float>(r.batches[m]);
  return out;
}

WallLight field_light(const Rehearsal& r, std::array<double, 3> drive) {
  WallLight out{r.wall.size_px(), {}};
  out.rgb.resize(static_cast<std::size_t>(out.size.area()) * 3);
  for (std::size_t i = 0; i < out.rgb.size(); ++i) out.rgb[i] = static_cast<float>(drive[i % 3]);
  put_out(out, r);
  return out;
}

WallLight picture_light(const Rehearsal& r, const ProfileSettings& profile,
                        std::shared_ptr<const PixelCorrection> pixels) {
  const OutputTables tables = make_output_tables(r.wall, profile, std::move(pixels));
  WallLight out{r.wall.size_px(), {}};
  out.rgb.reserve(static_cast<std::size_t>(out.size.area()) * 3);
  std::array<double, 256> light{};
  for (std::size_t code = 0; code < light.size(); ++code)
    light[code] = std::pow(static_cast<double>(code) / 255, 2.8);
  const std::array<float, 3> canvas{1, 1, 1};
  for (int y = 0; y < out.size.h; ++y)
    for (int x = 0; x < out.size.w; ++x)
      for (const std::uint8_t code : grade(canvas.data(), x, y, tables))
        out.rgb.push_back(static_cast<float>(light[code]));
  put_out(out, r);
  return out;
}

Album photograph(const Rehearsal& r) {
  Album out;
  const WallSpread spread = wall_of(r);
  int pose = 0;
  for (const CameraSettings& camera : r.cameras) {
    ++pose;
    const PhotoSimulator sensor(camera, spread, r.wall.size_mm);
    for (const FieldKind kind : {FieldKind::dark, FieldKind::red, FieldKind::green, FieldKind::blue}) {
      std::array<double, 3> drive{};
      if (kind != FieldKind::dark)
        drive[static_cast<std::size_t>(kind)] = r.base[static_cast<std::size_t>(kind)];
      constexpr const char* names[] = {"red.png", "green.png", "blue.png", "white.png", "dark.png"};
      out.shots.push_back({pose, kind, names[static_cast<std::size_t>(kind)]});
      out.photographs.push_back(sensor.shoot(field_light(r, drive), out.shots.size()));
    }
  }
  return out;
}

OpenPhotograph Album::open() const {
  return [this](const FieldShot& shot) -> Result<Photograph> {
    for (std::size_t i = 0; i < shots.size(); ++i)
      if (shots[i].pose == shot.pose && shots[i].kind == shot.kind && shots[i].name == shot.name)
        return photographs[i];
    return Error{shot.name + ": not there"};
  };
}

std::array<double, 3> true_non_uniformity(const Rehearsal& r, const ProfileSettings& profile) {
  const WallSpread spread = wall_of(r);
  return non_uniformity(module_means(emitted(picture_light(r, profile), spread), r.wall.module_px()));
}

double worst(const std::array<double, 3>& v) {
  return *std::max_element(v.begin(), v.end());
}

}  // namespace guangmu::led
