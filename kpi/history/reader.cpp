#include "kpi/history/reader.h"

#include <fmt/core.h>
#include <sqlite3.h>

#include <algorithm>
#include <functional>
#include <limits>

#include "kpi/history/file.h"
#include "kpi/history/writer.h"

namespace guangmu::kpi {

// All that is asked while one of these lives sees the same state of the file.
class HistoryReader::Moment {
 public:
  explicit Moment(HistoryReader& reader) : reader_(reader) {
    if (reader_.depth_++ == 0) reader_.db_->run("BEGIN");
  }
  Moment(const Moment&) = delete;
  Moment& operator=(const Moment&) = delete;
  ~Moment() {
    if (--reader_.depth_ == 0) reader_.db_->run("COMMIT");
  }

 private:
  HistoryReader& reader_;
};

std::unique_ptr<HistoryReader> HistoryReader::open(const std::string& folder, std::string* why) {
  const std::string path = history_path(folder);
  auto db = std::make_unique<Database>();
  std::int64_t version = -1;
  if (db->open_to_read(path) == SQLITE_OK) version = db->number("PRAGMA user_version", -1);
  // Where SQLite's side files cannot be made: the main file as it is.
  if (version != history_layout && (db->code() & 0xff) != SQLITE_NOTADB) {
    std::string first = db->why();
    db = std::make_unique<Database>();
    if (db->open_unchanging(path) == SQLITE_OK) version = db->number("PRAGMA user_version", -1);
    if (version < 0 && why) *why = fmt::format("{} cannot be read ({})", path, first);
  }
  if (version != history_layout) {
    if (why && version > history_layout) *why = fmt::format("{} was written by a newer version of Guangmu", path);
    if (why && why->empty()) *why = fmt::format("{} is no history of this program", path);
    return nullptr;
  }
  db->run("PRAGMA cache_size=-250; PRAGMA mmap_size=268435456");
  std::unique_ptr<HistoryReader> reader(new HistoryReader);
  reader->db_ = std::move(db);
  return reader;
}

std::int64_t HistoryReader::id_of(NameKind kind, const std::string& name) {
  auto& known = kind == NameKind::metric ? metric_ids_ : source_ids_;
  if (const auto it = known.find(name); it != known.end()) return it->second;
  Statement s = db_->prepare("SELECT id FROM names WHERE kind=? AND name=?");
  if (!s) return 0;
  s.with(static_cast<int>(kind), name);
  if (!s.row()) return 0;
  return known[name] = s.whole(0);
}

std::string HistoryReader::text_of(std::int64_t id) {
  if (id == 0) return {};
  if (const auto it = texts_.find(id); it != texts_.end()) return it->second;
  Statement s = db_->prepare("SELECT name FROM names WHERE id=?");
  if (!s) return {};
  s.with(id);
  if (!s.row()) return {};
  return texts_[id] = s.text(0);
}

std::vector<PastEntry> HistoryReader::log_entries(std::int64_t metric, std::int64_t from_ms, std::int64_t to_ms) {
  std::vector<PastEntry> found;
  if (db_->number("SELECT max(minute) FROM log", -1) < minute_of(from_ms)) return found;
  Statement s = db_->prepare("SELECT minute, body FROM log WHERE minute>=? AND minute<=? ORDER BY id");
  if (!s) return found;
  s.with(minute_of(from_ms), minute_of(to_ms));
  while (s.row()) {
    EntryReader reader(s.blob(1), s.whole(0));
    PastEntry e;
    while (reader.next(e, metric))
      if (e.at_ms >= from_ms && e.at_ms <= to_ms) found.push_back(e);
  }
  return found;
}

std::vector<PastEntry> HistoryReader::entries(std::int64_t metric, std::int64_t from_ms, std::int64_t to_ms) {
  std::vector<PastEntry> found;
  Statement s = db_->prepare("SELECT minute, body FROM fine WHERE metric=? AND minute>=? AND minute<=? ORDER BY minute");
  if (!s) return found;
  s.with(metric, minute_of(from_ms), minute_of(to_ms));
  while (s.row()) {
    EntryReader reader(s.blob(1), s.whole(0), metric);
    PastEntry e;
    while (reader.next(e))
      if (e.at_ms >= from_ms && e.at_ms <= to_ms) found.push_back(e);
  }
  const auto log = log_entries(metric, from_ms, to_ms);
  found.insert(found.end(), log.begin(), log.end());
  std::stable_sort(found.begin(), found.end(), [](const PastEntry& a, const PastEntry& b) { return a.at_ms < b.at_ms; });
  return found;
}

// Hours and days that are not made yet are made of minutes here, the running minute of its readings.
std::vector<Bucket> HistoryReader::buckets(Grain grain, std::int64_t metric, std::int64_t from_ms, std::int64_t to_ms) {
  const std::int64_t from = slot_of_ms(grain, from_ms), to = slot_of_ms(grain, to_ms);
  std::vector<Bucket> found;
  std::vector<Bucket> tail;
  if (grain == Grain::minute) {
    found = read_buckets(*db_, grain, metric, from, to);
    std::map<std::int64_t, std::vector<PastEntry>> open;
    for (const PastEntry& e : log_entries(metric, from * 60'000, to * 60'000 + 59'999)) open[minute_of(e.at_ms)].push_back(e);
    for (const auto& [minute, own] : open)
      if (const auto bucket = minute_bucket(own, minute, found.empty() ? std::nullopt : std::optional(found.back().last)))
        found.push_back(*bucket);
    std::stable_sort(found.begin(), found.end(), [](const Bucket& a, const Bucket& b) { return a.slot < b.slot; });
    return found;
  }
  const std::int64_t hours_done = db_->number("SELECT value FROM meta WHERE name='hours_done'", 0);
  const std::int64_t done = grain == Grain::hour ? hours_done : day_of_hour(hours_done);
  if (done > from) found = read_buckets(*db_, grain, metric, from, std::min(to, done - 1));
  if (to < done) return found;
  const Grain finer = grain == Grain::hour ? Grain::minute : Grain::hour;
  const std::int64_t begin = slot_begin_ms(grain, std::max(from, done)), end = slot_begin_ms(grain, to) + slot_length_ms(grain) - 1;
  const auto fine = buckets(finer, metric, begin, end);
  tail = coarser(fine, finer, grain, found.empty() ? std::nullopt : std::optional(found.back().last));
  found.insert(found.end(), tail.begin(), tail.end());
  return found;
}

std::optional<std::int64_t> HistoryReader::first_ms(Grain grain, std::int64_t metric) {
  const char* sql = grain == Grain::reading  ? "SELECT min(minute) FROM fine WHERE metric=?"
                    : grain == Grain::minute ? "SELECT min(slot) FROM minutes WHERE metric=?"
                    : grain == Grain::hour   ? "SELECT min(slot) FROM hours WHERE metric=?"
                                             : "SELECT min(slot) FROM days WHERE metric=?";
  Statement s = db_->prepare(sql);
  if (!s) return std::nullopt;
  s.with(metric);
  if (!s.row() || s.is_null(0)) return std::nullopt;
  return slot_begin_ms(grain == Grain::reading ? Grain::minute : grain, s.whole(0));
}

// The finest grain that is short enough to read and reaches back to `from`, as far as anything does.
Grain HistoryReader::grain_for(std::int64_t metric, std::int64_t from_ms, std::int64_t to_ms, int most) {
  const double span_s = static_cast<double>(to_ms - from_ms) / 1000;
  Grain grain = span_s <= 6 * 3600.0 ? Grain::reading : span_s <= 4 * 86400.0 ? Grain::minute : Grain::hour;
  if (span_s > 180 * 86400.0 && span_s / 86400 < most * 4.0) grain = Grain::day;
  if (span_s > 800 * 86400.0) grain = Grain::day;
  for (; grain != Grain::day; grain = static_cast<Grain>(static_cast<int>(grain) + 1)) {
    const auto own = first_ms(grain, metric);
    if (own && *own <= from_ms) break;
    const auto next = first_ms(static_cast<Grain>(static_cast<int>(grain) + 1), metric);
    if (!next) break;                     // everything is still in the log or in minutes
    const Grain coarse = static_cast<Grain>(static_cast<int>(grain) + 1);
    const std::int64_t begin = own ? slot_begin_ms(coarse, slot_of_ms(coarse, *own)) : std::numeric_limits<std::int64_t>::max();
    if (*next >= begin) break;            // nor does a coarser one reach further back
  }
  return grain;
}

std::optional<PastReading> HistoryReader::read_of(const PastEntry& e) {
  return PastReading{e.value.value_or(0), e.at_ms, e.lag_ms, Grain::reading, e.outcome, text_of(e.by), text_of(e.rule), e.poll};
}

std::optional<PastReading> HistoryReader::standing_id(std::int64_t metric, std::int64_t at_ms) {
  const auto newest_in = [&](const std::vector<PastEntry>& list) -> std::optional<PastReading> {
    for (auto e = list.rbegin(); e != list.rend(); ++e)
      if (stands(e->outcome) && e->value) return read_of(*e);
    return std::nullopt;
  };
  if (auto found = newest_in(log_entries(metric, at_ms - 3'600'000, at_ms))) return found;
  for (const Grain grain : {Grain::minute, Grain::hour, Grain::day}) {
    const char* sql =
        grain == Grain::minute ? "SELECT slot, last, off, lag, lo, hi, mean, n FROM minutes WHERE metric=? AND slot<=? ORDER BY slot DESC LIMIT 2"
        : grain == Grain::hour ? "SELECT slot, last, off, lag, lo, hi, mean, n FROM hours WHERE metric=? AND slot<=? ORDER BY slot DESC LIMIT 2"
                               : "SELECT slot, last, off, lag, lo, hi, mean, n FROM days WHERE metric=? AND slot<=? ORDER BY slot DESC LIMIT 2";
    Statement s = db_->prepare(sql);
    if (!s) return std::nullopt;
    s.with(metric, slot_of_ms(grain, at_ms));
    while (s.row()) {
      const Bucket b = bucket_of(s, grain);
      const std::int64_t begin = slot_begin_ms(grain, b.slot);
      if (grain == Grain::minute)
        if (auto exact = newest_in(entries(metric, begin, std::min(at_ms, begin + 59'999)))) return exact;
      if (b.at_ms <= at_ms) return PastReading{b.last, b.at_ms, b.lag_ms, grain, Outcome::accepted, "", "", 0};
    }
  }
  return std::nullopt;
}

std::optional<PastReading> HistoryReader::standing(const std::string& metric, Instant at) {
  const Moment moment(*this);
  const std::int64_t id = id_of(NameKind::metric, metric);
  return id == 0 ? std::nullopt : standing_id(id, at.us / 1000);
}

// What had come by then, and then what came later but speaks of a time before.
std::optional<double> HistoryReader::value_at(const std::string& metric, Instant at) {
  const Moment moment(*this);
  const std::int64_t id = id_of(NameKind::metric, metric), at_ms = at.us / 1000;
  if (id == 0) return std::nullopt;
  std::optional<double> value;
  if (const auto stood = standing_id(id, at_ms)) value = stood->value;
  const std::int64_t minute_end = minute_of(at_ms) * 60'000 + 59'999;
  for (const PastEntry& e : entries(id, at_ms + 1, minute_end)) {
    if (!stands(e.outcome) || !e.value) continue;
    if (e.at_ms - e.lag_ms > at_ms) return value;
    value = e.value;
  }
  const auto minutes = first_ms(Grain::minute, id), hours = first_ms(Grain::hour, id);
  const bool thinned = minutes && *minutes > at_ms && hours && *hours < slot_begin_ms(Grain::hour, slot_of_ms(Grain::hour, *minutes));
  const Grain grain = thinned ? Grain::hour : Grain::minute;
  const std::string sql = fmt::format("SELECT slot, last, off, lag, lo, hi, mean, n FROM {} WHERE metric=? AND slot>? ORDER BY slot LIMIT 2000",
                                      grain == Grain::minute ? "minutes" : "hours");
  Statement s = db_->prepare(sql.c_str());
  if (!s) return value;
  s.with(id, slot_of_ms(grain, at_ms));
  while (s.row()) {
    const Bucket b = bucket_of(s, grain);
    if (b.at_ms - b.lag_ms <= at_ms) {
      value = b.last;
      continue;
    }
    const std::int64_t begin = slot_begin_ms(grain, b.slot);
    for (const PastEntry& e : entries(id, begin, begin + 59'999)) {
      if (!stands(e.outcome) || !e.value) continue;
      if (e.at_ms - e.lag_ms > at_ms) return value;
      value = e.value;
    }
    return value;
  }
  for (const PastEntry& e : log_entries(id, minute_end + 1, std::numeric_limits<std::int64_t>::max() / 2)) {
    if (!stands(e.outcome) || !e.value) continue;
    if (e.at_ms - e.lag_ms > at_ms) break;
    value = e.value;
  }
  return value;
}

std::optional<double> HistoryReader::mean(const std::string& metric, Instant from, Instant to) {
  const Moment moment(*this);
  const std::int64_t id = id_of(NameKind::metric, metric), begin = from.us / 1000, end = to.us / 1000;
  if (id == 0 || end <= begin) return std::nullopt;
  double sum = 0, weight = 0;
  std::int64_t at = begin;
  std::optional<double> value;
  if (const auto stood = standing_id(id, begin)) value = stood->value;
  const auto until = [&](std::int64_t ms) {
    ms = std::min(ms, end);
    if (value && ms > at) {
      sum += *value * static_cast<double>(ms - at);
      weight += static_cast<double>(ms - at);
    }
    at = std::max(at, ms);
  };
  // A slot that is not whole within the time, or not over yet, is asked in the next finer grain.
  const std::function<void(Grain, std::int64_t, std::int64_t)> add = [&](Grain grain, std::int64_t first, std::int64_t last) {
    if (grain == Grain::reading) {
      for (const PastEntry& e : entries(id, first, last)) {
        if (!stands(e.outcome) || !e.value) continue;
        until(e.at_ms);
        value = e.value;
      }
      return;
    }
    for (const Bucket& b : buckets(grain, id, first, last)) {
      const std::int64_t slot_begin = slot_begin_ms(grain, b.slot), slot_end = slot_begin + slot_length_ms(grain);
      if (grain != Grain::minute && (slot_begin < first || slot_end > last + 1)) {
        const Grain finer = grain == Grain::day ? Grain::hour : Grain::minute;
        const auto known = first_ms(finer, id);
        if (known && *known <= std::max(first, slot_begin)) {
          add(finer, std::max(first, slot_begin), std::min(last, slot_end - 1));
          continue;
        }
      }
      until(slot_begin);
      const std::int64_t until_ms = std::min(end, slot_end);
      if (until_ms > at) {
        sum += b.mean * static_cast<double>(until_ms - at);
        weight += static_cast<double>(until_ms - at);
        at = until_ms;
      }
      value = b.last;
    }
  };
  add(grain_for(id, begin, end, 500), begin, end - 1);
  until(end);
  return weight > 0 ? std::optional(sum / weight) : std::nullopt;
}

Course HistoryReader::curve(const std::string& metric, Instant from, Instant to, int most) {
  const Moment moment(*this);
  Course course;
  course.metric = metric;
  course.from = from;
  course.to = to;
  const std::int64_t id = id_of(NameKind::metric, metric), begin = from.us / 1000, end = to.us / 1000;
  if (id == 0 || end < begin || most < 1) return course;
  course.grain = grain_for(id, begin, end, most);
  std::vector<CoursePoint> all;
  if (course.grain == Grain::reading) {
    for (const PastEntry& e : entries(id, begin, end))
      if (stands(e.outcome) && e.value) all.push_back({e.received(), *e.value, *e.value, *e.value});
  } else {
    for (const Bucket& b : buckets(course.grain, id, begin, end))
      if (b.at_ms >= begin && b.at_ms <= end) all.push_back({{b.at_ms * 1000}, b.last, b.low, b.high});
  }
  // Points close together become one, with the bounds of all of them.
  const auto step = static_cast<double>(end - begin + 1) / most;
  std::int64_t last_bin = -1;
  for (const CoursePoint& p : all) {
    const auto bin = static_cast<std::int64_t>(static_cast<double>(p.at.us / 1000 - begin) / step);
    if (static_cast<int>(all.size()) > most && bin == last_bin) {
      CoursePoint& joined = course.points.back();
      joined = {p.at, p.value, std::min(joined.low, p.low), std::max(joined.high, p.high)};
    } else {
      course.points.push_back(p);
    }
    last_bin = bin;
  }
  for (const WhyEvent& e : events(metric, from, to, 100))
    if (e.outcome == "refused" || e.outcome == "held") course.marks.push_back({e.at, e.value, e.rule});
  return course;
}

std::vector<PastPoint> HistoryReader::course(const std::string& metric, Instant from, Instant to, int most) {
  std::vector<PastPoint> points;
  for (const CoursePoint& p : curve(metric, from, to, most).points) points.push_back({p.at, p.value});
  return points;
}

HistoryReader::Health HistoryReader::health(std::int64_t id, Instant from, Instant to) {
  Health sum;
  Statement s = db_->prepare("SELECT total(late), total(refused), total(good), total(bad) FROM health WHERE id=? AND hour>=? AND hour<=?");
  if (!s) return sum;
  const std::int64_t first = hour_of_minute(minute_of(from.us / 1000)), last = hour_of_minute(minute_of(to.us / 1000));
  s.with(id, first, last);
  if (s.row()) sum = {s.number(0), s.number(1), s.number(2), s.number(3), 0};
  s.with(0, first, last);
  if (s.row()) sum.ran = s.number(0);
  return sum;
}

std::optional<double> HistoryReader::availability(const std::string& source, Instant from, Instant to) {
  const Moment moment(*this);
  const std::int64_t id = id_of(NameKind::source, source);
  if (id == 0) return std::nullopt;
  const Health h = health(id, from, to);
  return h.good + h.bad > 0 ? std::optional(h.good / (h.good + h.bad)) : std::nullopt;
}

std::vector<std::optional<double>> HistoryReader::availability_by_hour(const std::string& source, Instant from, Instant to) {
  const Moment moment(*this);
  const std::int64_t id = id_of(NameKind::source, source);
  const std::int64_t first = hour_of_minute(minute_of(from.us / 1000)), last = hour_of_minute(minute_of(to.us / 1000));
  if (id == 0 || last < first || last - first > 24 * 400) return {};
  std::vector<std::optional<double>> hours(static_cast<std::size_t>(last - first + 1));
  Statement s = db_->prepare("SELECT hour, good, bad FROM health WHERE id=? AND hour>=? AND hour<=?");
  if (!s) return {};
  s.with(id, first, last);
  while (s.row())
    if (const double good = s.number(1), bad = s.number(2); good + bad > 0)
      hours[static_cast<std::size_t>(s.whole(0) - first)] = good / (good + bad);
  return hours;
}

std::optional<double> HistoryReader::lateness(const std::string& name, Instant from, Instant to) {
  const Moment moment(*this);
  std::int64_t id = id_of(NameKind::metric, name);
  if (id == 0) id = id_of(NameKind::source, name);
  const Health h = health(id, from, to);
  return id != 0 && h.ran > 0 ? std::optional(std::min(1., h.late / h.ran)) : std::nullopt;
}

std::optional<double> HistoryReader::refusals(const std::string& name, Instant from, Instant to) {
  const Moment moment(*this);
  std::int64_t id = id_of(NameKind::metric, name);
  if (id == 0) id = id_of(NameKind::source, name);
  const Health h = health(id, from, to);
  return id != 0 && h.ran > 0 ? std::optional(h.refused) : std::nullopt;
}

}  // namespace guangmu::kpi
