#include "stage/names.h"

#include <fmt/core.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "scenes/document_scene.h"
#include "stage/scene_set.h"

namespace guangmu::stage {
namespace {

std::size_t edit_distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
    }
  }
  return row[b.size()];
}

template <class Map>
std::vector<std::string> keys(const Map& map) {
  std::vector<std::string> names;
  for (const auto& [name, value] : map) names.push_back(name);
  return names;
}

std::string listed(const std::vector<std::string>& names) {
  std::string list;
  for (const auto& name : names) list += (list.empty() ? "" : ", ") + name;
  return list.empty() ? "none is there" : list;
}

class Checker {
 public:
  Checker(const Settings& settings, draw::TextEngine* text) : s_(settings), text_(text) {
    for (const auto& event : s_.timeline.events) events_.push_back(event.id);
  }

  std::vector<NameFault> run() {
    check_cues();
    check_tours();
    check_scenes();
    if (text_) check_glyphs();
    return std::move(faults_);
  }

 private:
  // A name that must be one of `known`.
  void expect(const fields::Place& place, const char* what, const std::string& name, const std::vector<std::string>& known) {
    if (std::find(known.begin(), known.end(), name) != known.end()) return;
    const std::string like = nearest(name, known);
    faults_.push_back({place,
                       fmt::format("there is no {} \"{}\"; {}", what, name,
                                   like.empty() ? "expected one of: " + listed(known) : "did you mean \"" + like + "\"?"),
                       false});
  }

  void check_cues() {
    for (const auto& cue : s_.show.scenes) expect(cue.place, "scene", cue.scene, keys(s_.scenes));
    for (const auto& tour : s_.show.tours) expect(s_.show.place, "tour", tour, keys(s_.tours));
  }

  void check_tours() {
    for (const auto& [id, tour] : s_.tours) {
      for (const auto& step : tour.steps) {
        expect(step.place, "scene", step.scene, keys(s_.scenes));
        if (!step.event.empty()) expect(step.place, "event of timeline.yaml", step.event, events_);
      }
      if (!s_.narrations.contains(id))
        faults_.push_back({tour.place, fmt::format("the tour \"{}\" has no narration and runs silently; make it with `guangmu narrate`", id), true});
    }
  }

  void check_scenes() {
    const scenes::SceneContext context = scene_context(s_);
    for (const auto& [id, document] : s_.scenes) {
      for (const std::string& name : scenes::make_scene(document, context)->metric_ids()) {
        if (s_.data.metrics.contains(name) || s_.data.series.contains(name) || s_.data.tables.contains(name)) continue;
        faults_.push_back({document.place,
                           fmt::format("\"{}\" is not declared in data.yaml; the widget shows its empty state", name), true});
      }
    }
  }

  void glyphs(const fields::Place& place, const std::string& what, const LocalText& t) {
    for (const std::string& language : {t.zh, t.en}) {
      const std::string missing = text_->missing(language);
      if (!missing.empty())
        faults_.push_back({place, fmt::format("{}: no typeface has the characters \"{}\"; expected others in \"{}\"", what, missing, language), false});
    }
  }

  void check_glyphs() {
    glyphs(s_.show.place, "title", s_.show.title);
    glyphs(s_.show.place, "short_title", s_.show.short_title);
    for (const auto& [id, metric] : s_.data.metrics) glyphs(metric.place, "label of " + id, metric.label);
    for (const auto& [id, scene] : s_.scenes) glyphs(scene.place, "title of " + id, scene.title);
    for (const auto& event : s_.timeline.events) {
      glyphs(event.place, "title of " + event.id, event.title);
      glyphs(event.place, "text of " + event.id, event.text);
      glyphs(event.place, "source of " + event.id, event.source);
    }
    for (const auto& [id, tour] : s_.tours)
      for (const auto& step : tour.steps)
        for (const auto& sentence : step.sentences) glyphs(sentence.place, "sentence", sentence.text);
  }

  const Settings& s_;
  draw::TextEngine* text_;
  std::vector<std::string> events_;
  std::vector<NameFault> faults_;
};

}  // namespace

std::string nearest(const std::string& wrong, const std::vector<std::string>& known) {
  std::string best;
  std::size_t least = std::max<std::size_t>(2, wrong.size() / 3) + 1;
  for (const auto& name : known)
    if (const std::size_t distance = edit_distance(wrong, name); distance < least) least = distance, best = name;
  return best;
}

std::vector<NameFault> check_names(const Settings& settings, draw::TextEngine* text) {
  return Checker(settings, text).run();
}

}  // namespace guangmu::stage
