// A scene turns values into a draw list. No GL, no clock, no network, no state that the picture depends on beyond its input:
// the same input gives the same list. Caches inside a scene (shaped text, groups of an unchanged widget) are for speed alone.
// Used from the frame thread.
#pragma once

#include <limits>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/language.h"
#include "base/time.h"
#include "kpi/values/snapshot.h"
#include "renderer/face/draw_list.h"
#include "renderer/face/text.h"

namespace guangmu::scenes {

// Where the timeline stands: at rest on `to` (moved_s >= the travel's length) or on its way from `from`.
struct TimelinePosition {
  int from = 0, to = 0;    // indexes into the events
  double moved_s = 1e9;    // seconds since the move began
  bool held = false;
};

// One frame's input. All times are show time in seconds unless said otherwise; `data` is never null.
struct SceneInput {
  double time_s = 0;        // show time; steers idle motion
  double entered_s = 0;     // seconds since this scene entered; < 0 before its cue. Entrance motion is a function of it
  bool settled = false;     // no entrance: the scene as it stands after it (previews, thumbnails)
  Instant wall_clock;       // for clock and ages
  Language language = Language::zh;
  kpi::SnapshotPtr data;
  TimelinePosition timeline;
  bool figures_frozen = false;           // a tour shows the figures its narration was made from …
  Date figures_date;                     // … of this date
  bool backdrop_moves = true;
};

struct SceneOutput {
  draw::DrawList list;
  // Show time at which the picture changes next if the input's data, language and position stay as they are: time_s itself (or
  // earlier) while something moves, the next full second with a clock on the wall, infinity when nothing ever moves.
  // The backdrop's own motion does not count.
  double next_change_s = std::numeric_limits<double>::infinity();
};

class Scene {
 public:
  virtual ~Scene() = default;
  virtual void build(const SceneInput& in, draw::TextEngine& text, SceneOutput& out) = 0;
  // Metrics, series and tables this scene shows, for the console's marks and for stage's check of names.
  virtual std::vector<std::string> metric_ids() const = 0;
  // Seconds after which the entrance is over.
  virtual double entrance_s() const = 0;
};

}  // namespace guangmu::scenes
