// The units that data.yaml declares, for the check of formulas.
#pragma once

#include <optional>
#include <string>

#include "kpi/formulas/measure.h"
#include "kpi/settings.h"

namespace guangmu::kpi {

class DeclaredUnits : public UnitOf {
 public:
  explicit DeclaredUnits(const DataSettings& data) : data_(data) {}  // refers to it
  std::string metric(const std::string& id) const override;
  std::optional<std::string> table(const std::string& id) const override;

 private:
  const DataSettings& data_;
};

}  // namespace guangmu::kpi
