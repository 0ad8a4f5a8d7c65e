#include "tests/led_calibrate/rehearsal.h"

#include <algorithm>
#include <utility>

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

WallLight field_light(const Rehearsal& r, std::array<double, 3> drive, const ProfileSettings* profile) {
  WallLight out{r.wall.size_px(), {}};
  const SizePx module = r.wall.module_px();
  const int columns = r.wall.columns();
  out.rgb.resize(static_cast<std::size_t>(out.size.area()) * 3);
  std::size_t i = 0;
  for (int y = 0; y < out.size.h; ++y)
    for (int x = 0; x < out.size.w; ++x) {
      const int m = y / module.h * columns + x / module.w;
      const bool dead = std::find(r.dead_modules.begin(), r.dead_modules.end(), m) != r.dead_modules.end();
      for (std::size_t c = 0; c < 3; ++c, ++i) {
        double d = 0;
        if (profile && !profile->modules.empty())
          for (std::size_t k = 0; k < 3; ++k)
            d += profile->modules[static_cast<std::size_t>(m)][c * 3 + k] * drive[k];
        else
          d = drive[c];
        out.rgb[i] = dead ? 0.f : static_cast<float>(std::clamp(d, 0., 1.));
      }
    }
  if (profile)
    for (const SeamGain& s : profile->seams) {
      const int x0 = (s.column - 1) * module.w, y0 = (s.row - 1) * module.h;
      RectPx edge{x0, y0, module.w, module.h};
      if (s.edge == Edge::left) edge.w = 1;
      if (s.edge == Edge::right) edge.x += edge.w - 1, edge.w = 1;
      if (s.edge == Edge::top) edge.h = 1;
      if (s.edge == Edge::bottom) edge.y += edge.h - 1, edge.h = 1;
      for (int y = edge.y; y < edge.bottom(); ++y)
        for (int x = edge.x; x < edge.right(); ++x)
          for (std::size_t c = 0; c < 3; ++c) {
            float& v = out.rgb[(static_cast<std::size_t>(y) * static_cast<std::size_t>(out.size.w) +
                                static_cast<std::size_t>(x)) *
                                   3 +
                               c];
            v = std::min(1.f, v * static_cast<float>(s.gain));
          }
    }
  return out;
}

Album photograph(const Rehearsal& r) {
  Album out;
  const WallSpread spread = make_spread(r.wall.size_px(), r.wall.module_px(), r.spread);
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
      out.photographs.push_back(sensor.shoot(field_light(r, drive, nullptr), out.shots.size()));
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

std::array<double, 3> true_non_uniformity(const Rehearsal& r, const ProfileSettings* profile) {
  const WallSpread spread = make_spread(r.wall.size_px(), r.wall.module_px(), r.spread);
  return non_uniformity(
      module_means(emitted(field_light(r, {1, 1, 1}, profile), spread), r.wall.module_px()));
}

double worst(const std::array<double, 3>& v) {
  return *std::max_element(v.begin(), v.end());
}

}  // namespace guangmu::led
