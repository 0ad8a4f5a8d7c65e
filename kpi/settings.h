// data.yaml: where the figures come from, how each is judged, and what stands there before the first reading.
// Plain values; check() says what one field alone cannot say (settings.cpp). Files' order: sources, metrics,
// series, tables.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/fields.h"
#include "base/language.h"
#include "base/time.h"
#include "kpi/values/snapshot.h"

namespace guangmu::kpi {

constexpr auto fields_names(MetricKind) {
  return std::array<std::pair<MetricKind, std::string_view>, 2>{
      {{MetricKind::gauge, "gauge"}, {MetricKind::counter, "counter"}}};
}

// One address that answers GET with one JSON document.
struct SourceSettings {
  std::string url;
  Duration every{5};
  Duration connect_timeout{2};
  Duration timeout{3};
  std::int64_t max_bytes = 1 << 20;
  std::map<std::string, std::string> headers;
  std::string user_agent = "Guangmu";
  fields::Place place;

  static constexpr fields::About about{"source", "An address that answers GET with one JSON document."};
  template <class V>
  static void fields(V& v) {
    using S = SourceSettings;
    v("url", &S::url,
      {.help = "Address of the JSON document. Certificates of https are always verified; a redirect is "
               "followed on the "
               "same host only.",
       .required = true,
       .format = fields::Format::url});
    v("every", &S::every, {.help = "Time from one poll to the next.", .unit = "s", .min = 0.2, .max = 86400});
    v("connect_timeout", &S::connect_timeout,
      {.help = "Longest wait for the connection, TLS included.", .unit = "s", .min = 0.05, .max = 60});
    v("timeout", &S::timeout,
      {.help = "Longest time for the whole poll.", .unit = "s", .min = 0.05, .max = 300});
    v("max_bytes", &S::max_bytes,
      {.help = "A longer answer is refused.", .unit = "bytes", .min = 64, .max = 64 << 20});
    v("headers", &S::headers,
      {.help = "Request headers by name; secrets as ${NAME} from the environment. They are not sent to "
               "another host."});
    v("user_agent", &S::user_agent, {.help = "How the wall introduces itself to the platform."});
  }
  void check(fields::Complaints& c) const;
};

// The figure of a printed report: stands there before the first reading ever, marked with its date.
struct ReportSettings {
  double value = 0;
  Date as_of;
  LocalText source;

  static constexpr fields::About about{"report",
                                       "The figure of a report, shown until the first live reading."};
  template <class V>
  static void fields(V& v) {
    v("value", &ReportSettings::value,
      {.help = "In the metric's unit; for % a ratio, 0.367 for 36.7 %.", .required = true});
    v("as_of", &ReportSettings::as_of, {.help = "The date the report speaks of.", .required = true});
    v("source", &ReportSettings::source, {.help = "Title of the report.", .required = true});
  }
};

// One figure: read from a source, or computed from other figures.
struct MetricSettings {
  std::string source, at, time;
  std::string formula;
  double scale = 1;
  std::string unit;
  MetricKind kind = MetricKind::gauge;
  int decimals = 0;
  std::optional<std::array<double, 2>> range;
  std::optional<double> max_step;
  LocalText label;
  std::optional<ReportSettings> report;
  bool is_short = false, approx = false;
  std::optional<Duration> late_after, stale_after;
  fields::Place place;

  static constexpr fields::About about{"metric",
                                       "One figure: read from a source, or computed from other figures."};
  template <class V>
  static void fields(V& v) {
    using M = MetricSettings;
    v("source", &M::source, {.help = "Source that delivers it; not together with formula."});
    v("at", &M::at,
      {.help = "Where the number stands in the source's document.", .format = fields::Format::pointer});
    v("time", &M::time,
      {.help = "Where the source says since when the number is true: ISO 8601 text, or seconds or "
               "milliseconds since "
               "1970. Without it the time of receipt counts.",
       .format = fields::Format::pointer});
    v("formula", &M::formula,
      {.help = "Computed from other metrics by id; its time is that of the oldest input. Not together with "
               "source.",
       .format = fields::Format::formula});
    v("scale", &M::scale,
      {.help = "The delivered number is multiplied by it first; range and max_step hold for the product."});
    v("unit", &M::unit,
      {.help = "户, 家, 亿元 …; \"%\" means a ratio: 0.36672 is shown as 36.7 %. Only 元, 万元 and 亿元 are "
               "rescaled."});
    v("kind", &M::kind, {.help = "A counter only rises: a lower reading is refused."});
    v("decimals", &M::decimals, {.help = "Digits behind the point.", .min = 0, .max = 6});
    v("range", &M::range, {.help = "Lowest and highest possible value; anything outside is refused."});
    v("max_step", &M::max_step,
      {.help = "Largest change from one accepted reading to the next poll's, up or down. For each poll that "
               "failed or "
               "did not take place in between (outage, wall switched off) the same again is allowed. A "
               "larger change is "
               "refused and stays refused until an operator accepts it.",
       .min = 0});
    v("label", &M::label, {.help = "Name on the wall."});
    v("report", &M::report,
      {.help = "The report's figure, shown until the first reading ever, never as live."});
    v("short", &M::is_short, {.help = "Shorten a large count: 123,456 as 12.35 万 (123.46 k)."});
    v("approx", &M::approx,
      {.help = "The report says \"more than\": 余 behind its figure, never behind a live one."});
    v("late_after", &M::late_after,
      {.help = "Age at which the figure is late; default 2 x every + timeout of its source.",
       .unit = "s",
       .min = 0});
    v("stale_after", &M::stale_after,
      {.help = "Age at which the figure is stale; default 10 x every of its source.", .unit = "s", .min = 0});
  }
  void check(fields::Complaints& c) const;
};

// A curve: a list of objects in the source's document, one per point.
struct SeriesSettings {
  std::string source, at, x;
  std::vector<std::string> y;  // written as one key or a list of keys
  std::string unit;
  LocalText label;
  double scale = 1;
  bool demonstration = false;
  int limit = 240;
  fields::Place place;

