// A year of 500 figures at one reading in 5 s, as it stands on disk after thinning, and how long it takes to ask it.
// The file is built once in $GUANGMU_BENCH_STATE (default: a folder under /tmp that is kept) and used again.
#include <benchmark/benchmark.h>
#include <fmt/core.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <random>

#include "kpi/declaration.h"
#include "kpi/explain.h"
#include "kpi/history/entry.h"
#include "kpi/history/file.h"
#include "kpi/history/payloads.h"
#include "kpi/history/reader.h"
#include "kpi/history/writer.h"

namespace guangmu::kpi {
namespace {

constexpr int figures = 500, hours_kept = 365 * 24, minutes_kept = 14 * 1440, fine_kept = 1440, shown_figures = 30;
constexpr Instant begin{1700000000'000'000 / 86400'000'000 * 86400'000'000};
constexpr std::int64_t begin_hour = begin.us / 3'600'000'000;
constexpr std::int64_t end_minute = (begin_hour + hours_kept) * 60;
constexpr Instant end{end_minute * 60'000'000};

std::string folder() {
  const char* given = std::getenv("GUANGMU_BENCH_STATE");
  return given ? given : (std::filesystem::temp_directory_path() / "guangmu-history-bench").string();
}

double value_of(int metric, std::int64_t minute) {
  return 10000 + metric * 100 + std::round(1000 * std::sin(static_cast<double>(minute) / 700 + metric)) / 10;
}

Bucket bucket(int metric, std::int64_t slot, Grain grain) {
  const double v = value_of(metric, slot);
  return {slot, v, v - 3.7, v + 4.1, v + 0.123456, slot_begin_ms(grain, slot) + slot_length_ms(grain) - 1200, 900, slot_length_ms(grain) / 5000};
}

// In the order in which a running wall writes, so that pages are as full as they are there.
void build() {
  if (std::filesystem::exists(history_path(folder()))) return;
  const std::string half = folder() + "-building";  // one that was broken off is not taken for whole
  std::filesystem::remove_all(half);
  OpenedHistory opened = open_history(half, begin);
  Database& db = *opened.db;
  db.run("PRAGMA synchronous=OFF; PRAGMA cache_size=-400000");
  HistoryNames names;
  for (int m = 1; m <= figures; ++m) names.id(NameKind::metric, fmt::format("m{}", m));
  const std::int64_t source = names.id(NameKind::source, "platform");
  const std::int64_t scene = names.id(NameKind::text, "overview"), unit = names.id(NameKind::text, "户"), form = names.id(NameKind::text, "live");
  db.run("BEGIN");
  names.write(db);
  const auto fill = [&](Grain grain, const char* table, std::int64_t from, std::int64_t to) {
    Statement s = db.prepare(fmt::format("INSERT INTO {} VALUES(?,?,?,?,?,?,?,?,?)", table).c_str());
    for (std::int64_t slot = from; slot < to; ++slot)
      for (int m = 1; m <= figures; ++m) {
        const Bucket b = bucket(m, slot, grain);
        s.with(m, b.slot, b.last, b.at_ms - slot_begin_ms(grain, b.slot), b.lag_ms, b.low, b.high, b.mean, b.count).run();
      }
  };
  fill(Grain::day, "days", day_of_hour(begin_hour), day_of_hour(begin_hour + hours_kept));
  fill(Grain::hour, "hours", begin_hour, begin_hour + hours_kept);
  fill(Grain::minute, "minutes", end_minute - minutes_kept, end_minute);
  Statement fine = db.prepare("INSERT INTO fine VALUES(?,?,?)");
  for (std::int64_t minute = end_minute - fine_kept; minute < end_minute; ++minute)
    for (int m = 1; m <= figures; ++m) {
      std::string body;
      for (int i = 0; i < 12; ++i) append(body, {m, minute * 60'000 + i * 5000, Outcome::accepted, value_of(m, minute) + i, 900, 0, 0, 12345678, ""}, WithMetric::no);
      fine.with(m, minute);
      fine.bind_blob(3, body);
      fine.run();
    }
  Statement shown = db.prepare("INSERT INTO shown VALUES(?,?,?,?,?,?,?,?)");
  for (int m = 1; m <= shown_figures; ++m)
    for (std::int64_t minute = begin_hour * 60; minute < end_minute; ++minute)
      shown.with(m, minute * 60'000, minute * 60'000 + 59'000, scene, fmt::format("{:.0f}", value_of(m, minute)), unit, form, minute).run();
  std::string payload = "{\"data\":{";
  for (int m = 1; m <= figures; ++m) payload += fmt::format("{}\"m{}\":{:.1f}", m > 1 ? "," : "", m, value_of(m, end_minute));
  payload += "}}";
  Statement put = db.prepare("INSERT INTO payloads(source, at, kept, size, body) VALUES(?,?,0,?,?)");
  put.with(source, end_minute * 60'000 - 100, static_cast<std::int64_t>(payload.size()));
  put.bind_blob(4, compressed(payload));
  put.run();
  db.prepare("INSERT INTO meta VALUES('hours_done',?)").with(begin_hour + hours_kept).run();
  db.run("COMMIT");
  db.run("PRAGMA wal_checkpoint(TRUNCATE)");
  opened.db.reset();
  std::filesystem::rename(half, folder());
}

std::unique_ptr<HistoryReader> reader() {
  build();
  return HistoryReader::open(folder());
}

void size(benchmark::State& state) {
  const auto r = reader();
  for (auto _ : state) benchmark::DoNotOptimize(r.get());
  state.counters["MB"] = static_cast<double>(std::filesystem::file_size(history_path(folder()))) / 1e6;
}
BENCHMARK(size)->Iterations(1);

void trend(benchmark::State& state) {
  const auto r = reader();
  std::mt19937 random(1);
  for (auto _ : state) {
    const auto points = r->course(fmt::format("m{}", 1 + random() % figures), end + -static_cast<double>(state.range(0)) * 3600, end, 500);
    if (points.empty()) state.SkipWithError("no points");
    benchmark::DoNotOptimize(points.data());
  }
}
BENCHMARK(trend)->Name("trend_hours")->Arg(1)->Arg(6)->Arg(24)->Arg(96)->Arg(24 * 30)->Arg(24 * 365)->Unit(benchmark::kMillisecond);

void mean(benchmark::State& state) {
  const auto r = reader();
  std::mt19937 random(2);
  for (auto _ : state)
    benchmark::DoNotOptimize(r->mean(fmt::format("m{}", 1 + random() % figures), end + -static_cast<double>(state.range(0)) * 3600, end));
}
BENCHMARK(mean)->Name("mean_hours")->Arg(24)->Arg(24 * 30)->Arg(24 * 365)->Unit(benchmark::kMillisecond);

void value_at(benchmark::State& state) {
  const auto r = reader();
  std::mt19937 random(3);
  for (auto _ : state)
    benchmark::DoNotOptimize(r->value_at(fmt::format("m{}", 1 + random() % figures), end + -static_cast<double>(random() % (364 * 86400))));
}
BENCHMARK(value_at)->Unit(benchmark::kMillisecond);

void why(benchmark::State& state) {
  const auto r = reader();
  DataSettings data;
  data.sources["platform"].url = "http://127.0.0.1:1/kpi";
  for (int m = 1; m <= figures; ++m) {
    auto& metric = data.metrics[fmt::format("m{}", m)];
    metric.source = "platform";
    metric.at = fmt::format("/data/m{}", m);
    metric.unit = "户";
  }
  const Declaration declaration = declare(data);
  std::mt19937 random(4);
  for (auto _ : state) {
    const auto answer = explain(r.get(), declaration, fmt::format("m{}", 1 + random() % shown_figures), end + (-1 - static_cast<double>(random() % (364 * 86400))));
    if (!answer || !answer->value) state.SkipWithError("no answer");
    benchmark::DoNotOptimize(answer);
  }
}
BENCHMARK(why)->Unit(benchmark::kMillisecond);

// One commit of 500 readings, as every 5 s on such a wall; on the machine's own disk with its syncs.
void commit(benchmark::State& state) {
  const std::string place = folder() + "-commit";
  std::filesystem::remove_all(place);
  OpenedHistory opened = open_history(place, begin);
  HistoryWriter writer;
  writer.attach(std::move(opened.db));
  std::int64_t at_ms = begin.us / 1000;
  for (auto _ : state) {
    Happened h;
    for (int m = 1; m <= figures; ++m) {
      ReadingEvent r;
      r.metric = fmt::format("m{}", m);
      r.value = value_of(m, at_ms);
      r.received = r.source_time = {at_ms * 1000};
      h.readings.push_back(std::move(r));
    }
    writer.add(std::move(h));
    if (writer.commit(at_ms) != 0) state.SkipWithError("not written");
    at_ms += 5000;
  }
  std::filesystem::remove_all(place);
}
BENCHMARK(commit)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace guangmu::kpi

BENCHMARK_MAIN();
