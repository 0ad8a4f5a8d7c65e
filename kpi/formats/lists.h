// Curves and tables out of a document: pure.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "kpi/formats/json.h"
#include "kpi/settings.h"
#include "kpi/values/snapshot.h"

namespace guangmu::kpi {

// Whole or not at all: every row complete, every y a finite number, x a text or a number. With empty: skip, rows in
// which a number is empty are left out first; a list of which nothing is left is refused.
Result<std::vector<SeriesPoint>> judge_series(const SeriesSettings& s, const Json& document);
Result<std::vector<SeriesPoint>> series_from(const SeriesSettings& s, const Json& list,
                                             const std::string& where);
// In their order, all of them: sums and relations see what is not shown, too.
Result<std::vector<std::vector<Cell>>> judge_table(const TableSettings& t, const Json& document);
Result<std::vector<std::vector<Cell>>> table_from(const TableSettings& t, const Json& list,
                                                  const std::string& where);
// Those that are shown: the first `limit`.
std::vector<std::vector<Cell>> shown_rows(const TableSettings& t, std::vector<std::vector<Cell>> all);

}  // namespace guangmu::kpi
