#include "base/palette.h"

#include <fmt/core.h>

#include <charconv>

namespace guangmu {

std::optional<Colour> parse_colour(std::string_view s) {
  if (s.size() < 7 || s[0] != '#') return std::nullopt;
  Colour c;
  const auto hex = std::from_chars(s.data() + 1, s.data() + 7, c.rgb, 16);
  if (hex.ec != std::errc() || hex.ptr != s.data() + 7) return std::nullopt;
  s.remove_prefix(7);
  if (s.empty()) return c;
  if (s.front() != ' ' || s.back() != '%') return std::nullopt;
  s.remove_prefix(1);
  s.remove_suffix(1);
  float percent = 0;
  const auto number = std::from_chars(s.data(), s.data() + s.size(), percent);
  if (number.ec != std::errc() || number.ptr != s.data() + s.size() || percent < 0 || percent > 100) return std::nullopt;
  c.alpha = percent / 100;
  return c;
}

std::string to_string(Colour c) {
  const std::string hex = fmt::format("#{:06X}", c.rgb);
  return c.alpha == 1 ? hex : fmt::format("{} {}%", hex, c.alpha * 100);
}

}  // namespace guangmu
