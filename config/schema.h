// JSON Schemas (draft-07, which editors know) of the files, from the same descriptions that the reader goes
// by.
#pragma once

#include <string>
#include <string_view>

namespace guangmu::config {

// The schema of a kind of file (files.h) as JSON text, ending with a line end.
std::string schema_text(std::string_view kind);

}  // namespace guangmu::config
