#include "tools/led_profiles.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "led_mapping/colour_model.h"
#include "led_mapping/pixel_correction.h"
#include "led_mapping/profile_rules.h"
#include "stage/profiles.h"
#include "stage/technician.h"
#include "store/profiles.h"
#include "store/state_folder.h"
#include "tools/exhibit.h"
#include "tools/profile_file.h"

namespace guangmu::tools {
namespace {

constexpr const char* indent = "                         ";

std::string three(const std::array<double, 3>& v) {
  return fmt::format("{:.4g} {:.4g} {:.4g}", v[0], v[1], v[2]);
}

std::string percent(const std::optional<double>& share) {
  return share ? fmt::format("{:.2f} %", *share * 100) : "";
}

// What can be said of a version in a line each: name and value.
std::vector<std::pair<std::string, std::string>> facts(const led::WallSettings& wall,
                                                       const stage::KeptProfile& kept) {
  const led::ProfileSettings& p = kept.settings;
  const show::ColourStatus s = stage::colour_status(wall, {p, nullptr});
  const auto modules = stage::module_infos(wall, p);
  double least = 1, most = 1;
  for (const auto& module : modules)
    for (const double gain : module.gain) {
      least = std::min(least, gain);
      most = std::max(most, gain);
    }
  std::vector<std::pair<std::string, std::string>> list{
      {"label", kept.info.label},
      {"by", kept.info.by},
      {"made", kept.info.made.us == 0 ? "" : iso8601(kept.info.made)},
      {"white x y", fmt::format("{:.4f} {:.4f}", s.white_xy[0], s.white_xy[1])},
      {"gain r g b", three(s.gain)},
      {"toe lift r g b", three(s.toe_lift)},
      {"gamma r g b", three(s.gamma)},
      {"dark codes r g b", fmt::format("{} {} {}", s.dark_codes[0], s.dark_codes[1], s.dark_codes[2])},
      {"levels r g b",
       fmt::format("{} {} {}", s.distinct_levels[0], s.distinct_levels[1], s.distinct_levels[2])},
      {"dither", s.dither},
      {"modules corrected", s.module_corrections == 0 ? "none"
                                                      : fmt::format("{}, gains {:.3f} to {:.3f}",
                                                                    s.module_corrections, least, most)},
      {"seams", p.seams.empty() ? "none" : fmt::format("{}", p.seams.size())},
      {"pixels", p.pixels.empty() ? "none" : p.pixels},
      {"non-uniformity", percent(kept.info.non_uniformity)},
  };
  for (std::size_t channel = 0; channel < 3; ++channel) {
    std::string points;
    for (std::size_t i = 0; i < s.curve[channel].size(); i += 3)
      points += fmt::format("{:.4f} ", s.curve[channel][i][1]);
    list.emplace_back(fmt::format("curve {}, every 3rd", "rgb"[channel]), points);
  }
  return list;
}

int compare(const led::WallSettings& wall, const stage::Profiles& profiles,
            const std::vector<std::string>& ids) {
  std::vector<std::vector<std::pair<std::string, std::string>>> both;
  for (const std::string& id : ids) {
    stage::KeptProfile kept;
    if (id != show::wall_alone) {
      const stage::KeptProfile* found = profiles.find(id);
      if (found == nullptr || !found->fault.empty())
        return tell({found ? found->fault
                           : fmt::format("there is no profile {}; `guangmu led profiles` lists them", id)});
      kept = *found;
    }
    both.push_back(facts(wall, kept));
  }
  fmt::print("  {:<20} {:<44} {}\n", "", ids[0], ids[1]);
  bool differ = false;
  for (std::size_t i = 0; i < both[0].size(); ++i) {
    const bool same = both[0][i].second == both[1][i].second;
    differ = differ || !same;
    fmt::print("{} {:<20} {:<44} {}\n", same ? ' ' : '*', both[0][i].first, both[0][i].second,
               both[1][i].second);
  }
  fmt::print("{}\n", differ ? "* differs" : "no difference");
  return 0;
}

int list(const store::ProfileListing& listing, const stage::Profiles& profiles) {
  const std::string active = listing.confirmed.empty() ? show::wall_alone : listing.confirmed.back();
  if (profiles.shelf().list.empty()) fmt::print("no versions yet; the wall shows wall.yaml alone\n");
  int broken = 0;
  for (const stage::KeptProfile& each : profiles.shelf().list) {
    const char* mark = each.info.id == active ? "*" : each.info.confirmed ? "+" : " ";
    fmt::print("{} {:<36} {:<20.19} {:<18} {}\n", mark, each.info.id, iso8601(each.info.made), each.info.by,
               each.info.label);
    std::string reason = each.fault;
    if (reason.empty() && each.settings.pixels.empty()) reason = profiles.why_not({each.info.id, {}});
    if (!reason.empty()) fmt::print("{}{}\n", indent, reason);
    broken += !reason.empty();
    if (each.info.non_uniformity)
      fmt::print("{}non-uniformity {}\n", indent, percent(each.info.non_uniformity));
  }
  for (const store::ProfileFile& file : listing.files)
    if (file.version == 0)
      fmt::print("  {:<36} waits for its number: a running wall gives it, or use --import\n", file.id);
  fmt::print("* on the wall{}, + was confirmed once; try one with: guangmu ctl profile apply ID\n",
             active == show::wall_alone ? " (wall.yaml alone)" : "");
  return broken > 0 ? 1 : 0;
}

int import(const led::WallSettings& wall, const LedProfilesOptions& options) {
  const auto text = store::read_file(options.import);
  if (!text) return tell({options.import + ": cannot be read"});
  const stage::KeptProfile kept = read_profile({"import", 0, options.import, *text, {}});
  if (!kept.fault.empty()) return tell({kept.fault});
  std::shared_ptr<const led::PixelCorrection> pixels;
  if (!kept.settings.pixels.empty()) {
    const auto slash = options.import.rfind('/');
    const std::string path =
        (slash == std::string::npos ? "" : options.import.substr(0, slash + 1)) + kept.settings.pixels;
    const auto bytes = store::read_file(path);
    if (!bytes)
      return tell({fmt::format("{}: cannot be read; {} names it as its pixels", path, options.import)});
    auto read = led::read_pixels(*bytes, path, wall.size_px());
    if (!read) return tell(read.error());
    pixels = std::make_shared<const led::PixelCorrection>(std::move(*read));
  }
  const fields::Complaints complaints = led::check_for_wall(wall, kept.settings, pixels.get());
  for (const auto& complaint : complaints.list())
    if (!complaint.warning)
      return tell({fmt::format("{}: {}: {}", options.import, complaint.key, complaint.text)});
  const auto id = store::import_profile(options.state, options.import, kept.settings.pixels);
  if (!id) return tell(id.error());
  fmt::print("{} is {}; try it with: guangmu ctl profile apply {}\n", options.import, *id, *id);
  return 0;
}

}  // namespace

int run_led_profiles(const LedProfilesOptions& options) {
  const auto settings = load_or_tell(options.exhibit);
  if (!settings) return static_cast<int>(Blame::user);
  if (!options.import.empty()) return import(settings->wall, options);
  const store::ProfileListing listing = store::list_profiles(options.state);
  if (!listing.fault.empty()) return tell({listing.fault, Blame::machine});
  stage::ProfileShelf shelf;
  for (const store::ProfileFile& file : listing.files) {
    if (file.version == 0) continue;
    shelf.list.push_back(read_profile(file));
    shelf.list.back().info.confirmed =
        std::find(listing.confirmed.begin(), listing.confirmed.end(), file.id) != listing.confirmed.end();
  }
  stage::Profiles profiles;
  profiles.use(settings->wall);
  profiles.fill(std::move(shelf));
  if (options.compare.size() == 2) return compare(settings->wall, profiles, options.compare);
  return list(listing, profiles);
}

}  // namespace guangmu::tools
