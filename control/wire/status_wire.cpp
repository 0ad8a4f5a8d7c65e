#include "control/wire/status_wire.h"

#include "control/wire/json_lists.h"
#include "control/wire/status_fields.h"

namespace guangmu::wire {

std::string status_json(const show::Status& status) {
  return text_of(to_json(status));
}

Result<show::Status> parse_status(std::string_view json) {
  const Json parsed = Json::parse(json, nullptr, false);
  if (parsed.is_discarded()) return Error{"the state is no JSON; is this a Guangmu wall?"};
  return from_json<show::Status>(parsed);
}

std::string status_gist(const show::Status& status) {
  show::Status gist = status;
  gist.wall_clock = {};
  gist.uptime_s = 0;
  gist.figures_version = 0;
  gist.frame = {};
  gist.sound.levels = {};
  gist.tour.position_s = gist.tour.step_position_s = 0;
  if (gist.scene.transition) gist.scene.transition->progress = 0;
  if (gist.hold_left_s) gist.hold_left_s = 0;
  if (gist.rotation_next_s) gist.rotation_next_s = 0;
  for (auto& [id, metric] : gist.metrics)
    if (metric.age_s) metric.age_s = 0;
  for (auto& source : gist.sources) {
    source.polls = 0;
    source.last_good.reset();
  }
  gist.technician.wall = {};
  if (gist.technician.profiles.trial) gist.technician.profiles.trial->left_s = 0;
  show::PowerStatus& power = gist.technician.power;
  power.w = power.w_m2 = power.average_w_m2 = power.picture_level = power.highest_w_m2 = 0;
  power.limiter = power.limiter < 1 ? 0 : 1;
  power.minute_w_m2.clear();
  power.cards_w.clear();
  return fmt::format("{} {}", status_json(gist), map_gist(status.technician.wall));
}

std::size_t map_gist(const show::WallMap& map) {
  std::size_t gist = 0;
  const auto add = [&](auto value) {
    gist = (gist ^ static_cast<std::size_t>(value)) * 1099511628211u + (gist >> 29);
  };
  for (const int value : {map.module_px[0], map.module_px[1], map.columns, map.rows}) add(value);
  for (const show::CardInfo& card : map.cards) {
    for (const int value : {card.id, card.port, card.order}) add(value);
    for (const int value : card.rect_px) add(value);
  }
  for (const show::PortInfo& port : map.ports) {
    add(port.id);
    add(port.pixels);
    add(port.capacity);
    add(port.backup.value_or(-1));
  }
  return gist;
}

std::string state_message(const show::Status& status, Map map) {
  Json json = to_json(status);
  if (map == Map::left_out) json["technician"].erase("wall");
  return fmt::format("{{\"state\":{}}}", text_of(json));
}

std::string event_message(const show::Event& event) {
  return fmt::format("{{\"event\":{}}}", text_of(to_json(event)));
}

Result<Message> parse_message(std::string_view json, const show::Status* before) {
  const Json parsed = Json::parse(json, nullptr, false);
  if (!parsed.is_object()) return Error{"the message is no JSON object"};
  Message message;
  if (const auto it = parsed.find("state"); it != parsed.end()) {
    auto status = from_json<show::Status>(*it);
    if (!status) return status.error();
    message.status = std::move(*status);
    const auto technician = it->find("technician");
    if (before != nullptr && (technician == it->end() || !technician->contains("wall")))
      message.status->technician.wall = before->technician.wall;
  }
  if (const auto it = parsed.find("event"); it != parsed.end()) {
    auto event = from_json<show::Event>(*it);
    if (!event) return event.error();
    message.event = std::move(*event);
  }
  return message;
}

}  // namespace guangmu::wire
