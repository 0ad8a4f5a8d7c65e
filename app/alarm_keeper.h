// Between figures and people: looks once a second whether alarms are due and hands their messages to the webhooks. Frame
// thread; the sending happens on the webhook's own.
#pragma once

#include <optional>
#include <string>

#include "devices/webhook.h"
#include "kpi/alarms.h"

namespace guangmu::app {

class AlarmKeeper {
 public:
  AlarmKeeper(std::string exhibit, const kpi::DataSettings& data);
  void reload(const kpi::DataSettings& data);
  // Once per frame.
  void frame(const kpi::Snapshot& figures, Instant now);
  // Why messages do not arrive; empty when they do, or when there are none.
  std::string fault() const;

 private:
  std::string exhibit_;
  kpi::DataSettings data_;
  kpi::Alarms alarms_;
  std::optional<devices::Webhook> webhook_;  // only where an alarm is declared
  std::optional<Instant> looked_;
};

}  // namespace guangmu::app
