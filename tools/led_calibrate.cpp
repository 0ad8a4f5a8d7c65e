#include "tools/led_calibrate.h"

#include <fmt/core.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "base/time.h"
#include "led_mapping/photo/calibrate.h"
#include "led_mapping/pixel_correction.h"
#include "led_mapping/profile_rules.h"
#include "led_mapping/profile_text.h"
#include "store/profiles.h"
#include "tools/exhibit.h"
#include "tools/photograph_walk.h"
#include "tools/photographs.h"

namespace guangmu::tools {
namespace {

int show_fields(const LedCalibrateOptions& options) {
  PhotographWalk fields;
  fields.to = options.show;
  fields.token = options.token;
  fields.before =
      "Camera on a tripod, whole wall in the picture with a dark rim, hall dark, manual focus and exposure, "
      "raw or 16 bit.\n"
      "The brightest field should reach about 70 % of full scale and must not clip; leave the exposure alone "
      "between a field and the dark frame.";
  fields.steps = {{"black", "the wall dark, for the dark frame: photograph it as dark.png"},
                  {"red", "red: photograph it as red-1.png"},
                  {"green", "green: photograph it as green-1.png"},
                  {"blue", "blue: photograph it as blue-1.png"}};
  fields.after = fmt::format(
      "Put the four files into one folder and run: guangmu led calibrate {} --photos FOLDER -o PROFILE.yaml",
      options.exhibit);
  return walk(fields);
}

Result<void> write_text(const std::string& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  if (out.flush()) return {};
  return Error{fmt::format("{}: cannot be written; choose a folder that exists and may be written", path)};
}

}  // namespace

int run_led_calibrate(const LedCalibrateOptions& options) {
  if (!options.show.empty()) return show_fields(options);
  if (options.photos.empty())
    return tell(
        {"no photographs named; take them with --show ADDR:PORT, then name their folder with --photos DIR"});
  if (options.output.empty() && !options.state.empty())
    return tell(
        {"--state needs -o PROFILE.yaml as well: the profile is written there and copied into the state "
         "folder"});
  const auto files = load_or_tell(options.exhibit);
  if (!files) return static_cast<int>(Blame::user);
  std::vector<std::string> folders{options.photos};
  folders.insert(folders.end(), options.poses.begin(), options.poses.end());
  const auto fields = find_fields(folders);
  if (!fields) return tell(fields.error());
  for (const std::string& path : fields->unused)
    fmt::print(stderr, "{}: its name says no field; not used\n", path);

  led::CalibrateOptions how;
  how.clipped_share = options.clipped_percent / 100;
  how.pixels = options.pixels;
  const auto found = led::calibrate(
      files->wall, fields->shots, [](const led::FieldShot& shot) { return read_photograph(shot.name); }, how);
  if (!found) return tell(found.error());
  fmt::print("{}", led::calibration_report(*found, options.chinese ? Language::zh : Language::en));
  if (options.output.empty()) return 0;

  led::ProfileSettings profile = led::calibrated_profile(*found);
  profile.label = options.label;
  profile.by = options.by.empty() ? "guangmu led calibrate" : options.by;
  profile.made = iso8601(now());
  const std::filesystem::path beside = std::filesystem::path(options.output).replace_extension(".pixels");
  const bool pixels = found->pixels.size.area() > 0;
  if (pixels) {
    profile.pixels = beside.filename().string();
    if (const auto wrote = write_text(beside.string(), led::pixels_file(found->pixels)); !wrote)
      return tell(wrote.error());
  }
  const fields::Complaints complaints =
      led::check_for_wall(files->wall, profile, pixels ? &found->pixels : nullptr);
  for (const auto& complaint : complaints.list())
    if (!complaint.warning) return tell({fmt::format("{}: {}", complaint.key, complaint.text), Blame::ours});
  if (const auto wrote = write_text(options.output, led::profile_yaml(profile)); !wrote)
    return tell(wrote.error());
  fmt::print("{}\n", options.output);
  if (options.state.empty()) return 0;
  const auto id = store::import_profile(options.state, options.output, profile.pixels);
  if (!id) return tell(id.error());
  fmt::print("profile {} in {}; on the wall: guangmu ctl profile apply {}\n", *id, options.state, *id);
  return 0;
}

}  // namespace guangmu::tools
