// Paints the gallery of all shapes: paint_probe FILE.png [SCALE]. For looking at what the painter does.
#include <cstdio>
#include <cstdlib>

#include "tests/renderer/gallery.h"
#include "tests/support/draw_png.h"

int main(int argc, char** argv) {
  using namespace guangmu;
  if (argc < 2) return std::puts("usage: paint_probe FILE.png [SCALE]"), 1;
  auto text = draw::TextEngine::create();
  if (!text) return std::puts(text.error().text.c_str()), 2;
  const float scale = argc > 2 ? static_cast<float>(std::atof(argv[2])) : 1.f;
  const auto done = testing::draw_png(testing::gallery(*text), *text, argv[1], scale);
  if (!done) return std::puts(done.error().text.c_str()), static_cast<int>(done.error().blame);
  return 0;
}
