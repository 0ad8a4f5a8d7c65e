// Polls every source over HTTP(S) on one thread of its own; hands each answer, or the reason why there is
// none, to a callback.
//
// When a source is polled (engineering judgement, not a standard):
//   first poll     a random time within min(0.25 s, every / 4) after the start, so that many walls do not
//   start as one next poll      `every` after the start of the last one, when that one was good after failure
//   n in a row: min(every * 2^(n-1), max(every, 15 s)), plus or minus a random tenth; Retry-After, when the
//                  server names a longer time, up to 600 s
// A poll ends with the first of: whole answer, connect_timeout, timeout, max_bytes. Redirects are followed at
// most three times, within the same scheme, host and port, or from http to https on the same host. Only http
// and https are spoken.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "base/result.h"
#include "kpi/settings.h"

namespace guangmu::kpi {

// Seconds to the next poll after `failures` polls in a row have failed; `jitter` in -1..1.
double back_off_s(double every_s, int failures, double jitter);

class Fetcher {
 public:
  struct Calls {
    // One poll is over: the body, or the fault in plain words. Returns false when the body turned out to be
    // unusable: that counts as a failure for the back-off. On the fetcher's thread.
    std::function<bool(const std::string& source, const Result<std::string>& body)> polled;
    // At least once a second, on the fetcher's thread.
    std::function<void()> tick;
  };
  Fetcher(Calls calls, std::uint64_t seed);
  ~Fetcher();  // stop()
  Fetcher(const Fetcher&) = delete;
  Fetcher& operator=(const Fetcher&) = delete;

  // Any thread; does not wait. A source whose settings stay the same keeps its rhythm; a changed or new one
  // is polled at once.
  void set_sources(const std::map<std::string, SourceSettings>& sources);
  void start();
  void stop();  // ends running polls without waiting for them; joins the thread. Not from a callback.

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace guangmu::kpi
