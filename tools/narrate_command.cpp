#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "config/exhibit.h"
#include "tools/narrate.h"

namespace guangmu::tools {

namespace {

namespace fs = std::filesystem;

int refuse(const Error& error) {
  // A mistake in the user's files begins with its place, as `guangmu check` says it.
  fmt::print(stderr, "{}{}\n", error.blame == Blame::user ? "" : "guangmu: ", error.text);
  return static_cast<int>(error.blame);
}

// What narrate itself writes may be broken or point at audio that was deleted: that is what it is there to
// mend.
bool about_captions(const config::Issue& issue) {
  return fs::path(issue.place.file).filename() == "captions.yaml";
}

int narrate_one(const config::ExhibitFiles& exhibit, const show::Tour& tour, const Figures& figures,
                bool fresh) {
  NarrateJob job;
  job.exhibit = exhibit.folder;
  job.tour = tour;
  job.figures = figures;
  job.target_lufs = exhibit.exhibit.audio.narration_lufs;
  job.all = fresh;
  if (const auto before = exhibit.narrations.find(tour.id); before != exhibit.narrations.end())
    job.before = before->second;
  const auto result = narrate(job);
  if (!result) return refuse(result.error());
  const fs::path captions = job.exhibit / "tours" / tour.id / "captions.yaml";
  if (auto written = write_captions(captions, result->narration); !written) return refuse(written.error());
  for (const show::NarratedStep& step : result->narration.steps) {
    const bool made = std::find(result->made.begin(), result->made.end(), step.id) != result->made.end();
    fmt::print("{} {} {:.1f} s{}\n", tour.id, step.id,
               static_cast<double>(step.frames) / show::narration_rate_hz, made ? "" : ", unchanged");
  }
  fmt::print("{}: {} steps, {} made, {:.1f} s\n", tour.id, result->narration.steps.size(),
             result->made.size(), result->seconds);
  return 0;
}

}  // namespace

int run_narrate(const std::string& exhibit_folder, bool all) {
  const config::Loaded loaded = config::load_exhibit(exhibit_folder, config::process_environment(), config::Secrets::as_written);
  bool broken = false, mend = false;
  for (const config::Issue& issue : loaded.issues) {
    if (issue.warning) continue;
    if (about_captions(issue)) {
      mend = true;
      continue;
    }
    fmt::print(stderr, "{}\n", issue.line());
    broken = true;
  }
  if (broken) return static_cast<int>(Blame::user);
  if (loaded.settings.tours.empty()) {
    fmt::print(stderr, "guangmu: {} has no tours; expected tours/ID.yaml\n", exhibit_folder);
    return static_cast<int>(Blame::user);
  }
  const Figures figures = report_figures(kpi::declare(loaded.settings.data));
  for (const auto& [id, tour] : loaded.settings.tours)
    if (const int failed = narrate_one(loaded.settings, tour, figures, all || mend); failed != 0)
      return failed;
  return 0;
}

}  // namespace guangmu::tools
