#include "kpi/history/thinning.h"

#include <sqlite3.h>

#include <algorithm>
#include <cmath>

#include "kpi/history/bucket.h"

namespace guangmu::kpi {
namespace {

constexpr std::int64_t rows_a_step = 2000;
constexpr std::int64_t day_ms = 86'400'000;

std::int64_t ms_of(Duration d, int halvings, double least_s) {
  const double s = std::max(d.s * std::pow(0.5, std::max(0, halvings)), std::min(least_s, d.s));
  return static_cast<std::int64_t>(s * 1000);
}

// Rows of a metric before `before`, at most so many slots of them.
int forget(Database& db, const char* sql, std::int64_t metric, std::int64_t before) {
  return db.prepare(sql).with(metric, before, rows_a_step).run();
}

}  // namespace

HistoryThinning::Horizons HistoryThinning::horizons(std::int64_t now_ms) const {
  return {now_ms - ms_of(settings_.every_reading, pressure_, 600), now_ms - ms_of(settings_.minutes, pressure_ - 5, 3600),
          now_ms - ms_of(settings_.hours, pressure_ - 12, 86400), now_ms - ms_of(settings_.shown, pressure_ - 8, 3600)};
}

int HistoryThinning::step(Database& db, const HistoryNames& names, std::int64_t now_ms, std::int64_t hours_done) {
  if (next_ >= metrics_.size()) {
    if (const int code = thin_rest(db, now_ms); code != SQLITE_OK) return code;
    metrics_ = names.metrics();
    next_ = 0;
    return SQLITE_OK;
  }
  if (const int code = db.run("BEGIN IMMEDIATE"); code != SQLITE_OK) return code;
  int code = thin_metric(db, metrics_[next_], now_ms, hours_done);
  if (code == SQLITE_OK) code = db.run("COMMIT");
  if (code != SQLITE_OK) {
    db.run("ROLLBACK");
    return code;
  }
  ++next_;
  return SQLITE_OK;
}

int HistoryThinning::thin_metric(Database& db, std::int64_t metric, std::int64_t now_ms, std::int64_t hours_done) const {
  const Horizons h = horizons(now_ms);
  int code = forget(db, "DELETE FROM fine WHERE metric=?1 AND minute<?2 AND minute<(SELECT min(minute) FROM fine WHERE metric=?1)+?3",
                    metric, minute_of(h.fine_ms));
  if (code == SQLITE_OK)
    code = forget(db, "DELETE FROM minutes WHERE metric=?1 AND slot<?2 AND slot<(SELECT min(slot) FROM minutes WHERE metric=?1)+?3",
                  metric, std::min(minute_of(h.minutes_ms), hours_done * 60));
  if (code == SQLITE_OK)
    code = forget(db, "DELETE FROM hours WHERE metric=?1 AND slot<?2 AND slot<(SELECT min(slot) FROM hours WHERE metric=?1)+?3",
                  metric, hour_of_minute(minute_of(h.hours_ms)));
  // Refusals: after a while one an hour of each rule.
  if (code == SQLITE_OK)
    code = db.prepare("DELETE FROM events WHERE metric=?1 AND outcome=?2 AND at<?3 AND at>=?4 AND EXISTS(SELECT 1 FROM events e"
                      " WHERE e.metric=?1 AND e.outcome=?2 AND e.at<events.at AND e.at>=events.at-events.at%3600000"
                      " AND e.rule=events.rule)")
               .with(metric, static_cast<int>(Outcome::refused), h.fine_ms, h.fine_ms - 3 * day_ms)
               .run();
  for (int outcome = 0; code == SQLITE_OK && outcome <= static_cast<int>(Outcome::manual_end); ++outcome)
    code = db.prepare("DELETE FROM events WHERE metric=? AND outcome=? AND at<?").with(metric, outcome, h.hours_ms).run();
  // What stood: after a while the last of each minute.
  if (code == SQLITE_OK)
    code = db.prepare("DELETE FROM shown WHERE metric=?1 AND start<?2 AND start>=?3 AND EXISTS(SELECT 1 FROM shown s WHERE"
                      " s.metric=?1 AND s.start>shown.start AND s.start<shown.start-shown.start%60000+60000)")
               .with(metric, h.fine_ms, h.fine_ms - 3 * day_ms)
               .run();
  if (code == SQLITE_OK)
    code = forget(db, "DELETE FROM shown WHERE metric=?1 AND start<?2 AND start<(SELECT min(start) FROM shown WHERE metric=?1)+?3*60000",
                  metric, h.shown_ms);
  return code;
}

int HistoryThinning::thin_rest(Database& db, std::int64_t now_ms) {
  const Horizons h = horizons(now_ms);
  int code = db.prepare("DELETE FROM payloads WHERE kept=1 AND at<?").with(now_ms - ms_of(settings_.every_reading, pressure_, 600)).run();
  if (code == SQLITE_OK) code = db.prepare("DELETE FROM payloads WHERE kept=2 AND at<?").with(h.minutes_ms).run();
  // Payloads take an eighth of the file at most; the oldest give way, the newest of each source last.
  const std::int64_t room = settings_.max_bytes / (pressure_ > 0 ? 16 : 8);
  std::int64_t total = db.number("SELECT total(length(body)) FROM payloads", 0);
  while (code == SQLITE_OK && total > room) {
    Statement oldest = db.prepare("SELECT id, length(body) FROM payloads ORDER BY kept=0, at LIMIT 1");
    if (!oldest.row()) break;
    total -= oldest.whole(1);
    const std::int64_t id = oldest.whole(0);
    oldest.reset();
    code = db.prepare("DELETE FROM payloads WHERE id=?").with(id).run();
  }
  if (code == SQLITE_OK) code = db.prepare("DELETE FROM health WHERE hour<?").with(hour_of_minute(minute_of(h.hours_ms))).run();
  if (code != SQLITE_OK) return code;

  const std::int64_t page = db.number("PRAGMA page_size", 4096), pages = db.number("PRAGMA page_count", 0);
  const std::int64_t free = db.number("PRAGMA freelist_count", 0), most = settings_.max_bytes / page;
  pressed_ = pages - free > most * 85 / 100;
  if (pressed_) pressure_ = std::min(pressure_ + 1, most_pressure);
  if (pages - free < most * 60 / 100) pressure_ = std::max(pressure_ - 1, 0);
  if (free > pages / 8 || pages > most) code = db.run("PRAGMA incremental_vacuum(500)");
  return code;
}

}  // namespace guangmu::kpi
