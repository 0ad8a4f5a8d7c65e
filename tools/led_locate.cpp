#include "tools/led_locate.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <utility>
#include <vector>

#include "led_mapping/locate_pattern.h"
#include "led_mapping/photo/diagnose.h"
#include "led_mapping/photo/locate_report.h"
#include "led_mapping/photo/wall_codes.h"
#include "led_mapping/plan_given.h"
#include "led_mapping/planner.h"
#include "media/linear_still.h"
#include "media/still.h"
#include "tools/exhibit.h"
#include "tools/photograph_walk.h"

namespace guangmu::tools {
namespace {

namespace fs = std::filesystem;

int write_patterns(const led::WallSettings& wall, const std::string& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  const auto steps = led::LocateGrid(wall).steps();
  for (std::size_t i = 0; i < steps.size(); ++i) {
    led::Picture8 picture = led::rasterise(led::locate_pattern(wall, steps[i]));
    const std::string path = (fs::path(folder) / (led::locate_name(i) + ".png")).string();
    if (const auto wrote = media::write_png({picture.size, std::move(picture.rgb)}, path); !wrote)
      return tell(wrote.error());
  }
  fmt::print("{} patterns in {}: show them one after the other, as they are, and photograph each\n",
             steps.size(), folder);
  return 0;
}

int show_patterns(const LedLocateOptions& options, const led::WallSettings& wall) {
  const std::vector<std::string> names = led::locate_names(wall);
  PhotographWalk patterns;
  patterns.to = options.show;
  patterns.token = options.token;
  patterns.before =
      "Camera on a tripod before the middle of the wall, the whole wall in the picture, hall dark; exposure, "
      "focus and white balance by hand. "
      "Expose so that white stays just below full scale.";
  for (std::size_t i = 0; i < names.size(); ++i)
    patterns.steps.push_back(
        {names[i], fmt::format("{} of {}, {}: photograph it", i + 1, names.size(), names[i])});
  patterns.after = fmt::format(
      "Put the {} photographs into one folder, so that their names sort in the order they were taken, and "
      "run: guangmu led locate {} --photos FOLDER",
      names.size(), options.exhibit);
  return walk(patterns);
}

Result<std::vector<std::string>> photographs_in(const std::string& folder) {
  std::error_code error;
  std::vector<std::string> out;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    std::string extension = it->path().extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (extension == ".png" || extension == ".jpg" || extension == ".jpeg")
      out.push_back(it->path().string());
  }
  if (error) return Error{fmt::format("{}: the folder cannot be read: {}", folder, error.message())};
  if (out.empty())
    return Error{fmt::format(
        "{}: there is no PNG or JPEG in it; photographs of other formats must be converted first", folder)};
  std::sort(out.begin(), out.end());
  return out;
}

Result<led::WallCodes> read_photographs(const led::WallSettings& wall, const std::string& folder) {
  const auto paths = photographs_in(folder);
  if (!paths) return paths.error();
  led::LocatePhotos photos(wall);
  for (const std::string& path : *paths) {
    auto still = media::read_linear_still(path);
    if (!still) return still.error();
    if (const auto added =
            photos.add({still->size, std::move(still->rgb)}, fs::path(path).filename().string());
        !added)
      return added.error();
  }
  return photos.read();
}

int judge_photographs(const LedLocateOptions& options, const led::WallSettings& wall) {
  const auto plan = led::plan_wall(wall);
  if (!plan) return tell(plan.error());
  const auto codes = read_photographs(wall, options.photos);
  if (!codes) return tell(codes.error());
  const led::Diagnosis found = led::diagnose(*plan, *codes);
  fmt::print("{}", led::locate_report(*plan, *codes, found, options.chinese ? Language::zh : Language::en));
  if (!options.write.empty()) {
    std::ofstream out(options.write, std::ios::binary);
    out << led::plan_yaml(led::corrected_plan(*plan, found.wiring));
    if (!out.flush())
      return tell({fmt::format("{}: cannot be written; choose a folder that exists and may be written",
                               options.write)});
    const char* what = options.chinese ? "修正后的映射；替换 wall.yaml 中的 plan: 一节，画面即按实际接线排布"
                                       : "the corrected map; put it into wall.yaml in place of its key "
                                         "plan:, and the picture is laid out "
                                         "for the wall as it is wired";
    fmt::print("{}: {}\n", options.write, what);
  }
  return found.all_right() ? 0 : static_cast<int>(Blame::user);
}

}  // namespace

int run_led_locate(const LedLocateOptions& options) {
  const int jobs = !options.patterns.empty() + !options.show.empty() + !options.photos.empty();
  if (jobs != 1)
    return tell(
        {"say one thing to do: --patterns DIR writes the stills, --show ADDR:PORT shows them on a running "
         "wall, --photos DIR reads the photographs"});
  const auto files = load_or_tell(options.exhibit);
  if (!files) return static_cast<int>(Blame::user);
  if (!options.patterns.empty()) return write_patterns(files->wall, options.patterns);
  if (!options.show.empty()) return show_patterns(options, files->wall);
  return judge_photographs(options, files->wall);
}

}  // namespace guangmu::tools
