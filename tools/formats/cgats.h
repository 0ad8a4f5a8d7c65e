// Tables in the text form of CGATS.17, as ArgyllCMS writes its .ti3 and .cal files.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace guangmu::formats {

struct CgatsTable {
  std::string type;  // "CTI3", "CAL"
  std::map<std::string, std::string> keywords;
  std::vector<std::string> fields;
  std::vector<std::vector<double>> rows;  // as wide as fields; names and places of samples are 0
  std::vector<int> lines;                 // of each row

  std::optional<std::size_t> field(std::string_view name) const;
};

// The first table of `type`; others before it are skipped. `name` stands in messages. Refused, with the line:
// no such table, rows short of their fields or of NUMBER_OF_SETS (the end of the file is missing), words in
// place of numbers, NaN, more than 1000 fields or 1000000 rows.
Result<CgatsTable> read_cgats(std::string_view text, std::string_view type, const std::string& name);

}  // namespace guangmu::formats
