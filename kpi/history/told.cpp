// The history's answers for people: what was decided, what stood on the wall, which payload came, every row for an export.
#include <sqlite3.h>

#include <algorithm>

#include "kpi/history/payloads.h"
#include "kpi/history/reader.h"

namespace guangmu::kpi {
namespace {

std::string name_of(Outcome outcome) {
  for (const auto& [each, name] : fields_names(Outcome{}))
    if (each == outcome) return std::string(name);
  return {};
}

}  // namespace

std::vector<WhyEvent> HistoryReader::events(const std::string& metric, Instant from, Instant at, int most) {
  std::vector<WhyEvent> found;
  const std::int64_t id = id_of(NameKind::metric, metric), from_ms = from.us / 1000, at_ms = at.us / 1000;
  if (id == 0) return found;
  for (const auto& [outcome, name] : fields_names(Outcome{})) {
    Statement s = db_->prepare("SELECT at, value, rule, by, reason, n FROM events WHERE metric=? AND outcome=? AND at>=? AND at<=?"
                               " ORDER BY at DESC LIMIT ?");
    if (!s) return found;
    s.with(id, static_cast<int>(outcome), from_ms, at_ms, most);
    while (s.row()) {
      WhyEvent e{{s.whole(0) * 1000}, std::string(name), std::nullopt, text_of(s.whole(2)), s.text(4), text_of(s.whole(3))};
      if (!s.is_null(1)) e.value = s.number(1);
      if (s.whole(5) > 1) e.reason += " (" + std::to_string(s.whole(5)) + " times in this minute)";
      found.push_back(std::move(e));
    }
  }
  for (const PastEntry& e : log_entries(id, from_ms, at_ms))
    if (e.outcome != Outcome::accepted) found.push_back({e.received(), name_of(e.outcome), e.value, text_of(e.rule), e.reason, text_of(e.by)});
  std::stable_sort(found.begin(), found.end(), [](const WhyEvent& a, const WhyEvent& b) { return a.at < b.at; });
  if (static_cast<int>(found.size()) > most) found.erase(found.begin(), found.end() - most);
  return found;
}

std::optional<WhyEvent> HistoryReader::manual(const std::string& metric, Instant at) {
  const std::int64_t id = id_of(NameKind::metric, metric), at_ms = at.us / 1000;
  if (id == 0) return std::nullopt;
  std::optional<WhyEvent> newest;
  for (const Outcome outcome : {Outcome::manual, Outcome::manual_end}) {
    Statement s = db_->prepare("SELECT at, value, by, reason FROM events WHERE metric=? AND outcome=? AND at<=? ORDER BY at DESC LIMIT 1");
    if (!s) return std::nullopt;
    s.with(id, static_cast<int>(outcome), at_ms);
    if (!s.row() || (newest && newest->at.us / 1000 > s.whole(0))) continue;
    newest = WhyEvent{{s.whole(0) * 1000}, name_of(outcome), s.is_null(1) ? std::nullopt : std::optional(s.number(1)), "", s.text(3), text_of(s.whole(2))};
  }
  for (const PastEntry& e : log_entries(id, at_ms - 3'600'000, at_ms))
    if (e.outcome == Outcome::manual || e.outcome == Outcome::manual_end)
      newest = WhyEvent{e.received(), name_of(e.outcome), e.value, "", e.reason, text_of(e.by)};
  return newest && newest->outcome == "manual" ? newest : std::nullopt;
}

std::optional<PastPayload> HistoryReader::payload(const std::string& source, Instant from, Instant at) {
  const std::int64_t id = id_of(NameKind::source, source);
  if (id == 0) return std::nullopt;
  for (const char* sql : {"SELECT at, size, body FROM payloads WHERE source=? AND at<=? AND at>=? ORDER BY at DESC LIMIT 1",
                          "SELECT at, size, body FROM payloads WHERE source=? AND at>? AND at>=? ORDER BY at LIMIT 1"}) {
    Statement s = db_->prepare(sql);
    if (!s) return std::nullopt;
    s.with(id, at.us / 1000, from.us / 1000);
    if (!s.row()) continue;
    const std::int64_t size = s.whole(1);
    if (size < 0) return std::nullopt;
    auto bytes = uncompressed(s.blob(2), static_cast<std::size_t>(size));
    if (!bytes) return std::nullopt;
    return PastPayload{{s.whole(0) * 1000}, std::move(*bytes)};
  }
  return std::nullopt;
}

std::vector<ShownRun> HistoryReader::shown(const std::string& metric, Instant from, Instant to, int most) {
  std::vector<ShownRun> runs;
  const std::int64_t id = id_of(NameKind::metric, metric);
  if (id == 0) return runs;
  // Runs of one figure do not overlap: from the newest that begins in time back to the first that touches.
  Statement s = db_->prepare("SELECT start, until, scene, digits, unit, form, version FROM shown WHERE metric=? AND start<=?"
                             " ORDER BY start DESC LIMIT ?");
  if (!s) return runs;
  s.with(id, to.us / 1000, most);
  while (s.row()) {
    if (s.whole(1) < from.us / 1000) break;
    runs.push_back({{s.whole(0) * 1000}, {s.whole(1) * 1000}, text_of(s.whole(2)), s.text(3), text_of(s.whole(4)), text_of(s.whole(5)),
                    static_cast<std::uint64_t>(s.whole(6))});
  }
  std::reverse(runs.begin(), runs.end());
  return runs;
}

std::vector<std::string> HistoryReader::metrics() {
  std::vector<std::string> names;
  Statement s = db_->prepare("SELECT name FROM names WHERE kind=0 ORDER BY name");
  while (s.row()) names.push_back(s.text(0));
  return names;
}

void HistoryReader::rows(const std::string& metric, Instant from, Instant to, const std::function<void(const Row&)>& each) {
  const std::int64_t id = id_of(NameKind::metric, metric);
  if (id == 0) return;
  std::int64_t begin = from.us / 1000;
  const std::int64_t end = to.us / 1000;
  // Each grain up to where the next finer one begins.
  const auto minutes_from = first_ms(Grain::minute, id), hours_from = first_ms(Grain::hour, id);
  const auto fine_from = first_ms(Grain::reading, id);
  const auto coarse = [&](Grain grain, std::int64_t until) {
    if (begin >= until) return;
    const std::int64_t last = std::min(end, until - 1);
    if (begin <= last)
      for (const Bucket& b : buckets(grain, id, begin, last)) {
        if (b.at_ms < begin || b.at_ms > last) continue;
        each({grain, Outcome::accepted, {b.at_ms * 1000}, {(b.at_ms - b.lag_ms) * 1000}, b.last, b.low, b.high, b.mean, b.count, "", "", ""});
      }
    begin = until;
  };
  const auto or_end = [&](const std::optional<std::int64_t>& ms, std::int64_t otherwise) { return ms ? *ms : otherwise; };
  const std::int64_t log_from = db_->number("SELECT min(minute) FROM log", -1);
  const std::int64_t fine_begin = or_end(fine_from, log_from >= 0 ? log_from * 60'000 : end + 1);
  const std::int64_t minutes_begin = std::min(or_end(minutes_from, fine_begin), fine_begin);
  // A whole day belongs to days only when no hour of it is known, and a whole hour likewise.
  std::int64_t hours_begin = std::min(or_end(hours_from, minutes_begin), minutes_begin);
  coarse(Grain::day, slot_begin_ms(Grain::day, slot_of_ms(Grain::day, hours_begin)));
  coarse(Grain::hour, slot_begin_ms(Grain::hour, slot_of_ms(Grain::hour, minutes_begin)));
  coarse(Grain::minute, fine_begin);
  for (const PastEntry& e : entries(id, begin, end)) {
    Row row{Grain::reading, e.outcome, e.received(), e.source_time(), e.value, 0, 0, 0, 1, text_of(e.rule), e.reason, text_of(e.by)};
    row.low = row.high = row.mean = e.value.value_or(0);
    each(row);
  }
}

}  // namespace guangmu::kpi
