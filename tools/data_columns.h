// The columns of a list of rows in a platform's document, and what each may be. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kpi/formats/json.h"
#include "tools/data_leaf.h"

namespace guangmu::tools {

struct Column {
  std::string place;
  std::vector<const kpi::Json*> cells;
  bool numbers = true, moments = true, different = true;  // all cells that say something, and at least one
  std::size_t counted = 0;                                // cells that are numbers
  std::size_t empty = 0, dashes = 0;  // cells that empty: skip passes over, and those that say "--" or the like
  std::size_t nulls = 0;              // of the empty ones
  std::optional<Number> number;
  // As figures, row by row, a column may hold a word here and there.
  bool mostly_numbers() const { return !moments && 2 * counted > cells.size(); }
};

// Members that are lists of single values, of one length above 1: the document stands column by column.
std::vector<std::string> columns_of(const kpi::Json& object);
// Places within the rows, two levels deep; a row may lack what another has.
std::vector<std::string> places_in_rows(const kpi::Json& list);
std::string last_key(const std::string& place);

// Columns of a list of rows, or of an object that stands column by column. What cannot be one goes into `left_out`
// with the reason, where that is wanted.
std::vector<Column> judged(const kpi::Json& j, const std::vector<std::string>& places, const Place& at,
                           std::vector<std::string>* left_out);

// A table has one unit for all its numbers: whether those of `c` can be among them. A number of JSON always is.
bool counts(const Column& c, const std::vector<Column>& all);

std::string rows_without(std::size_t without, std::size_t all);  // "1 of 12 rows has no number"

// `j` without the rows where one of `full` is empty: what empty: skip leaves of it.
kpi::Json full_rows(const kpi::Json& j, const std::vector<Column>& columns, const std::vector<const Column*>& full);

}  // namespace guangmu::tools
