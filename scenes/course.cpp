#include "scenes/course.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace guangmu::scenes {
namespace {

constexpr double usual_times = 2.5;
constexpr double least_share = 1. / 24;

// The gap between two points that half of all gaps do not reach.
double usual_gap_s(const std::vector<Course::Point>& points) {
  std::vector<double> gaps;
  for (std::size_t i = 1; i < points.size(); ++i) gaps.push_back(points[i].at - points[i - 1].at);
  if (gaps.empty()) return 0;
  const auto middle = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2);
  std::ranges::nth_element(gaps, middle);
  return *middle;
}

}  // namespace

std::optional<Instant> Course::since() const {
  return points.empty() ? std::nullopt : std::optional(points.front().at);
}

std::optional<Instant> moment_of(const std::string& x) {
  if (const auto at = parse_instant(x)) return at;
  if (const auto date = parse_date(x)) return start_of(*date);
  return std::nullopt;
}

Course course_of(const kpi::Series& series, std::size_t column, Instant end) {
  Course course;
  std::vector<bool> broken;  // before each point
  bool breaks = false;
  for (const kpi::SeriesPoint& p : series.points) {
    const auto at = moment_of(p.x);
    if (!at || column >= p.y.size() || !std::isfinite(p.y[column])) {
      breaks = true;
      continue;
    }
    if (!course.points.empty() && *at <= course.points.back().at) continue;  // time goes one way
    course.points.push_back({*at, p.y[column]});
    broken.push_back(std::exchange(breaks, false));
  }
  const double over_s = series.info ? series.info->over_s : 0;
  if (!course.points.empty()) end = over_s > 0 ? std::max(end, course.points.back().at) : course.points.back().at;
  course.to = end;
  course.from = over_s > 0 ? end + -over_s : course.points.empty() ? end : course.points.front().at;
  const auto early = static_cast<std::ptrdiff_t>(std::ranges::count_if(course.points, [&](const auto& p) { return p.at < course.from; }));
  course.points.erase(course.points.begin(), course.points.begin() + early);
  broken.erase(broken.begin(), broken.begin() + early);

  const double stale_s = series.info ? series.info->stale_after_s : 0;
  const double gap_s = std::max(stale_s, usual_times * usual_gap_s(course.points));
  for (std::size_t i = 0; i < course.points.size(); ++i) {
    const bool parted = i == 0 || broken[i] || course.points[i].at - course.points[i - 1].at > gap_s;
    if (parted)
      course.runs.push_back({i, i});
    else
      course.runs.back().last = i;
  }
  if (course.points.size() > 1) {
    const double known_s = course.points.back().at - course.points.front().at;
    course.enough = over_s <= 0 || known_s >= over_s * least_share;
  }
  return course;
}

}  // namespace guangmu::scenes
