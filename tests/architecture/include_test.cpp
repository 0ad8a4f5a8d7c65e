// Every #include "room/…" of every room against the CMake link graph: who may include whom is decided in one place.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace guangmu {
namespace {

namespace fs = std::filesystem;

struct Room {
  std::string target;
  std::set<std::string> may_include;  // targets, closed over the link graph
};

using Rooms = std::map<std::string, Room>;  // by folder

std::vector<std::string> split(const std::string& text, char by) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, by);) parts.push_back(part);
  return parts;
}

Rooms read_rooms(std::istream& in) {
  Rooms rooms;
  for (std::string line; std::getline(in, line);) {
    const auto parts = split(line, '|');
    if (parts.size() < 2) continue;
    Room room{parts[0], {}};
    if (parts.size() > 2)
      for (const auto& name : split(parts[2], ',')) room.may_include.insert(name);
    rooms[parts[1]] = room;
  }
  return rooms;
}

// The room whose folder is the longest prefix of a path like "kpi/values/snapshot.h".
const Room* room_of(const Rooms& rooms, const std::string& path) {
  const auto slash = path.rfind('/');
  if (slash == std::string::npos) return nullptr;
  const auto found = rooms.find(path.substr(0, slash));
  return found == rooms.end() ? nullptr : &found->second;
}

// A settings header describes what a user may write: config reads it without linking the room behind it.
bool is_settings_header(const std::string& path) { return path.ends_with("settings.h"); }

// What is wrong with `file` including `header`, or nothing.
std::optional<std::string> judge(const Rooms& rooms, const std::string& file, const std::string& header) {
  const Room* from = room_of(rooms, file);
  const Room* to = room_of(rooms, header);
  if (!from || !to) return from ? std::optional<std::string>("no room has this folder") : std::nullopt;
  if (from->target == to->target || from->may_include.contains(to->target)) return std::nullopt;
  if (is_settings_header(header) && (from->target == "config" || is_settings_header(file))) return std::nullopt;
  return from->target + " may not include " + to->target;
}

TEST(Includes, FollowTheLinkGraph) {
  std::ifstream list(GUANGMU_BINARY_DIR "/rooms.txt");
  const Rooms rooms = read_rooms(list);
  ASSERT_GE(rooms.size(), 3u);
  const std::regex include(R"re(^\s*#\s*include\s*"([^"]+)")re");
  std::size_t seen = 0;
  for (const auto& [folder, room] : rooms) {
    for (const auto& entry : fs::directory_iterator(fs::path(GUANGMU_SOURCE_DIR) / folder)) {
      const std::string extension = entry.path().extension().string();
      if (extension != ".h" && extension != ".cpp") continue;
      const std::string file = folder + "/" + entry.path().filename().string();
      std::ifstream in(entry.path());
      std::smatch match;
      int number = 0;
      for (std::string line; std::getline(in, line);) {
        ++number;
        if (!std::regex_search(line, match, include)) continue;
        ++seen;
        if (match[1].str().starts_with("generated/")) continue;
        const auto wrong = judge(rooms, file, match[1].str());
        EXPECT_FALSE(wrong) << file << ":" << number << ": #include \"" << match[1].str() << "\": " << *wrong;
      }
    }
  }
  EXPECT_GT(seen, 10u);
}

TEST(Includes, TheJudgeKnowsRightFromWrong) {
  std::istringstream list(
      "base|base|\nkpi_values|kpi/values|base\nkpi|kpi|base,kpi_values\nscenes|scenes|base,kpi_values\nconfig|config|base\n");
  const Rooms rooms = read_rooms(list);
  EXPECT_FALSE(judge(rooms, "scenes/overview.cpp", "kpi/values/snapshot.h"));
  EXPECT_TRUE(judge(rooms, "scenes/overview.cpp", "kpi/fetcher.h"));
  EXPECT_TRUE(judge(rooms, "base/time.cpp", "kpi/values/snapshot.h"));
  EXPECT_FALSE(judge(rooms, "config/reader.cpp", "kpi/settings.h"));
  EXPECT_TRUE(judge(rooms, "config/reader.cpp", "kpi/fetcher.h"));
  EXPECT_TRUE(judge(rooms, "kpi/fetcher.cpp", "nowhere/thing.h"));
}

// Platform headers stay in *_linux.cpp and *_windows.cpp, GL behind the renderer, heavy parsers out of headers.
TEST(Includes, OutsideHeadersStayInTheirPlaces) {
  std::ifstream list(GUANGMU_BINARY_DIR "/rooms.txt");
  const std::regex platform(R"(^\s*#\s*include\s*<(sys/(?!types)|unistd|fcntl|X11/|windows\.h|pthread|signal\.h>|netinet/|arpa/|poll\.h))");
  const std::regex gl(R"(^\s*#\s*include\s*<GL/)");
  const std::regex heavy(R"(^\s*#\s*include\s*<(nlohmann/|yaml-cpp/|civetweb|spdlog/))");
  const std::regex own(R"re(^\s*#\s*include\s*"([^"]+)")re");
  struct Includer {
    std::string at, folder;  // folder: of a .cpp; empty: a header
  };
  std::set<std::string> heavy_headers;
  std::map<std::string, std::vector<Includer>> included;
  std::smatch match;
  for (const auto& [folder, room] : read_rooms(list)) {
    for (const auto& entry : fs::directory_iterator(fs::path(GUANGMU_SOURCE_DIR) / folder)) {
      const std::string name = entry.path().filename().string();
      const bool header = name.ends_with(".h");
      if (!header && !name.ends_with(".cpp")) continue;
      std::ifstream in(entry.path());
      int number = 0;
      for (std::string line; std::getline(in, line);) {
        ++number;
        const std::string at = folder + "/" + name + ":" + std::to_string(number);
        const bool platform_file = name.ends_with("_linux.cpp") || name.ends_with("_windows.cpp");
        const bool gl_room = room.target == "renderer" || room.target == "console";
        EXPECT_FALSE(!platform_file && std::regex_search(line, match, platform)) << at << ": a platform header outside *_linux.cpp";
        EXPECT_FALSE(!gl_room && std::regex_search(line, match, gl)) << at << ": GL outside renderer and console";
        if (header && std::regex_search(line, match, heavy)) heavy_headers.insert(folder + "/" + name);
        if (std::regex_search(line, match, own)) included[match[1]].push_back({at, header ? "" : folder});
      }
    }
  }
  // A heavy library may come with a header that only .cpp files beside it include; it reaches nobody else.
  for (const std::string& path : heavy_headers)
    for (const Includer& by : included[path])
      EXPECT_EQ(by.folder, fs::path(path).parent_path().string()) << by.at << " includes " << path << ", which brings a heavy library";
}

TEST(Files, StayShort) {
  std::ifstream list(GUANGMU_BINARY_DIR "/rooms.txt");
  for (const auto& [folder, room] : read_rooms(list)) {
    for (const auto& entry : fs::directory_iterator(fs::path(GUANGMU_SOURCE_DIR) / folder)) {
      if (entry.path().extension() != ".h" && entry.path().extension() != ".cpp") continue;
      std::ifstream in(entry.path());
      int lines = 0;
      for (std::string line; std::getline(in, line);) ++lines;
      EXPECT_LE(lines, 600) << entry.path() << ": cut it where a newcomer would";
    }
  }
}

}  // namespace
}  // namespace guangmu
