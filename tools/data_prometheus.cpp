#include "tools/data_prometheus.h"

#include <algorithm>

namespace guangmu::tools {
namespace {

// The next word of `rest`, which then begins behind it.
std::string_view word(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
  const std::string_view w = rest.substr(0, rest.find_first_of(" \t"));
  rest.remove_prefix(w.size());
  return w;
}

}  // namespace

std::string ToldOfSample::label() const {
  if (std::all_of(help.begin(), help.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) return "";
  std::size_t end = help.size();
  for (const std::string_view mark : {"，", "。", "；", "：", "（", "(", ",", ";", ":", "\\"}) end = std::min(end, help.find(mark));
  while (end > 0 && help[end - 1] == ' ') --end;
  return help.substr(0, end);
}

PrometheusTold prometheus_told(std::string_view text) {
  PrometheusTold told;
  while (!text.empty()) {
    std::string_view rest = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(rest.size() + 1, text.size()));
    if (!rest.empty() && rest.back() == '\r') rest.remove_suffix(1);
    if (word(rest) != "#") continue;
    const std::string_view what = word(rest);
    if (what != "TYPE" && what != "HELP") continue;
    const std::string name(word(rest));
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
    if (what == "HELP") {
      told[name].help = rest;
      continue;
    }
    const std::string_view type = word(rest);
    told[name].type = type;
    if (type == "histogram" || type == "summary")
      for (const char* part : {"_sum", "_count", "_bucket"}) told[name + part].type = "counter";
  }
  return told;
}

}  // namespace guangmu::tools
