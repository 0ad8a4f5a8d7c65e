#include "tests/renderer/gallery.h"

#include <cmath>

#include "base/hash.h"

namespace guangmu::testing {
namespace {

using namespace draw;

std::shared_ptr<const std::vector<Vec2>> wave(float x0, float x1, float y, float height, float phase) {
  auto points = std::make_shared<std::vector<Vec2>>();
  for (float x = x0; x <= x1; x += 4)
    points->push_back({x, y - height * std::sin(x * 0.006f + phase) - height * 0.3f * std::sin(x * 0.017f)});
  return points;
}

}  // namespace

DrawList gallery(TextEngine& text, SizePx canvas) {
  const float s = static_cast<float>(canvas.w) / 2304.f;  // the same picture at any size
  DrawList list;
  list.canvas = canvas;
  auto b = std::make_shared<Backdrop>();
  b->ground =
      Paint::vertical(0, 1440 * s, {{0, srgb(0x010706)}, {0.5f, srgb(0x051A14)}, {1, srgb(0x010807)}});
  b->lights.push_back({{1314 * s, 806 * s}, {1350 * s, 900 * s}, 2, srgb(0x187858, 0.42f)});
  Contours c;
  c.scale_px = 520 * s;
  c.colour = srgb(0x289672, 0.32f);
  c.fifth = srgb(0x34BE8E, 0.5f);
  c.fade_centre = {1314 * s, 700 * s};
  c.fade_radii = {1925 * s, 1100 * s};
  b->contours = c;
  b->aurora = Aurora{60 * s, 600 * s, srgb(0x2FE0A5, 0.12f), 50};
  b->shades.push_back({{500 * s, 420 * s}, {600 * s, 260 * s}, 2, srgb(0x010706, 0.6f)});
  list.backdrop = b;

  GroupBuilder sun(hash_of("sun"));
  const Vec2 at{1314 * s, 806 * s};
  sun.add(Ring{at, 274 * s, 456 * s, 0, 1, false,
               Paint::radial(at, {456 * s, 456 * s}, {{0.6f, srgb(0x062C22)}, {1, srgb(0x146E54)}})});
  sun.add(Halo{at, 456 * s, 64 * s, 24 * s, 2.6f, srgb(0x2FE0A5, 0.3f)}, Blend::add);
  sun.add(Ring{at, 453 * s, 456 * s, 0, 1, false, srgb(0x2FE0A5)});
  sun.add(Ring{at, 0, 166 * s, 0, 1, false,
               Paint::radial({at.x, at.y + 100 * s}, {260 * s, 260 * s},
                             {{0, srgb(0xFFE2A0)}, {0.5f, srgb(0xFFC95C)}, {1, srgb(0xE8A642)}})});
  sun.add(Halo{at, 166 * s, 60 * s, 24 * s, 2.6f, srgb(0xFFBA54, 0.45f)}, Blend::add);
  sun.add(Ring{{1850 * s, 330 * s}, 60 * s, 80 * s, 0.0f, 0.36f, true, srgb(0x2FE0A5)});
  sun.add(Ring{{2050 * s, 330 * s},
               60 * s,
               80 * s,
               0.1f,
               0.7f,
               false,
               Paint::vertical(250 * s, 410 * s, {{0, srgb(0xFFC95C)}, {1, srgb(0xFF5A4F)}})});
  list.groups.push_back({sun.finish(), {}, 1});

  GroupBuilder land(hash_of("land"));
  for (int i = 0; i < 3; ++i) {
    const auto f = static_cast<float>(i);
    const auto line = wave(0, 2304 * s, (870 + 40 * f) * s, (60 - 15 * f) * s, f * 1.3f);
    land.add(Area{line, nullptr, 998 * s,
                  Paint::vertical(800 * s, 998 * s, {{0, srgb(0x0B4234)}, {1, srgb(0x04120E)}})});
    land.add(Polyline{line, nullptr, (3 + f) * s, srgb(0x2FE0A5, 0.9f), 17 * s, 0.35f});
  }
  land.add(Polyline{std::make_shared<std::vector<Vec2>>(std::vector<Vec2>{{100 * s, 1340 * s},
                                                                          {300 * s, 1240 * s},
                                                                          {380 * s, 1380 * s},
                                                                          {420 * s, 1240 * s},
                                                                          {640 * s, 1300 * s}}),
                    nullptr, 8 * s, srgb(0xFFFFFF, 0.5f), 30 * s, 0.5f});
  land.add(Polyline{wave(700 * s, 1300 * s, 1320 * s, 30 * s, 0), nullptr, 3 * s, srgb(0xD6FFF0), 0, 0, 0,
                    16 * s});
  land.add(Polyline{wave(700 * s, 1300 * s, 1380 * s, 30 * s, 0), nullptr, 4 * s, srgb(0xFFC95C), 0, 0,
                    20 * s, 12 * s});
  list.groups.push_back({land.finish(), {}, 1});

  GroupBuilder panel(hash_of("panel"));
  panel.add(
      RoundRect{{1500 * s, 1060 * s, 700 * s, 300 * s},
                {4 * s, 24 * s, 60 * s, 0},
                Paint::vertical(1060 * s, 1360 * s, {{0, srgb(0x072A20, 0.1f)}, {1, srgb(0x0A4A38, 0.88f)}}),
                2,
                srgb(0x1E6B57)});
  panel.add(RoundRect{{1540 * s, 1100 * s, 220 * s, 14 * s},
                      {},
                      Paint::horizontal(1540 * s, 1760 * s, {{0, srgb(0x0FA36F)}, {1, srgb(0x2FE0A5)}}),
                      0,
                      {}});
  auto strip = std::make_shared<std::vector<Vertex>>();
  for (int i = 0; i < 12; ++i)
    strip->push_back(
        {{(1560 + 20.f * static_cast<float>(i)) * s, (1180 + 60.f * static_cast<float>(i % 2)) * s},
         srgb(0x2FE0A5, static_cast<float>(i) / 12)});
  panel.add(Strip{strip});
  auto dots = std::make_shared<std::vector<Dot>>();
  for (int i = 0; i < 40; ++i)
    dots->push_back(
        {{(1880 + 7.3f * static_cast<float>(i)) * s, (1150 + 60 * std::sin(static_cast<float>(i))) * s},
         1.f + static_cast<float>(i % 5),
         srgb(0xD6FFF0, 0.8f)});
  panel.add(Dots{dots}, Blend::add);
  panel.add(Light{{2000 * s, 1280 * s}, {160 * s, 60 * s}, 2, srgb(0xFFC95C, 0.6f)}, Blend::add);
  list.groups.push_back({panel.finish(), {}, 1});

  GroupBuilder words(hash_of("words"));
  const auto put = [&](std::string_view t, float x, float y, TextStyle style, Paint paint,
                       std::array<Glow, 2> glows = {}) {
    style.size_px *= s;
    for (Glow& g : glows) g.blur_px *= s;
    words.add(Text{text.line(t, style), {x * s, y * s}, paint, glows});
  };
  put("绿金通 · 兰州新区绿色金融综合服务平台", 48, 110, {62, Weight::bold}, srgb(0xE8F6F0));
  put("绿色贷款总额", 48, 280, {56}, srgb(0xE8F6F0));
  put("50.56", 48, 520, {244, Weight::semi_bold, -0.015f}, srgb(0xFFC95C),
      {Glow{56, srgb(0xFFC95C, 0.4f)}, Glow{150, srgb(0xFFC95C, 0.26f)}});
  put("亿元", 700, 520, {122}, Paint::vertical(400 * s, 540 * s, {{0, srgb(0xFFE2A0)}, {1, srgb(0xFFBA54)}}));
  put("2026 年 11 月 20 日  星期五", 1850, 150, {32}, srgb(0x9CC9BA));
  put("标“演示数据”的图表待平台接口接入后更新 36.7%", 1500, 1420, {30}, srgb(0x9CC9BA));
  list.groups.push_back({words.finish(), {}, 1});
  return list;
}

}  // namespace guangmu::testing
