// The kinds of files in an exhibit folder.
#pragma once

#include <array>
#include <string_view>

namespace guangmu::config {

struct FileKind {
  std::string_view name;     // of its schema: config/schemas/NAME.schema.json
  std::string_view pattern;  // in the exhibit folder; * stands for an id
  bool required;
  std::string_view what;
};

inline constexpr std::array<FileKind, 9> file_kinds{{
    {"exhibit", "exhibit.yaml", true, "titles, languages, scenes in order, tours, schedule, sound, control"},
    {"wall", "wall.yaml", true, "the LED wall: sizes, cards, ports, heads, colour, power"},
    {"data", "data.yaml", true, "where the figures come from and how each is judged"},
    {"theme", "theme.yaml", false, "the colours; without it the built-in ones"},
    {"timeline", "timeline.yaml", false, "the history: events and stated totals"},
    {"hall", "hall.yaml", false, "the hall's equipment"},
    {"scene", "scenes/*.yaml", true, "one scene each"},
    {"tour", "tours/*.yaml", false, "one narrated tour each"},
    {"captions", "tours/*/captions.yaml", false, "written by `guangmu narrate`"},
}};

// The kind of a file by its path in the exhibit folder, e.g. "scenes/overview.yaml" -> "scene"; "" for any
// other file.
constexpr std::string_view kind_of(std::string_view name) {
  for (const FileKind& kind : file_kinds) {
    const auto star = kind.pattern.find('*');
    if (star == std::string_view::npos) {
      if (kind.pattern == name) return kind.name;
      continue;
    }
    const std::string_view before = kind.pattern.substr(0, star), after = kind.pattern.substr(star + 1);
    if (name.size() <= before.size() + after.size() || !name.starts_with(before) || !name.ends_with(after))
      continue;
    const std::string_view id = name.substr(before.size(), name.size() - before.size() - after.size());
    if (id.find('/') == std::string_view::npos) return kind.name;
  }
  return "";
}

}  // namespace guangmu::config
