#include "kpi/explain.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <utility>

#include "kpi/formats/payload.h"
#include "kpi/formats/select.h"
#include "kpi/formulas/relation.h"
#include "kpi/history/reader.h"

namespace guangmu::kpi {
namespace {

constexpr int deepest = 8, most_events = 20, most_runs = 20;
constexpr int lines_around = 6;
constexpr std::size_t longest_line = 160, most_lines = 200'000;
constexpr double look_back_s = 400 * 86400.0;

std::string cut(std::string line) {
  if (line.size() <= longest_line) return line;
  std::size_t end = longest_line;
  while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) --end;
  line.resize(end);
  return line + "…";
}

// Lays a document out and remembers the line of one value.
class Layout {
 public:
  explicit Layout(const Json* marked) : marked_(marked) {}
  void put(const Json& j, std::string before, const std::string& after, int depth) {
    if (lines.size() > most_lines) return;
    const std::string indent(static_cast<std::size_t>(depth) * 2, ' ');
    if (&j == marked_) line = static_cast<int>(lines.size());
    const bool list = j.is(Json::Type::list), object = j.is(Json::Type::object);
    if ((!list || j.items.empty()) && (!object || j.members.empty())) {
      lines.push_back(indent + before + to_text(j) + after);
      return;
    }
    lines.push_back(indent + before + (list ? "[" : "{"));
    for (std::size_t i = 0; i < j.items.size(); ++i) put(j.items[i], "", i + 1 < j.items.size() ? "," : "", depth + 1);
    for (std::size_t i = 0; i < j.members.size(); ++i)
      put(j.members[i].second, to_text(Json::of(std::string_view(j.members[i].first))) + ": ", i + 1 < j.members.size() ? "," : "", depth + 1);
    lines.push_back(indent + (list ? "]" : "}") + after);
  }
  std::vector<std::string> lines;
  int line = -1;

