// Makes the narration of a tour: text with figures -> words -> voice -> one sound file per step, with the
// place of every sentence in it. Only steps whose text, figures or voice changed are made again.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "kpi/declaration.h"
#include "show/tour_settings.h"
#include "tools/narrate_voice.h"

namespace guangmu::tools {

// A figure as text: "137.87 亿元" and "13.79 bn CNY".
struct Figure {
  double value = 0;
  Date as_of;
  LocalText text;
};
using Figures = std::map<std::string, Figure>;

// The report's figures of an exhibit, derived ones included; metrics without a report value are left out.
Figures report_figures(const kpi::Declaration& declaration);

// Puts figures in the place of {id}. Errors name an unknown id and the nearest known ones.
Result<LocalText> with_figures(const LocalText& text, const Figures& figures);
// The ids that a text names, in order.
std::vector<std::string> figures_in(const LocalText& text);

// What decides how a step sounds, as a short hash: tells whether made audio is still right.
Result<std::string> made_from(const show::Tour& tour, const show::TourStep& step, const Figures& figures);

struct NarrateJob {
  std::filesystem::path exhibit;  // its folder; audio goes to tours/ID/STEP.ogg below it
  show::Tour tour;
  Figures figures;
  std::optional<show::Narration> before;  // what captions.yaml says now
  double target_lufs = -23;
  bool all = false;  // also what did not change
  std::string program = "espeak-ng";
};
struct Narrated {
  show::Narration narration;
  std::vector<std::string> made;  // steps that were made
  double seconds = 0;             // of the whole tour
};
// Writes the audio, not yet captions.yaml. Blocks for about a second a step.
Result<Narrated> narrate(const NarrateJob& job);

// captions.yaml as text, and onto the disk in one go (a half-written file is never left).
std::string captions_yaml(const show::Narration& narration);
Result<void> write_captions(const std::filesystem::path& file, const show::Narration& narration);

// `guangmu narrate EXHIBIT`: every tour of the exhibit; `all`: also what did not change. The exit code.
int run_narrate(const std::string& exhibit_folder, bool all = false);

}  // namespace guangmu::tools
