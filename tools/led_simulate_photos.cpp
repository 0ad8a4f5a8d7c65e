#include "tools/led_simulate_photos.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <utility>

#include "base/colour.h"
#include "led_mapping/locate_pattern.h"
#include "led_mapping/photo/miswiring_text.h"
#include "led_mapping/photo/photo_simulator.h"
#include "led_mapping/planner.h"
#include "led_mapping/route.h"
#include "led_mapping/simulator.h"
#include "media/linear_still.h"
#include "media/still.h"
#include "tools/exhibit.h"

namespace guangmu::tools {
namespace {

namespace fs = std::filesystem;

struct Field {
  std::string file;
  led::Picture8 codes;
};

std::vector<Field> fields_of(const std::string& set, const led::WallSettings& wall) {
  std::vector<Field> out;
  if (set == "locate") {
    const auto steps = led::LocateGrid(wall).steps();
    for (std::size_t i = 0; i < steps.size(); ++i)
      out.push_back({led::locate_name(i) + ".png", led::rasterise(led::locate_pattern(wall, steps[i]))});
    return out;
  }
  const std::pair<const char*, led::Rgb8> flat[] = {{"dark.png", {0, 0, 0}},
                                                    {"red-1.png", {255, 0, 0}},
                                                    {"green-1.png", {0, 255, 0}},
                                                    {"blue-1.png", {0, 0, 255}}};
  const SizePx size = wall.size_px();
  for (const auto& [file, colour] : flat)
    out.push_back(
        {file, led::rasterise({size, true, {{{0, 0, size.w, size.h}, colour, false, {}}}, {}, {}})});
  return out;
}

std::optional<SizePx> size_of(const std::string& text) {
  SizePx size;
  char end = 0;
  if (std::sscanf(text.c_str(), "%dx%d%c", &size.w, &size.h, &end) != 2) return {};
  return size.w >= 64 && size.h >= 64 && size.w <= 16384 && size.h <= 16384 ? std::optional(size)
                                                                            : std::nullopt;
}

Result<void> write(led::Photograph photo, const std::string& path, bool srgb) {
  if (!srgb) return media::write_linear_png({photo.size, std::move(photo.rgb)}, path);
  media::PictureRgb out{photo.size, {}};
  for (const std::uint16_t v : photo.rgb)
    out.rgb.push_back(
        static_cast<std::uint8_t>(std::lround(255 * linear_to_srgb(static_cast<float>(v) / 65535.f))));
  return media::write_png(out, path);
}

// As a photographer sets it: the brightest field stays below full scale.
double safe_exposure(led::CameraSettings camera, const led::WallSpread& spread,
                     const std::array<double, 2>& mm, const led::WallLight& brightest) {
  camera.exposure = 0.2;
  camera.black_level = 0;
  for (int i = 0; i < 6; ++i) {
    std::vector<std::uint16_t> counts = led::PhotoSimulator(camera, spread, mm).shoot(brightest, 0).rgb;
    const auto top = counts.end() - 1 - static_cast<std::ptrdiff_t>(counts.size() / 20000);
    std::nth_element(counts.begin(), top, counts.end());
    if (*top < 60000) return camera.exposure * 0.8 * 65535 / std::max<int>(*top, 1);
    camera.exposure /= 4;
  }
  return camera.exposure;
}

}  // namespace

int run_led_simulate_photos(const LedSimulatePhotosOptions& options) {
  const auto files = load_or_tell(options.exhibit);
  if (!files) return static_cast<int>(Blame::user);
  const led::WallSettings& wall = files->wall;
  const auto plan = led::plan_wall(wall);
  if (!plan) return tell(plan.error());
  Result<led::Plan> believed = *plan;
  if (!options.laid_out_for.empty()) {
    const auto other = load_or_tell(options.laid_out_for);
    if (!other) return static_cast<int>(Blame::user);
    believed = led::plan_wall(other->wall);
    if (!believed) return tell(believed.error());
    if (believed->wall != plan->wall)
      return tell(
          {fmt::format("{}: its wall has another size; --laid-out-for needs the same wall with another plan",
                       options.laid_out_for)});
  }
  const auto wrong = led::parse_miswiring(options.miswire, *plan);
  if (!wrong) return tell(wrong.error());
  const auto size = size_of(options.size);
  if (!size)
    return tell({fmt::format("{}: no size of a photograph; write WIDTHxHEIGHT, 64 to 16384 px a side",
                             options.size)});
  std::error_code error;
  fs::create_directories(options.output, error);
  if (error) return tell({fmt::format("{}: the folder cannot be made: {}", options.output, error.message())});

  led::CameraSettings camera;
  camera.size = *size;
  camera.yaw_deg = options.yaw_deg;
  camera.pitch_deg = options.pitch_deg;
  camera.roll_deg = options.roll_deg;
  camera.fill = options.fill;
  camera.blur_px = options.blur_px;
  camera.k1 = -0.02;
  camera.v2 = -0.1;
  camera.wall_ambient = 0.002;
  camera.hall_ambient = 0.004;
  camera.seed = options.seed;
  const auto& m = options.module_spread;
  const auto& p = options.pixel_spread;
  led::WallSpread spread = led::make_spread(wall.size_px(), wall.module_px(),
                                            {.module_light = {m, m, m},
                                             .pixel_light = {p, p, p},
                                             .module_shift_leds = options.shift_leds,
                                             .seed = options.seed});
  const std::vector<Field> fields = fields_of(options.set, wall);
  const auto light_of = [&](const led::Picture8& codes) {
    return led::simulate_wall(wall, *plan, led::cut_heads(wall, led::to_raster(*believed, codes)), *wrong);
  };
  const auto brightest = light_of(options.set == "locate" ? fields[0].codes : fields[2].codes);
  if (!brightest) return tell(brightest.error());
  camera.exposure =
      options.exposure > 0 ? options.exposure : safe_exposure(camera, spread, wall.size_mm, *brightest);
  const led::PhotoSimulator simulator(camera, std::move(spread), wall.size_mm);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const auto light = light_of(fields[i].codes);
    if (!light) return tell(light.error());
    const std::string path = (fs::path(options.output) / fields[i].file).string();
    if (const auto wrote = write(simulator.shoot(*light, i), path, options.srgb); !wrote)
      return tell(wrote.error());
  }
  const auto words = led::miswiring_words(*wrong);
  fmt::print("{} photographs of {}x{} px in {}; wired wrongly: {}\n", fields.size(), size->w, size->h,
             options.output,
             words.empty() ? std::string("nothing") : fmt::format("{}", fmt::join(words, " ")));
  return 0;
}

}  // namespace guangmu::tools
