#include "kpi/still.h"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "kpi/formats/amount.h"
#include "kpi/formats/json.h"
#include "kpi/formats/lists.h"
#include "kpi/ledger.h"

namespace guangmu::kpi {
namespace {

class FileReader {
 public:
  FileReader(const DataSettings& data, const std::string& file, Instant clock)
      : data_(data), file_(file), at_(clock), ledger_(data) {}

  Result<Snapshot> read(const Json& document) {
    if (!document.is(Json::Type::object))
      return wrong("", document, "an object with metrics, series and tables");
    static constexpr std::string_view known[] = {"at", "metrics", "series", "tables"};
    for (const auto& [key, value] : document.members)
      if (std::find(std::begin(known), std::end(known), key) == std::end(known))
        return Error{fmt::format("{}: /{} is not known; expected at, metrics, series or tables", file_, key)};
    if (const Json* at = document.member("at")) {
      const auto time = instant_from(*at);
      if (!time) return wrong("/at", *at, "an ISO 8601 time");
      at_ = *time;
    }
    if (auto done = read_metrics(document); !done) return done.error();
    if (auto done = read_lists(document); !done) return done.error();
    ledger_.derive();
    for (const auto& [id, reading] : derived_) ledger_.place(id, reading);
    return ledger_.snapshot();
  }

 private:
  Error wrong(const std::string& where, const Json& found, std::string_view expected) const {
    return {fmt::format("{}: {} at {}; expected {}", file_, described(found), where.empty() ? "/" : where,
                        expected)};
  }

  // The object under `key`, each member handed to `each`.
  template <class Each>
  Result<void> members(const Json& document, const std::string& key, Each each) const {
    const Json* all = document.member(key);
    if (!all) return {};
    if (!all->is(Json::Type::object)) return wrong("/" + key, *all, "an object by id");
    for (const auto& [id, j] : all->members)
      if (auto done = each(id, j, "/" + key + "/" + id); !done) return done;
    return {};
  }

  Result<void> read_metrics(const Json& document) {
    return members(
        document, "metrics",
        [&](const std::string& id, const Json& j, const std::string& where) -> Result<void> {
          const auto m = data_.metrics.find(id);
          if (m == data_.metrics.end())
            return Error{fmt::format("{}: {} is no metric of this exhibit", file_, where)};
          if (!j.is(Json::Type::object)) return wrong(where, j, "an object with value and time");
          Reading reading{0, at_, at_};
          bool quarantined = false, manual = false, has_value = false;
          for (const auto& [key, field] : j.members) {
            const std::string at = where + "/" + key;
            if (key == "value") {
              if (field.is(Json::Type::null)) continue;
              if (!field.is(Json::Type::number)) return wrong(at, field, "a number or null");
              const auto& range = m->second.range;
              if (range && (field.number < (*range)[0] || field.number > (*range)[1]))
                return wrong(at, field,
                             fmt::format("a value in the metric's range {} to {}", (*range)[0], (*range)[1]));
              reading.value = field.number;
              has_value = true;
            } else if (key == "time") {
              const auto time = instant_from(field);
              if (!time) return wrong(at, field, "an ISO 8601 time");
              reading.source_time = reading.received = *time;
            } else if (key == "quarantined" || key == "manual") {
              if (!field.is(Json::Type::boolean)) return wrong(at, field, "true or false");
              (key == "manual" ? manual : quarantined) = field.boolean;
            } else {
              return Error{
                  fmt::format("{}: {} is not known; expected value, time, quarantined or manual", file_, at)};
            }
          }
          ledger_.flag(id, quarantined, manual);
          if (!has_value) return {};
          if (m->second.formula.empty()) {
            ledger_.place(id, reading);
          } else {
            derived_[id] = reading;
          }
          return {};
        });
  }

  // The rows of a series or table, and their time.
  Result<const Json*> rows_of(const Json& j, const std::string& where, Instant& time) const {
    time = at_;
    if (!j.is(Json::Type::object)) return &j;
    if (const Json* t = j.member("time")) {
      const auto found = instant_from(*t);
      if (!found) return wrong(where + "/time", *t, "an ISO 8601 time");
      time = *found;
    }
    const Json* rows = j.member("rows");
    if (!rows) return Error{fmt::format("{}: nothing at {}/rows; expected a list of objects", file_, where)};
    return rows;
  }

  Result<void> read_lists(const Json& document) {
    Instant time;
    auto done = members(document, "series",
                        [&](const std::string& id, const Json& j, const std::string& where) -> Result<void> {
                          const auto s = data_.series.find(id);
                          if (s == data_.series.end())
                            return Error{fmt::format("{}: {} is no series of this exhibit", file_, where)};
                          const auto rows = rows_of(j, where, time);
                          if (!rows) return rows.error();
                          SeriesSettings series = s->second;
                          series.y = series.columns();
                          if (!series.history.empty()) series.x = "time";
                          auto points = series_from(series, **rows, where);
                          if (!points) return Error{file_ + ": " + points.error().text};
                          ledger_.place_series(id, std::move(*points), time);
                          return {};
                        });
    if (!done) return done;
    return members(document, "tables",
                   [&](const std::string& id, const Json& j, const std::string& where) -> Result<void> {
                     const auto t = data_.tables.find(id);
                     if (t == data_.tables.end())
                       return Error{fmt::format("{}: {} is no table of this exhibit", file_, where)};
                     const auto rows = rows_of(j, where, time);
                     if (!rows) return rows.error();
                     TableSettings table = t->second;
                     table.columns = table.keys();
                     auto cells = table_from(table, **rows, where);
                     if (!cells) return Error{file_ + ": " + cells.error().text};
                     ledger_.place_table(id, std::move(*cells), time);
                     return {};
                   });
  }

  const DataSettings& data_;
  const std::string& file_;
  Instant at_;
  Ledger ledger_;
  std::map<std::string, Reading> derived_;
};

}  // namespace

Snapshot snapshot_from_reports(const DataSettings& data, Instant at) {
  Ledger ledger(data);
  for (const auto& [id, m] : data.metrics)
    if (m.report) ledger.place(id, {m.report->value, at, at});
  ledger.derive();
  Snapshot s = ledger.snapshot();
  s.version = 1;
  return s;
}

Result<Snapshot> snapshot_from_file(const DataSettings& data, std::string_view text, const std::string& file,
                                    Instant clock) {
  const auto document = parse_json(text);
  if (!document) return Error{fmt::format("{}: this is no acceptable JSON: {}", file, document.error().text)};
  auto snapshot = FileReader(data, file, clock).read(*document);
  if (snapshot) snapshot->version = 1;
  return snapshot;
}

}  // namespace guangmu::kpi
