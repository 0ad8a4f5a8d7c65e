// How long tables and output pass take. Build with the target output_bench; docs/performance.md says what was
// measured and how.
#include <GL/glew.h>
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>

#include "renderer/context.h"
#include "renderer/output_pass.h"
#include "tests/renderer/output_walls.h"

namespace guangmu::renderer {
namespace {

using led::Dither;

void tables(benchmark::State& state) {
  const auto w =
      testing::random_wall(1, {12, 15}, {192, 96}, static_cast<Dither>(state.range(0)), state.range(1) != 0);
  for (auto _ : state) benchmark::DoNotOptimize(led::make_output_tables(w.wall, w.profile, w.pixels));
}
BENCHMARK(tables)
    ->Name("tables/dither/per_pixel")
    ->ArgsProduct({{0, 1, 2, 3}, {0, 1}})
    ->Unit(benchmark::kMillisecond);

struct Bench {
  Context context;
  draw::TextEngine text;
  Kit kit;
  OutputPass pass;
};

// All 180 modules with random light, until the pixels are there.
void whole_wall(benchmark::State& state, Bench& bench, Dither dither, bool profile, bool per_pixel) {
  const auto w = testing::random_wall(4, {12, 15}, {192, 96}, dither, per_pixel);
  const auto tables = profile ? led::make_output_tables(w.wall, w.profile, w.pixels, 0.9)
                              : led::make_output_tables(w.wall, 0.9);
  const auto light = testing::sweep(tables.wall, 1);
  Texture canvas(tables.wall, PixelFormat::rgba16f);
  canvas.write({0, 0, tables.wall.w, tables.wall.h}, light.data());
  std::vector<OutputTile> tiles;
  for (int y = 0; y < tables.wall.h; y += tables.tile.h)
    for (int x = 0; x < tables.wall.w; x += tables.tile.w)
      tiles.push_back({{x, y, tables.tile.w, tables.tile.h}, 1});
  static std::uint64_t version = 0;
  bench.pass.use(tables, ++version);
  Work work;
  std::uint32_t frame = 0;
  for (auto _ : state) {
    bench.pass.grade(bench.kit, canvas, tiles, tables, ++frame, work);
    glFinish();
  }
}

// The same pixels copied without any arithmetic: what the driver takes for touching them.
void copy_only(benchmark::State& state, Bench& bench) {
  const auto w = testing::random_wall(4, {12, 15}, {192, 96}, Dither::off, false);
  const auto tables = led::make_output_tables(w.wall);
  bench.pass.use(tables, ~std::uint64_t{0});
  const Texture codes(tables.wall, PixelFormat::rgba8);
  Work work;
  for (auto _ : state) {
    bench.pass.put_codes(bench.kit, codes, work, {{0, 0, codes.size().w, codes.size().h}});
    glFinish();
  }
}

}  // namespace
}  // namespace guangmu::renderer

int main(int argc, char** argv) {
  using namespace guangmu;
  using namespace guangmu::renderer;
  setenv("SDL_VIDEODRIVER", "offscreen", 0);
  const auto need = [](auto result) {
    if (!result) {
      std::fprintf(stderr, "%s\n", result.error().text.c_str());
      std::exit(2);
    }
    return std::move(*result);
  };
  auto context = need(Context::create({.size = {576, 360}}));
  auto text = need(draw::TextEngine::create());
  auto kit = need(Kit::create(text));
  auto pass = need(OutputPass::create(kit));
  Bench bench{std::move(context), std::move(text), std::move(kit), std::move(pass)};
  const auto add = [&](const char* name, Dither dither, bool profile, bool per_pixel) {
    benchmark::RegisterBenchmark(name,
                                 [&bench, dither, profile, per_pixel](benchmark::State& state) {
                                   whole_wall(state, bench, dither, profile, per_pixel);
                                 })
        ->Unit(benchmark::kMillisecond)
        ->MeasureProcessCPUTime()
        ->UseRealTime();
  };
  benchmark::RegisterBenchmark("pass/copy_only",
                               [&bench](benchmark::State& state) { copy_only(state, bench); })
      ->Unit(benchmark::kMillisecond)
      ->MeasureProcessCPUTime()
      ->UseRealTime();
  add("pass/plain", Dither::off, false, false);
  add("pass/blue_noise", Dither::blue_noise, false, false);
  add("pass/modules_seams_blue_noise", Dither::blue_noise, true, false);
  add("pass/modules_seams_temporal", Dither::temporal, true, false);
  add("pass/per_pixel_seams_blue_noise", Dither::blue_noise, true, true);
  add("pass/per_pixel_seams_temporal", Dither::temporal, true, true);
  std::printf("%s\n", reinterpret_cast<const char*>(glGetString(GL_RENDERER)));
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
