// Resolume Arena's Advanced Output: XmlState/ScreenSetup/screens/Screen/layers/Slice with InputRect and
// OutputRect of four corners each, the first corner of one belonging to the first of the other.
#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "tools/formats/geometry.h"
#include "tools/formats/xml.h"

namespace guangmu::formats {

namespace {

using Corners = std::array<std::array<double, 2>, 4>;

std::optional<double> number(std::string_view text) {
  double out = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (problem != std::errc{} || end != text.data() + text.size() || !std::isfinite(out) ||
      std::abs(out) > 1e6)
    return std::nullopt;
  return out;
}

std::optional<double> number_of(const XmlElement& e, std::string_view key) {
  const auto text = e.attribute(key);
  return text ? number(*text) : std::nullopt;
}

std::string param(const XmlElement& owner, std::string_view group, std::string_view wanted) {
  for (const XmlElement& params : owner.children) {
    if (params.name != "Params" || params.attribute("name") != group) continue;
    for (const XmlElement& p : params.children)
      if (p.attribute("name") == wanted) return std::string(p.attribute("value").value_or(""));
  }
  return "";
}

Error wrong(const std::string& file, const XmlElement& at, std::string_view what) {
  return Error{fmt::format("{}:{}: {}", file, at.line, what)};
}

Result<Corners> corners_of(const XmlElement& slice, const char* which, const std::string& file) {
  const XmlElement* rect = slice.child(which);
  if (!rect) return wrong(file, slice, fmt::format("a slice without {}; save the output anew", which));
  Corners out{};
  std::size_t n = 0;
  for (const XmlElement& v : rect->children) {
    if (v.name != "v") continue;
    const auto x = number_of(v, "x"), y = number_of(v, "y");
    if (!x || !y)
      return wrong(file, v, fmt::format("a corner of {} without numbers x and y below a million", which));
    if (n < 4) out[n] = {*x, *y};
    ++n;
  }
  if (n != 4) return wrong(file, *rect, fmt::format("{} has {} corners; expected 4", which, n));
  return out;
}

RectPx box_of(const Corners& c) {
  double x0 = c[0][0], x1 = x0, y0 = c[0][1], y1 = y0;
  for (const auto& p : c)
    x0 = std::min(x0, p[0]), x1 = std::max(x1, p[0]), y0 = std::min(y0, p[1]), y1 = std::max(y1, p[1]);
  const int x = static_cast<int>(std::lround(x0)), y = static_cast<int>(std::lround(y0));
  return {x, y, static_cast<int>(std::lround(x1)) - x, static_cast<int>(std::lround(y1)) - y};
}

// Top left, top right, bottom right, bottom left.
Corners corners(RectPx r) {
  const double x = r.x, y = r.y, right = r.right(), bottom = r.bottom();
  return {{{x, y}, {right, y}, {right, bottom}, {x, bottom}}};
}

// The corner of the output at which the canvas's top left ends up, for each turn.
constexpr std::array<std::size_t, 4> first_corner{0, 3, 2, 1};

Corners turned_corners(RectPx output, int turn) {
  const Corners plain = corners(output);
  Corners out{};
  for (std::size_t i = 0; i < 4; ++i)
    out[i] = plain[(i + first_corner[static_cast<std::size_t>(turn / 90)]) % 4];
  return out;
}

bool same(const Corners& a, const Corners& b) {
  for (std::size_t i = 0; i < 4; ++i)
    if (std::abs(a[i][0] - b[i][0]) > 0.51 || std::abs(a[i][1] - b[i][1]) > 0.51) return false;
  return true;
}

Result<Screen> screen_of(const XmlElement& e, const std::string& file, std::vector<std::string>& remarks) {
  Screen out;
  out.name = param(e, "Params", "Name");
  if (out.name.empty()) out.name = std::string(e.attribute("name").value_or("screen"));
  if (const XmlElement* device = e.child("OutputDevice"))
    for (const XmlElement& d : device->children) {
      const auto w = number_of(d, "width"), h = number_of(d, "height");
      if (w && h && *w >= 1 && *h >= 1 && *w <= 65536 && *h <= 65536)
        out.size = {static_cast<int>(*w), static_cast<int>(*h)};
    }
  const XmlElement* layers = e.child("layers");
  if (!layers) return out;
  for (const XmlElement& s : layers->children) {
    if (s.name != "Slice") {
      remarks.push_back(fmt::format("line {}: a {} is left out; only slices are read", s.line, s.name));
      continue;
    }
    Slice slice;
    slice.name = param(s, "Common", "Name");
    if (param(s, "Common", "Enabled") == "0") {
      remarks.push_back(
          fmt::format("line {}: the slice \"{}\" is switched off and left out", s.line, slice.name));
      continue;
    }
    const auto in = corners_of(s, "InputRect", file);
    if (!in) return in.error();
    const auto to = corners_of(s, "OutputRect", file);
    if (!to) return to.error();
    slice.canvas = box_of(*in);
    slice.output = box_of(*to);
    if (slice.canvas.empty() || slice.output.empty())
      return wrong(file, s, fmt::format("the slice \"{}\" has no area", slice.name));
    bool straight = false;
    for (int turn = 0; turn < 360 && same(*in, corners(slice.canvas)); turn += 90)
      if (same(*to, turned_corners(slice.output, turn))) slice.turn = turn, straight = true;
    const bool swapped = slice.turn % 180 != 0;
    const SizePx shown =
        swapped ? SizePx{slice.output.h, slice.output.w} : SizePx{slice.output.w, slice.output.h};
    if (!straight)
      remarks.push_back(
          fmt::format("line {}: the slice \"{}\" is warped or mirrored; its surrounding rectangle was taken",
                      s.line, slice.name));
    else if (shown != SizePx{slice.canvas.w, slice.canvas.h})
      remarks.push_back(
          fmt::format("line {}: the slice \"{}\" is scaled, {}x{} to {}x{} px; LED walls are driven 1:1",
                      s.line, slice.name, slice.canvas.w, slice.canvas.h, shown.w, shown.h));
    out.slices.push_back(std::move(slice));
  }
  return out;
}

std::string corners_xml(const char* tag, const Corners& c) {
  std::string out = fmt::format("            <{} orientation=\"0\">\n", tag);
  for (const auto& p : c) out += fmt::format("              <v x=\"{:g}\" y=\"{:g}\"/>\n", p[0], p[1]);
  return out + fmt::format("            </{}>\n", tag);
}

// The part of the canvas that a part of a card's source carries.
RectPx canvas_part(RectPx canvas, RectPx source, int turn, RectPx part) {
  const int u = part.x - source.x, v = part.y - source.y;
  switch (turn) {
    case 90:
      return {canvas.x + source.h - v - part.h, canvas.y + u, part.h, part.w};
    case 180:
      return {canvas.x + source.w - u - part.w, canvas.y + source.h - v - part.h, part.w, part.h};
    case 270:
      return {canvas.x + v, canvas.y + source.w - u - part.w, part.h, part.w};
    default:
      return {canvas.x + u, canvas.y + v, part.w, part.h};
  }
}

}  // namespace

Result<Geometry> read_resolume(std::string_view text, const std::string& name) {
  const auto root = parse_xml(text, name);
  if (!root) return root.error();
  const XmlElement* setup = root->name == "ScreenSetup" ? &*root : root->child("ScreenSetup");
  const XmlElement* screens = setup ? setup->child("screens") : nullptr;
  if (!screens)
    return wrong(name, *root,
                 fmt::format("<{}> holds no ScreenSetup with screens; expected an Advanced Output preset",
                             root->name));
  Geometry out;
  out.kind = "Resolume Advanced Output";
  if (const XmlElement* size = setup->child("CurrentCompositionTextureSize")) {
    const auto w = number_of(*size, "width"), h = number_of(*size, "height");
    if (w && h && *w >= 1 && *h >= 1 && *w <= 65536 && *h <= 65536)
      out.canvas = SizePx{static_cast<int>(*w), static_cast<int>(*h)};
  }
  for (const XmlElement& e : screens->children) {
    if (e.name != "Screen") {
      out.remarks.push_back(fmt::format("line {}: a {} is left out", e.line, e.name));
      continue;
    }
    auto screen = screen_of(e, name, out.remarks);
    if (!screen) return screen.error();
    out.screens.push_back(std::move(*screen));
  }
  if (out.screens.empty()) return wrong(name, *screens, "no screen; expected at least one output");
  return out;
}

std::string write_resolume(const led::WallSettings& wall, const led::Plan& plan) {
  std::string out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<XmlState name=\"LED wall\">\n  <versionInfo "
      "name=\"Resolume Arena\" majorVersion=\"7\" "
      "minorVersion=\"0\" microVersion=\"0\" revision=\"0\"/>\n  <ScreenSetup name=\"ScreenSetup\">\n    "
      "<Params name=\"ScreenSetupParams\"/>\n"
      "    <CurrentCompositionTextureSize width=\"{}\" height=\"{}\"/>\n    <screens>\n",
      plan.wall.w, plan.wall.h);
  int id = 1;
  for (const led::HeadSettings& head : wall.heads) {
    const RectPx area = head.rect();
    const std::string screen = xml_escaped(head.connector);
    out += fmt::format(
        "      <Screen name=\"{0}\" uniqueId=\"{1}\">\n        <Params name=\"Params\">\n          <Param "
        "name=\"Name\" T=\"STRING\" default=\"\" "
        "value=\"{0}\"/>\n          <Param name=\"Enabled\" T=\"BOOL\" default=\"1\" value=\"1\"/>\n        "
        "</Params>\n        <layers>\n",
        screen, id++);
    for (const led::Card& card : plan.cards) {
      const RectPx part = intersect(card.source_px, area);
      if (part.empty()) continue;
      const RectPx at{part.x - area.x, part.y - area.y, part.w, part.h};
      out += fmt::format(
          "          <Slice uniqueId=\"{}\">\n            <Params name=\"Common\">\n              <Param "
          "name=\"Name\" T=\"STRING\" default=\"Layer\" "
          "value=\"card {} port {} order {}\"/>\n              <Param name=\"Enabled\" T=\"BOOL\" "
          "default=\"1\" value=\"1\"/>\n            </Params>\n"
          "            <Params name=\"Input\">\n              <ParamChoice name=\"Input Source\" "
          "default=\"0:1\" value=\"0:1\" storeChoices=\"0\"/>\n"
          "            </Params>\n",
          id++, card.id, card.port, card.order);
      out += corners_xml("InputRect", corners(canvas_part(card.rect_px, card.source_px, card.turn, part)));
      out += corners_xml("OutputRect", turned_corners(at, card.turn));
      out += "          </Slice>\n";
    }
    out += fmt::format(
        "        </layers>\n        <OutputDevice>\n          <OutputDeviceVirtual name=\"{0}\" "
        "deviceId=\"VirtualScreen {1}\" width=\"{2}\" "
        "height=\"{3}\"/>\n        </OutputDevice>\n      </Screen>\n",
        screen, id++, area.w, area.h);
  }
  return out + "    </screens>\n  </ScreenSetup>\n</XmlState>\n";
}

}  // namespace guangmu::formats
