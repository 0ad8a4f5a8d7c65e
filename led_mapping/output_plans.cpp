#include "led_mapping/output_plans.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace guangmu::led {
namespace {

constexpr std::array all_blankings{Blanking::cvt, Blanking::reduced, Blanking::reduced_v2,
                                   Blanking::reduced_v2_video};

double lowest_clock_mhz(const OutputPlan& p) {
  double lowest = 0;
  for (const Signal& s : p.timings)
    if (s.blanking != Blanking::reduced_v2_video && (lowest == 0 || s.clock_mhz < lowest))
      lowest = s.clock_mhz;
  return lowest;
}

// Timings, margin and refusal of a plan whose sizes stand.
OutputPlan judged(OutputPlan plan, double max_mhz) {
  for (const Blanking b : all_blankings)
    if (auto s = cvt_signal(plan.head, plan.rate_hz, b)) plan.timings.push_back(*s);
  for (const Blanking b : {Blanking::reduced, Blanking::reduced_v2})
    for (const Signal& s : plan.timings)
      if (s.blanking == b && s.clock_mhz <= max_mhz && !plan.timing) plan.timing = s;
  plan.fits = plan.timing.has_value();
  plan.margin_mhz = max_mhz - lowest_clock_mhz(plan);
  if (plan.fits) return plan;
  if (plan.timings.empty()) {
    plan.refusal = fmt::format("no signal has {}x{} px at {} Hz", plan.head.w, plan.head.h, plan.rate_hz);
    return plan;
  }
  plan.refusal =
      fmt::format("needs {:.3f} MHz even with the shortest blanking, {:.3f} more than the input's {} MHz",
                  lowest_clock_mhz(plan), -plan.margin_mhz, max_mhz);
  const double rate = std::max(highest_rate_hz(plan.head, Blanking::reduced, max_mhz),
                               highest_rate_hz(plan.head, Blanking::reduced_v2, max_mhz));
  if (rate >= 1) plan.refusal += fmt::format("; at most {:.2f} Hz would go", rate);
  return plan;
}

bool same_rates(const WallSettings& wall, double rate_hz) {
  return std::all_of(wall.heads.begin(), wall.heads.end(),
                     [&](const HeadSettings& h) { return h.rate_hz == rate_hz; });
}

// Whether the heads of wall.yaml are `columns` x `rows` equal parts of the canvas, with this raster on each
// cable.
bool is_grid(const WallSettings& wall, int columns, int rows, SizePx raster, double rate_hz) {
  const SizePx size = wall.size_px();
  if (static_cast<int>(wall.heads.size()) != columns * rows || !same_rates(wall, rate_hz)) return false;
  for (int i = 0; i < columns * rows; ++i) {
    const RectPx part{size.w / columns * (i % columns), size.h / rows * (i / columns), size.w / columns,
                      size.h / rows};
    if (std::none_of(wall.heads.begin(), wall.heads.end(),
                     [&](const HeadSettings& h) { return h.rect() == part && h.raster() == raster; }))
      return false;
  }
  return true;
}

OutputPlan plan_of(const char* name, SizePx head, int heads, double rate_hz) {
  OutputPlan p;
  p.name = name;
  p.head = head;
  p.heads = heads;
  p.rate_hz = rate_hz;
  return p;
}

void add_mosaic(std::vector<OutputPlan>& plans, const WallSettings& wall, double rate_hz, int columns,
                int rows) {
  const SizePx size = wall.size_px();
  if (size.w % columns != 0 || size.h % rows != 0) return;
  OutputPlan p = plan_of(columns == 2 ? "mosaic left/right" : "mosaic top/bottom",
                         {size.w / columns, size.h / rows}, 2, rate_hz);
  p.needs = "two outputs of one graphics card with equal timing; a processor that joins two inputs";
  p.used = is_grid(wall, columns, rows, p.head, rate_hz);
  plans.push_back(judged(std::move(p), wall.input_max_mhz));
}

// The rate that wall.yaml uses, else the fastest usual one that the input takes.
void add_reduced_rate(std::vector<OutputPlan>& plans, const WallSettings& wall, double rate_hz) {
  const SizePx size = wall.size_px();
  const double rb = highest_rate_hz(size, Blanking::reduced, wall.input_max_mhz);
  const double rb2 = highest_rate_hz(size, Blanking::reduced_v2, wall.input_max_mhz);
  const bool in_use = wall.rate_hz() < rate_hz && is_grid(wall, 1, 1, size, wall.rate_hz());
  double slower = in_use ? wall.rate_hz() : 0;
  if (!in_use && std::max(rb, rb2) < rate_hz)
    for (const double usual : {24., 25., 30., 40., 48., 50.})
      if (usual < rate_hz && usual <= std::max(rb, rb2)) slower = usual;
  if (slower == 0) return;
  OutputPlan p = plan_of("reduced rate", size, 1, slower);
  p.lost = fmt::format("{:.0f} of {:g} frames a second", rate_hz - slower, rate_hz);
  p.needs =
      fmt::format("one cable; this input takes at most {:.2f} Hz (CVT-RB), {:.2f} Hz (CVT-RBv2)", rb, rb2);
  p.used = in_use;
  plans.push_back(judged(std::move(p), wall.input_max_mhz));
}

// The processor enlarges by exactly up/down; only where the sizes come out whole.
void add_scaled(std::vector<OutputPlan>& plans, const WallSettings& wall, double rate_hz, int up, int down) {
  const SizePx size = wall.size_px();
  if (size.w * down % up != 0 || size.h * down % up != 0) return;
  OutputPlan p =
      plan_of(up == 6 ? "scaled 6/5" : "scaled 4/3", {size.w * down / up, size.h * down / up}, 1, rate_hz);
  p.lost = fmt::format(
      "{:.0f} % of the pixels: the processor enlarges by {}/{}, hairlines and small text soften",
      100 - 100. * static_cast<double>(p.head.area()) / static_cast<double>(size.area()), up, down);
  p.needs = fmt::format("raster_px: [{}, {}] in wall.yaml, scaling on in the processor", p.head.w, p.head.h);
  p.used = is_grid(wall, 1, 1, p.head, rate_hz);
  plans.push_back(judged(std::move(p), wall.input_max_mhz));
}

// A usual raster that holds the canvas 1:1 in its corner.
void add_region(std::vector<OutputPlan>& plans, const WallSettings& wall, double rate_hz) {
  constexpr std::array<SizePx, 9> usual{{{1280, 720},
                                         {1920, 1080},
                                         {1920, 1200},
                                         {2560, 1440},
                                         {2560, 1600},
                                         {3840, 2160},
                                         {4096, 2160},
                                         {5120, 2880},
                                         {7680, 4320}}};
  const SizePx size = wall.size_px();
  for (const SizePx raster : usual) {
    if (raster.w < size.w || raster.h < size.h || raster == size) continue;
    OutputPlan p = plan_of("1:1 region of a larger raster", raster, 1, rate_hz);
    p.needs = fmt::format("the processor cuts {}x{} from the top left of {}x{}", size.w, size.h, raster.w,
                          raster.h);
    p.used = is_grid(wall, 1, 1, raster, rate_hz);
    plans.push_back(judged(std::move(p), wall.input_max_mhz));
    return;
  }
}

}  // namespace

