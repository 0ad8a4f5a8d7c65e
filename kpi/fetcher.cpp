#include "kpi/fetcher.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <thread>
#include <vector>

#include "base/background.h"
#include "kpi/fetch/feed.h"

namespace guangmu::kpi {
namespace {

constexpr long most_kept_connections = 512;

}  // namespace

class Fetcher::Impl {
 public:
  Impl(Calls calls, std::uint64_t seed)
      : calls_(std::move(calls)),
        multi_(curl_multi_init()),
        world_(multi_.get(), [this](const auto& source, const auto& answer) { return calls_.polled(source, answer); },
               calls_.looked, seed) {
    // The default, four for each request under way, would close what idle sources come back to.
    curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, most_kept_connections);
  }
  ~Impl() { stop(); }

  void set_sources(const std::map<std::string, SourceSettings>& sources) {
    {
      const std::lock_guard lock(mutex_);
      wanted_ = sources;
      changed_ = true;
    }
    curl_multi_wakeup(multi_.get());
  }

  void start() {
    if (thread_.joinable()) return;
    stopping_ = false;
    {
      const std::lock_guard lock(mutex_);
      changed_ = true;
    }
    thread_ = std::thread([this] { run(); });
  }

  void stop() {
    if (!thread_.joinable()) return;
    stopping_ = true;
    curl_multi_wakeup(multi_.get());
    thread_.join();
  }

 private:
  void run() {
    enter_background("kpi:fetch");
    auto next_tick = Steady::now();
    while (!stopping_) {
      adopt_wanted();
      step_all();
      int running = 0;
      curl_multi_perform(multi_.get(), &running);
      if (finish_done()) step_all();
      if (Steady::now() >= next_tick) {
        calls_.tick();
        next_tick = Steady::now() + seconds(1);
      }
      wait(next_tick);
    }
    feeds_.clear();
  }

  void step_all() {
    const auto now = Steady::now();
    for (const Fed& fed : feeds_) fed.feed->step(now);
  }

  bool finish_done() {
    bool any = false;
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
      Transfer::finished(*message);
      any = true;
    }
    return any;
  }

  void wait(Steady::time_point wake) {
    waits_.clear();
    for (const Fed& fed : feeds_) {
      wake = std::min(wake, fed.feed->next());
      if (const auto w = fed.feed->waits_for()) waits_.push_back(*w);
    }
    const double wait_s = std::clamp(seconds_between(Steady::now(), wake), 0.0, 1.0);
    if (wait_s > 0)
      curl_multi_poll(multi_.get(), waits_.data(), static_cast<unsigned>(waits_.size()),
                      static_cast<int>(std::ceil(wait_s * 1000)), nullptr);
  }

  void adopt_wanted() {
    std::map<std::string, SourceSettings> wanted;
    {
      const std::lock_guard lock(mutex_);
      if (!changed_) return;
      changed_ = false;
      wanted = wanted_;
    }
    std::erase_if(feeds_, [&](const Fed& fed) {
      const auto found = wanted.find(fed.id);
      return found == wanted.end() || !found->second.same_request(fed.feed->settings());
    });
    const std::size_t many = wanted.size();
    for (const Fed& fed : feeds_) wanted.erase(fed.id);
    for (const auto& [id, settings] : wanted) feeds_.push_back({id, make_feed(world_, id, settings, many)});
  }

  Calls calls_;
  Multi multi_;
  World world_;
  struct Fed {
    std::string id;
    std::unique_ptr<Feed> feed;
  };
  std::vector<Fed> feeds_;  // the thread's own; gone through several times for each answer
  std::vector<curl_waitfd> waits_;
  std::mutex mutex_;
  std::map<std::string, SourceSettings> wanted_;
  bool changed_ = false;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

Fetcher::Fetcher(Calls calls, std::uint64_t seed) {
  // Once per process, before the first handle; libcurl counts further calls itself.
  curl_global_init(CURL_GLOBAL_DEFAULT);
  impl_ = std::make_unique<Impl>(std::move(calls), seed);
}

Fetcher::~Fetcher() = default;
void Fetcher::set_sources(const std::map<std::string, SourceSettings>& sources) {
  impl_->set_sources(sources);
}
void Fetcher::start() {
  impl_->start();
}
void Fetcher::stop() {
  impl_->stop();
}

}  // namespace guangmu::kpi
