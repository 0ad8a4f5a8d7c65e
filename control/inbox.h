// Where commands wait between the threads that receive them and the frame that applies them. A batch is
// applied whole on one frame or not at all, and is answered exactly once.
//
// put() is called by server threads and blocks them until the answer. take() is called by the frame thread
// once per frame; it never waits for anybody: the lock is held only to hand over pointers. A batch may be
// kept over frames (a take that waits for its scene) and answered later; one that is dropped answers itself
// "not applied".
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "control/wire/command_wire.h"
#include "show/values/command.h"

namespace guangmu::control {

// How a batch ended.
struct BatchOutcome {
  enum class Kind {
    applied,  // on `frame`
    refused,  // nothing applied, see `errors`
    silent,   // no frame answered in time; `errors` says so
  } kind = Kind::silent;
  std::uint64_t frame = 0;
  std::vector<wire::CommandError> errors;
};

struct PendingAnswer;

// One batch in the hands of the frame thread. Move-only.
class Batch {
 public:
  Batch(std::vector<show::Command> commands, std::string by, std::shared_ptr<PendingAnswer> answer);
  ~Batch();
  Batch(Batch&&) noexcept;
  Batch& operator=(Batch&&) noexcept;

  const std::vector<show::Command>& commands() const { return commands_; }
  const std::string& by() const { return by_; }  // who: a token's name, or e.g. "console 127.0.0.1"
  double waited_s() const;                       // since it was put
  bool abandoned() const;                        // nobody waits for the answer any more: do not apply it
  // The first answer counts.
  void applied(std::uint64_t frame);
  void refused(std::vector<wire::CommandError> errors);

 private:
  void answer(BatchOutcome outcome);
  std::vector<show::Command> commands_;
  std::string by_;
  std::shared_ptr<PendingAnswer> answer_;
};

class CommandInbox {
 public:
  static constexpr double load_wait_s = 2;  // so long may the frame thread keep a take that waits for a scene
  static constexpr double answer_wait_s = 3;  // so long does put() wait at most
  static constexpr std::size_t most_waiting = 64;

  // Any thread but the frame thread. Blocks until answered, at most `wait_s`.
  BatchOutcome put(std::vector<show::Command> commands, std::string by, double wait_s = answer_wait_s);
  // Frame thread: all batches that came since the last call, in their order.
  std::vector<Batch> take();
  // From here on every put() is answered "the wall is closing" at once. Any thread.
  void close();

 private:
  std::mutex mutex_;
  std::deque<Batch> waiting_;
  bool closed_ = false;
};

}  // namespace guangmu::control
