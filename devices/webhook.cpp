#include "devices/webhook.h"

#include <curl/curl.h>
#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <set>
#include <thread>
#include <utility>

#include "base/log.h"

namespace guangmu::devices {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t longest_answer = 64 << 10;  // more is not read

struct EasyEnd {
  void operator()(CURL* e) const { curl_easy_cleanup(e); }
};
struct MultiEnd {
  void operator()(CURLM* m) const { curl_multi_cleanup(m); }
};
struct ListEnd {
  void operator()(curl_slist* l) const { curl_slist_free_all(l); }
};
using Easy = std::unique_ptr<CURL, EasyEnd>;
using Multi = std::unique_ptr<CURLM, MultiEnd>;
using List = std::unique_ptr<curl_slist, ListEnd>;

Clock::duration seconds(double s) {
  return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(s));
}

// The scheme and host: what follows may be a secret.
std::string host_of(const std::string& url) {
  const auto begin = url.find("://");
  if (begin == std::string::npos) return "the address";
  std::string host = url.substr(begin + 3, url.find_first_of("/?#", begin + 3) - begin - 3);
  if (const auto at = host.rfind('@'); at != std::string::npos) host.erase(0, at + 1);
  return url.substr(0, begin + 3) + host;
}

std::size_t swallow(char*, std::size_t size, std::size_t count, void* read) {
  auto& so_far = *static_cast<std::size_t*>(read);
  so_far += size * count;
  return so_far > longest_answer ? 0 : size * count;
}

}  // namespace

struct Webhook::Impl {
  struct Waiting {
    WebhookMessage message;
    Clock::time_point since, next;
    double pause_s = 0;
    std::uint64_t number = 0;
  };

  explicit Impl(WebhookLimits l) : limits(l), multi(curl_multi_init()) {
    thread = std::thread([this] { run(); });
  }
  ~Impl() {
    {
      const std::lock_guard lock(mutex);
      ending = true;
    }
    changed.notify_all();
    if (multi) curl_multi_wakeup(multi.get());
    thread.join();
  }

  void send(WebhookMessage message) {
    const std::lock_guard lock(mutex);
    if (queue.size() >= limits.most_waiting && !queue.empty()) {
      if (!std::exchange(drops, true))
        log::warning("alarm", fmt::format("too many messages wait; the oldest, to {}, is dropped, as are more to come",
                                          host_of(queue.front().message.url)));
      queue.pop_front();
      ++state.given_up;
    }
    const auto now = Clock::now();
    queue.push_back({std::move(message), now, now, limits.first_pause_s, ++numbers});
    changed.notify_all();
  }

  // The oldest message of each address stands for it; of those the one that is due, else when the first will
  // be.
  Waiting* due(Clock::time_point now, Clock::time_point& wake) {
    std::set<std::string> seen;
    for (Waiting& w : queue) {
      if (!seen.insert(w.message.url).second) continue;
      if (w.next <= now) return &w;
      wake = std::min(wake, w.next);
    }
    return nullptr;
  }

  void run() {
    std::unique_lock lock(mutex);
    while (!ending) {
      auto wake = Clock::now() + seconds(3600);
      const Waiting* next = due(Clock::now(), wake);
      if (!next) {
        changed.wait_until(lock, wake);
        continue;
      }
      const WebhookMessage message = next->message;
      const std::uint64_t number = next->number;
      lock.unlock();
      const std::string fault = try_once(message);
      lock.lock();
      if (!ending) settle(number, fault);
    }
  }

  // What came of a try; the message may have been dropped meanwhile.
  void settle(std::uint64_t number, const std::string& fault) {
    const auto it = std::ranges::find(queue, number, &Waiting::number);
    const bool told = state.fault == fault;
    state.fault = fault;
    if (it == queue.end()) return;
    const std::string host = host_of(it->message.url);
    if (fault.empty()) {
      ++state.delivered;
      drops = false;
      queue.erase(it);
      return;
    }
    ++state.tries_in_vain;
    if (!told) log::warning("alarm", fmt::format("{}: {}; tried again", host, fault));
    const auto now = Clock::now();
    if (now - it->since >= seconds(limits.give_up_s)) {
      log::warning("alarm", fmt::format("{}: a message is given up: {}", host, fault));
      ++state.given_up;
      queue.erase(it);
      return;
    }
    it->next = now + seconds(it->pause_s);
    it->pause_s = std::min(2 * it->pause_s, limits.longest_pause_s);
  }

  // Why it was not taken; "" when it was.
  std::string try_once(const WebhookMessage& m) {
    const Easy easy(curl_easy_init());
    if (!easy || !multi) return "no memory for a connection";
    CURL* c = easy.get();
    List headers(curl_slist_append(nullptr, "Content-Type: application/json; charset=utf-8"));
    const auto add = [&](const std::string& line) {
      if (curl_slist* more = curl_slist_append(headers.get(), line.c_str())) {
        (void)headers.release();
        headers.reset(more);
      }
    };
    add("Expect:");
    for (const auto& [name, value] : m.headers)
      if ((name + value).find_first_of("\r\n") == std::string::npos) add(name + ": " + value);
    std::size_t read = 0;
    char reason[CURL_ERROR_SIZE] = "";
    curl_easy_setopt(c, CURLOPT_URL, m.url.c_str());
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_PROXY, "");
    curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, static_cast<long>(limits.timeout_s * 1000));
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(c, CURLOPT_POSTFIELDS, m.body.c_str());
    curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(m.body.size()));
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, swallow);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, &read);
    curl_easy_setopt(c, CURLOPT_ERRORBUFFER, reason);
    curl_easy_setopt(c, CURLOPT_USERAGENT, "Guangmu");
    if (curl_multi_add_handle(multi.get(), c) != CURLM_OK) return "no connection could be begun";
    std::string fault = perform(c, reason);
    curl_multi_remove_handle(multi.get(), c);
    return fault;
  }

  std::string perform(CURL* c, const char* reason) {
    for (int running = 1; running > 0;) {
      if (curl_multi_perform(multi.get(), &running) != CURLM_OK) return "the connection failed";
      {
        const std::lock_guard lock(mutex);
        if (ending) return "the wall ends";
      }
      if (running > 0) curl_multi_poll(multi.get(), nullptr, 0, 1000, nullptr);
    }
    CURLcode result = CURLE_OK;
    int left = 0;
    while (const CURLMsg* done = curl_multi_info_read(multi.get(), &left))
      if (done->msg == CURLMSG_DONE) result = done->data.result;
    long status = 0;
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
    if (status >= 200 && status < 300) return {};  // taken, whatever became of the rest of the answer
    if (result != CURLE_OK) return *reason ? reason : curl_easy_strerror(result);
    return fmt::format("it answered with HTTP status {}", status);
  }

  const WebhookLimits limits;
  const Multi multi;
  mutable std::mutex mutex;
  std::condition_variable changed;
  std::deque<Waiting> queue;
  std::uint64_t numbers = 0;
  State state;
  bool drops = false;  // told in the log; until a message gets through
  bool ending = false;
  std::thread thread;
};

Webhook::Webhook(WebhookLimits limits) : impl_(std::make_unique<Impl>(limits)) {}
Webhook::~Webhook() = default;

void Webhook::send(WebhookMessage message) {
  impl_->send(std::move(message));
}

Webhook::State Webhook::state() const {
  const std::lock_guard lock(impl_->mutex);
  State s = impl_->state;
  s.waiting = impl_->queue.size();
  return s;
}

}  // namespace guangmu::devices
