#include "kpi/fetch/push_watch.h"

#include <fmt/core.h>

#include "kpi/fetch/address.h"

namespace guangmu::kpi {

std::string PushWatch::silence_in_words(const SourceSettings& source) const {
  return fmt::format("{} has pushed nothing for {}, though every says {}; connecting again", place_of(source.url),
                     to_string(Duration{silence_s_}), to_string(source.every));
}

}  // namespace guangmu::kpi
