// When somebody is to be told that figures fail, and that they are good again. Pure: it looks at snapshots
// over time and says which messages are due; devices/webhook.h carries them.
//
// A fault is a source that does not answer well, or figures of a source that wait in quarantine, or that are
// stale. It is told once when it has lasted `after`, and once when it has been over for a minute: one that
// comes and goes is one fault. Figures that fail together are one message; more of the same source within ten
// minutes wait and are told together. Figures that are stale because their source does not answer, or because
// what it delivers waits in quarantine, are not told beside it.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "base/language.h"
#include "base/time.h"
#include "kpi/settings.h"
#include "kpi/values/snapshot.h"

namespace guangmu::kpi {

// What a message says. `text` is for people, in the exhibit's languages.
struct AlarmMessage {
  std::size_t alarm = 0;  // index in DataSettings::alarms: where it goes
  AlarmOn on = AlarmOn::source;
  bool over = false;
  std::string source;                // id; empty for figures without one
  std::vector<std::string> figures;  // ids of the metrics, for refused and stale
  Instant since;
  std::optional<Instant> answer_by;  // since + response_promise; not when it is over
  LocalText text;
  std::string url;  // of the source, without name, password and query
};

// {"exhibit", "what": "source"|"refused"|"stale", "state": "begun"|"over", "source", "figures", "since",
// "answer_by", "text": {"zh", "en"}, "contact": {"name": {"zh", "en"}, "phone", "mail"}, "url"}; times as ISO
// 8601 in hall time.
std::string to_json(const AlarmMessage& message, const std::string& exhibit, const ContactSettings& contact);

class Alarms {
 public:
  explicit Alarms(DataSettings data) : data_(std::move(data)) {}
  // Faults that were told stay told, as long as the list of alarms is the same.
  void reload(DataSettings data);
  // The messages that are due. To be called about once a second.
  std::vector<AlarmMessage> look(const Snapshot& now_known, Instant now);

 private:
  using Key = std::tuple<std::size_t, AlarmOn, std::string>;  // alarm, kind, source
  struct Fault {
    Instant seen, since;
    std::optional<Instant> gone;  // not seen any more since then
    bool told = false;
  };
  struct Group {
    std::map<std::string, Fault> faults;  // by metric; of a source under its own id
    std::optional<Instant> last_told;
  };
  // What fails now: for each kind and source the figures, with the time since when.
  using Failing = std::map<std::pair<AlarmOn, std::string>, std::map<std::string, Instant>>;

  Failing failing(const Snapshot& s, Instant now) const;
  void look_at(std::size_t alarm, AlarmOn on, const std::string& source,
               const std::map<std::string, Instant>& failing, const Snapshot& s, Instant now,
               std::vector<AlarmMessage>& due);
  AlarmMessage message(const Key& key, std::vector<std::string> figures, Instant since, bool over,
                       const Snapshot& s) const;

  DataSettings data_;
  std::map<Key, Group> groups_;
};

}  // namespace guangmu::kpi
