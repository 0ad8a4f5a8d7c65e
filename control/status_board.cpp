#include "control/status_board.h"

#include <algorithm>
#include <utility>

namespace guangmu::control {
namespace {

constexpr double young_enough_s = 0.2;
constexpr std::size_t most_old = 8;

std::chrono::duration<double> seconds(double s) {
  return std::chrono::duration<double>(s);
}

}  // namespace

bool StatusBoard::wanted() const {
  const std::lock_guard lock(mutex_);
  const auto at = Clock::now();
  return looked_ != Clock::time_point{} && at - looked_ < seconds(interest_s) &&
         at - published_ >= seconds(every_s);
}

void StatusBoard::publish(show::Status status, std::function<void(show::Status&)> finish) {
  auto made = std::make_shared<Made>();
  made->status = std::move(status);
  made->finish = std::move(finish);
  MadePtr oldest;  // where nobody takes any: goes here, after the lock
  const std::lock_guard lock(mutex_);
  if (made_) old_.push_back(std::move(made_));
  if (old_.size() > most_old) {
    oldest = std::move(old_.front());
    old_.erase(old_.begin());
  }
  made_ = std::move(made);
  ++version_;
  published_ = Clock::now();
  changed_.notify_all();
}

void StatusBoard::tell(show::Event event) {
  const std::lock_guard lock(mutex_);
  events_.push_back(std::move(event));
  if (events_.size() > events_kept) events_.pop_front();
  ++event_count_;
  changed_.notify_all();
}

StatusPtr StatusBoard::finished(const MadePtr& made) {
  if (!made) return nullptr;
  std::call_once(made->finished, [&] {
    if (made->finish) made->finish(made->status);
    made->finish = {};
  });
  return {made, &made->status};
}

StatusPtr StatusBoard::newest() {
  MadePtr made;
  {
    const std::lock_guard lock(mutex_);
    made = made_;
  }
  return finished(made);
}

StatusPtr StatusBoard::fresh(double wait_s, double first_wait_s) {
  std::vector<MadePtr> old;
  std::unique_lock lock(mutex_);
  look_locked();
  const auto oldest = Clock::now() - std::chrono::duration_cast<Clock::duration>(seconds(young_enough_s));
  changed_.wait_for(lock, seconds(made_ ? wait_s : first_wait_s),
                    [&] { return closed_ || (made_ && published_ >= oldest); });
  old.swap(old_);
  const MadePtr made = made_;
  lock.unlock();
  return finished(made);
}

StatusBoard::News StatusBoard::wait_news(std::uint64_t version, std::uint64_t event_count, double wait_s) {
  std::vector<MadePtr> old;
  MadePtr made;
  std::unique_lock lock(mutex_);
  look_locked();
  changed_.wait_for(lock, seconds(wait_s),
                    [&] { return closed_ || version_ != version || event_count_ != event_count; });
  News news;
  news.version = version_;
  news.event_count = event_count_;
  news.closing = closed_;
  if (version_ != version) made = made_;
  const auto unseen =
      static_cast<std::size_t>(std::min<std::uint64_t>(event_count_ - event_count, events_.size()));
  news.events.assign(events_.end() - static_cast<std::ptrdiff_t>(unseen), events_.end());
  old.swap(old_);
  lock.unlock();
  news.status = finished(made);
  return news;
}

std::uint64_t StatusBoard::event_count() const {
  const std::lock_guard lock(mutex_);
  return event_count_;
}

void StatusBoard::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  changed_.notify_all();
}

}  // namespace guangmu::control
