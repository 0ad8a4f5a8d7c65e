// What a text must be to name a place in a document: select.h reads what this lets pass. Pure.
#pragma once

#include <string>
#include <string_view>

namespace guangmu::kpi {

// Why `path` cannot be read as a place; "" when it can.
std::string wrong_path(std::string_view path);
// The same for a place within a row or a column-wise object (x, y, columns): also a plain key, ~name, ~value, ~index.
std::string wrong_cell(std::string_view place);

}  // namespace guangmu::kpi
