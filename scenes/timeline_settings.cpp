#include "scenes/timeline_settings.h"

#include <set>

namespace guangmu::scenes {

void TimelineSettings::check(fields::Complaints& c) const {
  if (events.empty()) c.at("events", "no events; expected at least one");
  std::set<std::string> ids;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const std::string key = "events[" + std::to_string(i) + "]";
    if (!ids.insert(events[i].id).second)
      c.at(key + ".id",
           "the id \"" + events[i].id + "\" stands twice; expected a name of its own for each event");
    if (i > 0 && timeline_month(events[i].date) < timeline_month({events[i - 1].date.year, 0, 0}))
      c.at(key + ".date", "is earlier than the event before; expected the order of dates");
  }
  const auto known = [&](const TimelineTotal& t) { return t.metric == curve; };
  if (!curve.empty() && std::none_of(totals.begin(), totals.end(), known))
    c.at("curve", "no total has the metric \"" + curve + "\"; expected one of those under totals");
}

double timeline_month(Date d) {
  return d.year * 12. + std::max(0, d.month - 1);
}

std::vector<double> timeline_months(const TimelineSettings& timeline) {
  std::vector<double> months;
  months.reserve(timeline.events.size());
  for (std::size_t i = 0; i < timeline.events.size(); ++i) {
    const Date d = timeline.events[i].date;
    if (d.month != 0) {
      months.push_back(timeline_month(d));
      continue;
    }
    int before = 0, all = 0;
    for (std::size_t k = 0; k < timeline.events.size(); ++k) {
      const Date other = timeline.events[k].date;
      if (other.month != 0 || other.year != d.year) continue;
      ++all;
      if (k < i) ++before;
    }
    months.push_back(timeline_month(d) + std::clamp(std::round(12. * (before + 1) / (all + 1)), 1., 10.));
  }
  return months;
}

double timeline_travel_s(const TimelineSettings& timeline, int from, int to) {
  const auto months = timeline_months(timeline);
  const int last = static_cast<int>(months.size()) - 1;
  if (from == to || from < 0 || to < 0 || from > last || to > last) return 0;
  return timeline_travel_s(months[static_cast<std::size_t>(to)] - months[static_cast<std::size_t>(from)]);
}

}  // namespace guangmu::scenes
