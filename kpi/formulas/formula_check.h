// What `guangmu check` says about formulas and relations: readable, over known figures, without a circle, of
// fitting units. Pure; complaints are put at metrics.ID.formula, metrics.ID.unit and relations.ID.holds.
#pragma once

#include "base/fields.h"
#include "kpi/settings.h"

namespace guangmu::kpi {

void check_formulas(const DataSettings& data, fields::Complaints& c);
void check_relations(const DataSettings& data, fields::Complaints& c);

}  // namespace guangmu::kpi
