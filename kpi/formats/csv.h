// Comma separated values (RFC 4180) as a document {"rows": [{column: value, …}, …]}. Pure.
#pragma once

#include <string_view>

#include "base/result.h"
#include "kpi/formats/json.h"
#include "kpi/source_settings.h"

namespace guangmu::kpi {

// UTF-8 text. Rows end with LF, CRLF or CR; empty lines are passed over; blanks around an unquoted field are of no
// meaning. A field is a number where it is written as JSON writes one with at most 15 digits (007 and long
// identifiers stay texts), null where it is empty, else a text. Refused, by line: a row with more or fewer fields than
// the first, a quote that is never closed or stands inside a field, a column named twice, more than 1,000,000 values.
Result<Json> parse_csv(std::string_view text, const CsvSettings& settings);

}  // namespace guangmu::kpi
