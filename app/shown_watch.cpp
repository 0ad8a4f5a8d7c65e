#include "app/shown_watch.h"

#include <utility>

#include "kpi/values/number_text.h"

namespace guangmu::app {

std::string form_of(const kpi::Metric& metric, Instant at) {
  std::string form = metric.from_report() ? "report" : std::string(kpi::to_string(kpi::freshness_of(metric, at)));
  if (metric.quarantined) form += " quarantined";
  if (metric.manual) form += " manual";
  return form;
}

void ShownWatch::frame(const show::Picture& picture, const kpi::SnapshotPtr& data, const std::function<std::vector<std::string>()>& metrics, bool failed,
                       Instant at) {
  const std::int64_t second = at.us / 1'000'000;  // figures grow old without a new snapshot
  const bool looks_same = scene_ == picture.program && data_ == data && language_ == picture.language && second_ == second;
  if (!picture.freeze && !looks_same && data) {
    scene_ = picture.program;
    data_ = data;
    language_ = picture.language;
    second_ = second;
    stands_.scene = picture.program;
    stands_.version = data->version;
    stands_.figures.clear();
    for (const std::string& id : metrics()) {
      const kpi::Metric* metric = data->metric(id);
      if (!metric || !metric->value()) continue;
      auto text = kpi::number_text(*metric, language_);
      if (text.more_than) text.digits += language_ == Language::zh ? "余" : "+";
      stands_.figures.push_back({id, std::move(text.digits), std::move(text.unit), form_of(*metric, at)});
    }
  }
  const bool hidden = picture.black >= 0.5 || picture.logo || !picture.pattern.empty() || !picture.emergency.empty() || failed;
  const bool same = hidden ? told_.figures.empty() : told_.figures == stands_.figures && told_.scene == stands_.scene;
  if (told_any_ && same) return;
  told_ = stands_;
  told_.at = at;
  if (hidden) told_.figures.clear();
  told_any_ = true;
  tell_(told_);
}

}  // namespace guangmu::app
