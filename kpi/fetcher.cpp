#include "kpi/fetcher.h"

#include <curl/curl.h>
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <mutex>
#include <optional>
#include <random>
#include <thread>
#include <tuple>

namespace guangmu::kpi {
namespace {

using Steady = std::chrono::steady_clock;

constexpr double longest_back_off_s = 15;
constexpr double longest_retry_after_s = 600;
constexpr int most_redirects = 3;

struct EasyEnd {
  void operator()(CURL* c) const { curl_easy_cleanup(c); }
};
struct MultiEnd {
  void operator()(CURLM* m) const { curl_multi_cleanup(m); }
};
struct UrlEnd {
  void operator()(CURLU* u) const { curl_url_cleanup(u); }
};
struct ListEnd {
  void operator()(curl_slist* l) const { curl_slist_free_all(l); }
};
using Easy = std::unique_ptr<CURL, EasyEnd>;
using Multi = std::unique_ptr<CURLM, MultiEnd>;
using List = std::unique_ptr<curl_slist, ListEnd>;

Steady::duration seconds(double s) {
  return std::chrono::duration_cast<Steady::duration>(std::chrono::duration<double>(s));
}
double seconds_between(Steady::time_point from, Steady::time_point to) {
  return std::chrono::duration<double>(to - from).count();
}
long milliseconds(double s) {
  return std::max(1L, std::lround(s * 1000));
}

struct Address {
  std::string scheme, host, port;
};

std::optional<Address> address_of(const std::string& url) {
  const std::unique_ptr<CURLU, UrlEnd> parts(curl_url());
  if (!parts || curl_url_set(parts.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) return std::nullopt;
  const auto part = [&](CURLUPart which, unsigned flags) {
    char* text = nullptr;
    if (curl_url_get(parts.get(), which, &text, flags) != CURLUE_OK || !text) return std::string();
    std::string copy(text);
    curl_free(text);
    std::transform(copy.begin(), copy.end(), copy.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return copy;
  };
  return Address{part(CURLUPART_SCHEME, 0), part(CURLUPART_HOST, 0),
                 part(CURLUPART_PORT, CURLU_DEFAULT_PORT)};
}

bool may_follow(const std::string& from_url, const std::string& to_url) {
  const auto from = address_of(from_url), to = address_of(to_url);
  if (!from || !to || from->host != to->host) return false;
  if (from->scheme == to->scheme) return from->port == to->port;
  return from->scheme == "http" && to->scheme == "https";
}

bool is_loopback(const std::string& url) {
  const auto a = address_of(url);
  return a && (a->host == "localhost" || a->host == "[::1]" || a->host.starts_with("127."));
}

std::string place_of(const std::string& url) {
  const auto a = address_of(url);
  return a ? a->host + ":" + a->port : url;
}

// One poll under way, redirects included.
struct Transfer {
  std::string source, url;
  SourceSettings settings;
  Easy easy;
  List headers;
  std::string body;
  std::array<char, CURL_ERROR_SIZE> error{};
  Steady::time_point started;
  int redirects = 0;
  bool too_big = false;
};

std::size_t take_bytes(char* data, std::size_t, std::size_t count, void* user) {
  auto& t = *static_cast<Transfer*>(user);
  if (t.body.size() + count > static_cast<std::size_t>(t.settings.max_bytes)) {
    t.too_big = true;
    return 0;
  }
  t.body.append(data, count);
  return count;
}

std::string status_in_words(long status) {
  switch (status) {
    case 401:
      return "HTTP 401: the platform asks for credentials; set headers of the source";
    case 403:
      return "HTTP 403: the platform does not let us in; check the credentials in headers of the source";
    case 404:
      return "HTTP 404: nothing at this address; check url of the source";
    case 429:
      return "HTTP 429: the platform says we ask too often; make every of the source longer";
    default:
      break;
  }
  if (status >= 500) return fmt::format("HTTP {}: the platform has a fault of its own", status);
  return fmt::format("HTTP {}; expected 200", status);
}

std::string fault_in_words(const Transfer& t, CURLcode code) {
  const std::string place = place_of(t.url);
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT: {
      curl_off_t connected_us = 0;
      curl_easy_getinfo(t.easy.get(), CURLINFO_PRETRANSFER_TIME_T, &connected_us);
      if (connected_us == 0) return fmt::format("no connection to {} in time", place);
      return fmt::format("no whole answer from {} within {}", place, to_string(t.settings.timeout));
    }
    case CURLE_COULDNT_CONNECT:
      return fmt::format("nothing listens at {}, or the way there is closed", place);
    case CURLE_COULDNT_RESOLVE_HOST:
      return fmt::format("the name of {} is not known here", place);
    case CURLE_PARTIAL_FILE:
      return fmt::format("the answer was cut off after {} bytes", t.body.size());
    case CURLE_GOT_NOTHING:
      return fmt::format("{} closed the connection without an answer", place);
    case CURLE_RECV_ERROR:
      return fmt::format("the connection to {} broke after {} bytes", place, t.body.size());
    case CURLE_FILESIZE_EXCEEDED:
      return fmt::format("the answer is longer than max_bytes, {}", t.settings.max_bytes);
    case CURLE_WRITE_ERROR:
      if (t.too_big) return fmt::format("the answer is longer than max_bytes, {}", t.settings.max_bytes);
      break;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
      return fmt::format("the certificate of {} cannot be trusted: {}", place, t.error.data());
    case CURLE_UNSUPPORTED_PROTOCOL:
      return "its address is neither http nor https";
    case CURLE_URL_MALFORMAT:
      return "its address cannot be read; check url of the source";
    default:
      break;
  }
  return fmt::format("{}: {}", place, t.error[0] ? t.error.data() : curl_easy_strerror(code));
}

}  // namespace

double back_off_s(double every_s, int failures, double jitter) {
  const double doubled = every_s * std::pow(2.0, std::clamp(failures - 1, 0, 60));
  return std::min(doubled, std::max(every_s, longest_back_off_s)) * (1 + 0.1 * std::clamp(jitter, -1.0, 1.0));
}

class Fetcher::Impl {
 public:
  Impl(Calls calls, std::uint64_t seed)
      : calls_(std::move(calls)), random_(seed), multi_(curl_multi_init()) {}
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
  struct Source {
    SourceSettings settings;
    Steady::time_point due;
    int failures = 0;
    std::unique_ptr<Transfer> transfer;
  };

