// What the stand-in platform says: the exhibit's own figures, built from its declaration (data.yaml), moving
// plausibly. Pure: the same declaration, demonstration file, seed and times give the same bytes. No network,
// no clock, no thread.
//
// A counter starts at its report value and rises in small irregular steps, a gauge wanders by a last digit or
// two. Values stay multiples of the last shown digit, and ordered as the demonstration file says (green loans
// never above loans granted), and keep the relations that data.yaml declares: where one side of a relation == is a
// single figure, it is computed from the other.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "kpi/formats/json.h"
#include "kpi/settings.h"

namespace guangmu::tools {

// demonstration.json of an exhibit: invented rows for curves and tables, and how fast the figures move. By
// id.
struct Demonstration {
  struct Movement {
    double per_hour = 0;  // a counter's mean rise in its unit
    double step_s = 20;   // mean time between two steps
    int wander = 1;       // of a gauge: at most so many last digits up or down
  };
  struct Rows {
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> texts;  // a cell is a text …
    std::vector<std::vector<double>> numbers;     // … or, where its text is empty, this number
    std::string
        follows;  // metric whose growth the first number column shares, so that its sum stays that metric
  };
  std::map<std::string, Movement> metrics;
  std::vector<std::vector<std::string>> rising;  // ids in an order in which none is above the next
  std::map<std::string, Rows> series, tables;
};

// `file` names the text in errors.
Result<Demonstration> read_demonstration(std::string_view text, const std::string& file);

enum class Pace {
  plausible,        // as the demonstration file says
  all_each_second,  // every metric changes every second (bench)
  one_each_second,  // one metric after the other changes each second (bench --idle)
};

// Deviations of a faulty platform inside the document.
struct Distortion {
  bool numbers_as_text = false;
  double jump = 1;  // factor on every metric
};

class StandIn {
 public:
  // An error when two declared pointers cannot stand in one document (/a and /a/b).
  static Result<StandIn> from(kpi::DataSettings data, Demonstration demonstration, std::uint64_t seed = 1);

  // The value that the source delivers times scale, `elapsed_s` after the start.
  double metric_value(const std::string& id, double elapsed_s, Pace pace = Pace::plausible) const;

  // The document of one source; `time` stands at every declared time pointer.
  std::string payload(const std::string& source, double elapsed_s, Instant time, Pace pace = Pace::plausible,
                      const Distortion& distortion = {}) const;
  // The document at one path of the server: of every source whose address has that path. Empty when there is
  // none.
  std::string payload_at(std::string_view path, double elapsed_s, Instant time,
                         const Distortion& distortion = {}, Pace pace = Pace::plausible) const;
  std::vector<std::string> paths() const;

  const kpi::DataSettings& data() const { return data_; }

 private:
  kpi::DataSettings data_;
  Demonstration demonstration_;
  std::uint64_t seed_ = 1;

  StandIn() = default;
  std::string document(const std::vector<std::string>& sources, double elapsed_s, Instant time, Pace pace,
                       const Distortion& distortion) const;
  // The figures that `sources` deliver, related ones made to fit, beside the rows of their tables.
  std::map<std::string, double> related_values(const std::vector<std::string>& sources, double elapsed_s, Pace pace) const;
  std::vector<std::vector<kpi::Json>> table_rows(const std::string& id, double elapsed_s, Pace pace) const;
};

// Path and query of an address: "http://h:1/api?x=1" -> "/api".
std::string path_of(const std::string& url);

}  // namespace guangmu::tools
