// Which figures stand on the wall, and how: looked at in every frame, told when it changed. A figure does not stand while the
// wall is black, shows the logo, a pattern or an emergency, or while its scene has failed; a frozen picture keeps its figures. In a
// transition the scene that comes counts. Frame thread.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/time.h"
#include "kpi/history/shown_now.h"
#include "kpi/values/snapshot.h"
#include "show/show.h"

namespace guangmu::app {

class ShownWatch {
 public:
  // Gets what stands whenever it changed; must not wait.
  explicit ShownWatch(std::function<void(kpi::ShownNow)> tell) : tell_(std::move(tell)) {}

  // `metrics`: what the scene on program shows, asked only when something may have changed; `data`: the figures it was made
  // from.
  void frame(const show::Picture& picture, const kpi::SnapshotPtr& data, const std::function<std::vector<std::string>()>& metrics, bool failed, Instant at);

 private:
  std::function<void(kpi::ShownNow)> tell_;
  kpi::ShownNow stands_, told_;
  std::string scene_;
  kpi::SnapshotPtr data_;
  Language language_ = Language::zh;
  std::int64_t second_ = 0;
  bool told_any_ = false;
};

// How a figure stands: "live", "late", "stale", "report" or "never", then " quarantined" and " manual" where it is marked so.
std::string form_of(const kpi::Metric& metric, Instant at);

}  // namespace guangmu::app
