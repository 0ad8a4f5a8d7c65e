#include "config/exhibit.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <tuple>

#include "config/files.h"
#include "config/reader.h"
#include "config/yaml.h"

namespace guangmu::config {
namespace {

namespace fs = std::filesystem;

bool is_id(const std::string& text) {
  if (text.empty() || text[0] < 'a' || text[0] > 'z') return false;
  return text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
}

class Loader {
 public:
  Loader(Loaded& loaded, std::string folder, const Environment& environment, Secrets secrets)
      : loaded_(loaded), folder_(std::move(folder)), environment_(environment), secrets_(secrets) {}

  void run() {
    std::error_code bad;
    if (!fs::is_directory(folder_, bad)) {
      tell(folder_,
           "there is no such folder; expected the folder of an exhibit, e.g. config/exhibits/lanzhou");
      return;
    }
    ExhibitFiles& s = loaded_.settings;
    file("exhibit.yaml", s.exhibit, true);
    file("wall.yaml", s.wall, true);
    file("data.yaml", s.data, true);
    for (auto& [id, source] : s.data.sources) source.resolve_paths(folder_);
    file("theme.yaml", s.theme, false);
    file("timeline.yaml", s.timeline, false);
    file("hall.yaml", s.hall, false);
    folder_of("scenes", s.scenes);
    folder_of("tours", s.tours);
    for (const auto& [id, tour] : s.tours) {
      show::Narration narration;
      if (file("tours/" + id + "/captions.yaml", narration, false))
        s.narrations.emplace(id, std::move(narration));
    }
    if (s.scenes.empty() && !fs::exists(fs::path(folder_) / "scenes", bad))
      tell(at("scenes"), "there is no such folder; expected one scene file or more in it");
    if (s.exhibit.id.empty()) {
      const fs::path plain = (fs::path(folder_) / "").lexically_normal().parent_path();
      s.exhibit.id = plain.filename().string();
    }
    if (s.exhibit.short_title.empty()) s.exhibit.short_title = s.exhibit.title;
    stray_files();
  }

 private:
  Loaded& loaded_;
  std::string folder_;
  const Environment& environment_;
  const Secrets secrets_;

  std::string at(const std::string& name) const {
    return folder_.ends_with('/') ? folder_ + name : folder_ + "/" + name;
  }
  void tell(const std::string& file, std::string text, bool warning = false) {
    loaded_.issues.push_back({{file, 0, 0}, std::move(text), warning});
  }

  // False when the file is not there or cannot be read as YAML.
  template <class S>
  bool file(const std::string& name, S& out, bool required) {
    const std::string path = at(name);
    std::error_code bad;
    if (!fs::exists(path, bad)) {
      if (required) tell(path, "there is no such file; expected it in every exhibit");
      return false;
    }
    loaded_.files.push_back(path);
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    if (fs::is_regular_file(path, bad)) text << in.rdbuf();
    if (!in || in.bad() || !fs::is_regular_file(path, bad)) {
      tell(path, "cannot be read; expected a file with the right to read it");
      return false;
    }
    const auto tree = parse_yaml(text.str(), path, loaded_.issues);
    if (!tree) return false;
    Reading reading(path, folder_, environment_, loaded_.issues, secrets_);
    out = read<S>(*tree, reading);
    return true;
  }

  // Every .yaml of a subfolder, by the id it gives itself or the name of its file.
  template <class S>
  void folder_of(const std::string& sub, std::map<std::string, S>& out) {
    std::vector<std::string> names;
    std::error_code bad;
    for (fs::directory_iterator it(fs::path(folder_) / sub, bad), end; !bad && it != end; it.increment(bad))
      if (it->path().extension() == ".yaml" && it->path().filename().string()[0] != '.')
        names.push_back(it->path().filename().string());
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) {
      S item;
      if (!file(sub + "/" + name, item, false)) continue;
      const std::string path = at(sub + "/" + name);
      if (item.id.empty()) {
        item.id = fs::path(name).stem().string();
        if (!is_id(item.id))
          tell(path,
               fmt::format(
                   "the name of the file, \"{}\", is no id; expected a-z, 0-9 and _, beginning with a letter",
                   item.id));
      }
      if (out.contains(item.id))
        tell(path, fmt::format("a second file with the id \"{}\"; expected ids that differ", item.id));
      else
        out.emplace(item.id, std::move(item));
    }
  }

  // A file that looks like one of ours and is not read.
  void stray_files() {
    std::vector<std::string_view> known;
    for (const FileKind& kind : file_kinds)
      if (kind.pattern.find('/') == std::string_view::npos) known.push_back(kind.pattern);
    std::vector<std::string> names;
    std::error_code bad;
    for (fs::directory_iterator it(folder_, bad), end; !bad && it != end; it.increment(bad))
      names.push_back(it->path().filename().string());
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) {
      const std::string extension = fs::path(name).extension().string();
      if ((extension != ".yaml" && extension != ".yml") || name[0] == '.') continue;
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      const std::string_view near = nearest(name, known);
      tell(at(name),
           "is not read; " +
               (near.empty() ? "expected " + one_of(known) : "did you mean " + std::string(near) + "?"),
           true);
    }
  }
};

// The order in which files were read, then line and column.
void sort_issues(Loaded& loaded) {
  const auto rank = [&](const Issue& issue) {
    return std::find(loaded.files.begin(), loaded.files.end(), issue.place.file) - loaded.files.begin();
  };
  std::stable_sort(loaded.issues.begin(), loaded.issues.end(), [&](const Issue& a, const Issue& b) {
    return std::tuple(rank(a), a.place.line, a.place.col) < std::tuple(rank(b), b.place.line, b.place.col);
  });
}

}  // namespace

Loaded load_exhibit(const std::string& folder, const Environment& environment, Secrets secrets) {
  Loaded loaded;
  loaded.settings.folder = folder;
  Loader(loaded, folder, environment, secrets).run();
  sort_issues(loaded);
  return loaded;
}

namespace {
template <class S>
void check_as(const std::string& name, const std::string& text, const Environment& environment,
              std::vector<Issue>& issues) {
  const auto tree = parse_yaml(text, name, issues);
  if (!tree) return;
  Reading reading(name, "", environment, issues);
  read<S>(*tree, reading);
}
}  // namespace

std::vector<Issue> check_text(const std::string& name, const std::string& text,
                              const Environment& environment) {
  std::vector<Issue> issues;
  const std::string_view kind = kind_of(name);
  if (kind == "exhibit") check_as<ExhibitSettings>(name, text, environment, issues);
  if (kind == "wall") check_as<led::WallSettings>(name, text, environment, issues);
  if (kind == "data") check_as<kpi::DataSettings>(name, text, environment, issues);
  if (kind == "theme") check_as<scenes::Theme>(name, text, environment, issues);
  if (kind == "timeline") check_as<scenes::TimelineSettings>(name, text, environment, issues);
  if (kind == "hall") check_as<HallSettings>(name, text, environment, issues);
  if (kind == "scene") check_as<scenes::SceneSettings>(name, text, environment, issues);
  if (kind == "tour") check_as<show::Tour>(name, text, environment, issues);
  if (kind == "captions") check_as<show::Narration>(name, text, environment, issues);
  if (kind.empty())
    issues.push_back(
        {{name, 0, 0}, "is no file of an exhibit; expected e.g. data.yaml or scenes/ID.yaml", false});
  return issues;
}

}  // namespace guangmu::config
