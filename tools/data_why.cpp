#include "tools/data_why.h"

#include <fmt/core.h>

#include <filesystem>

#include "control/wire/why_wire.h"
#include "kpi/declaration.h"
#include "kpi/explain.h"
#include "kpi/history/file.h"
#include "kpi/history/reader.h"
#include "kpi/values/number_text.h"
#include "stage/names.h"
#include "tools/data_times.h"
#include "tools/exhibit.h"

namespace guangmu::tools {
namespace {

std::string written(double value, const kpi::Why& why) {
  const auto text = kpi::number_text(value, why.unit, why.decimals, Language::zh);
  return text.unit.empty() ? text.digits : text.digits + " " + text.unit;
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

void print(const kpi::Why& why, const std::string& indent) {
  const auto line = [&](std::string_view what, const std::string& text) {
    if (!text.empty()) fmt::print("{}{:<10}{}\n", indent, what, text);
  };
  fmt::print("{}{}  {}\n", indent, why.metric, why.label.zh);
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
      fmt::print("{}  {} {:>5}  {}\n", indent, static_cast<int>(i) == why.excerpt->marked ? ">" : " ", why.excerpt->first_line + static_cast<int>(i), why.excerpt->lines[i]);
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
    fmt::print("\n");
    print(input, indent + "  ");
  }
}

}  // namespace

int run_data_why(const DataWhyOptions& o) {
  const auto settings = load_or_tell(o.exhibit);
  if (!settings) return static_cast<int>(Blame::user);
  const auto at = moment_of(o.at, "--at", now());
  if (!at) return tell(at.error());
  const kpi::Declaration declaration = kpi::declare(settings->data);
  std::string fault;
  std::unique_ptr<kpi::HistoryReader> reader;
  if (o.state.empty())
    fault = "no --state was given, so only what data.yaml says is known. A wall keeps a history when it runs as "
            "`guangmu show EXHIBIT --state DIR`; name the same folder here";
  else if (std::error_code ec; !std::filesystem::exists(kpi::history_path(o.state), ec))
    fault = fmt::format("there is no {}, so only what data.yaml says is known. A wall keeps a history when it runs as "
                        "`guangmu show {} --state {}`; a wall without --state keeps nothing",
                        kpi::history_path(o.state), o.exhibit, o.state);
  else
    reader = kpi::HistoryReader::open(o.state, &fault);
  auto why = kpi::explain(reader.get(), declaration, o.metric, *at);
  if (!why) {
    std::vector<std::string> known;
    for (const auto& [id, m] : settings->data.metrics) known.push_back(id);
    const std::string like = stage::nearest(o.metric, known);
    return tell({fmt::format("data.yaml has no metric \"{}\"{}", o.metric, like.empty() ? "" : "; did you mean \"" + like + "\"?")});
  }
  if (!reader) why->note = fault;
  if (o.json)
    fmt::print("{}\n", wire::why_json(*why));
  else
    print(*why, "");
  return 0;
}

}  // namespace guangmu::tools
