#include "tools/formats/argyll.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/colour.h"
#include "tools/formats/cgats.h"
#include "tools/formats/words.h"

namespace guangmu::formats {

namespace {

constexpr std::array colour_names{"red", "green", "blue"};
constexpr double noise = 0.003;

struct Patch {
  std::array<double, 3> rgb{}, xyz{};  // rgb 0..1
  int line = 0;
};

Result<std::vector<Patch>> patches_of(const CgatsTable& table, const std::string& name) {
  std::array<std::size_t, 6> at{};
  const std::array fields{"RGB_R", "RGB_G", "RGB_B", "XYZ_X", "XYZ_Y", "XYZ_Z"};
  for (std::size_t i = 0; i < 6; ++i) {
    const auto f = table.field(fields[i]);
    if (!f)
      return at_line(
          name, 1,
          fmt::format("no field {}; expected a display measured as RGB and XYZ (dispread)", fields[i]));
    at[i] = *f;
  }
  std::vector<Patch> out;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    Patch p;
    p.line = table.lines[row];
    for (std::size_t c = 0; c < 3; ++c) {
      const double v = table.rows[row][at[c]];
      if (!(v >= 0 && v <= 100.0001))
        return at_line(name, p.line, fmt::format("{} is {}; expected 0 to 100", fields[c], v));
      p.rgb[c] = std::min(1., v / 100);
      p.xyz[c] = table.rows[row][at[3 + c]];
    }
    out.push_back(p);
  }
  return out;
}

// Mean XYZ of all patches of one colour.
Result<std::array<double, 3>> mean_of(const std::vector<Patch>& patches, std::array<double, 3> rgb,
                                      const char* what, const std::string& name) {
  std::array<double, 3> sum{};
  int found = 0;
  for (const Patch& p : patches) {
    if (std::abs(p.rgb[0] - rgb[0]) > 1e-4 || std::abs(p.rgb[1] - rgb[1]) > 1e-4 ||
        std::abs(p.rgb[2] - rgb[2]) > 1e-4)
      continue;
    for (std::size_t i = 0; i < 3; ++i) sum[i] += p.xyz[i];
    ++found;
  }
  if (found == 0)
    return at_line(name, 1,
                   fmt::format("no patch of {} (RGB {} {} {}); measure it too", what, rgb[0] * 100,
                               rgb[1] * 100, rgb[2] * 100));
  for (double& v : sum) v /= found;
  return sum;
}

std::array<double, 3> minus(const std::array<double, 3>& a, const std::array<double, 3>& b) {
  return {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
}
double total(const std::array<double, 3>& xyz) {
  return xyz[0] + xyz[1] + xyz[2];
}

Result<led::Chromaticity> chromaticity(const std::array<double, 3>& xyz, const char* what,
                                       const std::string& name) {
  if (!(total(xyz) > 0 && xyz[1] > 0))
    return at_line(name, 1, fmt::format("{} is not brighter than black; was the wall lit?", what));
  return led::Chromaticity{xyz[0] / total(xyz), xyz[1] / total(xyz)};
}

double nearest_daylight(led::Chromaticity white) {
  double best = 6500, least = 1e9;
  for (double k = 3000; k <= 25000; k += 10) {
    const auto d = led::daylight(k);
    const double apart = std::hypot(d[0] - white[0], d[1] - white[1]);
    if (apart < least) least = apart, best = k;
  }
  return best;
}

struct RampPoint {
  double in, light;
  int line;
};

// Points in order; those of one code are averaged, noise is levelled, falling refused.
Result<led::CurvePoints> ramp(std::vector<RampPoint> points, const char* what, const std::string& name) {
  std::stable_sort(points.begin(), points.end(),
                   [](const RampPoint& a, const RampPoint& b) { return a.in < b.in; });
  led::CurvePoints out{{0, 0}};
  double highest = 0;
  for (std::size_t i = 0; i < points.size();) {
    std::size_t end = i;
    double sum = 0;
    while (end < points.size() && points[end].in - points[i].in < 1e-4) sum += points[end++].light;
    const double light = sum / static_cast<double>(end - i);
    if (light < highest - noise)
      return at_line(
          name, points[i].line,
          fmt::format(
              "{} at {:.2f} % gives {:.4f} of full light, less than a lower code ({:.4f}); measure it again",
              what, points[i].in * 100, light, highest));
    highest = std::clamp(light, highest, 1.);
    if (points[i].in > 1e-4 && points[i].in < 1 - 1e-4) out.push_back({points[i].in, highest});
    i = end;
  }
  out.push_back({1, 1});
  return out.size() >= 5 ? out : led::CurvePoints{};
}

struct Ends {
  std::array<double, 3> black, white;
  std::array<std::array<double, 3>, 3> full;  // black taken off
};

Result<std::optional<led::CurveSettings>> curves(const std::vector<Patch>& patches, const Ends& ends,
                                                 const std::string& name) {
  led::CurveSettings curve;
  for (std::size_t c = 0; c < 3; ++c) {
    std::vector<RampPoint> alone, gray;
    for (const Patch& p : patches) {
      const std::size_t a = (c + 1) % 3, b = (c + 2) % 3;
      const auto light = minus(p.xyz, ends.black);
      if (p.rgb[a] < 1e-4 && p.rgb[b] < 1e-4)
        alone.push_back({p.rgb[c], total(light) / total(ends.full[c]), p.line});
      if (std::abs(p.rgb[a] - p.rgb[c]) < 1e-4 && std::abs(p.rgb[b] - p.rgb[c]) < 1e-4)
        gray.push_back({p.rgb[c], light[1] / (ends.white[1] - ends.black[1]), p.line});
    }
    auto points = ramp(std::move(alone), colour_names[c], name);
    if (!points) return points.error();
    if (points->empty()) points = ramp(std::move(gray), "gray", name);
    if (!points) return points.error();
    *std::array{&curve.r, &curve.g, &curve.b}[c] = *points;
  }
  if (curve.r.empty() && curve.g.empty() && curve.b.empty()) return std::optional<led::CurveSettings>{};
  return std::optional{curve};
}

}  // namespace

Result<DisplayMeasurement> read_ti3(std::string_view text, const std::string& name) {
  const auto table = read_cgats(text, "CTI3", name);
  if (!table) return table.error();
  const auto patches = patches_of(*table, name);
  if (!patches) return patches.error();
  Ends ends{};
  const auto black = mean_of(*patches, {0, 0, 0}, "black", name),
             white = mean_of(*patches, {1, 1, 1}, "white", name);
  if (!black) return black.error();
  if (!white) return white.error();
  ends.black = *black;
  ends.white = *white;
  DisplayMeasurement out;
  const auto white_xy = chromaticity(minus(*white, *black), "white", name);
  if (!white_xy) return white_xy.error();
  out.white = *white_xy;
  out.nearest_white_k = nearest_daylight(out.white);
  out.black_share = ends.black[1] / ends.white[1];
  for (std::size_t c = 0; c < 3; ++c) {
    std::array<double, 3> rgb{};
    rgb[c] = 1;
    const auto full = mean_of(*patches, rgb, colour_names[c], name);
    if (!full) return full.error();
    ends.full[c] = minus(*full, *black);
    const auto xy = chromaticity(ends.full[c], colour_names[c], name);
    if (!xy) return xy.error();
    *std::array{&out.primaries.r, &out.primaries.g, &out.primaries.b}[c] = *xy;
  }
  fields::Complaints complaints;
  out.primaries.check(complaints);
  if (!complaints.list().empty())
    return at_line(name, 1, "measured primaries: " + complaints.list().front().text);
  if (const auto nits = table->keywords.find("LUMINANCE_XYZ_CDM2"); nits != table->keywords.end()) {
    Words words(nits->second);
    (void)words.next();
    if (const auto y = words.next()) out.white_nits = finite_number(y->text);
  }
  const auto curve = curves(*patches, ends, name);
  if (!curve) return curve.error();
  out.curve = *curve;
  return out;
}

std::string write_cal(const std::array<std::array<double, 256>, 3>& levels) {
  std::string out =
      "CAL\n\nDESCRIPTOR \"Argyll Device Calibration Curves\"\nORIGINATOR \"Guangmu\"\nDEVICE_CLASS "
      "\"DISPLAY\"\n"
      "COLOR_REP \"RGB\"\n\nNUMBER_OF_FIELDS 4\nBEGIN_DATA_FORMAT\nRGB_I RGB_R RGB_G "
      "RGB_B\nEND_DATA_FORMAT\n\n"
      "NUMBER_OF_SETS 256\nBEGIN_DATA\n";
  for (std::size_t i = 0; i < 256; ++i)
    out += fmt::format("{:.8f} {:.8f} {:.8f} {:.8f}\n", static_cast<double>(i) / 255, levels[0][i] / 255,
                       levels[1][i] / 255, levels[2][i] / 255);
  return out + "END_DATA\n";
}

Result<led::CurveSettings> curve_of_cal(std::string_view text, const std::string& name) {
  const auto table = read_cgats(text, "CAL", name);
  if (!table) return table.error();
  std::array<std::size_t, 4> at{};
  const std::array fields{"RGB_I", "RGB_R", "RGB_G", "RGB_B"};
  for (std::size_t i = 0; i < 4; ++i) {
    const auto f = table->field(fields[i]);
    if (!f)
      return at_line(name, 1, fmt::format("no field {}; expected a calibration of a display", fields[i]));
    at[i] = *f;
  }
  if (table->rows.size() < 16)
    return at_line(name, 1, fmt::format("{} rows; expected 16 or more", table->rows.size()));
  led::CurveSettings curve;
  for (std::size_t c = 0; c < 3; ++c) {
    led::CurvePoints points{{0, 0}};
    double in_before = -1, out_before = -1;
    for (std::size_t row = 0; row < table->rows.size(); ++row) {
      const double in = table->rows[row][at[0]], sent = table->rows[row][at[c + 1]];
      const int line = table->lines[row];
      if (!(in >= 0 && in <= 1 && sent >= 0 && sent <= 1))
        return at_line(name, line, fmt::format("{} {}; expected values from 0 to 1", in, sent));
      if (in <= in_before || sent < out_before)
        return at_line(name, line,
                       fmt::format("{} falls; expected RGB_I rising and {} that never falls", fields[c + 1],
                                   fields[c + 1]));
      in_before = in;
      out_before = sent;
      const double light = static_cast<double>(srgb_to_linear(static_cast<float>(in)));
      if (sent <= 1e-6 || sent >= 1 - 1e-6) continue;
      if (sent - points.back()[0] < 1e-6)
        points.back()[1] =
            std::max(points.back()[1], light);  // one code for several lights: what it gives is the highest
      else
        points.push_back({sent, light});
    }
    if (out_before < 1 - 1e-6)
      return at_line(
          name, table->lines.back(),
          fmt::format("{} ends at {}: this calibration also sets the white point, so the cards' curve cannot "
                      "be told from it; expected 1",
                      fields[c + 1], out_before));
    points.push_back({1, 1});
    *std::array{&curve.r, &curve.g, &curve.b}[c] = points;
  }
  return curve;
}

}  // namespace guangmu::formats