 private:
  const Json* marked_;
};

std::string with_unit(double value, const std::string& unit) {
  if (unit == "%") return number_as_text(value * 100) + " %";
  return number_as_text(value) + (unit.empty() ? "" : " " + unit);
}

std::string joined(const std::string& wants, const std::string& came) {
  return came.empty() ? wants : wants + "; " + came;
}

// What data.yaml asks of the figure, and what the newest value that had come by then did to it.
std::vector<WhyCheck> checks_of(const MetricSettings& m, const Declaration& d, const std::string& id, const Why& why) {
  std::vector<WhyCheck> checks;
  std::string failed, reason;
  for (const WhyEvent& e : why.events) {  // newest last; an accepted reading after it clears it
    if (e.outcome != "refused" && e.outcome != "held") continue;
    if (why.received && e.at < *why.received) continue;
    failed = e.rule;
    reason = e.reason;
  }
  const auto add = [&](const std::string& name, const std::string& wants) {
    const bool fails = failed == name;
    checks.push_back({name, !fails, fails ? joined(wants, reason) : wants});
    if (fails) failed.clear();
  };
  if (m.formula.empty()) add("type", m.reads == Reads::text ? "a number, or a text that says one" : "a number");
  if (!m.time.empty()) add("time", "a time at " + m.time + ", not ahead of ours and not before the last");
  if (m.range) add("range", fmt::format("{} to {}", with_unit((*m.range)[0], m.unit), with_unit((*m.range)[1], m.unit)));
  if (m.max_step)
    add("step", m.max_step_per ? fmt::format("changes by at most {} in {}", with_unit(*m.max_step, m.unit), to_string(*m.max_step_per))
                              : fmt::format("changes by at most {} from poll to poll", with_unit(*m.max_step, m.unit)));
  if (m.kind == MetricKind::counter) add("counter", "only rises");
  if (m.frozen_after) add("frozen", "moves within " + to_string(*m.frozen_after));
  for (const auto& [relation, settings] : d.data.relations) {
    if (!settings.table.empty()) continue;  // about the columns of a table
    const auto parsed = Relation::parse(settings.holds, settings.decimals);
    if (parsed && std::ranges::find(parsed->names(), id) != parsed->names().end()) add("relation:" + relation, settings.holds);
  }
  const auto& info = *d.metrics.at(id);
  if (info.late_after_s > 0)
    checks.push_back({"fresh", why.freshness == Freshness::live,
                      why.age_s ? fmt::format("at most {} old; was {:.1f} s old", to_string(Duration{info.late_after_s}), *why.age_s)
                                : fmt::format("at most {} old; there was none", to_string(Duration{info.late_after_s}))});
  if (!failed.empty()) checks.push_back({failed, false, reason});
  return checks;
}

void add_excerpt(Why& why, HistoryReader& reader, const Declaration& d, const MetricSettings& m) {
  if (m.source.empty() || !d.data.sources.contains(m.source)) return;
  const Instant from = why.received ? *why.received + -0.5 : why.at + -86400;
  auto payload = why.received ? reader.payload(m.source, from, *why.received + 0.5) : std::nullopt;
  if (!payload) payload = reader.payload(m.source, from, why.at);
  if (!payload) {
    payload = reader.payload(m.source, from + -86400, why.at);
    why.note = payload ? "the payload of this reading is not kept; the one before it is shown" : "no payload of then is kept";
    if (!payload) return;
  }
  const auto document = read_payload(payload->bytes, d.data.sources.at(m.source));
  WhyExcerpt excerpt;
  if (document) {
    const auto place = at_path(*document, m.at);
    excerpt = excerpt_of(*document, place ? *place : nullptr);
  } else {
    // No document: its first lines as they came.
    std::string_view rest = payload->bytes;
    while (!rest.empty() && excerpt.lines.size() < 12) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      excerpt.lines.push_back(cut(std::string(rest.substr(0, end))));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  excerpt.received = payload->at;
  excerpt.newer = why.received && payload->at - *why.received > 0.5;
  why.excerpt = std::move(excerpt);
}

// Those that are explained already: by metric and depth, for below the deepest a formula has no inputs.
using Explained = std::map<std::pair<std::string, int>, Why>;

Why explain_one(HistoryReader* reader, const Declaration& d, const std::string& id, Instant at, int depth, Explained& known) {
  if (const auto same = known.find({id, depth}); same != known.end()) return same->second;
  const MetricSettings& m = d.data.metrics.at(id);
  const MetricInfo& info = *d.metrics.at(id);
  Why why;
  why.metric = id;
  why.unit = m.unit;
  why.label = m.label;
  why.decimals = m.decimals;
  why.at = at;
  why.source = m.source;
  why.pointer = m.at;
  why.formula = m.formula;
  if (!m.source.empty() && d.data.sources.contains(m.source)) why.url = d.shown_url(m.source);
  if (info.report) {
    why.report_date = to_string(info.report->as_of);
    why.report_source = info.report->source;
  }
  if (reader) {
    if (const auto stood = reader->standing(id, at)) {
      why.stood = m.formula.empty() ? Stood::reading : Stood::derived;
      why.value = stood->value;
      why.grain = stood->grain;
      why.received = Instant{stood->at_ms * 1000};
      why.source_time = Instant{stood->source_ms() * 1000};
      why.by = stood->by;
    }
    if (const auto manual = reader->manual(id, at)) {
      why.stood = Stood::manual;
      why.value = manual->value;
      why.received = why.source_time = manual->at;
      why.by = manual->by;
    }
    why.events = reader->events(id, at + -look_back_s, at, most_events);
    why.shown = reader->shown(id, at + -86400, at + 60, most_runs);
  } else {
    why.note = "there is no history";
  }
  if (!why.value && info.report) {
    why.stood = Stood::report;
    why.value = info.report->value;
  }
  if (why.source_time) {
    const Instant since = std::min(*why.source_time, why.received.value_or(*why.source_time));
    why.freshness = why.stood == Stood::manual ? Freshness::live : freshness_of(since, info.late_after_s, info.stale_after_s, at);
    why.age_s = std::max(0., at - since);
  }
  why.checks = checks_of(m, d, id, why);
  if (reader && m.formula.empty()) add_excerpt(why, *reader, d, m);
  if (m.formula.empty() || depth >= deepest) return known[{id, depth}] = std::move(why);
  for (const auto& f : d.formulas)
    if (f.id == id)
      for (const std::string& input : f.expression.metrics())
        if (d.data.metrics.contains(input)) why.inputs.push_back(explain_one(reader, d, input, at, depth + 1, known));
  return known[{id, depth}] = std::move(why);
}

}  // namespace

WhyExcerpt excerpt_of(const Json& document, const Json* marked) {
  Layout layout(marked);
  layout.put(document, "", "", 0);
  const int count = static_cast<int>(layout.lines.size());
  const int first = layout.line < 0 ? 0 : std::max(0, layout.line - lines_around);
  const int last = std::min(count, layout.line < 0 ? 2 * lines_around : layout.line + lines_around + 1);
  WhyExcerpt excerpt;
  for (int i = first; i < last; ++i) excerpt.lines.push_back(cut(layout.lines[static_cast<std::size_t>(i)]));
  excerpt.first_line = first + 1;
  excerpt.marked = layout.line < 0 ? -1 : layout.line - first;
  return excerpt;
}

std::optional<Why> explain(HistoryReader* reader, const Declaration& declaration, const std::string& metric, Instant at) {
  if (!declaration.data.metrics.contains(metric)) return std::nullopt;
  Explained known;
  return explain_one(reader, declaration, metric, at, 0, known);
}

std::optional<Course> course_of(HistoryReader* reader, const Declaration& declaration, const std::string& metric, Instant from, Instant to) {
  const auto it = declaration.data.metrics.find(metric);
  if (it == declaration.data.metrics.end()) return std::nullopt;
  Course course;
  if (reader) course = reader->curve(metric, from, to, 500);
  course.metric = metric;
  course.unit = it->second.unit;
  course.decimals = it->second.decimals;
  course.from = from;
  course.to = to;
  return course;
}

}  // namespace guangmu::kpi
