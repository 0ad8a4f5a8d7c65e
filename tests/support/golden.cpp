#include "tests/support/golden.h"

#include <fmt/core.h>

#include <cstdlib>
#include <filesystem>

#include "media/still.h"

namespace guangmu::testing {

std::string Difference::text() const {
  if (sizes_differ) return "the sizes differ";
  return fmt::format("{} pixels differ, worst by {} at ({:.0f}, {:.0f}), mean {:.4f}", pixels, worst, at.x, at.y, mean);
}

Difference compare(const media::PictureRgb& got, const media::PictureRgb& expected) {
  Difference d;
  d.sizes_differ = got.size != expected.size || got.rgb.size() != expected.rgb.size();
  if (d.sizes_differ) return d;
  std::int64_t sum = 0;
  for (std::size_t pixel = 0; pixel < got.rgb.size() / 3; ++pixel) {
    int here = 0;
    for (std::size_t c = 0; c < 3; ++c) {
      const int off = std::abs(got.rgb[pixel * 3 + c] - expected.rgb[pixel * 3 + c]);
      sum += off;
      here = std::max(here, off);
    }
    if (here > 0) ++d.pixels;
    if (here > d.worst) {
      d.worst = here;
      const auto w = static_cast<std::size_t>(got.size.w);
      d.at = {static_cast<float>(pixel % w), static_cast<float>(pixel / w)};
    }
  }
  if (!got.rgb.empty()) d.mean = static_cast<double>(sum) / static_cast<double>(got.rgb.size());
  return d;
}

bool matches_golden(const media::PictureRgb& got, const std::string& name, Tolerance tolerance, std::string& why) {
  namespace fs = std::filesystem;
  const fs::path kept = fs::path(GUANGMU_SOURCE_DIR) / "tests/golden" / (name + ".png");
  if (const char* update = std::getenv("GUANGMU_UPDATE_GOLDEN"); update && *update == '1') {
    const auto wrote = media::write_png(got, kept.string());
    why = wrote ? "" : wrote.error().text;
    return wrote.ok();
  }
  const auto expected = media::read_still(kept.string());
  Difference difference;
  if (expected) {
    media::PictureRgb rgb{expected->size, {}};
    for (std::size_t i = 0; i < expected->rgba.size(); i += 4)
      rgb.rgb.insert(rgb.rgb.end(), expected->rgba.begin() + static_cast<std::ptrdiff_t>(i),
                     expected->rgba.begin() + static_cast<std::ptrdiff_t>(i + 3));
    difference = compare(got, rgb);
    if (difference.within(tolerance)) return true;
  }
  const fs::path failed = fs::path(GUANGMU_BINARY_DIR) / "golden-failed";
  fs::create_directories(failed);
  const auto wrote = media::write_png(got, (failed / (name + ".png")).string());
  why = fmt::format("{}: {}; produced picture: {}", kept.string(), expected ? difference.text() : expected.error().text,
                    wrote ? (failed / (name + ".png")).string() : wrote.error().text);
  return false;
}

}  // namespace guangmu::testing
