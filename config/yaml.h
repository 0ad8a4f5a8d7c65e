// YAML text to a tree with positions. The only place that knows the YAML library.
//
// Refused, each with its position: bytes that are not UTF-8, tabs as indentation, keys written twice or that
// are no text, merge keys, a second document, tags, nesting deeper than 64, files above 4 MiB, and aliases
// that would grow the tree above 200000 nodes. A byte order mark and CRLF are taken as they come.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/issue.h"
#include "config/node.h"

namespace guangmu::config {

// Nothing when the text cannot be read as YAML; an empty text is a null node. `file` stands in the places of
// issues.
std::optional<Node> parse_yaml(std::string_view text, const std::string& file, std::vector<Issue>& issues);

}  // namespace guangmu::config
