#include "kpi/history/history.h"

#include <fmt/core.h>
#include <sqlite3.h>

#include <chrono>
#include <cmath>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "base/background.h"
#include "base/log.h"
#include "kpi/declaration.h"
#include "kpi/history/file.h"
#include "kpi/history/reader.h"
#include "kpi/history/thinning.h"
#include "kpi/history/writer.h"

namespace guangmu::kpi {
namespace {

using Steady = std::chrono::steady_clock;

double seconds_since(Steady::time_point t) {
  return std::chrono::duration<double>(Steady::now() - t).count();
}

}  // namespace

class History::Impl {
 public:
  explicit Impl(HistoryOptions options) : options_(std::move(options)), thread_([this] { run(); }) {}

  ~Impl() {
    {
      const std::lock_guard lock(mutex_);
      stop_ = true;
    }
    wake_.notify_all();
    thread_.join();
  }

  void declare(std::map<std::string, KnownFigure> figures, HistorySettings settings) {
    const std::lock_guard lock(mutex_);
    declared_ = std::move(figures);
    settings_ = settings;
    newly_declared_ = true;
  }

  void take(Happened happened) {
    const std::lock_guard lock(mutex_);
    queued_ += happened.readings.size();
    happened_.push_back(std::move(happened));
    while (queued_ > HistoryWriter::most_waiting && happened_.size() > 1) {
      queued_ -= happened_.front().readings.size();
      lost_ += happened_.front().readings.size();
      happened_.erase(happened_.begin());
    }
  }

  void shown(ShownNow shown) {
    const std::lock_guard lock(mutex_);
    if (shown_.size() > 20'000) shown_.erase(shown_.begin(), shown_.begin() + 10'000);
    shown_.push_back(std::move(shown));
  }

  std::string fault() const {
    const std::lock_guard lock(mutex_);
    return fault_;
  }

  bool flush() {
    std::unique_lock lock(mutex_);
    const std::uint64_t wanted = ++flush_wanted_;
    wake_.notify_all();
    flushed_.wait(lock, [&] { return flush_done_ >= wanted; });
    return fault_.empty();
  }

  // A reader from the shelf, or a new one.
  void read(const std::function<void(HistoryReader&)>& ask) const {
    std::unique_ptr<HistoryReader> reader;
    std::uint64_t file = 0;
    {
      const std::lock_guard lock(readers_mutex_);
      file = file_;
      if (!readers_.empty()) {
        reader = std::move(readers_.back());
        readers_.pop_back();
      }
    }
    if (!reader) reader = HistoryReader::open(options_.folder);
    if (!reader) return;
    ask(*reader);
    const std::lock_guard lock(readers_mutex_);
    if (file == file_ && readers_.size() < 8) readers_.push_back(std::move(reader));
  }

  const std::string& folder() const { return options_.folder; }

 private:
  HistoryOptions options_;
  mutable std::mutex mutex_;  // what follows
  std::condition_variable wake_, flushed_;
  bool stop_ = false, newly_declared_ = false;
  std::map<std::string, KnownFigure> declared_;
  HistorySettings settings_;
  std::vector<Happened> happened_;
  std::vector<ShownNow> shown_;
  std::size_t queued_ = 0;
  std::uint64_t lost_ = 0, flush_wanted_ = 0, flush_done_ = 0;
  std::string fault_;

  mutable std::mutex readers_mutex_;
  mutable std::vector<std::unique_ptr<HistoryReader>> readers_;
  std::uint64_t file_ = 0;  // counts the files that were opened: readers of an older one are not used again

  // Of the thread alone.
  HistoryWriter writer_;
  HistoryThinning thinning_{HistorySettings{}};
  std::int64_t max_bytes_ = HistorySettings{}.max_bytes;
  std::optional<Steady::time_point> retry_since_;
  Steady::time_point clock_read_at_ = Steady::now();
  std::optional<Instant> clock_read_;
  std::optional<Steady::time_point> jumped_at_;
  std::uint64_t lost_told_ = 0;
  std::thread thread_;  // last: ends before the rest goes

