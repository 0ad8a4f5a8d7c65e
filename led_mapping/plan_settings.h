// Modules, receiving cards and ports of a wall as a technician writes them in wall.yaml.
#pragma once

#include <array>
#include <string_view>
#include <utility>

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
    v("connectors", &CardSettings::connectors,
      {.help = "Connectors for modules; each carries one module and an equal share of the groups.",
       .min = 1,
       .max = 256});
  }
  void check(fields::Complaints& c) const;
};

struct PortSettings {
  int count = 6;
  double bits_per_s = 936e6;
  int bits_per_px = 24;
  bool rectangles_only = true;

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
      {.help = "The cards of one port must form a rectangle on the wall."});
  }
};

}  // namespace guangmu::led
