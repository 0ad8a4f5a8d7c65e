#include "led_mapping/sheet_svg.h"

#include <fmt/core.h>

namespace guangmu::led {

namespace {

std::string hex(const SheetColour& c) {
  return fmt::format("#{:02x}{:02x}{:02x}", c.r, c.g, c.b);
}

std::string opacity(const char* what, const SheetColour& c) {
  return c.alpha < 1 ? fmt::format(" {}-opacity=\"{:.2f}\"", what, c.alpha) : "";
}

void put(std::string& out, const SheetPath& path) {
  if (path.points.empty()) return;
  out += "<path d=\"";
  for (std::size_t i = 0; i < path.points.size(); ++i)
    out += fmt::format("{}{:.2f} {:.2f}", i == 0 ? "M" : "L", path.points[i][0], path.points[i][1]);
  out += path.closed ? "z\"" : "\"";
  out += path.fill ? fmt::format(" fill=\"{}\"{}", hex(*path.fill), opacity("fill", *path.fill))
                   : " fill=\"none\"";
  if (path.stroke) {
    out += fmt::format(" stroke=\"{}\"{} stroke-width=\"{:.2f}\"", hex(*path.stroke),
                       opacity("stroke", *path.stroke), path.width_mm);
    if (path.dash_mm > 0) out += fmt::format(" stroke-dasharray=\"{:.2f}\"", path.dash_mm);
  }
  out += "/>\n";
}

void put(std::string& out, const SheetText& text) {
  out += fmt::format("<text x=\"{:.2f}\" y=\"{:.2f}\" font-size=\"{:.2f}\" fill=\"{}\"", text.at[0],
                     text.at[1], text.size_mm, hex(text.colour));
  if (text.anchor != SheetAnchor::start)
    out += fmt::format(" text-anchor=\"{}\"", text.anchor == SheetAnchor::middle ? "middle" : "end");
  if (text.bold) out += " font-weight=\"bold\"";
  out += ">";
  for (const char c : text.text)
    out += c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' ? "&amp;" : std::string(1, c);
  out += "</text>\n";
}

}  // namespace

std::string sheet_svg(const Sheet& sheet) {
  std::string out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}mm\" height=\"{1:.0f}mm\" viewBox=\"0 0 "
      "{0:.1f} "
      "{1:.1f}\" font-family=\"'Noto Sans CJK SC', 'Noto Sans SC', 'Microsoft YaHei', 'PingFang SC', "
      "sans-serif\" "
      "stroke-linecap=\"round\" stroke-linejoin=\"round\">\n"
      "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n",
      sheet.w_mm, sheet.h_mm);
  for (const auto& shape : sheet.shapes) std::visit([&](const auto& s) { put(out, s); }, shape);
  return out + "</svg>\n";
}

}  // namespace guangmu::led
