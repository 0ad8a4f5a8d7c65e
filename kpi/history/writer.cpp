#include "kpi/history/writer.h"

#include <sqlite3.h>

#include <algorithm>
#include <tuple>

namespace guangmu::kpi {
namespace {

const char* table_of(Grain grain) {
  return grain == Grain::day ? "days" : grain == Grain::hour ? "hours" : "minutes";
}

// Begins a transaction; undoes it unless commit() was reached.
class Transaction {
 public:
  explicit Transaction(Database& db) : db_(db), code_(db.run("BEGIN IMMEDIATE")) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction() {
    if (!done_) db_.run("ROLLBACK");
  }
  int code() const { return code_; }
  int commit() {
    code_ = db_.run("COMMIT");
    done_ = code_ == SQLITE_OK;
    return code_;
  }

 private:
  Database& db_;
  int code_;
  bool done_ = false;
};

constexpr const char* add_health =
    "INSERT INTO health VALUES(?,?,?,?,?,?) ON CONFLICT(id, hour) DO UPDATE SET late=late+excluded.late,"
    " refused=refused+excluded.refused, good=good+excluded.good, bad=bad+excluded.bad";

}  // namespace

Bucket bucket_of(const Statement& row, Grain grain) {
  Bucket b;
  b.slot = row.whole(0);
  b.last = row.number(1);
  b.at_ms = slot_begin_ms(grain, b.slot) + row.whole(2);
  b.lag_ms = row.whole(3);
  b.low = row.is_null(4) ? b.last : row.number(4);
  b.high = row.is_null(5) ? b.last : row.number(5);
  b.mean = row.is_null(6) ? b.last : row.number(6);
  b.count = row.whole(7);
  return b;
}

std::vector<Bucket> read_buckets(Database& db, Grain grain, std::int64_t metric, std::int64_t from, std::int64_t to) {
  const std::string sql = std::string("SELECT slot, last, off, lag, lo, hi, mean, n FROM ") + table_of(grain) +
                          " WHERE metric=? AND slot>=? AND slot<=? ORDER BY slot";
  std::vector<Bucket> buckets;
  Statement s = db.prepare(sql.c_str());
  if (!s) return buckets;
  s.with(metric, from, to);
  while (s.row()) buckets.push_back(bucket_of(s, grain));
  return buckets;
}

// Equal values are written as nothing: a figure that stands still costs little.
int write_bucket(Database& db, Grain grain, std::int64_t metric, const Bucket& b) {
  const std::string sql = std::string("INSERT OR REPLACE INTO ") + table_of(grain) + " VALUES(?,?,?,?,?,?,?,?,?)";
  Statement s = db.prepare(sql.c_str());
  if (!s) return db.code();
  s.with(metric, b.slot, b.last, b.at_ms - slot_begin_ms(grain, b.slot), b.lag_ms);
  const auto unless_last = [&](int at, double value) { value == b.last ? s.bind_null(at) : s.bind(at, value); };
  unless_last(6, b.low);
  unless_last(7, b.high);
  unless_last(8, b.mean);
  s.bind(9, b.count);
  return s.run();
}

void HistoryWriter::attach(std::unique_ptr<Database> db) {
  db_ = std::move(db);
  if (had_file_ && db_->number("SELECT count(*) FROM names", 0) == 0) {
    names_.all_unwritten();  // a new file in place of a broken one: what waits in here keeps its ids
  } else {
    dropped_ += new_entries_.size();  // another file with other ids
    new_entries_.clear();
    last_.clear();
    names_.load(*db_);
  }
  had_file_ = true;
  hours_done_ = db_->number("SELECT value FROM meta WHERE name='hours_done'", 0);
  job_.clear();
  Statement log = db_->prepare("SELECT minute, body FROM log ORDER BY id");
  while (log.row()) {
    EntryReader reader(log.blob(1), log.whole(0));
    PastEntry entry;
    while (reader.next(entry)) open_[log.whole(0)].push_back(entry);
  }
  declare(std::move(declared_));
}

// What is not yet part of a minute must be written again, into the next file.
std::unique_ptr<Database> HistoryWriter::detach() {
  std::vector<PastEntry> again;
  for (auto& [minute, entries] : open_) again.insert(again.end(), entries.begin(), entries.end());
  again.insert(again.end(), new_entries_.begin(), new_entries_.end());
  new_entries_ = std::move(again);
  open_.clear();
  return std::move(db_);
}

std::int64_t HistoryWriter::source_id_of(std::int64_t metric) const {
  const auto it = source_of_.find(metric);
  return it == source_of_.end() ? 0 : it->second;
}

void HistoryWriter::declare(std::map<std::string, KnownFigure> figures) {
  declared_ = std::move(figures);
  if (!db_) return;
  source_of_.clear();
  for (const auto& [name, figure] : declared_) {
    const std::int64_t metric = names_.id(NameKind::metric, name);
    source_of_[metric] = names_.id(NameKind::source, figure.source);
    load_last(metric);
  }
}

void HistoryWriter::load_last(std::int64_t metric) {
  if (last_.contains(metric)) return;
  Statement s = db_->prepare("SELECT slot, last, off, lag, lo, hi, mean, n FROM minutes WHERE metric=? ORDER BY slot DESC LIMIT 1");
  if (!s) return;
  s.with(metric);
  if (!s.row()) return;
  const Bucket b = bucket_of(s, Grain::minute);
  last_[metric] = {b.last, b.at_ms, b.at_ms - b.lag_ms, b.at_ms - b.lag_ms};
}

void HistoryWriter::add(Happened happened) {
  payloads_.next_batch();
  for (const PollEvent& poll : happened.polls) {
    Source& source = sources_[poll.source];
    source.id = names_.id(NameKind::source, poll.source);
    ++(poll.fault.empty() ? source.good : source.bad);
    payloads_.add(poll, source.id);
  }
  for (ReadingEvent& r : happened.readings) {
    PastEntry e;
    e.metric = names_.id(NameKind::metric, r.metric);
    e.at_ms = r.received.us / 1000;
    e.lag_ms = e.at_ms - r.source_time.us / 1000;
    e.outcome = r.outcome;
    e.value = r.value;
    e.poll = r.poll;
    // A repetition counts as a reading where it moves the time since when the figure is true.
    if (e.outcome == Outcome::unchanged) {
      const auto last = last_.find(e.metric);
      if (last == last_.end() || last->second.newest_source_ms >= e.at_ms - e.lag_ms) continue;
      e.outcome = Outcome::accepted;
    }
    e.rule = names_.id(NameKind::text, r.rule);
    e.by = names_.id(NameKind::text, r.by);
    e.reason = std::move(r.reason);
    if (e.reason.size() > longest_reason) {
      std::size_t end = longest_reason;
      while (end > 0 && (static_cast<unsigned char>(e.reason[end]) & 0xC0) == 0x80) --end;  // not within a character
      e.reason.resize(end);
    }
    if (e.outcome == Outcome::refused || e.outcome == Outcome::held) payloads_.keep(e.poll);
    if (stands(e.outcome) && e.value)
      last_[e.metric].newest_source_ms = std::max(last_[e.metric].newest_source_ms, e.at_ms - e.lag_ms);
    new_entries_.push_back(std::move(e));
  }
  if (new_entries_.size() > most_waiting) {
    const std::size_t over = new_entries_.size() - most_waiting;
    new_entries_.erase(new_entries_.begin(), new_entries_.begin() + static_cast<std::ptrdiff_t>(over));
    dropped_ += over;
  }
}

int HistoryWriter::commit(std::int64_t now_ms) {
  if (!db_) return SQLITE_MISUSE;
  {
    Transaction transaction(*db_);
    int code = transaction.code();
    if (code == SQLITE_OK) code = names_.write(*db_);
    if (code == SQLITE_OK) code = write_log();
    if (code == SQLITE_OK) code = payloads_.write(*db_);
    if (code == SQLITE_OK) code = shown_.write(*db_, now_ms);
    if (code == SQLITE_OK) code = transaction.commit();
    if (code != SQLITE_OK) return code;
  }
  names_.written();
  payloads_.written();
  shown_.written();
  for (PastEntry& e : new_entries_) open_[minute_of(e.at_ms)].push_back(std::move(e));
  new_entries_.clear();
  return close_minutes(now_ms);
}

int HistoryWriter::write_log() {
  if (new_entries_.empty()) return SQLITE_OK;
  std::map<std::int64_t, std::string> bodies;
  for (const PastEntry& e : new_entries_) append(bodies[minute_of(e.at_ms)], e, WithMetric::yes);
  Statement s = db_->prepare("INSERT INTO log(minute, body) VALUES(?,?)");
  if (!s) return db_->code();
  for (const auto& [minute, body] : bodies) {
    s.with(minute);
    s.bind_blob(2, body);
    if (const int code = s.run(); code != SQLITE_OK) return code;
  }
  return SQLITE_OK;
}

int HistoryWriter::close_minutes(std::int64_t now_ms) {
  const std::int64_t minute = minute_of(now_ms);
  if (hours_done_ == 0) hours_done_ = hour_of_minute(minute);
  if (!running_minute_) {
    running_minute_ = minute;
    running_since_ms_ = now_ms;
  }
  const bool any_over = std::any_of(open_.begin(), open_.end(), [&](const auto& o) { return o.first != minute; });
  if (minute == *running_minute_ && !any_over) return SQLITE_OK;
  Transaction transaction(*db_);
  int code = transaction.code();
  std::int64_t earliest_hour = hours_done_;
  const auto last_before = last_;  // put back when the disk refuses
  if (code == SQLITE_OK && minute != *running_minute_) code = write_health(now_ms);
  for (const auto& [over, entries] : open_) {
    if (code != SQLITE_OK || over == minute) continue;
    code = write_minute(over, entries);
    earliest_hour = std::min(earliest_hour, hour_of_minute(over));
  }
  if (code == SQLITE_OK) code = db_->prepare("DELETE FROM log WHERE minute<>?").with(minute).run();
  if (code == SQLITE_OK && earliest_hour < hours_done_)
    code = db_->prepare("INSERT OR REPLACE INTO meta VALUES('hours_done',?)").with(earliest_hour).run();
  if (code == SQLITE_OK) code = transaction.commit();
  if (code != SQLITE_OK) {
    last_ = last_before;
    return code;
  }
  std::erase_if(open_, [&](const auto& o) { return o.first != minute; });
  if (earliest_hour < hours_done_) {
    hours_done_ = earliest_hour;
    job_.clear();
  }
  if (minute != *running_minute_) {
    for (auto& [name, source] : sources_) source.good = source.bad = 0;
    shown_.extend(now_ms);
    running_minute_ = minute;
    running_since_ms_ = now_ms;
  }
  return SQLITE_OK;
}

int HistoryWriter::write_minute(std::int64_t minute, const std::vector<PastEntry>& entries) {
  std::map<std::int64_t, std::vector<PastEntry>> by_metric;
  for (const PastEntry& e : entries) by_metric[e.metric].push_back(e);
  Statement fine = db_->prepare("INSERT INTO fine VALUES(?,?,?) ON CONFLICT(metric, minute) DO UPDATE SET body=body||excluded.body");
  Statement event = db_->prepare("INSERT INTO events VALUES(?,?,?,?,?,?,?,?,?) ON CONFLICT(metric, outcome, at) DO UPDATE SET n=n+excluded.n");
  Statement health = db_->prepare(add_health);
  if (!fine || !event || !health) return db_->code();
  for (auto& [metric, own] : by_metric) {
    std::string body;
    for (const PastEntry& e : own) append(body, e, WithMetric::no);
    fine.with(metric, minute);
    fine.bind_blob(3, body);
    if (const int code = fine.run(); code != SQLITE_OK) return code;

    Last& last = last_[metric];
    const std::optional<double> before = last.at_ms > 0 ? std::optional(last.value) : std::nullopt;
    if (auto bucket = minute_bucket(own, minute, before)) {
      const Bucket newest = *bucket;
      // The clock came by here before: both times together.
      if (const auto there = read_buckets(*db_, Grain::minute, metric, minute, minute); !there.empty()) {
        bucket->low = std::min(bucket->low, there.front().low);
        bucket->high = std::max(bucket->high, there.front().high);
        bucket->count += there.front().count;
      }
      if (const int code = write_bucket(*db_, Grain::minute, metric, *bucket); code != SQLITE_OK) return code;
      last.value = newest.last;
      last.at_ms = newest.at_ms;
      last.source_ms = newest.at_ms - newest.lag_ms;
    }

    // One row for all of one kind in this minute.
    std::map<std::tuple<Outcome, std::int64_t>, std::pair<const PastEntry*, std::int64_t>> kinds;
    std::int64_t refused = 0;
    for (const PastEntry& e : own) {
      if (e.outcome == Outcome::accepted || e.outcome == Outcome::unchanged) continue;
      const bool doubtful = e.outcome == Outcome::refused || e.outcome == Outcome::held;
      refused += doubtful ? 1 : 0;
      auto& kind = kinds.try_emplace({e.outcome, doubtful ? e.rule : -1 - static_cast<std::int64_t>(kinds.size())}, &e, 0).first->second;
      kind.first = &e;  // the newest stands for all of them
      ++kind.second;
    }
    for (const auto& [key, kind] : kinds) {
      const PastEntry& e = *kind.first;
      event.with(metric, static_cast<int>(e.outcome), e.at_ms);
      e.value ? event.bind(4, *e.value) : event.bind_null(4);
      event.bind(5, e.lag_ms);
      event.bind(6, e.rule);
      event.bind(7, e.by);
      event.bind(8, e.reason);
      event.bind(9, kind.second);
      if (const int code = event.run(); code != SQLITE_OK) return code;
    }
    if (refused == 0) continue;
    for (const std::int64_t id : {metric, source_id_of(metric)})
      if (id != 0)
        if (const int code = health.with(id, hour_of_minute(minute), 0, refused, 0, 0).run(); code != SQLITE_OK) return code;
  }
  return SQLITE_OK;
}

// Of the minute that is over: how long the wall ran in it, how long each figure was late, what the polls came to.
int HistoryWriter::write_health(std::int64_t now_ms) {
  const std::int64_t minute = *running_minute_, hour = hour_of_minute(minute);
  const std::int64_t end = (minute + 1) * 60'000, begin = std::clamp(running_since_ms_, end - 60'000, end);
  if (now_ms < begin) return SQLITE_OK;  // the clock went back
  Statement health = db_->prepare(add_health);
  if (!health) return db_->code();
  std::map<std::string, std::int64_t> late_of_source;
  const auto entries = open_.find(minute);
  std::map<std::int64_t, std::vector<const PastEntry*>> by_metric;
  if (entries != open_.end())
    for (const PastEntry& e : entries->second)
      if (stands(e.outcome)) by_metric[e.metric].push_back(&e);
  for (const auto& [name, figure] : declared_) {
    if (figure.late_after_s <= 0) continue;
    const std::int64_t metric = names_.id(NameKind::metric, name);
    const auto last = last_.find(metric);
    const auto late_after = static_cast<std::int64_t>(figure.late_after_s * 1000);
    std::int64_t late = 0, at = begin;
    std::optional<std::int64_t> source_ms;
    if (last != last_.end() && last->second.at_ms > 0) source_ms = last->second.at_ms < begin ? std::optional(last->second.source_ms) : std::nullopt;
    const auto stretch = [&](std::int64_t until) {
      if (source_ms) late += std::max<std::int64_t>(0, until - std::max(at, *source_ms + late_after));
      at = std::max(at, until);
    };
    if (const auto own = by_metric.find(metric); own != by_metric.end())
      for (const PastEntry* e : own->second) {
        stretch(e->at_ms);
        source_ms = e->at_ms - e->lag_ms;
      }
    stretch(end);
    if (late <= 0) continue;
    auto& of_source = late_of_source[figure.source];
    of_source = std::max(of_source, late);
    if (const int code = health.with(metric, hour, late, 0, 0, 0).run(); code != SQLITE_OK) return code;
  }
  for (const auto& [name, source] : sources_)
    if (const int code = health.with(source.id, hour, late_of_source[name], 0, source.good, source.bad).run(); code != SQLITE_OK) return code;
  return health.with(0, hour, end - begin, 0, 0, 0).run();
}

