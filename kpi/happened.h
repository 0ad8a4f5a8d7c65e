// What happened to the figures, for the history: emitted by the ledger, written by the history. Plain values.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.h"

namespace guangmu::kpi {

enum class Outcome {
  accepted,   // stands from now on
  unchanged,  // the source repeats what we hold
  refused,    // no usable number
  held,       // waits for the operator
  released,   // a held value that was accepted, by the operator or by itself
  dismissed,  // a held value that the operator refused
  manual,     // set by an operator
  manual_end  // the operator's value ended
};
constexpr auto fields_names(Outcome) {
  using Name = std::pair<Outcome, std::string_view>;
  return std::array{Name{Outcome::accepted, "accepted"},   Name{Outcome::unchanged, "unchanged"},
                    Name{Outcome::refused, "refused"},     Name{Outcome::held, "held"},
                    Name{Outcome::released, "released"},   Name{Outcome::dismissed, "dismissed"},
                    Name{Outcome::manual, "manual"},       Name{Outcome::manual_end, "manual_end"}};
}

// One poll or pushed message of a source.
struct PollEvent {
  std::uint64_t number = 0;  // counts from 1 per run
  std::string source;
  Instant at;
  std::string fault;                           // empty: a good document
  std::shared_ptr<const std::string> payload;  // as received; null without one
};

struct ReadingEvent {
  std::string metric;
  Outcome outcome = Outcome::accepted;
  std::optional<double> value;  // in the metric's unit
  Instant source_time, received;
  std::string rule;    // the check that decided: "type", "range", "time", "step", "counter", "frozen", "relation:ID"; else empty
  std::string reason;  // in plain words; empty when accepted
  std::string by;      // who, for released, dismissed, manual and manual_end; "rule" when it happened by itself
  std::uint64_t poll = 0;  // PollEvent::number; 0: none
};

struct Happened {
  std::vector<PollEvent> polls;
  std::vector<ReadingEvent> readings;
  bool empty() const { return polls.empty() && readings.empty(); }
};

}  // namespace guangmu::kpi
