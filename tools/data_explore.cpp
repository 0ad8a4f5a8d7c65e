#include "tools/data_explore.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "base/result.h"
#include "base/time.h"
#include "config/exhibit.h"
#include "tools/data_declared.h"
#include "tools/data_sample.h"
#include "tools/exhibit.h"

namespace guangmu::tools {
namespace {

// What was looked at, and what to make of it.
struct Explored {
  Sample sample;
  Candidates candidates;
  std::string address;
  kpi::PayloadFormat format = kpi::PayloadFormat::json;
};

// An envelope without data mostly says why: a limit of calls, a wrong key.
void note_no_figures(Explored& e) {
  const Candidates& c = e.candidates;
  const bool only_code = c.series.empty() && c.tables.empty() &&
                         std::all_of(c.metrics.begin(), c.metrics.end(), [](const auto& m) { return m.note == perhaps_a_status; });
  if (!only_code) return;
  if (const std::string says = short_texts(e.sample.document); !says.empty())
    e.sample.draft.notes.push_back("no figures; the sample says: " + says);
}

Result<Explored> explore(const std::string& from, const DataExploreOptions& o) {
  const bool is_address = from.starts_with("http://") || from.starts_with("https://");
  if (!is_address && from.find("://") != std::string::npos)
    return Error{fmt::format("\"{}\" is no address that can be explored; expected http://…, https://… or a file", from)};
  auto sample = is_address ? sample_of_address(from, o.headers, o.format) : sample_of_file(from, o.format);
  if (!sample) return sample.error();
  Explored e{std::move(*sample), {}, "", {}};
  e.candidates = candidates_in(e.sample.document, now(), e.sample.told);
  note_no_figures(e);
  e.address = e.sample.draft.settings.shown_address();
  e.format = e.sample.draft.settings.format;
  return e;
}

// data.yaml alone has to be right: the rest of an exhibit may still be missing.
Result<kpi::DataSettings> declared_in(const std::string& folder) {
  config::Loaded loaded = config::load_exhibit(folder);
  std::string wrong;
  for (const auto& issue : loaded.issues)
    if (!issue.warning && (issue.place.file.ends_with("data.yaml") || issue.place.file == folder)) wrong += (wrong.empty() ? "" : "\n") + issue.line();
  if (!wrong.empty()) return Error{wrong};
  return std::move(loaded.settings.data);
}

Result<Explored> explore_declared(const DataExploreOptions& o) {
  if (!o.headers.empty() || !o.format.empty())
    return Error{fmt::format("--header and --format belong to an address; the source {} is asked as data.yaml declares it", o.source)};
  std::error_code ignored;
  if (!o.output.empty() && std::filesystem::equivalent(o.output, std::filesystem::path(o.from) / "data.yaml", ignored))
    return Error{fmt::format("{}: that would write over the source itself; expected another file, or none: then it is printed", o.output)};
  const auto data = declared_in(o.from);
  if (!data) return data.error();
  const auto source = data->sources.find(o.source);
  if (source == data->sources.end()) {
    std::string known;
    for (const auto& [id, s] : data->sources) known += (known.empty() ? "" : ", ") + id;
    return Error{fmt::format("{}/data.yaml has no source \"{}\"; expected {}", o.from, o.source, known.empty() ? "one: none is declared" : known)};
  }
  auto sample = sample_of_source(o.source, source->second);
  if (!sample) return sample.error();
  Explored e{std::move(*sample), {}, o.source + "  " + source->second.shown_address(), source->second.format};
  e.candidates = candidates_in(e.sample.document, now(), e.sample.told);
  note_no_figures(e);
  e.candidates = not_declared(std::move(e.candidates), e.sample.document, *data, o.source);
  return e;
}

void tell(std::FILE* out, const Explored& e) {
  const DraftSource& source = e.sample.draft;
  const Candidates& c = e.candidates;
  fmt::print(out, "{}: {}\n", e.address,
             e.format == kpi::PayloadFormat::json ? "JSON" : e.format == kpi::PayloadFormat::csv ? "CSV" : "Prometheus text");
  for (const auto& note : source.notes) fmt::print(out, "  {}\n", note);
  for (const auto& t : c.times) fmt::print(out, "  time at {}\n", t);
  fmt::print(out, "{} figures, {} curves, {} tables\n", c.metrics.size(), c.series.size(), c.tables.size());
  for (const auto& m : c.metrics) fmt::print(out, "  {:<32} {} = {}{}\n", m.id, m.settings.at, m.sample, m.note.empty() ? "" : "   (" + m.note + ")");
  const auto list = [&](const auto& one) {
    fmt::print(out, "  {:<32} {}: {}{}\n", one.id, one.settings.at, one.sample, one.empty.empty() ? "" : "   (" + one.empty + ")");
  };
  for (const auto& one : c.series) list(one);
  for (const auto& one : c.tables) list(one);
  for (const auto& text : c.left_out) fmt::print(out, "  not taken over: {}\n", text);
}

}  // namespace

int run_data_explore(const DataExploreOptions& o) {
  std::error_code ignored;
  const bool there = !o.output.empty() && std::filesystem::exists(o.output, ignored) && std::filesystem::file_size(o.output, ignored) > 0;
  if (there && !o.force) return tools::tell({fmt::format("{}: it is there already; expected a new file, or --force", o.output)});
  const auto explored = o.source.empty() ? explore(o.from, o) : explore_declared(o);
  if (!explored) return tools::tell(explored.error());
  const std::string yaml = draft_yaml(explored->sample.draft, explored->candidates);
  tell(o.output.empty() ? stderr : stdout, *explored);
  if (o.output.empty()) {
    fmt::print("{}", yaml);
    return 0;
  }
  std::ofstream out(o.output, std::ios::binary);
  out << yaml;
  out.close();
  if (!out) return tools::tell({fmt::format("{}: it cannot be written; is the folder there?", o.output), Blame::user});
  fmt::print("written: {}\n", o.output);
  return 0;
}

}  // namespace guangmu::tools
