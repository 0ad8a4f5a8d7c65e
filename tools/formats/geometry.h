// What files of other makers tell of a wall's geometry and gamma, as values; and as the piece of wall.yaml
// that says the same. Pure: bytes in, values out; every mistake in the file is an Error with file:line.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/geometry.h"
#include "base/result.h"
#include "led_mapping/plan.h"
#include "led_mapping/settings.h"

namespace guangmu::formats {

// A part of the canvas on an output. `turn` as in led::Route: the canvas is turned counter-clockwise by it.
struct Slice {
  std::string name;
  RectPx canvas, output;
  int turn = 0;
};

struct Screen {
  std::string name;
  SizePx size;
  std::vector<Slice> slices;
};

struct ModuleOnCabinet {
  RectPx rect;
};

struct Geometry {
  std::string kind;  // what the file is, for people
  std::optional<SizePx> canvas;
  std::vector<Screen> screens;                             // outputs of a media server
  std::optional<SizePx> module;                            // pixels
  std::optional<int> scan, groups;                         // of a module
  std::optional<SizePx> cabinet;                           // pixels of one receiving card
  std::vector<ModuleOnCabinet> modules;                    // on the cabinet
  std::string card;                                        // its name
  std::optional<double> gamma;                             // the exponent named in the file
  std::array<std::vector<std::uint16_t>, 3> gamma_tables;  // r, g, b: 256 values or empty
  std::vector<std::string> remarks;                        // what was left out or needs a look
};

// Told apart by content. `name` stands in errors.
Result<Geometry> read_geometry(std::string_view bytes, const std::string& name);

Result<Geometry> read_resolume(std::string_view text, const std::string& name);  // Advanced Output XML
Result<Geometry> read_novastar_xml(std::string_view text,
                                   const std::string& name);                   // .module, .cabinet, .rcfg.xml
Result<Geometry> read_rcfgx(std::string_view bytes, const std::string& name);  // ZIP with such an XML

// Keys for wall.yaml, with remarks as comments.
std::string geometry_yaml(const Geometry& geometry);

// Each head as a screen, each card as a slice of it named "card 17 port 2 order 3", so that it reads back.
std::string write_resolume(const led::WallSettings& wall, const led::Plan& plan);

// One line per card, for people who type the wiring into the processor's own program.
std::string write_csv(const led::Plan& plan);

}  // namespace guangmu::formats
