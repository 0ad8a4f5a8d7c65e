#include "tools/texts.h"

#include <fmt/core.h>

#include <fstream>
#include <nlohmann/json.hpp>

namespace guangmu::tools {
namespace {

void add(nlohmann::json& list, const std::vector<draw::Placed>& groups) {
  for (const auto& placed : groups) {
    if (!placed.group || placed.opacity <= 0) continue;
    for (const auto& item : placed.group->items) {
      const auto* text = std::get_if<draw::Text>(&item.shape);
      if (!text || !text->run) continue;
      const Rect ink = text->run->ink.moved(text->origin).moved(placed.shift);
      nlohmann::json entry{{"text", text->run->text},
                           {"size_px", text->run->style.size_px},
                           {"rect", {{"x", ink.x}, {"y", ink.y}, {"w", ink.w}, {"h", ink.h}}}};
      if (item.note) {
        if (!item.note->text.empty()) entry["text"] = item.note->text;
        entry["metric"] = item.note->metric;
        entry["widget"] = item.note->widget;
        entry["place"] = item.note->place.file.empty() ? "" : fmt::format("{}:{}", item.note->place.file, item.note->place.line);
      }
      list.push_back(std::move(entry));
    }
  }
}

}  // namespace

Result<void> write_texts(const renderer::FrameRequest& request, const std::string& path) {
  nlohmann::json list = nlohmann::json::array();
  add(list, request.program->groups);
  add(list, request.overlay);
  std::ofstream out(path);
  out << list.dump(1) << '\n';
  if (out.flush()) return {};
  return Error{fmt::format("{}: the texts cannot be written; choose a folder that exists", path)};
}

}  // namespace guangmu::tools
