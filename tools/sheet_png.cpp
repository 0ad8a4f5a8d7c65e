#include "tools/sheet_png.h"

#include <fmt/core.h>
#include <ft2build.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>
#include <vector>

#include "renderer/face/fonts.h"
#include FT_FREETYPE_H
#include FT_OUTLINE_H

namespace guangmu::tools {
namespace {

using led::SheetAnchor;
using led::SheetColour;
using led::SheetPath;
using led::SheetPoint;
using led::SheetText;

struct FreeLibrary {
  void operator()(FT_Library l) const { FT_Done_FreeType(l); }
};
struct FreeFace {
  void operator()(FT_Face f) const { FT_Done_Face(f); }
};
using Library = std::unique_ptr<FT_LibraryRec_, FreeLibrary>;
using Face = std::unique_ptr<FT_FaceRec_, FreeFace>;

FT_Pos fixed(double v) { return static_cast<FT_Pos>(std::lround(v * 64)); }

std::vector<char32_t> letters_of(const std::string& s) {
  std::vector<char32_t> out;
  for (std::size_t i = 0; i < s.size();) {
    const auto c = static_cast<unsigned char>(s[i]);
    const std::size_t more = c < 0x80 ? 0 : c < 0xE0 ? 1 : c < 0xF0 ? 2 : 3;
    char32_t letter = more == 0 ? c : c & (0x3Fu >> more);
    for (std::size_t k = 1; k <= more && i + k < s.size(); ++k) letter = letter << 6 | (static_cast<unsigned char>(s[i + k]) & 0x3Fu);
    out.push_back(letter);
    i += more + 1;
  }
  return out;
}

class Paper {
 public:
  Paper(Library library, std::array<Face, 2> faces, const led::Sheet& sheet, double px_per_mm)
      : library_(std::move(library)), faces_(std::move(faces)), scale_(px_per_mm) {
    picture_.size = {static_cast<int>(std::lround(sheet.w_mm * scale_)), static_cast<int>(std::lround(sheet.h_mm * scale_))};
    picture_.rgb.assign(static_cast<std::size_t>(picture_.size.area()) * 3, 255);
  }

  void draw(const SheetPath& path) {
    if (path.fill && path.points.size() > 2) fill({path.points}, *path.fill);
    if (path.stroke) stroke(path);
  }