  void run() {
    auto next_tick = Steady::now();
    while (!stopping_) {
      adopt_wanted();
      const auto now = Steady::now();
      for (auto& [id, s] : sources_)
        if (!s.transfer && s.due <= now) begin(id, s);
      int running = 0;
      curl_multi_perform(multi_.get(), &running);
      finish_done();
      if (Steady::now() >= next_tick) {
        calls_.tick();
        next_tick = Steady::now() + seconds(1);
      }
      auto wake = next_tick;
      for (const auto& [id, s] : sources_)
        if (!s.transfer) wake = std::min(wake, s.due);
      const double wait_s = std::clamp(seconds_between(Steady::now(), wake), 0.0, 1.0);
      if (wait_s > 0)
        curl_multi_poll(multi_.get(), nullptr, 0, static_cast<int>(std::ceil(wait_s * 1000)), nullptr);
    }
    for (auto& [id, s] : sources_) drop(s);
    sources_.clear();
  }

  void adopt_wanted() {
    std::map<std::string, SourceSettings> wanted;
    {
      const std::lock_guard lock(mutex_);
      if (!changed_) return;
      changed_ = false;
      wanted = wanted_;
    }
    for (auto it = sources_.begin(); it != sources_.end();) {
      const auto found = wanted.find(it->first);
      if (found != wanted.end() && found->second.same_request(it->second.settings)) {
        ++it;
        continue;
      }
      drop(it->second);
      it = sources_.erase(it);
    }
    for (const auto& [id, settings] : wanted) {
      if (sources_.contains(id)) continue;
      Source& s = sources_[id];
      s.settings = settings;
      s.due = Steady::now() + seconds(std::min(0.25, settings.every.s / 4) * unit_(random_));
    }
  }

  void drop(Source& s) {
    if (s.transfer) curl_multi_remove_handle(multi_.get(), s.transfer->easy.get());
    s.transfer.reset();
  }