  Instant clock() const { return options_.clock ? options_.clock() : now(); }

  void run() {
    enter_background("kpi:history");
    while (true) {
      bool last = false;
      std::uint64_t flush_until = 0;
      {
        std::unique_lock lock(mutex_);
        wake_.wait_for(lock, std::chrono::duration<double>(options_.every_s), [&] { return stop_ || flush_wanted_ > flush_done_; });
        last = stop_;
        flush_until = flush_wanted_;
      }
      round(last || flush_until > flush_done_now());
      if (last && writer_.attached()) writer_.close(clock().us / 1000);
      {
        const std::lock_guard lock(mutex_);
        flush_done_ = flush_until;
      }
      flushed_.notify_all();
      if (last) return;
    }
  }

  std::uint64_t flush_done_now() const {
    const std::lock_guard lock(mutex_);
    return flush_done_;
  }

  void round(bool at_once) {
    if (!writer_.attached() && (at_once || !retry_since_ || seconds_since(*retry_since_) > 10)) open();
    if (!writer_.attached()) return;
    hand_over();
    const Instant t = clock();
    watch_clock(t);
    if (!at_once && retry_since_ && seconds_since(*retry_since_) < 2) return;  // the disk refused just now
    const int code = writer_.commit(t.us / 1000);
    if (code != SQLITE_OK) return refused(code, t);
    retry_since_.reset();
    tell(writer_.dropped() + lost() > lost_told_
             ? fmt::format("{} readings were not kept: the disk was away for too long", writer_.dropped() + lost())
             : "");
    lost_told_ = writer_.dropped() + lost();
    writer_.make_hours(t.us / 1000, 20);
    if (!jumped_at_ || seconds_since(*jumped_at_) > 600)
      for (int i = 0; i < (thinning_.pressed() ? 10 : 2); ++i)
        if (const int thinned = thinning_.step(writer_.db(), writer_.names(), t.us / 1000, writer_.hours_done()); is_broken(thinned)) return refused(thinned, t);
  }

  std::uint64_t lost() const {
    const std::lock_guard lock(mutex_);
    return lost_;
  }

  void open() {
    retry_since_ = Steady::now();
    OpenedHistory opened = open_history(options_.folder, clock(), options_.vfs);
    if (!opened.notice.empty()) log::warning("kpi", opened.notice);
    tell(opened.fault);
    if (!opened.db) return;
    retry_since_.reset();
    writer_.attach(std::move(opened.db));
    {
      const std::lock_guard lock(mutex_);
      newly_declared_ = true;  // this file does not know its bound yet
    }
    const std::lock_guard lock(readers_mutex_);
    ++file_;
    readers_.clear();
  }

  // Only with a file: names get the ids that it gave them.
  void hand_over() {
    std::vector<Happened> happened;
    std::vector<ShownNow> shown;
    std::optional<std::map<std::string, KnownFigure>> declared;
    {
      const std::lock_guard lock(mutex_);
      happened.swap(happened_);
      shown.swap(shown_);
      queued_ = 0;
      if (std::exchange(newly_declared_, false)) {
        declared = declared_;
        thinning_.change(settings_);
        const auto page = writer_.db().number("PRAGMA page_size", 4096);
        max_bytes_ = settings_.max_bytes;
        writer_.db().run(fmt::format("PRAGMA max_page_count={}", max_bytes_ / page).c_str());
      }
    }
    if (declared) writer_.declare(std::move(*declared));
    for (Happened& h : happened) writer_.add(std::move(h));
    for (const ShownNow& s : shown) writer_.add(s);
  }

