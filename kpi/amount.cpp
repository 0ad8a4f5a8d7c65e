#include "kpi/amount.h"

#include <fmt/core.h>

#include <cmath>

namespace guangmu::kpi {

AmountForm amount_form(const MetricSettings& m) {
  return {m.reads, m.unit, m.delivered, m.scale, &m.words};
}

Result<double> amount_from(const Json& j, const AmountForm& form, std::string_view where) {
  if (!j.is(Json::Type::number)) return Error{fmt::format("{} at {}; expected a number", described(j), where)};
  const double value = j.number * form.scale;
  if (!std::isfinite(value))
    return Error{fmt::format("{} at {} times scale {} is no finite number", described(j), where, form.scale)};
  return value;
}

std::optional<Instant> instant_from(const Json& j, std::string_view) {
  if (j.is(Json::Type::text)) return parse_instant(j.text);
  if (!j.is(Json::Type::number) || !(j.number > 0)) return std::nullopt;
  const double seconds = j.number >= 1e11 ? j.number / 1000 : j.number;
  if (seconds > 4e9) return std::nullopt;  // beyond the year 2096
  return Instant{static_cast<std::int64_t>(std::llround(seconds * 1e6))};
}

}  // namespace guangmu::kpi
