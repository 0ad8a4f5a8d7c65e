// The rows of a curve or table in a document, and the cells of each. Pure.
//
// What `at` leads to decides what a row is:
//   a list                          its items are the rows; a cell's place is within the item
//   several values (a path with *,  these values are the rows
//     a filter, a slice or ..)
//   an object                       the document stands column by column: each place leads, within that object, to the
//                                   list of a column, or with a path to all its values; row i takes the i-th of each
//   an object, and one of the       the members are the rows: ~name is a member's key, other places are within its value
//     places is ~name
// A place is a key of the row (a number from 0 where the row is a list), a pointer (/amount/value), a path with $ for
// the row ($.values[-1]), ~value for the row itself, or ~index for its number from 1.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "kpi/formats/json.h"

namespace guangmu::kpi {

struct Cells {
  std::vector<std::vector<std::optional<Json>>> rows;  // rows[i][k] stands at places[k], or nothing does
  std::vector<std::string> places;
  std::string where;
  bool by_columns = false;

  // Where it stands, for messages: "/data/9/amount"; column by column "/data/amount/9"; by path "$.amount in /data/9".
  std::string address(std::size_t row, std::size_t k) const;
};

// At most 100,000 rows; an error names the row that is none, and the place where more than one value stands. `where` is
// the name of `found` in messages.
Result<Cells> rows_at(const Json& document, std::string_view at, const std::vector<std::string>& places);
Result<Cells> rows_in(const Json& found, const std::vector<std::string>& places, std::string_view where);

}  // namespace guangmu::kpi
