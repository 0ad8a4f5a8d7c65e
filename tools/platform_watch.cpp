#include "tools/platform_watch.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "base/time.h"
#include "kpi/fetcher.h"
#include "kpi/formats/payload.h"

namespace guangmu::tools {
namespace {

class Watch {
 public:
  Watch(const kpi::DataSettings& data, const WatchFor& limit) : data_(data), limit_(limit) {}

  Watched run() {
    kpi::Fetcher::Calls calls;
    calls.polled = [this](const std::string& source, const Result<kpi::Answer>& answer) {
      return answer ? note({source, now(), "", answer->body, answer->content_type}) : note({source, now(), answer.error().text, "", ""});
    };
    calls.tick = [] {};
    calls.looked = [this](const std::string& source, const kpi::HttpLook& look) {
      const std::lock_guard lock(mutex_);
      kpi::HttpLook& kept = seen_.looks[source];
      if (kept.status == 200) return;
      const bool redirected = kept.redirected || (kept.status >= 300 && kept.status < 400);
      const std::optional<double> days = look.certificate_days ? look.certificate_days : kept.certificate_days;
      kept = look;
      kept.redirected = redirected;
      kept.certificate_days = days;
    };
    kpi::Fetcher fetcher(std::move(calls), 1);
    fetcher.set_sources(data_.sources);
    fetcher.start();
    {
      std::unique_lock lock(mutex_);
      changed_.wait_for(lock, std::chrono::duration<double>(limit_.most_s), [this] { return enough(); });
    }
    fetcher.stop();
    return std::move(seen_);
  }

 private:
  struct Count {
    int polls = 0, good = 0;
  };

  bool note(SeenPoll poll) {
    const bool readable = poll.fault.empty() && kpi::read_payload(poll.body, data_.sources.at(poll.source), poll.content_type).ok();
    const std::lock_guard lock(mutex_);
    Count& count = counts_[poll.source];
    if (count.polls >= limit_.polls) return readable;
    ++count.polls;
    if (poll.fault.empty()) ++count.good;
    seen_.polls.push_back(std::move(poll));
    changed_.notify_all();
    return readable;
  }

  bool enough() const {
    return std::all_of(data_.sources.begin(), data_.sources.end(), [&](const auto& each) {
      const auto found = counts_.find(each.first);
      if (found == counts_.end()) return false;
      const Count& count = found->second;
      return count.polls >= limit_.polls || (count.good == 0 && count.polls >= 2);
    });
  }

  const kpi::DataSettings& data_;
  const WatchFor limit_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, Count> counts_;
  Watched seen_;
};

}  // namespace

Watched watch_platform(const kpi::DataSettings& data, const WatchFor& limit) {
  if (data.sources.empty() || limit.polls < 1) return {};
  return Watch(data, limit).run();
}

}  // namespace guangmu::tools
