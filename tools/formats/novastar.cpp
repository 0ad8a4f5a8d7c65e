// NovaStar's files: .module (Config/Module), .cabinet (Config/Cabinet with a ModuleList), and a receiving
// card's settings (ScanBoardProperty) as XML or inside the ZIP of a .rcfgx. Undocumented; element names as
// they are found in such files. Read only.
#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "tools/formats/geometry.h"
#include "tools/formats/xml.h"
#include "tools/formats/zip.h"

namespace guangmu::formats {

namespace {

Error wrong(const std::string& file, const XmlElement& at, std::string_view what) {
  return Error{fmt::format("{}:{}: {}", file, at.line, what)};
}

std::optional<int> whole(std::string_view text, int least, int most) {
  int out = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (problem != std::errc{} || end != text.data() + text.size() || out < least || out > most)
    return std::nullopt;
  return out;
}

// A number that must be there.
Result<int> required(const XmlElement& e, std::string_view key, int least, int most,
                     const std::string& file) {
  const XmlElement* c = e.child(key);
  if (!c) return wrong(file, e, fmt::format("<{}> has no {}; expected a file saved by NovaLCT", e.name, key));
  const auto value = whole(c->text, least, most);
  if (!value)
    return wrong(file, *c,
                 fmt::format("{} is \"{}\"; expected a whole number from {} to {}", key,
                             c->text.substr(0, 40), least, most));
  return *value;
}

// "Scan_32" or "32"
Result<int> scan_of(const XmlElement& e, const std::string& file) {
  std::string_view text = e.text_of("ScanType");
  if (text.starts_with("Scan_")) text.remove_prefix(5);
  if (text == "Static") return 1;
  const auto value = whole(text, 1, 256);
  if (!value)
    return wrong(
        file, e,
        fmt::format("ScanType is \"{}\"; expected Scan_1 to Scan_256", e.text_of("ScanType").substr(0, 40)));
  return *value;
}

// Size, scan and groups; `cols` and `rows` are the names of the size's elements.
Result<void> read_module(const XmlElement& e, std::string_view cols, std::string_view rows,
                         const std::string& file, Geometry& out) {
  const auto w = required(e, cols, 1, 4096, file);
  if (!w) return w.error();
  const auto h = required(e, rows, 1, 4096, file);
  if (!h) return h.error();
  const auto scan = scan_of(e, file);
  if (!scan) return scan.error();
  const auto groups = required(e, "DataGroup", 1, 64, file);
  if (!groups) return groups.error();
  out.module = SizePx{*w, *h};
  out.scan = *scan;
  out.groups = *groups;
  if (*scan * *groups != *h)
    out.remarks.push_back(
        fmt::format("{} groups of 1/{} scan make {} rows, the module has {}: its rows are folded; wall.yaml "
                    "wants groups x scan = rows",
                    *groups, *scan, *scan * *groups, *h));
  return {};
}

std::optional<std::array<int, 2>> pair_of(std::string_view text) {
  const auto dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto a = whole(text.substr(0, dash), 0, 65536), b = whole(text.substr(dash + 1), 0, 65536);
  if (!a || !b) return std::nullopt;
  return std::array{*a, *b};
}

Result<Geometry> read_cabinet(const XmlElement& e, const std::string& file) {
  Geometry out;
  out.kind = "NovaStar cabinet";
  const auto w = required(e, "Width", 1, 8192, file);
  if (!w) return w.error();
  const auto h = required(e, "Height", 1, 8192, file);
  if (!h) return h.error();
  out.cabinet = SizePx{*w, *h};
  const XmlElement* list = e.child("ModuleList");
  if (!list || list->children.empty())
    return wrong(file, e, "a cabinet without modules; expected a ModuleList");
  std::vector<RectPx> placed;
  for (const XmlElement& m : list->children) {
    if (m.name != "Module") continue;
    Geometry one;
    if (const auto read = read_module(m, "PixelCols", "PixelRows", file, one); !read) return read.error();
    const auto at = pair_of(m.text_of("ModulePosition"));
    if (!at)
      return wrong(file, m,
                   fmt::format("ModulePosition is \"{}\"; expected X-Y in pixels",
                               m.text_of("ModulePosition").substr(0, 40)));
    const RectPx rect{(*at)[0], (*at)[1], one.module->w, one.module->h};
    if (rect.right() > *w || rect.bottom() > *h)
      return wrong(file, m,
                   fmt::format("a module of {}x{} px at ({}, {}) reaches outside the cabinet of {}x{}",
                               rect.w, rect.h, rect.x, rect.y, *w, *h));
    for (const RectPx other : placed)
      if (!intersect(rect, other).empty())
        return wrong(
            file, m,
            fmt::format("the modules at ({}, {}) and ({}, {}) overlap", other.x, other.y, rect.x, rect.y));
    placed.push_back(rect);
    if (placed.size() > 4096) return wrong(file, m, "more than 4096 modules on one cabinet");
    if (out.module && (*out.module != *one.module || out.scan != one.scan))
      out.remarks.push_back(fmt::format("line {}: modules differ; the first is taken", m.line));
    if (!out.module)
      out.module = one.module, out.scan = one.scan, out.groups = one.groups, out.remarks = one.remarks;
    out.modules.push_back({rect});
  }
  if (!out.module) return wrong(file, *list, "a ModuleList without a Module");
  std::int64_t area = 0;
  for (const ModuleOnCabinet& m : out.modules) area += m.rect.area();
  if (area != out.cabinet->area())
    out.remarks.push_back(
        fmt::format("the modules fill {} of the cabinet's {} px", area, out.cabinet->area()));
  return out;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string out;
  unsigned bits = 0;
  int have = 0;
  bool ended = false;
  for (const char c : text) {
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') continue;
    if (c == '=') {
      ended = true;
      continue;
    }
    const int v = c >= 'A' && c <= 'Z'   ? c - 'A'
                  : c >= 'a' && c <= 'z' ? c - 'a' + 26
                  : c >= '0' && c <= '9' ? c - '0' + 52
                  : c == '+'             ? 62
                  : c == '/'             ? 63
                                         : -1;
    if (v < 0 || ended) return std::nullopt;
    bits = bits << 6 | static_cast<unsigned>(v);
    have += 6;
    if (have >= 8) {
      have -= 8;
      out += static_cast<char>(bits >> have & 255);
    }
  }
  return out;
}

Result<void> read_gamma(const XmlElement& e, const std::string& file, Geometry& out) {
  constexpr std::array keys{"RedGammaTable", "GreenGammaTable", "BlueGammaTable"};
  for (std::size_t c = 0; c < 3; ++c) {
    const XmlElement* table = e.child(keys[c]);
    if (!table || table->text.empty()) continue;
    const auto bytes = from_base64(table->text);
    if (!bytes || bytes->size() != 512)
      return wrong(
          file, *table,
          fmt::format("{} {}; expected base64 of 256 values of 16 bit (512 bytes)", keys[c],
                      bytes ? fmt::format("holds {} bytes", bytes->size()) : std::string("is no base64")));
    std::vector<std::uint16_t> values;
    for (std::size_t i = 0; i < 512; i += 2)
      values.push_back(static_cast<std::uint16_t>(static_cast<unsigned char>((*bytes)[i]) |
                                                  static_cast<unsigned char>((*bytes)[i + 1]) << 8));
    if (values.back() == 0)
      return wrong(file, *table,
                   fmt::format("{} ends at 0: full drive would be dark; expected a rising curve", keys[c]));
    for (std::size_t i = 1; i < values.size(); ++i)
      if (values[i] < values[i - 1])
        return wrong(file, *table,
                     fmt::format("{} falls from {} to {} at code {}; expected a rising curve", keys[c],
                                 values[i - 1], values[i], i));
    if (values.front() != 0)
      out.remarks.push_back(fmt::format("{} lights code 0 with {} of 65535; wall.yaml's curve begins at 0",
                                        keys[c], values.front()));
    out.gamma_tables[c] = std::move(values);
  }
  return {};
}

Result<Geometry> read_card(const XmlElement& e, const std::string& file) {
  Geometry out;
  out.kind = "NovaStar receiving card";
  const XmlElement* module = e.child("StandardLedModuleProp");
  if (module && module->child("ModulePixelCols"))
    if (const auto read = read_module(*module, "ModulePixelCols", "ModulePixelRows", file, out); !read)
      return read.error();
  const auto w = required(e, "Width", 1, 8192, file);
  if (!w) return w.error();
  const auto h = required(e, "Height", 1, 8192, file);
  if (!h) return h.error();
  out.cabinet = SizePx{*w, *h};
  if (out.module)
    for (int y = 0; y + out.module->h <= *h && out.modules.size() < 4096; y += out.module->h)
      for (int x = 0; x + out.module->w <= *w && out.modules.size() < 4096; x += out.module->w)
        out.modules.push_back({{x, y, out.module->w, out.module->h}});
  if (const auto tenths = whole(e.text_of("GammaValue"), 1, 100)) out.gamma = *tenths / 10.;
  if (const XmlElement* version = e.child("ConfigFileVersion")) {
    const XmlElement* list = version->child("HWProgramVersionList");
    const XmlElement* info = list ? list->child("ScanBoardVersionInfo") : nullptr;
    out.card = std::string((info ? info : version)->text_of("ScanBoardName"));
  }
  if (const auto read = read_gamma(e, file, out); !read) return read.error();
  return out;
}

bool is_xml(std::string_view name) {
  if (name.size() < 4) return false;
  std::string end(name.substr(name.size() - 4));
  std::transform(end.begin(), end.end(), end.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return end == ".xml";
}

}  // namespace

Result<Geometry> read_novastar_xml(std::string_view text, const std::string& name) {
  const auto root = parse_xml(text, name);
  if (!root) return root.error();
  if (root->name == "ScanBoardProperty") return read_card(*root, name);
  if (root->name != "Config")
    return wrong(name, *root,
                 fmt::format("<{}> is no NovaStar module, cabinet or receiving card", root->name));
  if (const XmlElement* cabinet = root->child("Cabinet")) return read_cabinet(*cabinet, name);
  const XmlElement* module = root->child("Module");
  if (!module) return wrong(name, *root, "<Config> holds neither Module nor Cabinet");
  Geometry out;
  out.kind = "NovaStar module";
  if (const auto read = read_module(*module, "PixelCols", "PixelRows", name, out); !read) return read.error();
  return out;
}

Result<Geometry> read_rcfgx(std::string_view bytes, const std::string& name) {
  const auto files = read_zip(bytes, name, is_xml);
  if (!files) return files.error();
  for (const ZipFile& file : *files)
    if (file.bytes.find("<ScanBoardProperty") != std::string::npos)
      return read_novastar_xml(file.bytes, fmt::format("{}/{}", name, file.name));
  return Error{fmt::format(
      "{}: the archive holds no XML with ScanBoardProperty; expected a .rcfgx saved by NovaLCT", name)};
}

}  // namespace guangmu::formats
