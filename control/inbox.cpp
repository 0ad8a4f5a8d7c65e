#include "control/inbox.h"

#include <optional>
#include <utility>

namespace guangmu::control {

struct PendingAnswer {
  const std::chrono::steady_clock::time_point put_at = std::chrono::steady_clock::now();
  std::mutex mutex;
  std::condition_variable answered;
  std::optional<BatchOutcome> outcome;
  bool abandoned = false;
};

Batch::Batch(std::vector<show::Command> commands, std::string by, std::shared_ptr<PendingAnswer> answer)
    : commands_(std::move(commands)), by_(std::move(by)), answer_(std::move(answer)) {}
Batch::Batch(Batch&&) noexcept = default;
Batch& Batch::operator=(Batch&& other) noexcept {
  std::swap(commands_, other.commands_);
  std::swap(by_, other.by_);
  std::swap(answer_, other.answer_);
  return *this;
}
Batch::~Batch() {
  if (answer_)
    answer({BatchOutcome::Kind::refused, 0, {{-1, "not applied: the wall dropped it without a word"}}});
}

double Batch::waited_s() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - answer_->put_at).count();
}
bool Batch::abandoned() const {
  const std::lock_guard lock(answer_->mutex);
  return answer_->abandoned;
}
void Batch::applied(std::uint64_t frame) {
  answer({BatchOutcome::Kind::applied, frame, {}});
}
void Batch::refused(std::vector<wire::CommandError> errors) {
  answer({BatchOutcome::Kind::refused, 0, std::move(errors)});
}
void Batch::answer(BatchOutcome outcome) {
  const std::lock_guard lock(answer_->mutex);
  if (answer_->outcome) return;
  answer_->outcome = std::move(outcome);
  answer_->answered.notify_all();
}

BatchOutcome CommandInbox::put(std::vector<show::Command> commands, std::string by, double wait_s) {
  const auto answer = std::make_shared<PendingAnswer>();
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return {BatchOutcome::Kind::silent, 0, {{-1, "the wall is closing"}}};
    if (waiting_.size() >= most_waiting)
      return {BatchOutcome::Kind::silent, 0, {{-1, "too many commands wait already; try again"}}};
    waiting_.emplace_back(std::move(commands), std::move(by), answer);
  }
  std::unique_lock lock(answer->mutex);
  if (answer->answered.wait_for(lock, std::chrono::duration<double>(wait_s),
                                [&] { return answer->outcome.has_value(); }))
    return *answer->outcome;
  answer->abandoned = true;
  return {BatchOutcome::Kind::silent,
          0,
          {{-1, "no frame answered in time; look at the wall before trying again"}}};
}

std::vector<Batch> CommandInbox::take() {
  std::deque<Batch> taken;
  {
    const std::lock_guard lock(mutex_);
    taken.swap(waiting_);
  }
  std::vector<Batch> batches;
  for (Batch& each : taken)
    if (!each.abandoned()) batches.push_back(std::move(each));
  return batches;
}

void CommandInbox::close() {
  std::deque<Batch> left;
  const std::lock_guard lock(mutex_);
  closed_ = true;
  left.swap(waiting_);
  for (Batch& each : left) each.refused({{-1, "not applied: the wall is closing"}});
}

}  // namespace guangmu::control
