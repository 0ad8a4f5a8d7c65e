#include "kpi/kept.h"

#include <algorithm>
#include <cmath>

#include "kpi/formats/json.h"

namespace guangmu::kpi {
namespace {

// A figure that stands still is written anew in such steps, not with each poll.
constexpr double still_step_s = 600;

double number_at(const Json& j, const char* key, double otherwise) {
  const Json* found = j.member(key);
  return found && found->is(Json::Type::number) ? found->number : otherwise;
}

Instant instant_at(const Json& j, const char* key) {
  return {static_cast<std::int64_t>(std::clamp(number_at(j, key, 0), 0.0, 9e15))};
}

}  // namespace

std::string points_text(const std::vector<SeriesPoint>& points) {
  Json list = Json::list();
  for (const auto& p : points) {
    Json row = Json::list();
    row.items.push_back(Json::of(p.x));
    for (const double y : p.y) row.items.push_back(Json::of(y));
    list.items.push_back(std::move(row));
  }
  return to_text(list);
}

std::string rows_text(const std::vector<std::vector<Cell>>& rows) {
  Json list = Json::list();
  for (const auto& cells : rows) {
    Json row = Json::list();
    for (const auto& c : cells) row.items.push_back(c.number ? Json::of(*c.number) : Json::of(c.text));
    list.items.push_back(std::move(row));
  }
  return to_text(list);
}

std::optional<std::vector<SeriesPoint>> points_from(const std::string& body, std::size_t columns) {
  const auto list = parse_json(body);
  if (!list) return std::nullopt;
  std::vector<SeriesPoint> points;
  for (const Json& row : list->items) {
    if (row.items.size() != columns + 1 || !row.items[0].is(Json::Type::text)) return std::nullopt;
    SeriesPoint p{row.items[0].text, {}};
    for (std::size_t k = 1; k < row.items.size(); ++k) p.y.push_back(row.items[k].number);
    points.push_back(std::move(p));
  }
  return points;
}

std::optional<std::vector<std::vector<Cell>>> rows_from(const std::string& body, std::size_t columns) {
  const auto list = parse_json(body);
  if (!list) return std::nullopt;
  std::vector<std::vector<Cell>> rows;
  for (const Json& row : list->items) {
    if (row.items.size() != columns) return std::nullopt;
    auto& cells = rows.emplace_back();
    for (const Json& j : row.items) {
      if (j.is(Json::Type::number)) {
        cells.push_back({number_as_text(j.number), j.number});
      } else {
        cells.push_back({j.text, std::nullopt});
      }
    }
  }
  return rows;
}

std::string state_text(const Entry& e) {
  Json j = Json::object();
  if (e.known.offset != 0) j["offset"] = Json::of(e.known.offset);
  if (e.dismissed) j["dismissed"] = Json::of(*e.dismissed);
  const double still_s = std::floor(e.still_s / still_step_s) * still_step_s;
  if (still_s > 0) j["still_s"] = Json::of(still_s);
  if (e.manual) {
    Json& manual = j["manual"] = Json::object();
    manual["value"] = Json::of(e.manual->reading.value);
    manual["since_us"] = Json::of(static_cast<double>(e.manual->reading.received.us));
    manual["until_us"] = Json::of(static_cast<double>(e.manual->until.us));
    manual["by"] = Json::of(e.manual->by);
  }
  return to_text(j);
}

void take_state(const std::string& body, Entry& e) {
  const auto j = parse_json(body);
  if (!j) return;
  e.known.offset = number_at(*j, "offset", 0);
  e.still_s = number_at(*j, "still_s", 0);
  if (const Json* d = j->member("dismissed"); d && d->is(Json::Type::number)) e.dismissed = d->number;
  const Json* manual = j->member("manual");
  if (!manual || !manual->is(Json::Type::object)) return;
  const Json* by = manual->member("by");
  const Instant since = instant_at(*manual, "since_us");
  e.manual = Override{{number_at(*manual, "value", NAN), since, since}, instant_at(*manual, "until_us"), by ? by->text : ""};
  if (!std::isfinite(e.manual->reading.value)) e.manual.reset();
}

}  // namespace guangmu::kpi
