#include "tools/exhibit.h"

#include <cstdio>
#include <utility>

#include "stage/names.h"

namespace guangmu::tools {
namespace {

stage::Settings to_stage(config::ExhibitFiles files) {
  stage::Settings s;
  s.folder = std::move(files.folder);
  s.show = files.exhibit;  // the part that the show goes by
  s.audio = files.exhibit.audio;
  s.wall = std::move(files.wall);
  s.data = std::move(files.data);
  s.theme = files.theme;
  s.timeline = std::move(files.timeline);
  s.scenes = std::move(files.scenes);
  s.tours = std::move(files.tours);
  s.narrations = std::move(files.narrations);
  return s;
}

}  // namespace

std::string Exhibit::first_error() const {
  for (const auto& issue : issues)
    if (!issue.warning) return issue.line();
  return "";
}

Exhibit read_exhibit(const std::string& folder, draw::TextEngine* text, config::Secrets secrets) {
  config::Loaded loaded = config::load_exhibit(folder, config::process_environment(), secrets);
  Exhibit exhibit;
  exhibit.exhibit = loaded.settings.exhibit;
  exhibit.issues = std::move(loaded.issues);
  const bool readable = !config::has_errors(exhibit.issues);
  exhibit.settings = to_stage(std::move(loaded.settings));
  if (!readable) return exhibit;
  for (const auto& fault : stage::check_names(exhibit.settings, text)) exhibit.issues.push_back({fault.place, fault.text, fault.warning});
  return exhibit;
}

std::optional<stage::Settings> load_or_tell(const std::string& folder, config::Secrets secrets) {
  Exhibit exhibit = read_exhibit(folder, nullptr, secrets);
  if (exhibit.ok()) return std::move(exhibit.settings);
  for (const auto& issue : exhibit.issues) std::fprintf(stderr, "%s\n", issue.line().c_str());
  return std::nullopt;
}

int tell(const Error& error) {
  std::fprintf(stderr, "guangmu: %s\n", error.text.c_str());
  return static_cast<int>(error.blame);
}

}  // namespace guangmu::tools
