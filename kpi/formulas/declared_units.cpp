#include "kpi/formulas/declared_units.h"

namespace guangmu::kpi {

std::string DeclaredUnits::metric(const std::string& id) const {
  const auto it = data_.metrics.find(id);
  return it == data_.metrics.end() ? "" : it->second.unit;
}

std::optional<std::string> DeclaredUnits::table(const std::string& id) const {
  const auto it = data_.tables.find(id);
  if (it == data_.tables.end()) return std::nullopt;
  return it->second.unit;
}

}  // namespace guangmu::kpi