  void draw(const SheetText& text) {
    FT_Face face = faces_[text.bold ? 1 : 0].get();
    const double size = text.size_mm * scale_;
    FT_Set_Char_Size(face, 0, fixed(size), 72, 72);
    const auto letters = letters_of(text.text);
    double width = 0;
    for (const char32_t letter : letters)
      if (FT_Load_Char(face, letter, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) == 0) width += static_cast<double>(face->glyph->linearHoriAdvance) / 65536;
    double x = text.at[0] * scale_ - (text.anchor == SheetAnchor::middle ? width / 2 : text.anchor == SheetAnchor::end ? width : 0);
    for (const char32_t letter : letters) {
      if (FT_Load_Char(face, letter, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0) continue;
      const double advance = static_cast<double>(face->glyph->linearHoriAdvance) / 65536;
      FT_Outline_Translate(&face->glyph->outline, fixed(x), fixed(-text.at[1] * scale_));
      blend(face->glyph->outline, text.colour);
      x += advance;
    }
  }

  media::PictureRgb take() { return std::move(picture_); }

 private:
  void fill(const std::vector<std::vector<SheetPoint>>& contours, const SheetColour& colour) {
    std::vector<FT_Vector> points;
    std::vector<char> tags;
    std::vector<short> ends;
    for (const auto& contour : contours) {
      // Every contour runs the same way round, so that overlapping ones add up to one shape.
      double area = 0;
      for (std::size_t i = 0; i < contour.size(); ++i) {
        const SheetPoint &a = contour[i], &b = contour[(i + 1) % contour.size()];
        area += a[0] * b[1] - a[1] * b[0];
      }
      for (std::size_t i = 0; i < contour.size(); ++i) {
        const SheetPoint& p = contour[area < 0 ? contour.size() - 1 - i : i];
        points.push_back({fixed(p[0] * scale_), fixed(-p[1] * scale_)});
        tags.push_back(FT_CURVE_TAG_ON);
      }
      ends.push_back(static_cast<short>(points.size() - 1));
    }
    FT_Outline outline{};
    outline.n_contours = static_cast<short>(ends.size());
    outline.n_points = static_cast<short>(points.size());
    outline.points = points.data();
    outline.tags = tags.data();
    outline.contours = ends.data();
    blend(outline, colour);
  }

  // Each piece of the line is a rectangle, each end and joint a disc.
  void stroke(const SheetPath& path) {
    std::vector<SheetPoint> points = path.points;
    if (path.closed && !points.empty()) points.push_back(points.front());
    const double r = path.width_mm / 2;
    std::vector<std::vector<SheetPoint>> pieces;
    const auto flush = [&] {
      if (!pieces.empty()) fill(pieces, *path.stroke);
      pieces.clear();
    };
    const auto piece = [&](SheetPoint a, SheetPoint b) {
      const double length = std::hypot(b[0] - a[0], b[1] - a[1]);
      if (length > 1e-9) {
        const double nx = -(b[1] - a[1]) / length * r, ny = (b[0] - a[0]) / length * r;
        pieces.push_back({{a[0] + nx, a[1] + ny}, {b[0] + nx, b[1] + ny}, {b[0] - nx, b[1] - ny}, {a[0] - nx, a[1] - ny}});
      }
      for (const SheetPoint& p : {a, b}) {
        std::vector<SheetPoint> disc;
        for (int i = 0; i < 12; ++i) disc.push_back({p[0] + r * std::cos(i * std::numbers::pi / 6), p[1] + r * std::sin(i * std::numbers::pi / 6)});
        pieces.push_back(std::move(disc));
      }
      if (pieces.size() > 600) flush();
    };
    for (std::size_t i = 1; i < points.size(); ++i) {
      const SheetPoint a = points[i - 1], b = points[i];
      const double length = std::hypot(b[0] - a[0], b[1] - a[1]);
      if (path.dash_mm <= 0 || length < 1e-9) {
        piece(a, b);
        continue;
      }
      const auto at = [&](double t) { return SheetPoint{a[0] + (b[0] - a[0]) * t / length, a[1] + (b[1] - a[1]) * t / length}; };
      for (double t = 0; t < length; t += 2 * path.dash_mm) piece(at(t), at(std::min(length, t + path.dash_mm)));
    }
    flush();
  }

  // The outline in pixels with y upwards, painted over the picture.
  void blend(FT_Outline& outline, const SheetColour& colour) {
    if (outline.n_points == 0) return;
    FT_BBox box;
    FT_Outline_Get_CBox(&outline, &box);
    const int x0 = static_cast<int>(box.xMin >> 6), x1 = static_cast<int>((box.xMax + 63) >> 6);
    const int y0 = static_cast<int>(box.yMin >> 6), y1 = static_cast<int>((box.yMax + 63) >> 6);
    const int w = x1 - x0, h = y1 - y0;
    if (w <= 0 || h <= 0 || w > 32000 || h > 32000) return;
    mask_.assign(static_cast<std::size_t>(w) * static_cast<std::size_t>(h), 0);
    FT_Outline_Translate(&outline, -static_cast<FT_Pos>(x0) * 64, -static_cast<FT_Pos>(y0) * 64);
    FT_Bitmap bitmap{};
    bitmap.rows = static_cast<unsigned>(h);
    bitmap.width = static_cast<unsigned>(w);
    bitmap.pitch = w;  // from the top row down
    bitmap.buffer = mask_.data();
    bitmap.num_grays = 256;
    bitmap.pixel_mode = FT_PIXEL_MODE_GRAY;
    if (FT_Outline_Get_Bitmap(library_.get(), &outline, &bitmap) != 0) return;
    const std::array<double, 3> ink{static_cast<double>(colour.r), static_cast<double>(colour.g), static_cast<double>(colour.b)};
    for (int row = 0; row < h; ++row) {
      const int y = -y1 + row;
      if (y < 0 || y >= picture_.size.h) continue;
      for (int column = 0; column < w; ++column) {
        const int x = x0 + column;
        const auto cover = mask_[static_cast<std::size_t>(row) * static_cast<std::size_t>(w) + static_cast<std::size_t>(column)];
        if (cover == 0 || x < 0 || x >= picture_.size.w) continue;
        const double share = colour.alpha * cover / 255;
        auto* px = &picture_.rgb[(static_cast<std::size_t>(y) * static_cast<std::size_t>(picture_.size.w) + static_cast<std::size_t>(x)) * 3];
        for (std::size_t c = 0; c < 3; ++c) px[c] = static_cast<std::uint8_t>(std::lround(px[c] + (ink[c] - px[c]) * share));
      }
    }
  }

  Library library_;
  std::array<Face, 2> faces_;  // regular, bold; freed before the library
  double scale_;
  media::PictureRgb picture_;
  std::vector<unsigned char> mask_;
};

}  // namespace

Result<media::PictureRgb> sheet_picture(const led::Sheet& sheet, double px_per_mm) {
  FT_Library raw = nullptr;
  if (FT_Init_FreeType(&raw) != 0) return Error{"FreeType does not start", Blame::ours};
  Library library(raw);
  std::array<Face, 2> faces;
  for (std::size_t i = 0; i < faces.size(); ++i) {
    const draw::FontFile& file = draw::font_files[i];
    FT_Face face = nullptr;
    if (FT_New_Face(library.get(), file.path, file.index, &face) != 0)
      return Error{fmt::format("{}: cannot be read; install the package {}", file.path, file.package), Blame::machine};
    faces[i].reset(face);
  }
  Paper paper(std::move(library), std::move(faces), sheet, px_per_mm);
  for (const auto& shape : sheet.shapes) std::visit([&](const auto& s) { paper.draw(s); }, shape);
  return paper.take();
}

}  // namespace guangmu::tools
