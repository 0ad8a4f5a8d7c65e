// The course of one figure as a chart needs it: points in time, parted into runs where nothing was known. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "kpi/values/snapshot.h"

namespace guangmu::scenes {

struct Course {
  struct Point {
    Instant at;
    double value = 0;
  };
  struct Run {
    std::size_t first = 0, last = 0;  // points, both ends in it
  };
  Instant from, to;           // what the axis shows; not what is known
  std::vector<Point> points;  // within it, in order
  std::vector<Run> runs;      // between two runs nothing is known
  // Two points at least, and as much known as makes a curve: a twenty-fourth of the time.
  bool enough = false;
  std::optional<Instant> since() const;  // the first point
};

// The x of a point as a moment: an ISO 8601 time, or the first second of a day, month or year.
std::optional<Instant> moment_of(const std::string& x);

// A curve of the history stands on the whole time that it is asked over, up to `end` or its newest point; one that a
// source delivers from its first to its last point. Points without a time or a finite value part the curve. So does a stretch
// without points in which the figure was stale, and longer than 2.5 times what usually lies between two points.
Course course_of(const kpi::Series& series, std::size_t column, Instant end);

}  // namespace guangmu::scenes
