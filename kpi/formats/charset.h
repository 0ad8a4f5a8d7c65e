// Bytes of a stranger as UTF-8, checked; nothing is guessed. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "kpi/source_settings.h"

namespace guangmu::kpi {

// Length of the well-formed UTF-8 character that `text` begins with (RFC 3629); 0 when there is none.
std::size_t utf8_character(std::string_view text);
// The first byte that belongs to no character; nothing when all is UTF-8.
std::optional<std::size_t> first_wrong_utf8(std::string_view text);
std::string clipped(std::string_view utf8, std::size_t most_bytes);  // cut between characters, … behind it
void append_utf8(unsigned code_point, std::string& out);  // a Unicode scalar value

// The charset that a Content-Type names, in small letters; "" without one.
std::string charset_in(std::string_view content_type);

// `bytes` as UTF-8 without byte order mark; a view of `bytes` or of `buffer`. A byte order mark rules, then `declared`,
// then `content_type`, then UTF-8. Refused, with the charset that is more likely: what is not in the charset so found,
// UTF-8 declared as GB18030, bytes that are no text (NUL, compressed).
Result<std::string_view> as_utf8(std::string_view bytes, Charset declared, std::string_view content_type,
                                 std::string& buffer);

// GB 18030, with GBK and GB 2312 in it; nothing when the bytes are none. (charset_linux.cpp, charset_windows.cpp)
std::optional<std::string> utf8_from_gb18030(std::string_view bytes);

}  // namespace guangmu::kpi