bool HistoryWriter::make_hours(std::int64_t now_ms, int metrics) {
  if (!db_ || hours_done_ == 0) return false;
  const std::int64_t hour = hour_of_minute(minute_of(now_ms));
  if (job_.empty()) {
    // The minute before must be closed, and so are all of the hour.
    if (hours_done_ >= hour || (running_minute_ && hour_of_minute(*running_minute_) < hour)) return false;
    job_to_ = hour;
    job_ = names_.metrics();
  }
  Transaction transaction(*db_);
  if (transaction.code() != SQLITE_OK) return false;
  std::vector<std::int64_t> left = job_;
  for (int i = 0; i < metrics && !left.empty(); ++i) {
    if (make_hours_of(left.back()) != SQLITE_OK) return false;
    left.pop_back();
  }
  if (left.empty() && db_->prepare("INSERT OR REPLACE INTO meta VALUES('hours_done',?)").with(job_to_).run() != SQLITE_OK) return false;
  if (transaction.commit() != SQLITE_OK) return false;
  job_ = std::move(left);
  if (job_.empty()) hours_done_ = job_to_;
  return !job_.empty();
}

int HistoryWriter::make_hours_of(std::int64_t metric) {
  const auto last_before = [&](Grain grain, std::int64_t slot) -> std::optional<double> {
    const std::string sql = std::string("SELECT last FROM ") + table_of(grain) + " WHERE metric=? AND slot<? ORDER BY slot DESC LIMIT 1";
    Statement s = db_->prepare(sql.c_str());
    if (!s) return std::nullopt;
    s.with(metric, slot);
    return s.row() ? std::optional(s.number(0)) : std::nullopt;
  };
  const auto minutes = read_buckets(*db_, Grain::minute, metric, hours_done_ * 60, job_to_ * 60 - 1);
  if (minutes.empty()) return SQLITE_OK;
  for (const Bucket& b : coarser(minutes, Grain::minute, Grain::hour, last_before(Grain::minute, hours_done_ * 60)))
    if (const int code = write_bucket(*db_, Grain::hour, metric, b); code != SQLITE_OK) return code;
  const std::int64_t first = first_hour_of_day(day_of_hour(hours_done_));
  const auto hours = read_buckets(*db_, Grain::hour, metric, first, job_to_ - 1);
  for (const Bucket& b : coarser(hours, Grain::hour, Grain::day, last_before(Grain::hour, first)))
    if (const int code = write_bucket(*db_, Grain::day, metric, b); code != SQLITE_OK) return code;
  return SQLITE_OK;
}

int HistoryWriter::close(std::int64_t now_ms) {
  if (!db_) return SQLITE_OK;
  shown_.end(now_ms);
  return commit(now_ms);
}

}  // namespace guangmu::kpi
