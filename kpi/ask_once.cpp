#include "kpi/ask_once.h"

#include <fmt/core.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>

#include "kpi/fetcher.h"

namespace guangmu::kpi {
namespace {

// A feed ends by itself before that: it begins within its first breath and keeps to its own limits.
double longest_s(const SourceSettings& source) {
  constexpr double beginning_s = 5;
  return beginning_s + source.timeout.s + default_late_after_s(source);
}

}  // namespace

AskedOnce ask_once(const SourceSettings& source) {
  std::mutex mutex;
  std::condition_variable came;
  std::optional<Result<Answer>> first;
  std::optional<HttpLook> look;
  Fetcher fetcher({.polled =
                       [&](const std::string&, const Result<Answer>& answer) {
                         const std::lock_guard lock(mutex);
                         if (!first) first = answer;
                         came.notify_all();
                         return true;
                       },
                   .tick = [] {},
                   .looked =
                       [&](const std::string&, const HttpLook& seen) {
                         const std::lock_guard lock(mutex);
                         if (!first) look = seen;
                       }},
                  1);
  fetcher.set_sources({{"source", source}});
  fetcher.start();
  {
    std::unique_lock lock(mutex);
    came.wait_for(lock, std::chrono::duration<double>(longest_s(source)), [&] { return first.has_value(); });
  }
  fetcher.stop();
  if (!first)
    first =
        Error{fmt::format("nothing came from {} within {:.0f} s", source.shown_address(), longest_s(source)),
              Blame::machine};
  return {std::move(*first), std::move(look)};
}

}  // namespace guangmu::kpi
