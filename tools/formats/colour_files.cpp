#include "tools/formats/colour_files.h"

#include <fmt/core.h>

#include <array>

#include "base/colour.h"
#include "led_mapping/profile_text.h"
#include "tools/formats/argyll.h"
#include "tools/formats/cube.h"

namespace guangmu::formats {

namespace {

std::string pair_of(led::Chromaticity c) {
  return fmt::format("[{:.4f}, {:.4f}]", c[0], c[1]);
}

std::string in_comments(const DisplayMeasurement& m) {
  return fmt::format(
      "# measured: white {} (nearest daylight {:.0f} K), black {:.4f} % of white{}\n"
      "# for wall.yaml, colour:\n#   primaries: {{r: {}, g: {}, b: {}}}\n#   native_white_k: {:.0f}\n{}",
      pair_of(m.white), m.nearest_white_k, m.black_share * 100,
      m.white_nits ? fmt::format(", white {:.1f} cd/m2", *m.white_nits) : "", pair_of(m.primaries.r),
      pair_of(m.primaries.g), pair_of(m.primaries.b), m.nearest_white_k,
      m.curve ? "" : "# no ramps in the file: curves stay as they are\n");
}

led::OutputTables common_tables(const led::WallSettings& wall, led::ProfileSettings profile) {
  profile.modules.clear();
  profile.seams.clear();
  return led::make_output_tables(wall, profile);
}

std::array<double, 3> sent(const led::OutputTables& tables, const std::array<double, 3>& srgb) {
  std::array<float, 3> linear{};
  for (std::size_t c = 0; c < 3; ++c) linear[c] = srgb_to_linear(static_cast<float>(srgb[c]));
  const auto d = led::drive_of(linear.data(), 0, 0, tables);
  std::array<double, 3> out{};
  for (std::size_t c = 0; c < 3; ++c)
    out[c] = led::level_of(tables.codes[c], d[c]) / static_cast<double>(led::level_one) / 255;
  return out;
}

}  // namespace

bool is_colour_file(std::string_view name) {
  return name.ends_with(".cube") || name.ends_with(".cal") || name.ends_with(".ti3");
}

Result<std::string> profile_of_colour_file(std::string_view bytes, const std::string& name) {
  led::ProfileSettings profile;
  profile.by = "guangmu led import";
  profile.label = name.substr(name.find_last_of("/\\") + 1);
  std::string comments;
  if (name.ends_with(".ti3")) {
    const auto m = read_ti3(bytes, name);
    if (!m) return m.error();
    comments = in_comments(*m);
    profile.curve = m->curve;
  } else if (name.ends_with(".cal")) {
    const auto curve = curve_of_cal(bytes, name);
    if (!curve) return curve.error();
    profile.curve = *curve;
  } else {
    const auto cube = read_cube(bytes, name);
    if (!cube) return cube.error();
    const auto curve = curve_of(*cube, name);
    if (!curve) return curve.error();
    profile.curve = *curve;
  }
  fields::Complaints complaints;
  profile.check(complaints);
  if (profile.curve) profile.curve->check(complaints);
  for (const auto& c : complaints.list())
    if (!c.warning) return Error{fmt::format("{}: {}: {}", name, c.key, c.text)};
  return comments + led::profile_yaml(profile);
}

std::string cube_of_wall(const led::WallSettings& wall, const led::ProfileSettings& profile, bool three_d,
                         int size) {
  const auto tables = common_tables(wall, profile);
  return write_cube(cube_of([&](std::array<double, 3> srgb) { return sent(tables, srgb); }, three_d, size,
                            "sRGB to codes of the wall"));
}

std::string cal_of_wall(const led::WallSettings& wall, const led::ProfileSettings& profile) {
  const auto tables = common_tables(wall, profile);
  std::array<std::array<double, 256>, 3> levels{};
  for (std::size_t i = 0; i < 256; ++i) {
    const double s = static_cast<double>(i) / 255;
    const auto codes = sent(tables, {s, s, s});
    for (std::size_t c = 0; c < 3; ++c) levels[c][i] = codes[c] * 255;
  }
  return write_cal(levels);
}

}  // namespace guangmu::formats
