// GB 18030 by the C library's own tables.
#include <iconv.h>

#include "kpi/formats/charset.h"

namespace guangmu::kpi {

std::optional<std::string> utf8_from_gb18030(std::string_view bytes) {
  const iconv_t converter = iconv_open("UTF-8", "GB18030");
  if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  std::string in(bytes), out(bytes.size() * 2 + 16, '\0');  // at most 4 bytes from 2, 3 from 2, 1 from 1
  char* from = in.data();
  char* to = out.data();
  std::size_t left = in.size(), room = out.size();
  const std::size_t done = iconv(converter, &from, &left, &to, &room);
  iconv_close(converter);
  if (done == static_cast<std::size_t>(-1) || left != 0) return std::nullopt;
  out.resize(out.size() - room);
  return out;
}

}  // namespace guangmu::kpi
