#include "scenes/amounts.h"

#include "kpi/values/number_text.h"

namespace guangmu::scenes {

CommonUnit common_unit(std::string_view delivered, Language language) {
  if (language == Language::en) {
    if (delivered == "亿元") return {0.1, "bn CNY"};
    if (delivered == "万元") return {0.01, "m CNY"};
  }
  return {1, kpi::unit_in(delivered, language)};
}

}  // namespace guangmu::scenes
