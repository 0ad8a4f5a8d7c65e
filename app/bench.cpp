#include "app/bench.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <vector>

#include "app/frame_loop.h"
#include "app/process.h"
#include "app/wall.h"
#include "tools/exhibit.h"
#include "tools/platform_data.h"

namespace guangmu::app {
namespace {

constexpr double warm_up_s = 3;

// The figures of the bench: the stand-in platform's documents, judged in process as if a poll had brought them, once a second.
class LoopbackSource {
 public:
  static Result<LoopbackSource> open(const std::string& exhibit, const kpi::DataSettings& data, tools::Pace pace) {
    tools::Demonstration demonstration;
    const std::string file = exhibit + "/demonstration.json";
    if (std::ifstream in(file, std::ios::binary); in) {
      auto read = tools::read_demonstration(std::string(std::istreambuf_iterator<char>(in), {}), file);
      if (!read) return read.error();
      demonstration = std::move(*read);
    }
    auto stand_in = tools::StandIn::from(data, std::move(demonstration));
    if (!stand_in) return stand_in.error();
    return LoopbackSource(std::move(*stand_in), pace);
  }

  void feed(kpi::Board& board, double now_s) {
    if (begun_s_ < 0) begun_s_ = now_s;
    const double second = std::floor(now_s - begun_s_);
    if (second <= last_second_) return;
    last_second_ = second;
    for (const auto& [id, source] : stand_in_.data().sources) {
      const Instant at = now();
      (void)board.judge_payload(id, stand_in_.payload(id, second, at, pace_), at);
    }
  }

 private:
  LoopbackSource(tools::StandIn stand_in, tools::Pace pace) : stand_in_(std::move(stand_in)), pace_(pace) {}
  tools::StandIn stand_in_;
  tools::Pace pace_;
  double begun_s_ = -1, last_second_ = -1;
};

double percentile(std::vector<double> values, double p) {
  if (values.empty()) return 0;
  const auto at = static_cast<std::size_t>(p * static_cast<double>(values.size() - 1) + 0.5);
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(at), values.end());
  return values[at];
}

// What is added up between warm-up and end.
struct Sums {
  std::vector<double> interval_ms, gpu_ms;
  std::map<std::string, double> stage_ms;
  std::uint64_t frames = 0, late = 0;
  int worst_passes = 0, worst_draws = 0;
  double worst_bytes = 0;

  void add(const FrameDone& done, double interval) {
    ++frames;
    interval_ms.push_back(interval);
    for (const auto& stage : done.report.stages) stage_ms[stage.name] += stage.ms;
    worst_passes = std::max(worst_passes, done.report.passes);
    worst_draws = std::max(worst_draws, done.report.draws);
    worst_bytes = std::max(worst_bytes, done.report.bytes_touched);
    if (done.report.gpu_ms) gpu_ms.push_back(*done.report.gpu_ms);
  }
};

}  // namespace

int run_bench(const BenchOptions& options) {
  end_on_signals();
  keep_memory_small();
  WallOptions wall_options;
  wall_options.exhibit = options.exhibit;
  wall_options.first_scene = options.scene;
  wall_options.listen = "none";
  wall_options.sound = false;
  wall_options.live = false;
  wall_options.window.headless = options.headless;
  if (options.idle || options.idle_live) {
    wall_options.backdrop_moves = options.idle_live;
    wall_options.clock = now();
  }
  auto started = Wall::start(wall_options);
  if (!started) return tools::tell(started.error());
  Wall& wall = **started;
  const bool calm = options.idle || options.idle_live;
  auto source = LoopbackSource::open(options.exhibit, wall.stage().settings().data, calm ? tools::Pace::one_each_second : tools::Pace::all_each_second);
  if (!source) return tools::tell(source.error());

  double first_frame_ms = 0, begun_s = 0, measured_from_s = 0, measured_to_s = 0, cpu_from_s = 0, last_s = 0;
  std::uint64_t late_from = 0;
  Sums sums;
  run_frames(wall, [&](const FrameDone& done, double now_s) {
    if (first_frame_ms == 0) {
      first_frame_ms = process_age_s() * 1000;
      begun_s = now_s;
      wall.hold_scene();
    }
    source->feed(wall.board(), now_s);
    if (now_s - begun_s < warm_up_s) return true;
    if (measured_from_s == 0) {
      measured_from_s = last_s = now_s;
      cpu_from_s = process_cpu_s();
      late_from = wall.stats().late();
      return true;
    }
    sums.add(done, (now_s - last_s) * 1000);
    last_s = measured_to_s = now_s;
    return now_s - measured_from_s < options.seconds;
  });
  const double span_s = std::max(1e-3, measured_to_s - measured_from_s), cpu_s = process_cpu_s() - cpu_from_s;
  const double frames = static_cast<double>(std::max<std::uint64_t>(1, sums.frames));
  const SizePx size = wall.stage().settings().wall.size_px();
  nlohmann::ordered_json line{{"scene", options.scene.empty() ? wall.stage().settings().show.scenes.front().scene : options.scene},
                              {"size", fmt::format("{}x{}", size.w, size.h)},
                              {"seconds", span_s},
                              {"fps", frames / span_s},
                              {"frame_ms_p50", percentile(sums.interval_ms, 0.5)},
                              {"frame_ms_p99", percentile(sums.interval_ms, 0.99)},
                              {"late", wall.stats().late() - late_from},
                              {"cpu_ms_per_frame", cpu_s * 1000 / frames},
                              {"cpu_s_per_s", cpu_s / span_s},
                              {"pss_mb", process_pss_mb()},
                              {"first_frame_ms", first_frame_ms},
                              {"gpu_ms_p99", sums.gpu_ms.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(percentile(sums.gpu_ms, 0.99))},
                              {"passes", sums.worst_passes},
                              {"bytes_touched_mb", sums.worst_bytes / 1e6},
                              {"draws", sums.worst_draws}};
  nlohmann::ordered_json stages;
  for (const auto& [name, ms] : sums.stage_ms) stages[name] = ms / frames;
  line["stages"] = stages;
  line["gl_renderer"] = wall.renderer().gl_name();
  fmt::print("{}\n", line.dump());
  return 0;
}

}  // namespace guangmu::app
