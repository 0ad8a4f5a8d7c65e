#include "app/alarm_keeper.h"

#include <cmath>

#include "base/log.h"

namespace guangmu::app {

AlarmKeeper::AlarmKeeper(std::string exhibit, const kpi::DataSettings& data)
    : exhibit_(std::move(exhibit)), data_(data), alarms_(data) {
  reload(data);
}

void AlarmKeeper::reload(const kpi::DataSettings& data) {
  data_ = data;
  alarms_.reload(data);
  if (data_.alarms.empty())
    webhook_.reset();
  else if (!webhook_)
    webhook_.emplace();
}

void AlarmKeeper::frame(const kpi::Snapshot& figures, Instant now) {
  if (!webhook_ || (looked_ && std::abs(now - *looked_) < 1)) return;
  looked_ = now;
  for (const auto& message : alarms_.look(figures, now)) {
    log::warning("alarm", message.text.en);
    const kpi::AlarmSettings& alarm = data_.alarms.at(message.alarm);
    webhook_->send({alarm.webhook, alarm.headers, kpi::to_json(message, exhibit_, data_.contact)});
  }
}

std::string AlarmKeeper::fault() const {
  return webhook_ ? webhook_->state().fault : "";
}

}  // namespace guangmu::app