  void refused(int code, Instant t) {
    retry_since_ = Steady::now();
    const std::string path = history_path(options_.folder), why = writer_.db().why();
    if (is_broken(code)) {
      writer_.detach();
      std::string aside;
      const std::string failed = set_history_aside(path, t, aside);
      log::warning("kpi", failed.empty() ? fmt::format("{} was damaged ({}) and was set aside as {}; a new one is begun", path, why, aside)
                                         : fmt::format("{} is damaged ({}) and cannot be set aside ({})", path, why, failed));
      const std::lock_guard lock(readers_mutex_);
      ++file_;
      readers_.clear();
      retry_since_.reset();
      return;
    }
    // At its own bound the oldest gives way; on a disk that others have filled nothing would be gained by that.
    if ((code & 0xff) == SQLITE_FULL && is_at_its_bound()) {
      thinning_.press();
      thinning_.step(writer_.db(), writer_.names(), t.us / 1000, writer_.hours_done());
    }
    tell(fmt::format("no history is kept: {} cannot be written ({}); check free space and rights. Readings wait in memory", path, why));
  }

  bool is_at_its_bound() {
    const std::int64_t page = writer_.db().number("PRAGMA page_size", 4096);
    return writer_.db().number("PRAGMA page_count", 0) * page > max_bytes_ / 10 * 9;
  }

  // A clock that goes its own way must not make old what is new.
  void watch_clock(Instant t) {
    const auto steady = Steady::now();
    if (clock_read_) {
      const double gone = t - *clock_read_, should = std::chrono::duration<double>(steady - clock_read_at_).count();
      if (std::abs(gone - should) > 60) {
        log::warning("kpi", fmt::format("the clock of this machine jumped by {:.0f} s; readings keep the times they got", gone - should));
        jumped_at_ = steady;
      }
    }
    clock_read_ = t;
    clock_read_at_ = steady;
  }

  void tell(const std::string& fault) {
    const std::lock_guard lock(mutex_);
    fault_ = fault;
  }
};

History::History(HistoryOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
History::~History() = default;

void History::declare(const DataSettings& data) {
  const Declaration declaration = kpi::declare(data);
  std::map<std::string, KnownFigure> figures;
  for (const auto& [id, info] : declaration.metrics) figures[id] = {info->source, info->late_after_s};
  impl_->declare(std::move(figures), data.history);
}

void History::take(Happened happened) {
  if (!happened.empty()) impl_->take(std::move(happened));
}
void History::shown(ShownNow shown) {
  impl_->shown(std::move(shown));
}
std::string History::fault() const {
  return impl_->fault();
}
bool History::flush() {
  return impl_->flush();
}
void History::read(const std::function<void(HistoryReader&)>& ask) const {
  impl_->read(ask);
}
std::string History::backup(const std::string& to) const {
  return copy_database(history_path(impl_->folder()), to);
}

std::optional<double> History::value_at(const std::string& metric, Instant at) const {
  std::optional<double> answer;
  read([&](HistoryReader& r) { answer = r.value_at(metric, at); });
  return answer;
}
std::optional<double> History::mean(const std::string& metric, Instant from, Instant to) const {
  std::optional<double> answer;
  read([&](HistoryReader& r) { answer = r.mean(metric, from, to); });
  return answer;
}
std::vector<PastPoint> History::course(const std::string& metric, Instant from, Instant to, int most) const {
  std::vector<PastPoint> answer;
  read([&](HistoryReader& r) { answer = r.course(metric, from, to, most); });
  return answer;
}
std::optional<double> History::availability(const std::string& source, Instant from, Instant to) const {
  std::optional<double> answer;
  read([&](HistoryReader& r) { answer = r.availability(source, from, to); });
  return answer;
}
std::vector<std::optional<double>> History::availability_by_hour(const std::string& source, Instant from, Instant to) const {
  std::vector<std::optional<double>> answer;
  read([&](HistoryReader& r) { answer = r.availability_by_hour(source, from, to); });
  return answer;
}
std::optional<double> History::lateness(const std::string& id, Instant from, Instant to) const {
  std::optional<double> answer;
  read([&](HistoryReader& r) { answer = r.lateness(id, from, to); });
  return answer;
}
std::optional<double> History::refusals(const std::string& id, Instant from, Instant to) const {
  std::optional<double> answer;
  read([&](HistoryReader& r) { answer = r.refusals(id, from, to); });
  return answer;
}

}  // namespace guangmu::kpi
