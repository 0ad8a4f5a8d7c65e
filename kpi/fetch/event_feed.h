// A source that sends events over one long answer (server-sent events).
#pragma once

#include <vector>

#include "kpi/fetch/event_stream.h"
#include "kpi/fetch/feed.h"
#include "kpi/fetch/push_watch.h"

namespace guangmu::kpi {

class EventFeed : public Feed {
 public:
  EventFeed(World& world, std::string id, SourceSettings settings, Steady::time_point first);
  void step(Steady::time_point now) override;
  Steady::time_point next() const override;

 private:
  Steady::time_point due_, opened_;
  Transfer transfer_;
  EventStream stream_;
  PushWatch watch_;
  std::vector<EventStream::Event> came_;  // not yet handed over
  std::string sent_token_, url_;
  int redirects_ = 0;
  bool head_seen_ = false, heard_ = false, renewed_ = false;

  bool take(std::string_view bytes);
  void open(Steady::time_point now);
  void hand_over(Steady::time_point now);
  void finish(int curl_code);
  void again(double wait_s);
  void give_up(const std::string& fault, double retry_after_s = 0);
};

}  // namespace guangmu::kpi
