#include "control/status_board.h"

#include <algorithm>
#include <utility>

namespace guangmu::control {
namespace {

constexpr double young_enough_s = 0.2;

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

void StatusBoard::publish(show::Status status) {
  auto made = std::make_shared<const show::Status>(std::move(status));
  const std::lock_guard lock(mutex_);
  status_.swap(made);  // the old one goes after the lock
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

StatusPtr StatusBoard::newest() const {
  const std::lock_guard lock(mutex_);
  return status_;
}

StatusPtr StatusBoard::fresh(double wait_s, double first_wait_s) {
  std::unique_lock lock(mutex_);
  look_locked();
  const auto oldest = Clock::now() - std::chrono::duration_cast<Clock::duration>(seconds(young_enough_s));
  changed_.wait_for(lock, seconds(status_ ? wait_s : first_wait_s),
                    [&] { return closed_ || (status_ && published_ >= oldest); });
  return status_;
}

StatusBoard::News StatusBoard::wait_news(std::uint64_t version, std::uint64_t event_count, double wait_s) {
  std::unique_lock lock(mutex_);
  look_locked();
  changed_.wait_for(lock, seconds(wait_s),
                    [&] { return closed_ || version_ != version || event_count_ != event_count; });
  News news;
  news.version = version_;
  news.event_count = event_count_;
  news.closing = closed_;
  if (version_ != version) news.status = status_;
  const auto unseen =
      static_cast<std::size_t>(std::min<std::uint64_t>(event_count_ - event_count, events_.size()));
  news.events.assign(events_.end() - static_cast<std::ptrdiff_t>(unseen), events_.end());
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
