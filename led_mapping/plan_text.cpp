#include "led_mapping/plan_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "led_mapping/json_writer.h"
#include "led_mapping/plan_reasons.h"
#include "led_mapping/planner.h"

namespace guangmu::led {

namespace {

std::string describe(RectPx r) {
  return fmt::format("{}x{} at ({}, {})", r.w, r.h, r.x, r.y);
}

std::string describe(Failure failure) {
  return fmt::format("{} {}", failure.part == Failure::Part::port ? "port" : "card", failure.id);
}

void put(JsonWriter& json, const char* key, RectPx r) {
  json.key(key).begin_object(true);
  json.key("x").value(r.x).key("y").value(r.y).key("w").value(r.w).key("h").value(r.h);
  json.end_object();
}

void put_ports(std::string& out, const Plan& plan) {
  out += "port  cards                     px   capacity  load  backup\n";
  for (const Port& port : plan.ports) {
    std::vector<int> ids;
    for (const Card* card : plan.chain(port.id)) ids.push_back(card->id);
    out += fmt::format("{:>4}  {:<18} {:>9} {:>10} {:>4.0f}%  {}\n", port.id, id_ranges(ids), port.pixels,
                       port.capacity,
                       100. * static_cast<double>(port.pixels) /
                           static_cast<double>(std::max<std::int64_t>(1, port.capacity)),
                       port.backup ? fmt::format("port {}", *port.backup) : "none");
  }
}

void put_cards(std::string& out, const Plan& plan, const std::set<int>& dark) {
  out += "card  port  order  on the wall              modules  turn  from the raster\n";
  for (const Card& card : plan.cards) {
    const bool moved = card.source_px != card.rect_px;
    out += fmt::format("{:>4}  {:>4}  {:>5}  {:<24} {:>7}  {:>4}  {}{}\n", card.id, card.port, card.order,
                       describe(card.rect_px), card.modules.size(), card.turn,
                       moved ? describe(card.source_px) : "the same", dark.count(card.id) ? "  DARK" : "");
  }
}

}  // namespace

std::string id_ranges(const std::vector<int>& ids) {
  std::string out;
  for (std::size_t i = 0; i < ids.size();) {
    std::size_t last = i;
    while (last + 1 < ids.size() && ids[last + 1] == ids[last] + 1) ++last;
    out += fmt::format("{}{}", out.empty() ? "" : ", ", ids[i]);
    if (last > i) out += fmt::format("-{}", ids[last]);
    i = last + 1;
  }
  return out;
}

std::string failure_text(const Plan& plan, const PlanRemarks& remarks) {
  if (!remarks.failure) return "";
  const auto count = [&](const std::vector<int>& dark) {
    return fmt::format("{} of {} cards go dark: {}", dark.size(), plan.cards.size(), id_ranges(dark));
  };
  std::string out = fmt::format("if {} fails: {}", describe(*remarks.failure),
                                remarks.dark.empty() ? "every card keeps its picture" : count(remarks.dark));
  if (remarks.dark != remarks.dark_without_backup)
    out += "; without the backup " + count(remarks.dark_without_backup);
  return out;
}

Result<PlanRemarks> judge(const Plan& plan, const WallSettings& wall, std::optional<Failure> failure) {
  PlanRemarks remarks{check_plan(plan, wall), failure, {}, {}, plan_reasons(plan, wall)};
  if (!failure) return remarks;
  auto dark = dark_cards(plan, *failure);
  if (!dark) return dark.error();
  remarks.dark = std::move(*dark);
  Plan plain = plan;
  for (Port& port : plain.ports) port.backup.reset();
  if (auto without = dark_cards(plain, *failure)) remarks.dark_without_backup = std::move(*without);
  return remarks;
}

std::string plan_table(const Plan& plan, const WallSettings& wall, const PlanRemarks& remarks) {
  const std::set<int> dark(remarks.dark.begin(), remarks.dark.end());
  const CardSettings& c = wall.card;
  std::string out = fmt::format("wall     {} x {} mm, {} x {} px, {} x {} modules of {} x {} px\n",
                                wall.size_mm[0], wall.size_mm[1], plan.wall.w, plan.wall.h, wall.columns(),
                                wall.rows(), plan.module.w, plan.module.h);
  out += fmt::format("card     rule {}: at most {} x {} px, {} px, {} connectors, {} groups\n",
                     c.rule == CardRule::rectangle ? "rectangle" : "product", c.max_side[0], c.max_side[1],
                     c.max_px, c.connectors, c.groups);
  out += fmt::format("port     {} px at {} Hz and {} bit, {} of {} ports in use\n", port_capacity_px(wall),
                     wall.rate_hz(), wall.ports.bits_per_px, plan.ports.size(), wall.ports.count);
  out += fmt::format("plan     {} cards on {} ports, seen from the front\n\n", plan.cards.size(),
                     plan.ports.size());
  put_ports(out, plan);
  out += '\n';
  put_cards(out, plan, dark);
  out += '\n';
  for (const std::string& reason : remarks.reasons) out += "why: " + reason + "\n";
  if (remarks.failure) out += "\n" + failure_text(plan, remarks) + "\n";
  out += remarks.faults.empty() ? "\nevery pixel is lit by exactly one card, no limit is broken\n" : "\n";
  for (const PlanFault& fault : remarks.faults) out += "fault: " + fault.text + "\n";
  return out;
}

std::string plan_json(const Plan& plan, const WallSettings& wall, const PlanRemarks& remarks) {
  JsonWriter json;
  json.begin_object();
  json.key("wall").begin_object(true);
  json.key("w")
      .value(plan.wall.w)
      .key("h")
      .value(plan.wall.h)
      .key("rate_hz")
      .value(wall.rate_hz())
      .end_object();
  json.key("module")
      .begin_object(true)
      .key("w")
      .value(plan.module.w)
      .key("h")
      .value(plan.module.h)
      .end_object();
  json.key("cards").begin_list();
  for (const Card& card : plan.cards) {
    json.begin_object(true);
    json.key("id").value(card.id).key("port").value(card.port).key("order").value(card.order);
    put(json, "rect_px", card.rect_px);
    put(json, "source_px", card.source_px);
    json.key("turn").value(card.turn).key("modules").begin_list();
    for (const CardModule& m : card.modules) {
      json.begin_object().key("connector").value(m.connector);
      put(json, "in_card_px", m.in_card_px);
      if (m.place != 1) json.key("place").value(m.place);
      if (m.source_px) put(json, "source_px", *m.source_px);
      if (m.turn != 0) json.key("turn").value(m.turn);
      json.end_object();
    }
    json.end_list().end_object();
  }
  json.end_list().key("ports").begin_list();
  for (const Port& port : plan.ports) {
    json.begin_object(true).key("id").value(port.id).key("pixels").value(port.pixels);
    json.key("capacity").value(port.capacity).key("backup");
    if (port.backup)
      json.value(*port.backup);
    else
      json.null();
    json.end_object();
  }
  json.end_list();
  json.key("faults").begin_list();
  for (const PlanFault& fault : remarks.faults) {
    json.begin_object(true).key("text").value(fault.text);
    json.key("card").value(fault.card).key("port").value(fault.port).end_object();
  }
  json.end_list();
  json.key("reasons").begin_list();
  for (const std::string& reason : remarks.reasons) json.value(reason);
  json.end_list();
  if (remarks.failure) {
    const char* part = remarks.failure->part == Failure::Part::port ? "port" : "card";
    json.key("fail").value(fmt::format("{}={}", part, remarks.failure->id)).key("dark").begin_list(true);
    for (const int id : remarks.dark) json.value(id);
    json.end_list().key("dark_without_backup").begin_list(true);
    for (const int id : remarks.dark_without_backup) json.value(id);
    json.end_list();
  }
  return json.end_object().take();
}

}  // namespace guangmu::led
