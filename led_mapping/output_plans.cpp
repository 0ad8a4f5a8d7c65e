// Ways of bringing the canvas to a processor whose inputs have a highest pixel clock.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "led_mapping/signal.h"

namespace guangmu::led {

namespace {

double clock_or_zero(SizePx size, double rate_hz, Blanking blanking) {
  const auto signal = cvt_signal(size, rate_hz, blanking);
  return signal ? signal->clock_mhz : 0;
}

OutputPlan judged(std::string name, SizePx head, int heads, double rate_hz, double max_mhz,
                  std::string note) {
  OutputPlan plan{std::move(name),
                  head,
                  heads,
                  rate_hz,
                  clock_or_zero(head, rate_hz, Blanking::cvt),
                  clock_or_zero(head, rate_hz, Blanking::reduced),
                  clock_or_zero(head, rate_hz, Blanking::reduced_v2),
                  false,
                  std::move(note)};
  const auto fits = [&](double mhz) { return mhz > 0 && mhz <= max_mhz; };
  plan.fits = fits(plan.reduced_mhz) || fits(plan.reduced_v2_mhz);
  return plan;
}

// The processor enlarges by exactly up/down; only where the sizes come out whole.
void add_scaled(std::vector<OutputPlan>& plans, const WallSettings& wall, double rate_hz, int up, int down) {
  const SizePx size = wall.size_px();
  if (size.w * down % up != 0 || size.h * down % up != 0) return;
  const SizePx head{size.w * down / up, size.h * down / up};
  plans.push_back(
      judged(fmt::format("scaled {}/{}", up, down), head, 1, rate_hz, wall.input_max_mhz,
             fmt::format("the processor enlarges by exactly {}/{}: {:.0f} % of the pixels", up, down,
                         100. * static_cast<double>(head.area()) / static_cast<double>(size.area()))));
}

bool same_sizes(const WallSettings& wall) {
  return std::all_of(wall.heads.begin(), wall.heads.end(), [&](const HeadSettings& h) {
    return h.rect().w == wall.heads[0].rect().w && h.rect().h == wall.heads[0].rect().h;
  });
}

}  // namespace

std::vector<OutputPlan> output_plans(const WallSettings& wall) {
  const SizePx size = wall.size_px();
  const double rate = wall.rate_hz(), max_mhz = wall.input_max_mhz;
  std::vector<OutputPlan> plans;
  const std::size_t groups = wall.heads.empty() ? 0 : same_sizes(wall) ? 1 : wall.heads.size();
  for (std::size_t i = 0; i < groups; ++i) {
    const HeadSettings& head = wall.heads[i];
    const int count = groups == 1 ? static_cast<int>(wall.heads.size()) : 1;
    plans.push_back(judged(count > 1 ? "as configured" : "as configured, " + head.connector,
                           {head.rect().w, head.rect().h}, count, head.rate_hz, max_mhz, "wall.yaml, heads"));
  }
  plans.push_back(judged("one head 1:1", size, 1, rate, max_mhz, "nothing to align"));
  if (size.w % 2 == 0)
    plans.push_back(judged("mosaic left/right", {size.w / 2, size.h}, 2, rate, max_mhz,
                           "both outputs of one graphics card, equal timing"));
  if (size.h % 2 == 0)
    plans.push_back(judged("mosaic top/bottom", {size.w, size.h / 2}, 2, rate, max_mhz,
                           "both outputs of one graphics card, equal timing"));
  const double fastest = std::max(highest_rate_hz(size, Blanking::reduced, max_mhz),
                                  highest_rate_hz(size, Blanking::reduced_v2, max_mhz));
  if (fastest >= 1 && fastest < rate)
    for (const double slower : {50., 40., 30., 25.})
      if (slower < rate && slower <= fastest) {
        plans.push_back(
            judged("reduced rate", size, 1, slower, max_mhz,
                   fmt::format("this input takes at most {:.2f} Hz (CVT-RB), {:.2f} Hz (CVT-RBv2)",
                               highest_rate_hz(size, Blanking::reduced, max_mhz),
                               highest_rate_hz(size, Blanking::reduced_v2, max_mhz))));
        break;
      }
  add_scaled(plans, wall, rate, 6, 5);
  add_scaled(plans, wall, rate, 4, 3);
  return plans;
}

std::string signal_table(const WallSettings& wall) {
  const auto mhz = [](double v) { return v > 0 ? fmt::format("{:.3f}", v) : std::string("-"); };
  std::string out = fmt::format("canvas {} x {} px, inputs take {} MHz\n\n", wall.size_px().w,
                                wall.size_px().h, wall.input_max_mhz);
  out += fmt::format("{:<24} {:<14} {:>6} {:>9} {:>9} {:>9}  fits  note\n", "output plan", "heads", "Hz",
                     "CVT MHz", "RB MHz", "RBv2 MHz");
  for (const OutputPlan& p : output_plans(wall))
    out += fmt::format("{:<24} {:<14} {:>6} {:>9} {:>9} {:>9}  {:<4}  {}\n", p.name,
                       fmt::format("{} x {}x{}", p.heads, p.head.w, p.head.h), p.rate_hz, mhz(p.cvt_mhz),
                       mhz(p.reduced_mhz), mhz(p.reduced_v2_mhz), p.fits ? "yes" : "no", p.note);
  out += "\nmodelines of the configured heads:\n";
  for (const HeadSettings& head : wall.heads)
    for (const Blanking blanking : {Blanking::reduced, Blanking::reduced_v2}) {
      const auto s = cvt_signal({head.rect().w, head.rect().h}, head.rate_hz, blanking);
      if (!s) continue;
      out += fmt::format("{:<8} {:<8} {}  ({:.3f} Hz, {} x {} in all{})\n", head.connector,
                         to_string(blanking), modeline(*s), s->rate_hz, s->h_total(), s->v_total(),
                         s->clock_mhz > wall.input_max_mhz ? ", ABOVE THE INPUT'S LIMIT" : "");
    }
  return out;
}

}  // namespace guangmu::led
