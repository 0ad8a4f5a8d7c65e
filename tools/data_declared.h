// Candidates beside what data.yaml declares already. Pure.
#pragma once

#include <string>

#include "kpi/formats/json.h"
#include "kpi/settings.h"
#include "tools/data_candidates.h"

namespace guangmu::tools {

// `found` in `document` of `source`, without what `data` reads from there: the same number, whatever way its
// place is written, the same column of a curve, the same list as a table. An id that means something else in
// `data` gets a number.
Candidates not_declared(Candidates found, const kpi::Json& document, const kpi::DataSettings& data,
                        const std::string& source);

}  // namespace guangmu::tools
