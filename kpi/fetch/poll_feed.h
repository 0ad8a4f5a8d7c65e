// A source that is asked again and again: requests, pages, redirects, sign-in, and what did not change since.
#pragma once

#include <optional>

#include "kpi/fetch/feed.h"
#include "kpi/fetch/paging.h"

namespace guangmu::kpi {

class PollFeed : public Feed {
 public:
  PollFeed(World& world, std::string id, SourceSettings settings, Steady::time_point first);
  void step(Steady::time_point now) override;
  Steady::time_point next() const override;

 private:
  enum class Stage { idle, signing_in, asking };
  Stage stage_ = Stage::idle;
  Steady::time_point due_, started_;
  Transfer transfer_;
  std::string url_;  // of the request under way
  std::string sent_token_;
  std::optional<Pages> pages_;
  int redirects_ = 0;
  bool renewed_ = false, as_get_ = false;
  std::size_t bytes_ = 0;
  // The last good answer, kept when the server gave it a mark: what "not modified" refers to.
  std::string etag_, last_modified_;
  std::optional<Answer> last_;

  void ask(Steady::time_point now);
  void request();
  void finish(int curl_code);
  void take_status(long status);
  void take_page();
  void redirect();
  void complete(Answer answer);
  void give_up(const std::string& fault, double retry_after_s = 0);
};

}  // namespace guangmu::kpi
