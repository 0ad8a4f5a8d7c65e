#include "tools/data_why_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>

#include "kpi/formats/units.h"
#include "kpi/values/number_text.h"

namespace guangmu::tools {
namespace {

// 42582.05 -> "42,582.05": as many decimals as it has, to 12 digits.
std::string in_full(double value) {
  int decimals = 0;
  double step = 1;
  while (decimals < 9 && std::abs(std::round(value * step) / step - value) > 1e-12 * std::abs(value)) {
    ++decimals;
    step *= 10;
  }
  return kpi::grouped(value, decimals);
}

std::string written(double value, const kpi::Why& why) {
  return value_text(value, why.unit, why.decimals);
}

std::string_view name_of(kpi::Stood stood) {
  switch (stood) {
    case kpi::Stood::nothing: return "nothing had come yet, and no report's value is declared";
    case kpi::Stood::report: return "the report's value";
    case kpi::Stood::reading: return "a reading";
    case kpi::Stood::derived: return "computed";
    case kpi::Stood::manual: return "set by hand";
  }
  return "";
}

class WhyText {
 public:
  void put(const kpi::Why& why, const std::string& indent);
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
  std::set<std::string> told_;  // metrics
};

void WhyText::put(const kpi::Why& why, const std::string& indent) {
  const auto line = [&](std::string_view what, const std::string& text) {
    if (!text.empty()) out_ += fmt::format("{}{:<10}{}\n", indent, what, text);
  };
  if (told_.contains(why.metric)) {
    out_ += fmt::format("{}{}  as above\n", indent, why.metric);
    return;
  }
  if (why.formula.empty() || !why.inputs.empty()) told_.insert(why.metric);  // cut off at the deepest, it is told in full elsewhere
  out_ += fmt::format("{}{}  {}\n", indent, why.metric, why.label.zh);
  line("value", (why.value ? written(*why.value, why) + ", " : "") + std::string(name_of(why.stood)) + (why.by.empty() ? "" : ", by " + why.by));
  if (why.grain != kpi::Grain::reading) line("", "the last of its minute, hour or day: finer is no longer kept");
  if (why.stood == kpi::Stood::report) line("report", why.report_date + " " + why.report_source.zh);
  if (why.source_time) line("true at", iso8601(*why.source_time));
  if (why.received) line("received", iso8601(*why.received));
  if (why.age_s) line("then", fmt::format("{}, {} old", kpi::to_string(why.freshness), kpi::age_text(*why.age_s, Language::en)));
  line("source", why.source.empty() ? "" : why.source + "  " + why.url);
  line("at", why.pointer);
  line("formula", why.formula);
  for (const auto& check : why.checks) line(check.passed ? "ok" : "NOT OK", check.name + ": " + check.text);
  if (why.excerpt) {
    line("payload", fmt::format("received {}{}", iso8601(why.excerpt->received), why.excerpt->newer ? ", after the reading" : ""));
    for (std::size_t i = 0; i < why.excerpt->lines.size(); ++i)
      out_ += fmt::format("{}  {} {:>5}  {}\n", indent, static_cast<int>(i) == why.excerpt->marked ? ">" : " ", why.excerpt->first_line + static_cast<int>(i), why.excerpt->lines[i]);
  }
  const std::size_t events = why.events.size();
  for (std::size_t i = events > 5 ? events - 5 : 0; i < events; ++i) {
    const auto& e = why.events[i];
    line(i + 5 >= events && (i == 0 || i == events - 5) ? "decided" : "",
         fmt::format("{}  {}{}{}{}{}", iso8601(e.at), e.outcome, e.value ? " " + written(*e.value, why) : "", e.rule.empty() ? "" : " (" + e.rule + ")",
                     e.reason.empty() ? "" : ": " + e.reason, e.by.empty() ? "" : ", by " + e.by));
  }
  const std::size_t runs = why.shown.size();
  for (std::size_t i = runs > 5 ? runs - 5 : 0; i < runs; ++i) {
    const auto& r = why.shown[i];
    line(i == 0 || i + 5 == runs ? "on wall" : "",
         fmt::format("{} to {}  {} {}, {}, in {}, data version {}", iso8601(r.from), iso8601(r.to).substr(11), r.digits, r.unit, r.form, r.scene, r.version));
  }
  if (runs == 0) line("on wall", "not known to have stood there within the day before");
  line("note", why.note);
  for (const auto& input : why.inputs) {
    out_ += "\n";
    put(input, indent + "  ");
  }
}

}  // namespace

std::string why_text(const kpi::Why& why) {
  WhyText text;
  text.put(why, "");
  return text.take();
}

std::string value_text(double value, const std::string& unit, int decimals) {
  const auto text = kpi::number_text(value, unit, decimals, Language::zh);
  const std::string shown = text.unit.empty() ? text.digits : text.digits + " " + text.unit;
  if (!std::isfinite(value)) return shown;
  std::string digits = text.digits;
  std::erase(digits, ',');
  const double own = unit == "%" ? value * 100 : value;
  const double factor = text.unit == unit ? 1 : std::pow(10., kpi::unit_of(text.unit).exponent - kpi::unit_of(unit).exponent);
  if (const std::size_t minus = digits.find("−"); minus != std::string::npos) digits.replace(minus, 3, "-");
  const double told = std::strtod(digits.c_str(), nullptr) * factor;
  if (std::abs(told - own) <= 1e-11 * std::abs(own)) return shown;
  return fmt::format("{} ({}{}{})", shown, in_full(own), unit.empty() ? "" : " ", unit);
}

}  // namespace guangmu::tools
