// The newest state of the wall and what just happened, handed from the frame thread to everybody who looks.
//
// wanted(), publish() and tell() are for the frame thread and hold a lock only to exchange pointers; the rest
// is for server threads. A state is made only while somebody looks: the frame asks wanted() first. What of it takes long
// is made by the first server thread that takes it, and let go of by server threads.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "show/values/journal.h"
#include "show/values/status.h"

namespace guangmu::control {

using StatusPtr = std::shared_ptr<const show::Status>;

class StatusBoard {
 public:
  static constexpr double every_s = 0.1;   // at most ten states a second
  static constexpr double interest_s = 1;  // a look counts for so long
  static constexpr std::size_t events_kept = 256;

  // Frame thread: somebody looked within the last second, and the newest state is older than 0.1 s.
  bool wanted() const;
  // `finish` adds to the status what need not be done on the frame thread; called at most once, by a server thread.
  void publish(show::Status status, std::function<void(show::Status&)> finish = {});
  void tell(show::Event event);

  // The newest state however old it is; null before the first. Does not count as a look.
  StatusPtr newest();
  // A state made after this call or at most 0.2 s before it. Waits up to `wait_s` for the frame thread (the
  // first frames after the start take seconds: up to `first_wait_s` for the first state ever), then gives the
  // newest there is (null before the first).
  StatusPtr fresh(double wait_s = 1, double first_wait_s = 4);

  // What a listener has not seen yet.
  struct News {
    StatusPtr status;  // null when there is none newer
    std::vector<show::Event> events;
    std::uint64_t version = 0;  // of the newest state; 0: none yet
    std::uint64_t event_count = 0;
    bool closing = false;
  };
  // Waits until there is something newer than what the caller knows, at most `wait_s`. Counts as a look.
  // Events of which more than events_kept were missed are lost.
  News wait_news(std::uint64_t version, std::uint64_t event_count, double wait_s);
  std::uint64_t event_count() const;

  // Wakes everybody who waits, for good. Any thread.
  void close();

 private:
  using Clock = std::chrono::steady_clock;
  struct Made {
    show::Status status;
    std::function<void(show::Status&)> finish;
    std::once_flag finished;
  };
  using MadePtr = std::shared_ptr<Made>;
  static StatusPtr finished(const MadePtr& made);  // not under mutex_
  void look_locked() { looked_ = Clock::now(); }
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  MadePtr made_;
  std::vector<MadePtr> old_;  // for server threads to let go of
  std::uint64_t version_ = 0;
  Clock::time_point published_{}, looked_{};
  std::deque<show::Event> events_;
  std::uint64_t event_count_ = 0;  // all events ever told
  bool closed_ = false;
};

}  // namespace guangmu::control
