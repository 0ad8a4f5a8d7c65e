// timeline.yaml: the history of an exhibit. Events in the order of their dates, and the totals that the
// sources state at some of those dates; nothing between two stated totals is known, and nothing here claims
// it.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/fields.h"
#include "base/language.h"
#include "base/time.h"

namespace guangmu::scenes {

// A number as its source states it; it never changes with live data.
struct TimelineFigure {
  std::string metric;  // the metric of data.yaml it is an early value of; may be empty
  double value = 0;    // in `unit`; with unit % the number before the sign: 74.16
  std::string unit;
  int decimals = 0;
  LocalText label;
  fields::Place place;

  static constexpr fields::About about{"timeline_figure", "A number as its source states it."};
  template <class V>
  static void fields(V& v) {
    using S = TimelineFigure;
    v("metric", &S::metric,
      {.help = "Metric of data.yaml that it is an early value of, where it is one.",
       .format = fields::Format::id});
    v("value", &S::value,
      {.help = "The number, in its unit; for % the number before the sign.", .required = true});
    v("unit", &S::unit, {.help = "Unit, e.g. 亿元."});
    v("decimals", &S::decimals, {.help = "Digits behind the point.", .min = 0, .max = 6});
    v("label", &S::label, {.help = "What the number counts.", .required = true});
  }
};

struct TimelineEvent {
  std::string id;
  Date date;  // of year, month or day precision
  LocalText title, text, source;
  std::optional<TimelineFigure> figure;
  std::vector<TimelineFigure> facts;
  fields::Place place;

  static constexpr fields::About about{"timeline_event", "One event of the history."};
  template <class V>
  static void fields(V& v) {
    using S = TimelineEvent;
    v("id", &S::id, {.help = "Name for commands and tours.", .required = true, .format = fields::Format::id});
    v("date", &S::date,
      {.help = "2022, 2022-12 or 2022-12-31, as far as the source says it.", .required = true});
    v("title", &S::title, {.help = "Heading of its card.", .required = true});
    v("text", &S::text, {.help = "What happened, at most three lines on the card.", .required = true});
    v("source", &S::source, {.help = "Who says so, and when.", .required = true});
    v("figure", &S::figure, {.help = "The one figure of the card, in gold."});
    v("facts", &S::facts, {.help = "Up to three smaller figures under it."});
  }
  void check(fields::Complaints& c) const {
    if (date.year < 1900 || date.year > 2200) c.at("date", "expected a year between 1900 and 2200");
    if (facts.size() > 3) c.at("facts", "more than three facts do not fit on the card");
  }
};

struct TimelinePoint {
  Date date;
  double value = 0;
  std::string unit;

  static constexpr fields::About about{"timeline_point", "A total at a date, as its source states it."};
  template <class V>
  static void fields(V& v) {
    v("date", &TimelinePoint::date, {.help = "The month it was stated for: 2022-12.", .required = true});
    v("value", &TimelinePoint::value, {.help = "The total, in its unit.", .min = 0, .required = true});
    v("unit", &TimelinePoint::unit, {.help = "元, 万元, 亿元 or any other.", .required = true});
  }
  void check(fields::Complaints& c) const {
    if (date.month == 0) c.at("date", "a total needs its month; expected e.g. 2022-12");
  }
};

struct TimelineTotal {
  std::string metric;
  LocalText label;
  std::vector<TimelinePoint> points;

  static constexpr fields::About about{"timeline_total", "What is known of one total over the years."};
  template <class V>
  static void fields(V& v) {
    using S = TimelineTotal;
    v("metric", &S::metric, {.help = "Metric of data.yaml.", .required = true, .format = fields::Format::id});
    v("label", &S::label, {.help = "Short name beside its posts.", .required = true});
    v("points", &S::points, {.help = "All that the sources state, in the order of dates.", .required = true});
  }
  void check(fields::Complaints& c) const {
    for (std::size_t i = 1; i < points.size(); ++i)
      if (points[i].date <= points[i - 1].date)
        c.at("points[" + std::to_string(i) + "].date",
             "is not later than the point before; expected rising dates");
  }
};

struct TimelineSettings {
  std::vector<TimelineEvent> events;
  std::vector<TimelineTotal> totals;
  std::string curve;  // metric of the total that is drawn as the curve; empty: no curve
  Duration seconds_per_event{8};
  fields::Place place;

  static constexpr fields::About about{"timeline",
                                       "The history as events, and the totals known at some of their dates."};
  template <class V>
  static void fields(V& v) {
    using S = TimelineSettings;
    v("events", &S::events, {.help = "The events, in the order in which they are told.", .required = true});
    v("totals", &S::totals, {.help = "Totals at the dates for which a source states them."});
    v("curve", &S::curve,
      {.help =
           "Metric whose total is the curve; the totals of other metrics stand as columns at their dates.",
       .format = fields::Format::id});
    v("seconds_per_event", &S::seconds_per_event,
      {.help = "How long each event stands when the timeline runs by itself.",
       .unit = "s",
       .min = 3,
       .max = 120});
  }
  void check(fields::Complaints& c) const;
};

// Where an event stands on the line, in months since January of year 0. A month stands at its first day; a
// day is placed in its month; the n events that have only a year are spread over that year, each on a whole
// month.
double timeline_month(Date d);
std::vector<double> timeline_months(const TimelineSettings& timeline);

// How long the wall travels over so many months: 1.4 s up to six, 2.2 s from about two years on.
inline double timeline_travel_s(double months) {
  const double far = std::clamp((std::abs(months) - 6) / 18, 0., 1.);
  return 1.4 + 0.8 * far;
}
// The same between two events; 0 where there is no such event or no way to go.
double timeline_travel_s(const TimelineSettings& timeline, int from, int to);

}  // namespace guangmu::scenes
