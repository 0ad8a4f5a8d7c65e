// data.yaml: where the figures come from (source_settings.h), how each is judged, and what stands there before
// the first reading. Plain values; check() says what one field alone cannot say (settings.cpp).
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
#include "kpi/source_settings.h"
#include "kpi/values/snapshot.h"

namespace guangmu::kpi {

constexpr auto fields_names(MetricKind) {
  return std::array<std::pair<MetricKind, std::string_view>, 2>{
      {{MetricKind::gauge, "gauge"}, {MetricKind::counter, "counter"}}};
}

// A number in the document: a JSON number, or a number in a text ("12,345", "1.2亿元", "45.3%").
enum class Reads { number, text };
constexpr auto fields_names(Reads) {
  return std::array<std::pair<Reads, std::string_view>, 2>{{{Reads::number, "number"}, {Reads::text, "text"}}};
}

// What is done with a row of a list in which a number is null, missing or empty.
enum class Empty { refuse, skip };
constexpr auto fields_names(Empty) {
  return std::array<std::pair<Empty, std::string_view>, 2>{{{Empty::refuse, "refuse"}, {Empty::skip, "skip"}}};
}

// Why numbers in `delivered` cannot be turned into `unit`; "" when they can, or when nothing is said. (amount.cpp)
std::string wrong_delivered(std::string_view delivered, std::string_view unit);
// Why a time's zone is none; "" when it is one, or empty. (time_text.cpp)
std::string wrong_zone(std::string_view zone);

// What is done with a counter that begins again near zero.
enum class Restart { hold, follow, add, daily };
constexpr auto fields_names(Restart) {
  using Name = std::pair<Restart, std::string_view>;
  return std::array{Name{Restart::hold, "hold"}, Name{Restart::follow, "follow"}, Name{Restart::add, "add"}, Name{Restart::daily, "daily"}};
}

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
  Reads reads = Reads::number;
  std::string delivered;
  std::map<std::string, double> words;
  std::string zone;
  std::optional<std::array<double, 2>> range;
  std::optional<double> max_step;
  std::optional<Duration> max_step_per;
  std::optional<Duration> frozen_after;
  int accept_after = 0;
  Restart restart = Restart::hold;
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
      {.help = "Where the number stands in the source's document: a JSON Pointer (/data/users/total), or a JSONPath "
               "that leads to one place ($.items[?(@.code=='users')].value).",
       .format = fields::Format::pointer});
    v("reads", &M::reads,
      {.help = "number: a JSON number. text: also a number in a text, with grouping and Chinese number words and "
               "units: \"12,345\", \"1.2亿\", \"三千九百万元\", \"45.3%\", \"5‰\"."});
    v("delivered", &M::delivered,
      {.help = "Unit of the delivered bare number where it is not `unit`: 元, 万元 and 亿元 are converted, % and ‰ "
               "mean hundredths and thousandths, 万 and 亿 multiply."});
    v("words", &M::words, {.help = "Numbers for words: {正常: 1, 故障: 0}. Any other word is refused."});
    v("zone", &M::zone,
      {.help = "Zone of a time without one: +08:00, Z, UTC or Asia/Shanghai; default: hall time."});
    v("time", &M::time,
      {.help = "Where the source says since when the number is true: ISO 8601 text, or seconds or "
               "milliseconds since "
               "1970; also 2026年11月20日 10时40分, 2026/11/20 10:40:47 or 20261120104047. Without it the time of receipt counts.",
       .format = fields::Format::pointer});
    v("formula", &M::formula,
      {.help = "Computed from other metrics by id; its time is that of the oldest input. Not together with "
               "source. Numbers, + - * / ^, min max abs sqrt round if in(x, UNIT), sum(TABLE.COLUMN), count(TABLE); a name that is no plain "
               "word in double quotes; from the "
               "history previous change growth average rate (METRIC, day|week|month|year|7d); availability lateness "
               "refusals (SOURCE or METRIC, PERIOD). Figures of different units cannot be added.",
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
    v("max_step_per", &M::max_step_per,
      {.help = "max_step holds for this long: 500 per 1d is the largest change in a day. A reading that comes "
               "sooner may take the whole step.",
       .unit = "s",
       .min = 1});
    v("frozen_after", &M::frozen_after,
      {.help = "A figure that should move and has not for so long is put in quarantine: its source may be stuck.",
       .unit = "s",
       .min = 1});
    v("accept_after", &M::accept_after,
      {.help = "A held value is accepted by itself after so many readings that agree with each other by these "
               "checks; 0: only the operator accepts.",
       .min = 0,
       .max = 10000});
    v("restart", &M::restart,
      {.help = "A counter that begins again near zero. hold: waits for the operator. follow: the new count stands. "
               "add: the new count is added to what it was before. daily: a count of the day, which begins again with each day of the hall."});
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

// A curve: a list of objects in the source's document, one per point; or what a metric was, from the history.
struct SeriesSettings {
  std::string source, at, x;
  std::vector<std::string> y;  // written as one key or a list of keys
  std::string history;         // a metric's id
  std::optional<Duration> over;
  std::string unit, delivered, sort;
  Reads reads = Reads::number;
  Empty empty = Empty::refuse;
  LocalText label;
  double scale = 1;
  bool demonstration = false;
  int limit = 240;
  fields::Place place;
  // The columns it has: y, or the metric whose past it is.
  std::vector<std::string> columns() const;

  static constexpr fields::About about{
      "series", "A curve: a list of objects in the source's document, or what a metric was."};
  template <class V>
  static void fields(V& v) {
    using S = SeriesSettings;
    v("source", &S::source,
      {.help = "Source that delivers it; not together with history."});
    v("at", &S::at,
      {.help = "Where the rows stand. A list: its items are the rows. A path with *, a filter or a slice: what it finds "
               "are the rows. An object: it stands column by column, and x and y lead within it to lists of one length "
               "(months, /data/amounts or $.points[*].amount).",
       .format = fields::Format::pointer});
    v("x", &S::x,
      {.help = "Place of the position in each row, e.g. a month: a key (a number from 0 where rows are lists), a "
               "pointer (/period/month) or a path ($.period[0]) within the row, ~index for the row's number, or, where "
               "the rows are the members of an object, ~name. Column by column: within that object."});
    v("y", &S::y,
      {.help = "Place, or list of places, of the values in each row, as with x; ~value where the row itself is the "
               "number."});
    v("history", &S::history,
      {.help = "Instead of source, at, x and y: a metric. The curve is what it was, as far as the history in the "
               "state folder reaches; it is brought up to date once a minute. Its column is the metric's id."});
    v("over", &S::over,
      {.help = "With history: from so long ago until now.", .unit = "s", .min = 3600, .max = 3.2e8});
    v("unit", &S::unit, {.help = "Unit of the values after scale."});
    v("reads", &S::reads, {.help = "number, or text for numbers in texts, as with metrics."});
    v("delivered", &S::delivered, {.help = "Unit of the delivered numbers where it is not unit, as with metrics."});
    v("empty", &S::empty,
      {.help = "A row in which a number of y is null, missing or empty (as an empty field of CSV): refuse refuses the "
               "whole curve, skip leaves the row out. Nothing is left of a curve without a whole row: it is refused."});
    v("sort", &S::sort,
      {.help = "x: points are put in the order of x, dates, months and quarters by time; empty: as delivered."});
    v("label", &S::label, {.help = "Name on the wall."});
    v("scale", &S::scale, {.help = "Each delivered value is multiplied by it."});
    v("demonstration", &S::demonstration, {.help = "Invented values: the wall marks them as 演示数据."});
    v("limit", &S::limit,
      {.help = "Only the last so many points are kept; with history: so many points at most, over all of the time.",
       .min = 1,
       .max = 10000});
  }
  void check(fields::Complaints& c) const;
};

// A table that the wall fills itself: how well sources and metrics did.
enum class HealthOver { day, week, month };
constexpr auto fields_names(HealthOver) {
  using Name = std::pair<HealthOver, std::string_view>;
  return std::array{Name{HealthOver::day, "day"}, Name{HealthOver::week, "week"}, Name{HealthOver::month, "month"}};
}
enum class HealthOf { all, sources, metrics };
constexpr auto fields_names(HealthOf) {
  using Name = std::pair<HealthOf, std::string_view>;
  return std::array{Name{HealthOf::all, "all"}, Name{HealthOf::sources, "sources"}, Name{HealthOf::metrics, "metrics"}};
}

// A ranking or breakdown: a list of objects in the source's document, one per row.
struct TableSettings {
  std::string source, at;
  std::vector<std::string> columns;  // written as one key or a list of keys
  std::vector<std::string> numbers;  // columns whose texts are read as numbers
  std::string unit, sort;
  Empty empty = Empty::refuse;
  LocalText label;
  int limit = 100;
  bool demonstration = false;
  std::optional<HealthOver> health;
  HealthOf health_of = HealthOf::all;
  fields::Place place;
  // The columns it has: those declared, or those of health.
  std::vector<std::string> keys() const;

  static constexpr fields::About about{"table",
                                       "A ranking or breakdown: a list of objects in the source's document."};
  template <class V>
  static void fields(V& v) {
    using T = TableSettings;
    v("source", &T::source,
      {.help = "Source that delivers it; not together with health."});
    v("at", &T::at,
      {.help = "Where the rows stand: a list, a path that finds them, or an object that stands column by column, as "
               "with series.",
       .format = fields::Format::pointer});
    v("columns", &T::columns,
      {.help = "Places in each row, in order: keys, pointers, paths, ~name, ~value or ~index, as x of a series."});
    v("numbers", &T::numbers,
      {.help = "Columns whose texts are numbers (\"12,345\", \"1.2亿\"); numbers stay numbers anyway."});
    v("unit", &T::unit, {.help = "Unit of the numbers."});
    v("empty", &T::empty,
      {.help = "A row in which a number is null, missing or empty: refuse refuses the whole table, skip leaves the row "
               "out, and sum() does not see it. Numbers are those of `numbers` and of columns in which nothing else "
               "stands."});
    v("sort", &T::sort,
      {.help =
           "Column to sort by, largest first; \"-\" before it: smallest first. Without it as delivered."});
    v("label", &T::label, {.help = "Name on the wall."});
    v("limit", &T::limit,
      {.help = "Only the first so many rows are shown, after sorting. sum(), count() and relations see all of them.",
       .min = 1,
       .max = 10000});
    v("demonstration", &T::demonstration, {.help = "Invented values: the wall marks them as 演示数据."});
    v("health", &T::health,
      {.help = "Instead of source, at and columns: how well sources and metrics did in the last day, week (7 d) or "
               "month (30 d), worst first. Columns: name (the id), availability and lateness in percent, refusals, "
               "state (good, fault, quarantined, refused, never). Nothing stands in it of which the history knows "
               "nothing."});
    v("health_of", &T::health_of, {.help = "With health: all, sources or metrics."});
  }
  void check(fields::Complaints& c) const;
};

// What holds between figures. Metrics that a relation names are accepted together or not at all.
struct RelationSettings {
  std::string holds, table;
  int decimals = 6;
  LocalText label;
  fields::Place place;

  static constexpr fields::About about{"relation", "What holds between figures; they are accepted together or not at all."};
  template <class V>
  static void fields(V& v) {
    using S = RelationSettings;
    v("holds", &S::holds,
      {.help = "Two formulas with ==, <=, >=, < or > between them, over metric ids, numbers, sum(TABLE.COLUMN) and count(TABLE); "
               "with table: over its columns, for every row.",
       .required = true});
    v("table", &S::table, {.help = "A table: the relation is about the columns of each of its rows."});
    v("decimals", &S::decimals, {.help = "Both sides are rounded to so many digits first.", .min = 0, .max = 12});
    v("label", &S::label, {.help = "What it says, for people."});
  }
};

// How long readings are kept, and how finely. The oldest give way when max_bytes is reached.
struct HistorySettings {
  Duration every_reading{86400}, minutes{14 * 86400.0}, hours{400 * 86400.0}, shown{400 * 86400.0};
  std::int64_t max_bytes = std::int64_t{2} << 30;

  static constexpr fields::About about{"history", "How long readings are kept on disk, and how finely."};
  template <class V>
  static void fields(V& v) {
    using S = HistorySettings;
    v("every_reading", &S::every_reading, {.help = "Every reading.", .unit = "s", .min = 3600, .max = 3.2e8});
    v("minutes", &S::minutes, {.help = "One value a minute.", .unit = "s", .min = 3600, .max = 3.2e8});
    v("hours", &S::hours, {.help = "One value an hour; after that one a day.", .unit = "s", .min = 86400, .max = 3.2e9});
    v("shown", &S::shown, {.help = "What stood on the wall, by the minute.", .unit = "s", .min = 86400, .max = 3.2e9});
    v("max_bytes", &S::max_bytes, {.help = "Size of the file; what is oldest and finest gives way.", .unit = "bytes", .min = 16 << 20});
  }
};

// Who mends the platform, and how soon he promised to answer.
struct ContactSettings {
  LocalText name;
  std::string phone, mail;
  std::optional<Duration> response_promise;

  static constexpr fields::About about{"contact", "Who mends the platform."};
  template <class V>
  static void fields(V& v) {
    using S = ContactSettings;
    v("name", &S::name, {.help = "Person or office."});
    v("phone", &S::phone, {.help = "Number to call."});
    v("mail", &S::mail, {.help = "Address to write to."});
    v("response_promise", &S::response_promise, {.help = "Time within which he promised to answer.", .unit = "s", .min = 60});
  }
};

enum class AlarmOn { source, refused, stale };
constexpr auto fields_names(AlarmOn) {
  using Name = std::pair<AlarmOn, std::string_view>;
  return std::array{Name{AlarmOn::source, "source"}, Name{AlarmOn::refused, "refused"}, Name{AlarmOn::stale, "stale"}};
}

// A message to somebody when figures fail.
struct AlarmSettings {
  std::string webhook;
  std::vector<AlarmOn> on{AlarmOn::source, AlarmOn::refused, AlarmOn::stale};
  Duration after{600};
  std::map<std::string, std::string> headers;
  fields::Place place;

  static constexpr fields::About about{"alarm", "A message by webhook when figures fail and when they are good again."};
  template <class V>
  static void fields(V& v) {
    using S = AlarmSettings;
    v("webhook", &S::webhook, {.help = "Address that gets a POST with what, since when, whom to call and by when.", .required = true, .format = fields::Format::url});
    v("on", &S::on, {.help = "source: it does not answer well. refused: a figure waits in quarantine. stale: a figure is stale."});
    v("after", &S::after, {.help = "How long it must last.", .unit = "s", .min = 0, .max = 86400});
    v("headers", &S::headers, {.help = "Request headers by name; secrets as ${NAME} or ${file:PATH}."});
  }
};

struct DataSettings {
  std::map<std::string, SourceSettings> sources;
  std::map<std::string, MetricSettings> metrics;
  std::map<std::string, SeriesSettings> series;
  std::map<std::string, TableSettings> tables;
  std::map<std::string, RelationSettings> relations;
  HistorySettings history;
  ContactSettings contact;
  std::vector<AlarmSettings> alarms;

  static constexpr fields::About about{"data", "Where the figures come from and how each is judged."};
  template <class V>
  static void fields(V& v) {
    using S = DataSettings;
    v("sources", &S::sources, {.help = "Where figures come from, by id."});
    v("metrics", &S::metrics, {.help = "The figures, by id."});
    v("series", &S::series, {.help = "Curves, by id."});
    v("tables", &S::tables, {.help = "Rankings and breakdowns, by id."});
    v("relations", &S::relations, {.help = "What holds between figures, by id."});
    v("history", &S::history, {.help = "How long readings are kept."});
    v("contact", &S::contact, {.help = "Who mends the platform."});
    v("alarms", &S::alarms, {.help = "Who is told when figures fail."});
  }
  // Ids, references, formulas (syntax, unknown ids, circles).
  void check(fields::Complaints& c) const;
};

}  // namespace guangmu::kpi
