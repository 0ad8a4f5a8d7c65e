// A delivered value as a number in a metric's unit, and a delivered time as an instant. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "kpi/formats/json.h"
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
AmountForm amount_form(const SeriesSettings& s);

// The finite number in `form.unit`, or why there is none: "the text "abc" at /data/users; expected a number".
// `where` is the place for messages. A bare number counts in `delivered` (or in `unit`), a text that states its own
// unit in that one; exact to the last digit where units and scale are powers of ten.
Result<double> amount_from(const Json& j, const AmountForm& form, std::string_view where);

// By how many powers of ten a bare number in `delivered` is moved to be one in `unit`; nothing when it cannot be.
std::optional<int> delivered_steps(std::string_view delivered, std::string_view unit);

// The time a document states, as a number or a text; the forms are those of time_text.h. `zone` is that of a text
// without one; empty: hall time.
std::optional<Instant> instant_from(const Json& j, std::string_view zone = {});

}  // namespace guangmu::kpi
