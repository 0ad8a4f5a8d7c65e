// The past of the figures as the control API asks for it: the history on disk, read with the declaration in force.
#pragma once

#include <memory>
#include <mutex>

#include "control/figure_history.h"
#include "kpi/declaration.h"
#include "kpi/history/history.h"

namespace guangmu::app {

// Any thread.
class WallFigures : public control::FigureHistory {
 public:
  // `history` may be null (a wall without a state folder) and must outlive this.
  WallFigures(const kpi::History* history, const kpi::DataSettings& data) : history_(history) { declare(data); }
  void declare(const kpi::DataSettings& data);

  std::optional<kpi::Why> why(const std::string& metric, std::optional<Instant> at) const override;
  std::optional<kpi::Course> course(const std::string& metric, double hours) const override;

 private:
  const kpi::History* history_;
  mutable std::mutex mutex_;
  std::shared_ptr<const kpi::Declaration> declaration_;
  std::shared_ptr<const kpi::Declaration> declaration() const;
};

}  // namespace guangmu::app
