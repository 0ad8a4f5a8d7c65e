// How long planning takes: the hall's wall and one of 7680 x 4320. Not part of the tests.
#include <benchmark/benchmark.h>

#include "led_mapping/plan_sheet.h"
#include "led_mapping/plan_text.h"
#include "led_mapping/planner.h"

namespace guangmu::led {
namespace {

WallSettings wall_of(int columns, int rows) {
  WallSettings wall;
  wall.size_mm = {columns * 320., rows * 160.};
  wall.ports.count = 128;
  return wall;
}

// The plan, its checks and its reasons: all that `guangmu led plan` computes.
void plan_and_judge(benchmark::State& state) {
  WallSettings wall = wall_of(static_cast<int>(state.range(0)), static_cast<int>(state.range(1)));
  wall.ports.rectangles_only = state.range(2) != 0;
  for (auto _ : state) {
    const Plan plan = plan_wall(wall).value();
    benchmark::DoNotOptimize(judge(plan, wall).value());
  }
}
BENCHMARK(plan_and_judge)->Args({12, 15, 1})->Args({40, 45, 1})->Args({40, 45, 0})->Unit(benchmark::kMillisecond);

void draw(benchmark::State& state) {
  const WallSettings wall = wall_of(static_cast<int>(state.range(0)), static_cast<int>(state.range(1)));
  const Plan plan = plan_wall(wall).value();
  const PlanRemarks remarks = judge(plan, wall).value();
  for (auto _ : state) benchmark::DoNotOptimize(plan_sheet(plan, wall, remarks));
}
BENCHMARK(draw)->Args({12, 15})->Args({40, 45})->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace guangmu::led

BENCHMARK_MAIN();
