#include "tools/data_export.h"

#include <fmt/core.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "kpi/formats/json.h"
#include "kpi/history/file.h"
#include "kpi/history/reader.h"
#include "stage/names.h"
#include "tools/data_times.h"
#include "tools/exhibit.h"

namespace guangmu::tools {
namespace {

template <class E>
std::string name_of(E value) {
  for (const auto& [each, name] : fields_names(E{}))
    if (each == value) return std::string(name);
  return {};
}

// RFC 4180.
std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

// Milliseconds kept: two readings of a second stay two.
std::string time_text(Instant t) {
  std::string text = iso8601(t);
  return text.insert(19, fmt::format(".{:03}", t.us / 1000 % 1000));
}

void write_csv(std::ofstream& out, const std::string& metric, const kpi::HistoryReader::Row& r) {
  const bool coarse = r.grain != kpi::Grain::reading;
  out << csv_cell(metric) << ',' << time_text(r.received) << ',' << time_text(r.source_time) << ',' << (r.value ? kpi::number_as_text(*r.value) : "") << ','
      << name_of(r.outcome) << ',' << csv_cell(r.rule) << ',' << csv_cell(r.reason) << ',' << csv_cell(r.by) << ',' << name_of(r.grain) << ','
      << (coarse ? kpi::number_as_text(r.low) : "") << ',' << (coarse ? kpi::number_as_text(r.high) : "") << ',' << (coarse ? kpi::number_as_text(r.mean) : "") << ','
      << r.count << "\r\n";
}

void write_jsonl(std::ofstream& out, const std::string& metric, const kpi::HistoryReader::Row& r) {
  nlohmann::ordered_json j{{"metric", metric}, {"received", time_text(r.received)}, {"source_time", time_text(r.source_time)}};
  j["value"] = r.value ? nlohmann::ordered_json(*r.value) : nlohmann::ordered_json(nullptr);
  j["outcome"] = name_of(r.outcome);
  if (!r.rule.empty()) j["rule"] = r.rule;
  if (!r.reason.empty()) j["reason"] = r.reason;
  if (!r.by.empty()) j["by"] = r.by;
  if (r.grain != kpi::Grain::reading) {
    j["grain"] = name_of(r.grain);
    j["low"] = r.low;
    j["high"] = r.high;
    j["mean"] = r.mean;
    j["count"] = r.count;
  }
  out << j.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
}

}  // namespace

int run_data_export(const DataExportOptions& o) {
  const auto settings = load_or_tell(o.exhibit);
  if (!settings) return static_cast<int>(Blame::user);
  const Instant clock = now();
  const auto from = moment_of(o.from, "--from", Instant{0}), to = moment_of(o.to, "--to", clock);
  if (!from) return tell(from.error());
  if (!to) return tell(to.error());
  std::vector<std::string> known, wanted;
  for (const auto& [id, m] : settings->data.metrics) known.push_back(id);
  for (std::size_t at = 0; at < o.metrics.size();) {
    const std::size_t end = std::min(o.metrics.find(',', at), o.metrics.size());
    if (end > at) wanted.push_back(o.metrics.substr(at, end - at));
    at = end + 1;
  }
  for (const std::string& id : wanted)
    if (!settings->data.metrics.contains(id)) {
      const std::string like = stage::nearest(id, known);
      return tell({fmt::format("--metrics: data.yaml has no metric \"{}\"{}", id, like.empty() ? "" : "; did you mean \"" + like + "\"?")});
    }
  std::string fault;
  const auto reader = kpi::HistoryReader::open(o.state, &fault);
  if (!reader) return tell({fault + "; --state wants the state folder of the wall"});
  std::ofstream out(o.output, std::ios::binary);
  if (!out) return tell({fmt::format("{} cannot be written", o.output), Blame::machine});
  if (o.format == "csv") out << "metric,received,source_time,value,outcome,rule,reason,by,grain,low,high,mean,count\r\n";
  std::size_t rows = 0;
  for (const std::string& id : wanted.empty() ? known : wanted)
    reader->rows(id, *from, *to, [&](const kpi::HistoryReader::Row& row) {
      ++rows;
      o.format == "csv" ? write_csv(out, id, row) : write_jsonl(out, id, row);
    });
  out.close();
  if (!out) return tell({fmt::format("{} could not be written to its end; check free space", o.output), Blame::machine});
  fmt::print("{} rows in {}\n", rows, o.output);
  return 0;
}

int run_data_backup(const DataBackupOptions& o) {
  if (const std::string fault = kpi::copy_database(kpi::history_path(o.state), o.output); !fault.empty()) return tell({fault, Blame::machine});
  std::error_code ec;
  fmt::print("{}: {} MB\n", o.output, std::filesystem::file_size(o.output, ec) / 1'000'000);
  return 0;
}

}  // namespace guangmu::tools