  void begin(const std::string& id, Source& s) {
    s.transfer = std::make_unique<Transfer>();
    Transfer& t = *s.transfer;
    t.source = id;
    t.url = s.settings.url;
    t.settings = s.settings;
    t.started = Steady::now();
    t.easy.reset(curl_easy_init());
    curl_slist* list = curl_slist_append(nullptr, "Accept: application/json");
    for (const auto& [name, value] : s.settings.headers)
      list = curl_slist_append(list, (value.empty() ? name + ";" : name + ": " + value).c_str());
    t.headers.reset(list);
    set_up(t);
    curl_multi_add_handle(multi_.get(), t.easy.get());
  }

  static void set_up(Transfer& t) {
    CURL* c = t.easy.get();
    const double left_s = std::max(0.001, t.settings.timeout.s - seconds_between(t.started, Steady::now()));
    t.body.clear();
    t.error[0] = 0;
    curl_easy_setopt(c, CURLOPT_URL, t.url.c_str());
    curl_easy_setopt(c, CURLOPT_PRIVATE, &t);
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_QUICK_EXIT, 1L);  // stop() does not wait for a name server
    curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, milliseconds(left_s));
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS,
                     milliseconds(std::min(left_s, t.settings.connect_timeout.s)));
    curl_easy_setopt(c, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(t.settings.max_bytes));
    curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(c, CURLOPT_USERAGENT, t.settings.user_agent.c_str());
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, t.headers.get());
    curl_easy_setopt(c, CURLOPT_ERRORBUFFER, t.error.data());
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take_bytes);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, &t);
    if (is_loopback(t.url)) curl_easy_setopt(c, CURLOPT_NOPROXY, "*");
  }

  void finish_done() {
    int left = 0;
    while (CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      CURL* easy = message->easy_handle;
      const CURLcode code = message->data.result;
      Transfer* t = nullptr;
      curl_easy_getinfo(easy, CURLINFO_PRIVATE, &t);
      curl_multi_remove_handle(multi_.get(), easy);
      finish(*t, code);
    }
  }

  void finish(Transfer& t, CURLcode code) {
    long status = 0;
    double retry_after_s = 0;
    std::optional<Error> fault;
    if (code != CURLE_OK) {
      fault = Error{fault_in_words(t, code), Blame::machine};
    } else {
      curl_easy_getinfo(t.easy.get(), CURLINFO_RESPONSE_CODE, &status);
      if (status == 301 || status == 302 || status == 303 || status == 307 || status == 308) {
        fault = redirect(t);
        if (!fault) return;  // under way again
      } else if (status != 200) {
        fault = Error{status_in_words(status), Blame::machine};
      }
      curl_off_t retry = 0;
      curl_easy_getinfo(t.easy.get(), CURLINFO_RETRY_AFTER, &retry);
      retry_after_s = std::min(static_cast<double>(retry), longest_retry_after_s);
    }
    const std::string id = t.source;
    const auto started = t.started;
    const Result<std::string> body =
        fault ? Result<std::string>(*fault) : Result<std::string>(std::move(t.body));
    Source& s = sources_.at(id);
    s.transfer.reset();
    if (calls_.polled(id, body)) {
      s.failures = 0;
      s.due = started + seconds(s.settings.every.s);
    } else {
      ++s.failures;
      const double wait_s = back_off_s(s.settings.every.s, s.failures, 2 * unit_(random_) - 1);
      s.due = Steady::now() + seconds(std::max(wait_s, retry_after_s));
    }
  }

  // Sends the transfer on to where the server points, or says why not.
  std::optional<Error> redirect(Transfer& t) {
    char* target = nullptr;
    curl_easy_getinfo(t.easy.get(), CURLINFO_REDIRECT_URL, &target);
    if (!target) return Error{"it redirects without saying where to", Blame::machine};
    const std::string url = target;
    if (++t.redirects > most_redirects)
      return Error{fmt::format("it redirects more than {} times", most_redirects), Blame::machine};
    if (!may_follow(t.url, url))
      return Error{
          fmt::format(
              "it redirects to {}, another host; set url of the source to that address if it is right",
              place_of(url)),
          Blame::machine};
    t.url = url;
    set_up(t);
    curl_multi_add_handle(multi_.get(), t.easy.get());
    return std::nullopt;
  }

  Calls calls_;
  std::mt19937_64 random_;
  std::uniform_real_distribution<double> unit_{0, 1};
  Multi multi_;
  std::map<std::string, Source> sources_;  // the thread's own
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
