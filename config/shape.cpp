#include "config/shape.h"

#include <fmt/core.h>

#include "config/exhibit.h"

namespace guangmu::config {

std::string json_text(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20)
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    else
      out += c;
  }
  return out + "\"";
}

std::string json_number(double value) {
  return fmt::format("{}", value);
}

Shape shape_of_file(std::string_view kind) {
  if (kind == "exhibit") return shape_of<ExhibitSettings>();
  if (kind == "wall") return shape_of<led::WallSettings>();
  if (kind == "data") return shape_of<kpi::DataSettings>();
  if (kind == "theme") return shape_of<scenes::Theme>();
  if (kind == "timeline") return shape_of<scenes::TimelineSettings>();
  if (kind == "hall") return shape_of<HallSettings>();
  if (kind == "scene") return shape_of<scenes::SceneSettings>();
  if (kind == "tour") return shape_of<show::Tour>();
  if (kind == "captions") return shape_of<show::Narration>();
  return {};
}

}  // namespace guangmu::config
