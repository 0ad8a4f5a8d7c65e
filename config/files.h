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

}  // namespace guangmu::config
