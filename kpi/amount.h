// A delivered value as a number in a metric's unit, and a delivered time as an instant. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "kpi/json.h"
#include "kpi/settings.h"

namespace guangmu::kpi {

// How a number is delivered, out of a metric's, curve's or table's settings.
struct AmountForm {
  Reads reads = Reads::number;
  std::string unit, delivered;
  double scale = 1;
  const std::map<std::string, double>* words = nullptr;
};
AmountForm amount_form(const MetricSettings& m);

// The finite number in `form.unit`, or why there is none: "the text "abc" at /data/users; expected a number".
// `where` is the place for messages.
Result<double> amount_from(const Json& j, const AmountForm& form, std::string_view where);

// The time a document states: ISO 8601 text, or seconds or (from 1e11 on) milliseconds since 1970. `zone` is that
// of a text without one; empty: hall time.
std::optional<Instant> instant_from(const Json& j, std::string_view zone = {});

}  // namespace guangmu::kpi