std::vector<OutputPlan> output_plans(const WallSettings& wall) {
  const SizePx size = wall.size_px();
  // What is lost is counted from 60 Hz where the wall runs slower.
  const double rate = std::max(60., wall.rate_hz()), max_mhz = wall.input_max_mhz;
  std::vector<OutputPlan> plans;
  OutputPlan whole = plan_of("one head 1:1", size, 1, rate);
  whole.needs = "one cable";
  whole.used = is_grid(wall, 1, 1, size, rate);
  plans.push_back(judged(std::move(whole), max_mhz));
  add_mosaic(plans, wall, rate, 2, 1);
  add_mosaic(plans, wall, rate, 1, 2);
  add_reduced_rate(plans, wall, rate);
  add_scaled(plans, wall, rate, 6, 5);
  add_scaled(plans, wall, rate, 4, 3);
  add_region(plans, wall, rate);
  if (wall.heads.empty() ||
      std::any_of(plans.begin(), plans.end(), [](const OutputPlan& p) { return p.used; }))
    return plans;
  std::vector<OutputPlan> own;
  for (std::size_t i = 0; i < wall.heads.size(); ++i) {
    const HeadSettings& head = wall.heads[i];
    OutputPlan p = plan_of("as configured", head.raster(), 1, head.rate_hz);
    p.name = fmt::format("as configured, head {} ({})", i + 1, head.connector);
    p.used = true;
    if (head.rect().w != p.head.w || head.rect().h != p.head.h)
      p.lost = fmt::format("scaled: {}x{} of the canvas on {}x{}", head.rect().w, head.rect().h, p.head.w,
                           p.head.h);
    own.push_back(judged(std::move(p), max_mhz));
  }
  plans.insert(plans.begin(), own.begin(), own.end());
  return plans;
}

}  // namespace guangmu::led
