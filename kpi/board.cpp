#include "kpi/board.h"

#include <fmt/core.h>

#include <algorithm>
#include <mutex>
#include <optional>

#include "base/log.h"
#include "kpi/fetcher.h"
#include "kpi/figure_store.h"
#include "kpi/ledger.h"

namespace guangmu::kpi {
namespace {

// One line in the log for each thing that began or ended between two snapshots, none for what merely goes on.
void tell_changes(const Snapshot& before, const Snapshot& after) {
  for (const auto& [id, now] : after.sources) {
    const auto it = before.sources.find(id);
    const std::string was = it == before.sources.end() ? "" : it->second.fault;
    if (now.fault == was) continue;
    if (now.fault.empty()) {
      log::info("kpi", fmt::format("source {}: good again", id));
    } else {
      log::warning("kpi",
                   fmt::format("source {} ({}): {}; the last good figures stay", id, now.url, now.fault));
    }
  }
  for (const auto& [id, now] : after.metrics) {
    const Metric* was = before.metric(id);
    const bool was_refused = was && !was->refused.empty();
    if (!now.refused.empty() && !was_refused)
      log::warning("kpi", fmt::format("{} refused: {}", id, now.refused));
    else if (now.refused.empty() && was_refused)
      log::info("kpi", fmt::format("{}: good again", id));
    if (was && was->manual != now.manual)
      log::info("kpi", fmt::format("{}: {}", id, now.manual ? "set by hand" : "no longer set by hand"));
  }
  const auto tell_list = [](const std::string& id, const std::string& was, const std::string& now) {
    if (!now.empty() && was.empty()) log::warning("kpi", fmt::format("{} refused: {}", id, now));
    if (now.empty() && !was.empty()) log::info("kpi", fmt::format("{}: good again", id));
  };
  for (const auto& [id, s] : after.series) {
    const Series* was = before.find_series(id);
    tell_list(id, was ? was->refused : "", s.refused);
  }
  for (const auto& [id, t] : after.tables) {
    const Table* was = before.find_table(id);
    tell_list(id, was ? was->refused : "", t.refused);
  }
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
    published_ = std::make_shared<Snapshot>();
    publish();
    fetcher_.set_sources(ledger_.declaration().data.sources);
  }

  ~Impl() { stop(); }

  void start() { fetcher_.start(); }

  void stop() {
    fetcher_.stop();
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

  Instant clock() const { return options_.clock ? options_.clock() : now(); }

 private:
  Fetcher::Calls calls() {
    return {.polled =
                [this](const std::string& source, const Result<Answer>& answer) {
                  Instant at = clock();
                  if (answer && answer->written) at = std::min(at, *answer->written);
                  return with_ledger([&](Ledger& ledger) -> Result<void> {
                           if (answer) return ledger.apply(source, answer->body, at, answer->content_type);
                           ledger.poll_failed(source, answer.error().text, at);
                           return answer.error();
                         })
                      .ok();
                },
            .tick =
                [this] {
                  keep(false);
                  const std::lock_guard lock(mutex_);
                  if (ledger_.expire(clock())) publish();
                }};
  }

  std::uint64_t seed() const {
    return options_.seed ? options_.seed : static_cast<std::uint64_t>(clock().us);
  }

  // Under mutex_.
  void publish() {
    auto next = std::make_shared<Snapshot>(ledger_.snapshot());
    next->version = ++version_;
    next->history_fault = history_fault_;
    tell_changes(*published_, *next);
    const std::lock_guard lock(pointer_mutex_);
    published_ = std::move(next);
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

Result<void> Board::accept(const std::string& id) {
  return impl_->with_ledger([&](Ledger& ledger) { return ledger.accept(id); });
}

Result<void> Board::refuse(const std::string& id) {
  return impl_->with_ledger([&](Ledger& ledger) { return ledger.refuse(id); });
}

Result<void> Board::override_value(const std::string& id, double value, double seconds) {
  return impl_->with_ledger(
      [&](Ledger& ledger) { return ledger.override_value(id, value, seconds, impl_->clock()); });
}

Result<void> Board::judge_payload(const std::string& source, std::string_view payload, Instant received) {
  return impl_->with_ledger([&](Ledger& ledger) { return ledger.apply(source, payload, received); });
}

}  // namespace guangmu::kpi
