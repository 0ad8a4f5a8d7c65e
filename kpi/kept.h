// What is kept on disk between two runs (figure_store.h), and its text form. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "kpi/entry.h"
#include "kpi/values/snapshot.h"

namespace guangmu::kpi {

// `mark` tells whether the declaration is still the same.
struct KeptReading {
  std::string id, mark;
  Reading reading;
  friend bool operator==(const KeptReading& a, const KeptReading& b) {
    return a.id == b.id && a.mark == b.mark && a.reading.value == b.reading.value &&
           a.reading.source_time == b.reading.source_time && a.reading.received == b.reading.received;
  }
};
// state: what else is known of a metric, see state_text().
enum class ListKind { series, table, state };
struct KeptList {
  ListKind kind = ListKind::series;
  std::string id, mark;
  std::string body;  // JSON: [["2022-09", 24.3], …]
  Instant received;
  friend bool operator==(const KeptList&, const KeptList&) = default;
};
struct Kept {
  std::vector<KeptReading> readings;
  std::vector<KeptList> lists;
};

std::string points_text(const std::vector<SeriesPoint>& points);
std::string rows_text(const std::vector<std::vector<Cell>>& rows);
// Nothing when the text is not what `columns` values a row would have written.
std::optional<std::vector<SeriesPoint>> points_from(const std::string& body, std::size_t columns);
std::optional<std::vector<std::vector<Cell>>> rows_from(const std::string& body, std::size_t columns);

// The offset of a counter that began again, the value that the operator refused, how long a figure has stood still, and
// the operator's own value: {} when there is none of them.
std::string state_text(const Entry& e);
void take_state(const std::string& body, Entry& e);

}  // namespace guangmu::kpi
