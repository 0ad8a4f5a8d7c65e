#include "tools/led_import.h"

#include <fmt/core.h>

#include <fstream>
#include <iterator>

#include "config/reader.h"
#include "config/yaml.h"
#include "led_mapping/planner.h"
#include "led_mapping/profile_rules.h"
#include "tools/exhibit.h"
#include "tools/formats/colour_files.h"
#include "tools/formats/geometry.h"

namespace guangmu::tools {
namespace {

constexpr std::streamoff most_bytes = std::streamoff{64} << 20;

Result<std::string> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary | std::ios::ate);
  if (!in) return Error{fmt::format("{}: cannot be read; expected a file", path)};
  const std::streamoff size = in.tellg();
  if (size < 0 || size > most_bytes)
    return Error{fmt::format("{}: expected a settings file of at most 64 MB", path)};
  in.seekg(0);
  std::string bytes(static_cast<std::size_t>(size), '\0');
  if (!in.read(bytes.data(), size))
    return Error{fmt::format("{}: cannot be read to its end; copy it anew", path)};
  return bytes;
}

int put(const std::string& text, const std::string& path) {
  if (path.empty()) {
    fmt::print("{}", text);
    return 0;
  }
  std::ofstream out(path, std::ios::binary);
  out << text;
  if (out.flush()) return 0;
  return tell(Error{fmt::format("{}: cannot be written; choose a folder that exists", path)});
}

// The profile named on the command line; an empty one without.
Result<led::ProfileSettings> profile_for(const led::WallSettings& wall, const std::string& path) {
  led::ProfileSettings profile;
  if (path.empty()) return profile;
  const auto bytes = read_file(path);
  if (!bytes) return bytes.error();
  std::vector<config::Issue> issues;
  if (const auto tree = config::parse_yaml(*bytes, path, issues)) {
    config::Reading reading(path, "", config::process_environment(), issues);
    profile = config::read<led::ProfileSettings>(*tree, reading);
  }
  for (const config::Issue& issue : issues)
    if (!issue.warning) return Error{issue.line()};
  profile.pixels.clear();  // one file stands for the whole wall
  const fields::Complaints complaints = led::check_for_wall(wall, profile);
  for (const auto& c : complaints.list())
    if (!c.warning) return Error{fmt::format("{}: {}: {}", path, c.key, c.text)};
  return profile;
}

}  // namespace

int run_led_import(const LedImportOptions& options) {
  const auto bytes = read_file(options.file);
  if (!bytes) return tell(bytes.error());
  if (formats::is_colour_file(options.file)) {
    const auto profile = formats::profile_of_colour_file(*bytes, options.file);
    return profile ? put(*profile, options.output) : tell(profile.error());
  }
  const auto geometry = formats::read_geometry(*bytes, options.file);
  if (!geometry) return tell(geometry.error());
  return put(formats::geometry_yaml(*geometry), options.output);
}

int run_led_export(const LedExportOptions& options) {
  const auto files = load_or_tell(options.exhibit);
  if (!files) return static_cast<int>(Blame::user);
  if (options.format == "cal" || options.format == "cube" || options.format == "cube1d") {
    const auto profile = profile_for(files->wall, options.profile);
    if (!profile) return tell(profile.error());
    if (options.format == "cal") return put(formats::cal_of_wall(files->wall, *profile), options.output);
    const bool three_d = options.format == "cube";
    const int size = options.size > 0 ? options.size : three_d ? 33 : 1024;
    return put(formats::cube_of_wall(files->wall, *profile, three_d, size), options.output);
  }
  const auto plan = led::plan_wall(files->wall);
  if (!plan) return tell(plan.error());
  if (options.format == "csv") return put(formats::write_csv(*plan), options.output);
  if (options.format == "resolume") return put(formats::write_resolume(files->wall, *plan), options.output);
  return tell(Error{fmt::format("\"{}\" is no format; expected resolume, csv, cube, cube1d or cal", options.format)});
}

}  // namespace guangmu::tools
