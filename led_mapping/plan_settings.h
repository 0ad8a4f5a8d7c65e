// Modules, receiving cards and ports of a wall as a technician writes them in wall.yaml.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/fields.h"

namespace guangmu::led {

enum class CardRule { rectangle, product };
constexpr auto fields_names(CardRule) {
  using Name = std::pair<CardRule, std::string_view>;
  return std::array{Name{CardRule::rectangle, "rectangle"}, Name{CardRule::product, "product"}};
}

struct ModuleSettings {
  std::array<int, 2> px{192, 96};
  std::array<double, 2> mm{320, 160};
  int scan = 48;
  int groups = 2;

  static constexpr fields::About about{"module", "One LED module, the smallest part that is exchanged."};
  template <class V>
  static void fields(V& v) {
    v("px", &ModuleSettings::px,
      {.help = "LEDs across and down.", .unit = "px", .min = 1, .max = 4096, .required = true});
    v("mm", &ModuleSettings::mm,
      {.help = "Width and height.", .unit = "mm", .min = 1, .max = 5000, .required = true});
    v("scan", &ModuleSettings::scan,
      {.help = "Rows that take turns on one driver output: 48 for 1/48 scan.",
       .unit = "rows",
       .min = 1,
       .max = 256});
    v("groups", &ModuleSettings::groups,
      {.help = "RGB data groups of the module: its rows divided by scan.", .min = 1, .max = 64});
  }
  void check(fields::Complaints& c) const;
};

struct CardSettings {
  int max_px = 131072;
  std::array<int, 2> max_side{512, 256};
  CardRule rule = CardRule::rectangle;
  int groups = 24;
  int connectors = 6;
  std::optional<int> groups_per_connector;
  int modules_per_connector = 1;

  // Groups that one connector carries: as written, else an equal share of all.
  int groups_on_a_connector() const {
    return groups_per_connector.value_or(connectors > 0 ? groups / connectors : 0);
  }

  static constexpr fields::About about{"card", "Limits of one receiving card, from its data sheet."};
  template <class V>
  static void fields(V& v) {
    v("max_px", &CardSettings::max_px,
      {.help = "Most pixels one card drives.", .unit = "px", .min = 1, .max = 16777216});
    v("max_side", &CardSettings::max_side,
      {.help = "Most pixels across and down.", .unit = "px", .min = 1, .max = 65536});
    v("rule", &CardSettings::rule,
      {.help = "How max_side is meant. rectangle: the picture fits into max_side as it stands. product: only "
               "max_px "
               "counts, each side at most the longer of max_side."});
    v("groups", &CardSettings::groups, {.help = "RGB data groups in all.", .min = 1, .max = 1024});
    v("connectors", &CardSettings::connectors, {.help = "Connectors for modules.", .min = 1, .max = 256});
    v("groups_per_connector", &CardSettings::groups_per_connector,
      {.help = "RGB data groups of one connector; not written: an equal share of groups.",
       .min = 1,
       .max = 64});
    v("modules_per_connector", &CardSettings::modules_per_connector,
      {.help = "Modules side by side on one ribbon, at most.", .min = 1, .max = 64});
  }
  void check(fields::Complaints& c) const;
};

struct PortSettings {
  int count = 6;
  double bits_per_s = 936e6;
  int bits_per_px = 24;
  bool rectangles_only = true;
  std::optional<std::int64_t> total_px;
  std::optional<std::array<int, 2>> raster_px;

  static constexpr fields::About about{"ports", "Network ports of the video processor or sending card."};
  template <class V>
  static void fields(V& v) {
    v("count", &PortSettings::count, {.help = "Ports that can be wired.", .min = 1, .max = 256});
    v("bits_per_s", &PortSettings::bits_per_s,
      {.help = "Picture data one port carries. Its pixels are this / frames per second / bits_per_px.",
       .unit = "bit/s",
       .min = 1e6,
       .max = 1e12});
    v("bits_per_px", &PortSettings::bits_per_px,
      {.help = "24 for 8 bit, 30 for 10 bit per colour.", .unit = "bit", .min = 8, .max = 64});
    v("rectangles_only", &PortSettings::rectangles_only,
      {.help = "The cards of one port must cut a rectangle from the processor's raster."});
    v("total_px", &PortSettings::total_px,
      {.help = "Most pixels of all ports together; not written: what the ports carry.",
       .unit = "px",
       .min = 1,
       .max = 1e10});
    v("raster_px", &PortSettings::raster_px,
      {.help = "Largest raster of the processor, across and down.", .unit = "px", .min = 1, .max = 65536});
  }
};

enum class ChainStyle { serpentine, columns, rows, serpentine_rows };
constexpr auto fields_names(ChainStyle) {
  using Name = std::pair<ChainStyle, std::string_view>;
  return std::array{Name{ChainStyle::serpentine, "serpentine"}, Name{ChainStyle::columns, "columns"},
                    Name{ChainStyle::rows, "rows"}, Name{ChainStyle::serpentine_rows, "serpentine_rows"}};
}

enum class ChainStart { top_left, top_right, bottom_left, bottom_right };
constexpr auto fields_names(ChainStart) {
  using Name = std::pair<ChainStart, std::string_view>;
  return std::array{Name{ChainStart::top_left, "top_left"}, Name{ChainStart::top_right, "top_right"},
                    Name{ChainStart::bottom_left, "bottom_left"},
                    Name{ChainStart::bottom_right, "bottom_right"}};
}

enum class LoopBackup { spare, full, none };
constexpr auto fields_names(LoopBackup) {
  using Name = std::pair<LoopBackup, std::string_view>;
  return std::array{Name{LoopBackup::spare, "spare"}, Name{LoopBackup::full, "full"},
                    Name{LoopBackup::none, "none"}};
}

// A module on a connector of a given card: by its number on the wall, or by its place on the card.
struct PlanModuleSettings {
  int connector = 1;
  int place = 1;
  std::optional<int> module;
  std::optional<std::array<int, 4>> in_card_px;
  std::optional<std::array<int, 4>> source_px{};
  int turn = 0;