  static constexpr fields::About about{"series", "A curve: a list of objects in the source's document."};
  template <class V>
  static void fields(V& v) {
    using S = SeriesSettings;
    v("source", &S::source,
      {.help = "Source that delivers it.", .required = true, .format = fields::Format::id});
    v("at", &S::at, {.help = "Where the list stands.", .required = true, .format = fields::Format::pointer});
    v("x", &S::x, {.help = "Key of the position in each object, e.g. a month.", .required = true});
    v("y", &S::y, {.help = "Key, or list of keys, of the values in each object.", .required = true});
    v("unit", &S::unit, {.help = "Unit of the values after scale."});
    v("label", &S::label, {.help = "Name on the wall."});
    v("scale", &S::scale, {.help = "Each delivered value is multiplied by it."});
    v("demonstration", &S::demonstration, {.help = "Invented values: the wall marks them as 演示数据."});
    v("limit", &S::limit, {.help = "Only the last so many points are kept.", .min = 1, .max = 10000});
  }
  void check(fields::Complaints& c) const;
};

// A ranking or breakdown: a list of objects in the source's document, one per row.
struct TableSettings {
  std::string source, at;
  std::vector<std::string> columns;  // written as one key or a list of keys
  std::string unit, sort;
  LocalText label;
  int limit = 100;
  bool demonstration = false;
  fields::Place place;

  static constexpr fields::About about{"table",
                                       "A ranking or breakdown: a list of objects in the source's document."};
  template <class V>
  static void fields(V& v) {
    using T = TableSettings;
    v("source", &T::source,
      {.help = "Source that delivers it.", .required = true, .format = fields::Format::id});
    v("at", &T::at, {.help = "Where the list stands.", .required = true, .format = fields::Format::pointer});
    v("columns", &T::columns, {.help = "Keys of each object, in order.", .required = true});
    v("unit", &T::unit, {.help = "Unit of the numbers."});
    v("sort", &T::sort,
      {.help =
           "Column to sort by, largest first; \"-\" before it: smallest first. Without it as delivered."});
    v("label", &T::label, {.help = "Name on the wall."});
    v("limit", &T::limit,
      {.help = "Only the first so many rows are kept, after sorting.", .min = 1, .max = 10000});
    v("demonstration", &T::demonstration, {.help = "Invented values: the wall marks them as 演示数据."});
  }
  void check(fields::Complaints& c) const;
};

struct DataSettings {
  std::map<std::string, SourceSettings> sources;
  std::map<std::string, MetricSettings> metrics;
  std::map<std::string, SeriesSettings> series;
  std::map<std::string, TableSettings> tables;

  static constexpr fields::About about{"data", "Where the figures come from and how each is judged."};
  template <class V>
  static void fields(V& v) {
    v("sources", &DataSettings::sources, {.help = "Addresses that are polled, by id."});
    v("metrics", &DataSettings::metrics, {.help = "The figures, by id."});
    v("series", &DataSettings::series, {.help = "Curves, by id."});
    v("tables", &DataSettings::tables, {.help = "Rankings and breakdowns, by id."});
  }
  // Ids, references, formulas (syntax, unknown ids, circles).
  void check(fields::Complaints& c) const;
};

// The ages at which a figure of this source is late and stale, where the figure itself says nothing.
double default_late_after_s(const SourceSettings& s);   // 2 x every + timeout
double default_stale_after_s(const SourceSettings& s);  // 10 x every

}  // namespace guangmu::kpi
