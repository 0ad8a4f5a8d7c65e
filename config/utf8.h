// UTF-8 as files bring it (RFC 3629).
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace guangmu::config {

// Offset of the first byte that is not part of a well-formed character, or nothing.
std::optional<std::size_t> first_bad_utf8(std::string_view text);

// Characters in a well-formed text.
std::size_t characters(std::string_view text);

}  // namespace guangmu::config
