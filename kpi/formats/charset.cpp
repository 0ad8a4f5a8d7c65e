#include "kpi/formats/charset.h"

#include <fmt/core.h>

#include <algorithm>

namespace guangmu::kpi {
namespace {

std::optional<std::string> utf8_from_utf16(std::string_view bytes, bool big_endian) {
  if (bytes.size() % 2 != 0) return std::nullopt;
  std::string out;
  const auto unit = [&](std::size_t i) {
    const auto a = static_cast<unsigned char>(bytes[i]), b = static_cast<unsigned char>(bytes[i + 1]);
    return big_endian ? (unsigned{a} << 8) | b : (unsigned{b} << 8) | a;
  };
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    unsigned code = unit(i);
    if (code >= 0xDC00 && code < 0xE000) return std::nullopt;
    if (code >= 0xD800 && code < 0xDC00) {
      if (i + 4 > bytes.size()) return std::nullopt;
      const unsigned low = unit(i + 2);
      if (low < 0xDC00 || low > 0xDFFF) return std::nullopt;
      code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
      i += 2;
    }
    append_utf8(code, out);
  }
  return out;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// A character of three bytes or more: hardly ever met by chance in GB18030 text that happens to be UTF-8 too.
bool has_long_characters(std::string_view utf8) {
  return std::any_of(utf8.begin(), utf8.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xE0; });
}

Error not_utf8(std::string_view bytes, std::size_t wrong, std::string_view who) {
  if (bytes.size() - wrong < 4 && static_cast<unsigned char>(bytes[wrong]) >= 0xC2 &&
      !utf8_from_gb18030(bytes))
    return {fmt::format("byte {}: it ends in the middle of a character", wrong + 1), Blame::machine};
  if (utf8_from_gb18030(bytes))
    return {fmt::format("byte {}: this is not UTF-8{}, but it can be read as GB18030 (GBK); set charset: gb18030 for "
                        "this source if that is right",
                        wrong + 1, who),
            Blame::machine};
  return {fmt::format("byte {}: this is neither UTF-8 nor GB18030; the answer is damaged or no text", wrong + 1),
          Blame::machine};
}

Result<std::string_view> from_gb18030(std::string_view bytes, std::string_view who, std::string& buffer) {
  if (is_ascii(bytes)) return bytes;
  if (!first_wrong_utf8(bytes) && has_long_characters(bytes))
    return Error{fmt::format("{} says GB18030, but the bytes are UTF-8; set charset: utf-8 for this source", who),
                 Blame::machine};
  auto text = utf8_from_gb18030(bytes);
  if (!text)
    return Error{fmt::format("{} says GB18030, but the bytes are none; the answer is damaged or in another charset", who),
                 Blame::machine};
  buffer = std::move(*text);
  return std::string_view(buffer);
}

}  // namespace

std::size_t utf8_character(std::string_view text) {
  if (text.empty()) return 0;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto follows = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xBF) {
    return i < text.size() && byte(i) >= low && byte(i) <= high;
  };
  const unsigned b = byte(0);
  if (b < 0x80) return 1;
  if (b >= 0xC2 && b <= 0xDF) return follows(1) ? 2 : 0;
  if (b >= 0xE0 && b <= 0xEF)
    return follows(1, b == 0xE0 ? 0xA0 : 0x80, b == 0xED ? 0x9F : 0xBF) && follows(2) ? 3 : 0;
  if (b >= 0xF0 && b <= 0xF4)
    return follows(1, b == 0xF0 ? 0x90 : 0x80, b == 0xF4 ? 0x8F : 0xBF) && follows(2) && follows(3) ? 4 : 0;
  return 0;
}

std::optional<std::size_t> first_wrong_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t bytes = utf8_character(text.substr(i, 4));
    if (bytes == 0) return i;
    i += bytes;
  }
  return std::nullopt;
}

std::string clipped(std::string_view utf8, std::size_t most_bytes) {
  if (utf8.size() <= most_bytes) return std::string(utf8);
  std::size_t end = most_bytes;
  while (end > 0 && (static_cast<unsigned char>(utf8[end]) & 0xC0) == 0x80) --end;
  return std::string(utf8.substr(0, end)) + "…";
}

void append_utf8(unsigned c, std::string& out) {
  const auto add = [&](unsigned byte) { out += static_cast<char>(byte); };
  if (c < 0x80) {
    add(c);
  } else if (c < 0x800) {
    add(0xC0 | (c >> 6));
    add(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    add(0xE0 | (c >> 12));
    add(0x80 | ((c >> 6) & 0x3F));
    add(0x80 | (c & 0x3F));
  } else {
    add(0xF0 | (c >> 18));
    add(0x80 | ((c >> 12) & 0x3F));
    add(0x80 | ((c >> 6) & 0x3F));
    add(0x80 | (c & 0x3F));
  }
}

std::string charset_in(std::string_view content_type) {
  std::string low(content_type);
  std::transform(low.begin(), low.end(), low.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const std::size_t at = low.find("charset=");
  if (at == std::string::npos) return "";
  low.erase(0, at + 8);
  if (low.starts_with('"')) low.erase(0, 1);
  low.erase(std::min(low.find_first_of("\"; \t,"), low.size()));
  return low;
}

Result<std::string_view> as_utf8(std::string_view bytes, Charset declared, std::string_view content_type,
                                 std::string& buffer) {
  if (bytes.starts_with("\x1f\x8b")) return Error{"the bytes are compressed (gzip), not text", Blame::machine};
  if (bytes.starts_with("PK\x03\x04"))
    return Error{"the bytes are a ZIP archive (perhaps an .xlsx), not text", Blame::machine};
  const bool little = bytes.starts_with("\xFF\xFE"), big = bytes.starts_with("\xFE\xFF");
  if (little || big) {
    auto text = utf8_from_utf16(bytes.substr(2), big);
    if (!text) return Error{"its byte order mark says UTF-16, but the bytes are none; the answer is damaged", Blame::machine};
    buffer = std::move(*text);
    bytes = buffer;
  }
  const bool marked = little || big || bytes.starts_with("\xEF\xBB\xBF");
  if (!little && !big && marked) bytes.remove_prefix(3);
  if (const std::size_t nul = bytes.find('\0'); nul != std::string_view::npos)
    return Error{fmt::format("byte {}: a NUL; this is no text, or UTF-16 without its byte order mark", nul + 1),
                 Blame::machine};
  if (!marked && declared == Charset::gb18030) return from_gb18030(bytes, "charset of the source", buffer);
  std::string_view who = declared == Charset::utf8 ? ", as charset of the source says" : "";
  if (!marked && declared == Charset::automatic) {
    const std::string named = charset_in(content_type);
    if (named == "gbk" || named == "gb2312" || named == "gb18030" || named == "cp936" || named == "x-gbk")
      return from_gb18030(bytes, "the server", buffer);
    const bool utf8 = named.empty() || named == "utf-8" || named == "utf8" || named == "us-ascii";
    if (!utf8 && !is_ascii(bytes))
      return Error{fmt::format("the server names the charset {}, which is not read here; set charset of the source to "
                               "utf-8 or gb18030, whichever it is",
                               named.substr(0, 30)),
                   Blame::machine};
    if (!named.empty()) who = ", as the server says";
  }
  if (const auto wrong = first_wrong_utf8(bytes)) return not_utf8(bytes, *wrong, who);
  return bytes;
}

}  // namespace guangmu::kpi
