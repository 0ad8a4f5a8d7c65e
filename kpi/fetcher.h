// Brings the bytes of every source to a callback, on one thread of its own: polled over HTTP(S), pushed by
// server-sent events or a WebSocket, read from a watched file, or taken from data.yaml; or the reason why there are
// none. How each is done stands in kpi/fetch/.
//
// When a source is polled (engineering judgement, not a standard):
//   first poll    soon: within a quarter of `every`, at most 0.25 s with few sources, so that many do not start as one
//   next poll     on a lattice of `every` with a place of its own for each source, when the last one was good
//   after failure n in a row: min(every * 2^(n-1), max(every, 15 s)), plus or minus a random tenth; Retry-After, when
//                 the server names a longer time, up to 600 s
// A poll ends with the first of: whole answer, connect_timeout, timeout, max_bytes, pages and redirects included.
// Redirects are followed at most three times, within the same scheme, host and port, or from http to https on the
// same host. Only http and https are spoken, and WebSocket over either.
//
// Connections are kept and shared; HTTP/2 is used where the server offers it, and every packing libcurl can unpack.
// "Not modified" (304) brings the last answer again. No text that leaves this class holds a secret of the settings.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "base/result.h"
#include "kpi/fetch/answer.h"
#include "kpi/fetch/http_look.h"
#include "kpi/settings.h"

namespace guangmu::kpi {

class Fetcher {
 public:
  struct Calls {
    // One poll is over, one message came, or one file was read: the answer, or the fault in plain words. Returns
    // false when the body turned out to be unusable: that counts as a failure for the back-off. On the fetcher's
    // thread.
    std::function<bool(const std::string& source, const Result<Answer>& answer)> polled;
    // At least once a second, on the fetcher's thread.
    std::function<void()> tick;
    // One HTTP request of a polled source is over, whatever came of it; requests for tokens aside. Called before what
    // comes of the poll. Null: nobody asks. On the fetcher's thread.
    std::function<void(const std::string& source, const HttpLook& look)> looked = nullptr;
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
