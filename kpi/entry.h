// What stands for one figure, what waits in its quarantine, and what becomes of the verdict on each new reading. Pure.
//
// A reading that was judged alone (judge.h) is decided here: a held one is compared with the held ones before it
// (accept_after, a counter that begins again), and comes out as accepted, unchanged, released, held or refused. A
// figure tied to others by a relation may still have to wait for them (ties.h); then stand() or hold() is called.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/time.h"
#include "kpi/happened.h"
#include "kpi/judge.h"
#include "kpi/settings.h"
#include "kpi/values/snapshot.h"

namespace guangmu::kpi {

// A stamp of our own clock after that was set by `jump_s`. Back: it lies in the future no more. Forward, to where the
// clock had been before: the stamp goes along.
Instant stamp_after_jump(Instant stamp, Instant now, double jump_s);

// What one reading came to.
struct Decision {
  Outcome outcome = Outcome::refused;  // accepted, unchanged, released (by itself), held or refused
  std::string rule, reason;
  std::optional<Reading> reading;
  double offset = 0;          // that reading->value includes
  bool begins_again = false;  // of held: perhaps a counter that begins again; of released: it does
  double heard_s = 0;         // how long the source has been answering since the reading before
  std::uint64_t poll = 0;
  bool is_good() const { return outcome == Outcome::accepted || outcome == Outcome::unchanged || outcome == Outcome::released; }
};

struct Override {
  Reading reading;
  Instant until;
  std::string by;
};

struct Entry {
  KnownMetric known;
  std::string refused, rule;  // why the newest reading was not taken; empty when it was

  // In quarantine. `waits`: silently; the next readings decide, not yet the operator.
  std::optional<Reading> held;
  double held_offset = 0;
  std::optional<Instant> held_since;
  int agreeing = 0;  // held readings in a row that agree with each other
  bool waits = false, begins_again = false;
  std::optional<double> dismissed;  // a held value that the operator refused

  double still_s = 0;  // how long the value has not moved while its source answered
  enum class Frozen { no, told, dismissed } frozen = Frozen::no;
  std::optional<Instant> frozen_since;

  std::optional<Decision> pending;  // good by itself, waits for what a relation ties it to
  std::optional<Instant> last_tried;  // source time of the last one that was judged beside others

  std::optional<Override> manual;
  std::optional<Override> derived_manual;  // of a computed figure: its input's that lasts longest
  bool flagged_quarantined = false, flagged_manual = false;  // stills only

  const Reading* shown() const { return manual ? &manual->reading : known.reading ? &*known.reading : nullptr; }
  bool is_quarantined() const { return (held && !waits) || frozen == Frozen::told; }

  // Judges the reading in `document`; remembers what judging needs, but nothing stands or waits yet.
  Decision decide(const MetricSettings& m, double every_s, const Json& document, const Moment& now);

  // The reading of a good decision stands from now on. True when it put the figure in quarantine for standing still.
  bool stand(const MetricSettings& m, const Decision& d);
  // A held reading waits; a refused one is told. With `silently` nobody is asked yet.
  void hold(const Decision& d, Instant now, bool silently);
  void refuse(const Decision& d);

  // The operator's word on what waits; the value that it was about. Nothing when nothing waits.
  std::optional<Reading> accept(const MetricSettings& m);
  std::optional<Reading> dismiss();
  void empty_quarantine();

  // Our clock was set, by `jump_s`: back, and no stamp of ours lies in the future; or forward again, to where it was.
  void clock_set(const MetricSettings& m, Instant now, double jump_s);
};

}  // namespace guangmu::kpi
