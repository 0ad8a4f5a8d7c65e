#include "kpi/board.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <mutex>
#include <optional>
#include <vector>

#include "base/log.h"
#include "kpi/fetcher.h"
#include "kpi/figure_store.h"
#include "kpi/ledger.h"

namespace guangmu::kpi {
namespace {

// One line in the log for each thing that began or ended between two snapshots, none for what merely goes on. Looks only
// at what the two do not share.
void tell_changes(const Snapshot& before, const Snapshot& after) {
  after.sources.changes_since(before.sources, [](const std::string& id, const SourceState& now, const SourceState* was) {
    if (now.fault == (was ? was->fault : "")) return;
    if (now.fault.empty()) {
      log::info("kpi", fmt::format("source {}: good again", id));
    } else {
      log::warning("kpi",
                   fmt::format("source {} ({}): {}; the last good figures stay", id, now.url, now.fault));
    }
  });
  const auto tell_refused = [](const std::string& id, const std::string& now, const std::string& was) {
    if (!now.empty() && was.empty()) log::warning("kpi", fmt::format("{} refused: {}", id, now));
    if (now.empty() && !was.empty()) log::info("kpi", fmt::format("{}: good again", id));
  };
  after.metrics.changes_since(before.metrics, [&](const std::string& id, const Metric& now, const Metric* was) {
    tell_refused(id, now.refused, was ? was->refused : "");
    if (was && was->manual != now.manual)
      log::info("kpi", fmt::format("{}: {}{}", id, now.manual ? "set by hand" : "no longer set by hand",
                                   now.manual_by.empty() ? "" : ", by " + now.manual_by));
  });
  after.series.changes_since(before.series, [&](const std::string& id, const Series& now, const Series* was) {
    tell_refused(id, now.refused, was ? was->refused : "");
  });
  after.tables.changes_since(before.tables, [&](const std::string& id, const Table& now, const Table* was) {
    tell_refused(id, now.refused, was ? was->refused : "");
  });
  if (after.history_fault != before.history_fault) {
    if (after.history_fault.empty())
      log::info("kpi", "figures are kept again");
    else
      log::warning("kpi", after.history_fault);
  }
}

}  // namespace

class Board::Impl {
 public:
  Impl(DataSettings data, BoardOptions options)
      : options_(std::move(options)), ledger_(std::move(data)), fetcher_(calls(), seed()) {
    if (!options_.state_dir.empty()) {
      store_.emplace(options_.state_dir, clock());
      if (!store_->notice().empty()) log::warning("kpi", store_->notice());
      history_fault_ = store_->fault();
      ledger_.restore(store_->load());
    }
    ledger_.collect(static_cast<bool>(options_.happened));
    published_ = std::make_shared<Snapshot>();
    publish();
    fetcher_.set_sources(ledger_.declaration().data.sources);
  }

  ~Impl() { stop(); }

  void start() { fetcher_.start(); }

  void stop() {
    fetcher_.stop();
    hand_on();
    keep(true);
  }

  SnapshotPtr snapshot() const {
    const std::lock_guard lock(pointer_mutex_);
    return published_;
  }

  void reload(DataSettings data) {
    const std::lock_guard lock(mutex_);
    ledger_.reload(std::move(data));
    unsaved_ = true;
    publish();
    fetcher_.set_sources(ledger_.declaration().data.sources);
  }

  // Does `change` to the ledger and publishes what came of it.
  template <class Change>
  Result<void> with_ledger(Change change) {
    const std::lock_guard lock(mutex_);
    Result<void> result = change(ledger_);
    unsaved_ = true;
    publish();
    return result;
  }

  void pass_time(const Moment& at) {
    const std::lock_guard lock(mutex_);
    if (ledger_.expire(at)) publish();
  }

  // Tells the history what happened since the last call.
  void hand_on() {
    if (!options_.happened) return;
    const std::lock_guard one_at_a_time(hand_on_mutex_);
    Happened happened;
    {
      const std::lock_guard lock(mutex_);
      happened = ledger_.take_happened();
    }
    if (!happened.empty()) options_.happened(std::move(happened));
  }

  Instant clock() const { return options_.clock ? options_.clock() : now(); }
  // A clock from outside is both. The one that only runs begins with the other's time, as do the moments that
  // judge_payload() is given.
  Moment moment() const {
    if (options_.clock) return options_.clock();
    return {now(), begun_.steady_s + std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_steady_).count()};
  }

 private:
  Fetcher::Calls calls() {
    return {.polled =
                [this](const std::string& source, const Result<Answer>& answer) {
                  Moment at = moment();
                  if (answer && answer->written) at.at = std::min(at.at, *answer->written);
                  if (options_.tap)
                    options_.tap({at.at, source, !answer, answer ? answer->body : answer.error().text,
                                  answer ? answer->content_type : ""});
                  return with_ledger([&](Ledger& ledger) -> Result<void> {
                           if (answer) return ledger.apply(source, answer->body, at, answer->content_type);
                           ledger.poll_failed(source, answer.error().text, at);
                           return answer.error();
                         })
                      .ok();
                },
            .tick =
                [this] {
                  pass_time(moment());
                  hand_on();
                  keep(false);
                  look_back();
                }};
  }

