#include "console/inquiry.h"

#include <fmt/core.h>

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "console/http.h"
#include "control/wire/command_wire.h"
#include "control/wire/why_wire.h"

namespace guangmu::console {
namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;
constexpr double why_every_s = 2, course_every_s = 60, timeout_s = 2;
constexpr auto pause = std::chrono::milliseconds(50);  // between two questions

}  // namespace

struct Inquiry::Impl {
  Impl(std::string address, std::string token, void (*on_news)())
      : http("http://" + std::move(address), std::move(token)), woken(on_news) {}

  Http http;
  void (*woken)() = nullptr;
  std::mutex mutex;
  std::condition_variable changed;
  bool ending = false;
  std::string why;
  std::vector<std::string> courses;
  std::vector<Inquired> answers;
  std::map<std::string, Clock::time_point> asked;  // by path
  std::thread thread;

  static std::string path_of(Inquired::About about, const std::string& id) {
    return fmt::format("/api/v1/{}/{}", about == Inquired::About::why ? "why" : "course", id);
  }

  // Under the mutex.
  bool due(Inquired::About about, const std::string& id, Clock::time_point at) const {
    const auto last = asked.find(path_of(about, id));
    const double every_s = about == Inquired::About::why ? why_every_s : course_every_s;
    return last == asked.end() || at - last->second >= Seconds(every_s);
  }
  std::optional<std::pair<Inquired::About, std::string>> next(Clock::time_point at) const {
    if (!why.empty() && due(Inquired::About::why, why, at)) return std::pair{Inquired::About::why, why};
    for (const std::string& id : courses)
      if (due(Inquired::About::course, id, at)) return std::pair{Inquired::About::course, id};
    return std::nullopt;
  }

  Inquired ask(Inquired::About about, const std::string& id) {
    Inquired answer{id, about, {}, {}, {}};
    const HttpReply reply = http.get(path_of(about, id), timeout_s);
    if (reply.status != 200) {
      answer.problem = reply.status == 0 ? reply.problem : wire::parse_command_reply(reply.status, reply.body).reason;
    } else if (about == Inquired::About::why) {
      if (auto parsed = wire::parse_why(reply.body))
        answer.why = std::move(*parsed);
      else
        answer.problem = parsed.error().text;
    } else {
      if (auto parsed = wire::parse_course(reply.body))
        answer.course = std::move(*parsed);
      else
        answer.problem = parsed.error().text;
    }
    return answer;
  }

  void run() {
    std::unique_lock lock(mutex);
    while (!ending) {
      const auto question = next(Clock::now());
      if (!question) {
        changed.wait_for(lock, std::chrono::milliseconds(250));
        continue;
      }
      asked[path_of(question->first, question->second)] = Clock::now();
      lock.unlock();
      Inquired answer = ask(question->first, question->second);
      lock.lock();
      answers.push_back(std::move(answer));
      woken();
      changed.wait_for(lock, pause, [this] { return ending; });
    }
  }
};

Inquiry::Inquiry(std::string address, std::string token, void (*woken)())
    : impl_(std::make_unique<Impl>(std::move(address), std::move(token), woken)) {
  impl_->thread = std::thread([this] { impl_->run(); });
}

Inquiry::~Inquiry() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->ending = true;
    impl_->changed.notify_all();
  }
  impl_->thread.join();
}

void Inquiry::wish(const std::string& why, const std::vector<std::string>& courses) {
  const std::lock_guard lock(impl_->mutex);
  if (impl_->why == why && impl_->courses == courses) return;
  impl_->why = why;
  impl_->courses = courses;
  impl_->changed.notify_all();
}

std::vector<Inquired> Inquiry::take() {
  const std::lock_guard lock(impl_->mutex);
  return std::exchange(impl_->answers, {});
}

}  // namespace guangmu::console