  static constexpr fields::About about{"plan_module", "A module on a connector of a card."};
  template <class V>
  static void fields(V& v) {
    v("connector", &PlanModuleSettings::connector,
      {.help = "Connector of the card.", .min = 1, .max = 1024, .required = true});
    v("place", &PlanModuleSettings::place,
      {.help = "Place on the connector's ribbon, where it carries several modules.", .min = 1, .max = 64});
    v("module", &PlanModuleSettings::module,
      {.help = "Number of the module on the wall, row by row from the top left, from 1.",
       .min = 1,
       .max = 1e6});
    v("in_card_px", &PlanModuleSettings::in_card_px,
      {.help = "In place of module: x, y, width, height on the upright card.",
       .unit = "px",
       .min = 0,
       .max = 65536});
    v("source_px", &PlanModuleSettings::source_px,
      {.help = "Where ribbons are crossed: x, y, width, height that it shows of the processor's raster.",
       .unit = "px",
       .min = 0,
       .max = 1e6});
    v("turn", &PlanModuleSettings::turn,
      {.help = "Degrees clockwise by which the module sits turned in its place: 0, 90, 180 or 270.",
       .unit = "degrees",
       .min = 0,
       .max = 270});
  }
  void check(fields::Complaints& c) const;
};

struct PlanCardSettings {
  int id = 0, port = 0, order = 0;
  std::array<int, 4> rect_px{0, 0, 0, 0};
  std::optional<std::array<int, 4>> source_px;
  int turn = 0;
  std::vector<PlanModuleSettings> modules;

  static constexpr fields::About about{"plan_card", "A receiving card as it is hung and wired."};
  template <class V>
  static void fields(V& v) {
    v("id", &PlanCardSettings::id,
      {.help = "Number on the drawing.", .min = 1, .max = 1e6, .required = true});
    v("port", &PlanCardSettings::port,
      {.help = "Port that feeds it.", .min = 1, .max = 4096, .required = true});
    v("order", &PlanCardSettings::order,
      {.help = "Place in the port's chain, from 1.", .min = 1, .max = 1e5, .required = true});
    v("rect_px", &PlanCardSettings::rect_px,
      {.help = "x, y, width, height of its light on the wall, seen from the front.",
       .unit = "px",
       .min = 0,
       .max = 1e6,
       .required = true});
    v("source_px", &PlanCardSettings::source_px,
      {.help = "x, y, width, height that it cuts from the processor's raster; not written: rect_px.",
       .unit = "px",
       .min = 0,
       .max = 1e6});
    v("turn", &PlanCardSettings::turn,
      {.help = "Degrees clockwise by which the card hangs turned, seen from the front: 0, 90, 180 or 270.",
       .unit = "degrees",
       .min = 0,
       .max = 270});
    v("modules", &PlanCardSettings::modules,
      {.help = "Which module is on which connector; not written: row by row from the card's top left."});
  }
  void check(fields::Complaints& c) const;
};

struct PlanPortSettings {
  int id = 0;
  std::optional<int> backup;

  static constexpr fields::About about{"plan_port", "A port of the processor as it is wired."};
  template <class V>
  static void fields(V& v) {
    v("id", &PlanPortSettings::id,
      {.help = "Number on the processor.", .min = 1, .max = 4096, .required = true});
    v("backup", &PlanPortSettings::backup,
      {.help = "Port that feeds the chain from its far end when this one fails.", .min = 1, .max = 4096});
  }
};

// How the cards are wired: the wishes for a computed plan, or the plan itself.
struct PlanSettings {
  ChainStyle chains = ChainStyle::serpentine;
  ChainStart start = ChainStart::top_left;
  LoopBackup backup = LoopBackup::spare;
  std::vector<PlanCardSettings> cards;
  std::vector<PlanPortSettings> ports;

  static constexpr fields::About about{"plan", "The wiring of the cards: computed, or given card by card."};
  template <class V>
  static void fields(V& v) {
    v("chains", &PlanSettings::chains,
      {.help = "How the chain of a port runs over its cards. serpentine: down one column and up the next. "
               "columns: every column from the same end. rows, serpentine_rows: the same along rows."});
    v("start", &PlanSettings::start,
      {.help = "Corner of a port's cards where the cable arrives, seen from the front."});
    v("backup", &PlanSettings::backup,
      {.help = "Loops that feed a chain from its far end. spare: with the ports that are left over. full: "
               "every chain must have one. none: no loops."});
    v("cards", &PlanSettings::cards,
      {.help = "The plan as it is wired, card by card; not written: it is computed."});
    v("ports", &PlanSettings::ports, {.help = "Backup ports of a given plan."});
  }
};

}  // namespace guangmu::led