  // Asks the history what is due. Not under the lock: the disk holds up nobody.
  void look_back() {
    if (!options_.past) return;
    constexpr std::size_t questions_at_once = 25, trends_at_once = 5, days_at_once = 10;
    std::vector<Question> questions;
    std::vector<TrendQuestion> trend_questions;
    std::vector<DayQuestion> day_questions;
    {
      const std::lock_guard lock(mutex_);
      questions = ledger_.questions(clock(), questions_at_once);
      trend_questions = ledger_.trend_questions(clock(), trends_at_once);
      day_questions = ledger_.day_questions(clock(), days_at_once);
    }
    if (questions.empty() && trend_questions.empty() && day_questions.empty()) return;
    std::vector<LookBack> answers;
    for (const auto& q : questions) answers.push_back(ask(*options_.past, q));
    std::vector<TrendAnswer> trends;
    for (const auto& q : trend_questions) trends.push_back(ask(*options_.past, q));
    std::vector<DayAnswer> days;
    for (const auto& q : day_questions) days.push_back(ask(*options_.past, q));
    const std::lock_guard lock(mutex_);
    const bool derived = ledger_.answer(answers), shown = ledger_.answer(trends);
    if (ledger_.answer(days) || derived || shown) publish();
  }

  std::uint64_t seed() const {
    return options_.seed ? options_.seed : static_cast<std::uint64_t>(clock().us);
  }

  // Under mutex_.
  void publish() {
    auto next = std::make_shared<Snapshot>(ledger_.snapshot());
    next->version = ++version_;
    next->history_kept = store_.has_value();
    next->history_fault = history_fault_;
    tell_changes(*published_, *next);
    retired_.push_back(published_);
    {
      const std::lock_guard lock(pointer_mutex_);
      published_ = std::move(next);
    }
    // Taking thousands of figures apart is this thread's work: whoever held a snapshot for a frame only lets go of it.
    std::erase_if(retired_, [](const SnapshotPtr& old) { return old.use_count() == 1; });
  }

  // Writes the ledger to disk. Called once a second by the fetcher's thread; `last` when that thread has
  // ended.
  void keep(bool last) {
    if (!store_) return;
    Kept kept;
    {
      const std::lock_guard lock(mutex_);
      if (!unsaved_) return;
      if (!last && retry_after_ && clock() < *retry_after_) return;
      kept = ledger_.kept();
      unsaved_ = false;
    }
    const bool saved = store_->save(kept, clock());  // not under the lock: a slow disk holds up nobody
    const std::lock_guard lock(mutex_);
    retry_after_.reset();
    if (!saved) {
      unsaved_ = true;
      retry_after_ = clock() + 30;
    }
    if (store_->fault() != history_fault_) {
      history_fault_ = store_->fault();
      publish();
    }
  }

  BoardOptions options_;
  const std::chrono::steady_clock::time_point begun_steady_ = std::chrono::steady_clock::now();
  const Moment begun_ = now();
  std::mutex hand_on_mutex_;
  mutable std::mutex mutex_;  // ledger and what belongs to it
  Ledger ledger_;
  std::uint64_t version_ = 0;
  std::string history_fault_;
  bool unsaved_ = false;
  std::optional<Instant> retry_after_;
  std::optional<FigureStore> store_;  // the fetcher's thread; before its start and after its end the owner's
  // A plain lock for the pointer alone: std::atomic<std::shared_ptr> is a spin lock in GCC 12 as well, one
  // that the thread sanitizer cannot see through.
  mutable std::mutex pointer_mutex_;
  SnapshotPtr published_;
  std::vector<SnapshotPtr> retired_;  // published before, perhaps still held; under mutex_
  Fetcher fetcher_;  // last: its thread ends before the rest goes
};

Board::Board(DataSettings data, BoardOptions options)
    : impl_(std::make_unique<Impl>(std::move(data), std::move(options))) {}
Board::~Board() = default;
void Board::start() {
  impl_->start();
}
void Board::stop() {
  impl_->stop();
}
SnapshotPtr Board::snapshot() const {
  return impl_->snapshot();
}
void Board::reload(DataSettings data) {
  impl_->reload(std::move(data));
}

Result<void> Board::accept(const std::string& id, const std::string& by) {
  return impl_->with_ledger([&](Ledger& ledger) { return ledger.accept(id, by, impl_->clock()); });
}

Result<void> Board::refuse(const std::string& id, const std::string& by) {
  return impl_->with_ledger([&](Ledger& ledger) { return ledger.refuse(id, by, impl_->clock()); });
}

Result<void> Board::override_value(const std::string& id, double value, double seconds, const std::string& by) {
  return impl_->with_ledger(
      [&](Ledger& ledger) { return ledger.override_value(id, value, seconds, by, impl_->clock()); });
}

Result<void> Board::judge_payload(const std::string& source, std::string_view payload, Instant received) {
  auto result = impl_->with_ledger([&](Ledger& ledger) { return ledger.apply(source, payload, received); });
  impl_->hand_on();
  return result;
}

Result<void> Board::judge_record(const Record& r) {
  auto result = impl_->with_ledger([&](Ledger& ledger) -> Result<void> {
    if (!r.fault) return ledger.apply(r.source, r.body, r.received, r.content_type);
    ledger.poll_failed(r.source, r.body, r.received);
    return {};
  });
  impl_->hand_on();
  return result;
}

void Board::pass_time(Instant at) {
  impl_->pass_time(at);
}

}  // namespace guangmu::kpi
