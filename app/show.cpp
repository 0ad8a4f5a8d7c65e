#include "app/show.h"

#include <fmt/core.h>

#include "app/frame_loop.h"
#include "app/process.h"
#include "app/wall.h"
#include "media/still.h"
#include "tools/exhibit.h"

namespace guangmu::app {
namespace {

WallOptions wall_options(const ShowOptions& o) {
  WallOptions wall;
  wall.exhibit = o.exhibit;
  wall.window = {o.headless, o.size, {}};
  wall.first_scene = o.scene;
  wall.listen = o.listen;
  wall.state = o.state;
  wall.sound = !o.no_audio;
  wall.frame_strip = o.frame_strip;
  wall.record = o.record;
  wall.record_mb = o.record_mb;
  wall.replay = o.replay;
  wall.speed = o.speed;
  return wall;
}

}  // namespace

int run_show(const ShowOptions& options) {
  end_on_signals();
  keep_memory_small();
  auto wall = Wall::start(wall_options(options));
  if (!wall) return tools::tell(wall.error());
  const double started_s = monotonic_s();
  run_frames(**wall, [&](const FrameDone&, double now_s) { return options.seconds <= 0 || now_s - started_s < options.seconds; });
  fmt::print("{}\n", closing_line(**wall));
  if (options.save.empty()) return 0;
  const auto& settings = (*wall)->stage().settings().wall;
  const auto saved = options.frame_strip ? media::write_png({heads_px(settings), (*wall)->capture_heads()}, options.save)
                                         : media::write_png({settings.size_px(), (*wall)->renderer().capture_canvas()}, options.save);
  return saved ? 0 : tools::tell(saved.error());
}

}  // namespace guangmu::app
