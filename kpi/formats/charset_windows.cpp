// GB 18030 is code page 54936. Not yet run on Windows.
#include <windows.h>

#include "kpi/formats/charset.h"

namespace guangmu::kpi {

std::optional<std::string> utf8_from_gb18030(std::string_view bytes) {
  if (bytes.empty()) return "";
  const int length = static_cast<int>(bytes.size());
  const int units = MultiByteToWideChar(54936, MB_ERR_INVALID_CHARS, bytes.data(), length, nullptr, 0);
  if (units <= 0) return std::nullopt;
  std::wstring wide(static_cast<std::size_t>(units), L'\0');
  MultiByteToWideChar(54936, MB_ERR_INVALID_CHARS, bytes.data(), length, wide.data(), units);
  const int size = WideCharToMultiByte(CP_UTF8, 0, wide.data(), units, nullptr, 0, nullptr, nullptr);
  if (size <= 0) return std::nullopt;
  std::string out(static_cast<std::size_t>(size), '\0');
  WideCharToMultiByte(CP_UTF8, 0, wide.data(), units, out.data(), size, nullptr, nullptr);
  return out;
}

}  // namespace guangmu::kpi
