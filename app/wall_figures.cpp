#include "app/wall_figures.h"

#include "kpi/explain.h"
#include "kpi/history/reader.h"

namespace guangmu::app {

void WallFigures::declare(const kpi::DataSettings& data) {
  auto declaration = std::make_shared<const kpi::Declaration>(kpi::declare(data));
  const std::lock_guard lock(mutex_);
  declaration_ = std::move(declaration);
}

std::shared_ptr<const kpi::Declaration> WallFigures::declaration() const {
  const std::lock_guard lock(mutex_);
  return declaration_;
}

std::optional<kpi::Why> WallFigures::why(const std::string& metric, std::optional<Instant> at) const {
  const auto declared = declaration();
  std::optional<kpi::Why> why;
  bool read = false;
  const Instant moment = at.value_or(now());
  if (history_) history_->read([&](kpi::HistoryReader& reader) {
    why = kpi::explain(&reader, *declared, metric, moment);
    read = true;
  });
  return read ? why : kpi::explain(nullptr, *declared, metric, moment);
}

std::optional<kpi::Course> WallFigures::course(const std::string& metric, double hours) const {
  const auto declared = declaration();
  std::optional<kpi::Course> course;
  bool read = false;
  const Instant to = now();
  if (history_) history_->read([&](kpi::HistoryReader& reader) {
    course = kpi::course_of(&reader, *declared, metric, to + -hours * 3600, to);
    read = true;
  });
  return read ? course : kpi::course_of(nullptr, *declared, metric, to + -hours * 3600, to);
}

}  // namespace guangmu::app
