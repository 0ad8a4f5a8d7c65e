// What 200 sources every second with 25 metrics each cost: reading, judging, deriving, publishing, and telling the
// history. Not part of the tests. core_percent is the share of one core at that rate.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "kpi/board.h"
#include "kpi/formats/json.h"
#include "tests/kpi/fixture.h"

namespace guangmu::kpi {
namespace {

constexpr int sources = 200, metrics = 25;

DataSettings declaration() {
  DataSettings d;
  for (int s = 0; s < sources; ++s) {
    const std::string source = "source_" + std::to_string(s);
    d.sources[source].url = "http://127.0.0.1:1/" + source;
    d.sources[source].every = Duration{1};
    for (int k = 0; k < metrics; ++k) {
      auto& m = d.metrics[source + "_m" + std::to_string(k)] = test::metric("/data/m" + std::to_string(k) + "/value");
      m.source = source;
      m.time = "/data/time";
      m.kind = k % 2 ? MetricKind::counter : MetricKind::gauge;
      m.range = {{0, 1e9}};
      m.max_step = 1000;
      m.frozen_after = Duration{3600};
    }
    d.metrics[source + "_share"].formula = source + "_m0 / " + source + "_m1";
    d.relations[source + "_sum"].holds = source + "_m2 + " + source + "_m4 == " + source + "_m6";
  }
  return d;
}

std::string payload(int round, Instant at) {
  std::string text = R"({"data":{"time":")" + iso8601(at) + "\"";
  for (int k = 0; k < metrics; ++k)
    text += ",\"m" + std::to_string(k) + R"(":{"value":)" + std::to_string((k == 6 ? 200 : 100) + round * (k == 6 ? 2 : 1)) + "}";
  return text + "}}";
}

void a_second_of_200_sources(benchmark::State& state) {
  std::size_t events = 0;
  BoardOptions options;
  options.clock = [] { return test::t0; };
  if (state.range(0)) options.happened = [&](const Happened& h) { events += h.readings.size(); };
  Board board(declaration(), options);
  std::vector<std::string> ids;
  for (int s = 0; s < sources; ++s) ids.push_back("source_" + std::to_string(s));
  int round = 0;
  for (auto _ : state) {
    const Instant at = test::t0 + ++round;
    const std::string text = payload(round, at);
    for (const auto& id : ids) (void)board.judge_payload(id, text, at);
  }
  const auto s = board.snapshot();
  for (const auto& [id, m] : s->metrics)
    if (!m.reading || !m.refused.empty()) state.SkipWithError((id + ": " + m.refused).c_str());
  state.counters["core_percent"] =
      benchmark::Counter(static_cast<double>(round) / 100, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  state.counters["events"] = static_cast<double>(events);
}
BENCHMARK(a_second_of_200_sources)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

// What a frame pays: taking the snapshot and looking at 20 figures.
void a_frame(benchmark::State& state) {
  Board board(declaration(), {.clock = [] { return test::t0; }});
  for (auto _ : state) {
    const auto s = board.snapshot();
    for (int k = 0; k < 20; ++k) benchmark::DoNotOptimize(s->metric("source_" + std::to_string(k * 7) + "_m3"));
  }
}
BENCHMARK(a_frame)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace guangmu::kpi

BENCHMARK_MAIN();
