#include "tools/photographs.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <system_error>
#include <utility>

#include "media/linear_still.h"

namespace guangmu::tools {
namespace fs = std::filesystem;

Result<led::Photograph> read_photograph(const std::string& path) {
  auto still = media::read_linear_still(path);
  if (!still) return still.error();
  return led::Photograph{still->size, std::move(still->rgb)};
}

std::optional<led::FieldKind> field_of(const std::string& file_name) {
  std::string name = file_name;
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const auto dot = name.rfind('.');
  if (dot == std::string::npos) return {};
  const std::string kind = name.substr(dot + 1);
  if (kind != "png" && kind != "jpg" && kind != "jpeg") return {};
  std::string stem = name.substr(0, dot);
  if (const auto gap = stem.find_first_of("-_"); gap != std::string::npos) {
    const std::string number = stem.substr(gap + 1);
    if (number.empty() ||
        !std::all_of(number.begin(), number.end(), [](unsigned char c) { return std::isdigit(c); }))
      return {};
    stem.resize(gap);
  }
  using Kind = led::FieldKind;
  for (const auto& [word, field] : {std::pair{"dark", Kind::dark},
                                    {"red", Kind::red},
                                    {"green", Kind::green},
                                    {"blue", Kind::blue},
                                    {"white", Kind::white}})
    if (stem == word) return field;
  return {};
}

Result<FieldFiles> find_fields(const std::vector<std::string>& folders) {
  FieldFiles out;
  int pose = 0;
  for (const std::string& folder : folders) {
    ++pose;
    std::error_code error;
    std::vector<led::FieldShot> own;
    for (auto it = fs::directory_iterator(folder, error); !error && it != fs::directory_iterator();
         it.increment(error)) {
      std::error_code gone;
      if (!it->is_regular_file(gone)) continue;
      const std::string path = it->path().string();
      if (const auto field = field_of(it->path().filename().string()))
        own.push_back({pose, *field, path});
      else
        out.unused.push_back(path);
    }
    if (error)
      return Error{fmt::format("{}: the folder of photographs cannot be read: {}", folder, error.message())};
    if (own.empty())
      return Error{
          fmt::format("{}: holds no photograph of a field; expected dark.png, red-1.png, green-1.png, "
                      "blue-1.png (or .jpg), "
                      "one folder for each standpoint",
                      folder)};
    std::sort(own.begin(), own.end(), [](const led::FieldShot& a, const led::FieldShot& b) {
      return std::pair(a.kind != led::FieldKind::dark, a.name) <
             std::pair(b.kind != led::FieldKind::dark, b.name);
    });
    out.shots.insert(out.shots.end(), own.begin(), own.end());
  }
  std::sort(out.unused.begin(), out.unused.end());
  return out;
}

}  // namespace guangmu::tools
