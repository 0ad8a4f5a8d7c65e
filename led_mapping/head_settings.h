// The outputs of the graphics card as a technician writes them in wall.yaml.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "base/fields.h"
#include "base/geometry.h"

namespace guangmu::led {

struct HeadSettings {
  std::string connector;
  std::string edid;
  std::array<int, 4> rect_px{0, 0, 0, 0};
  double rate_hz = 60;
  std::optional<std::array<int, 2>> raster_px{};

  // What the cable carries; smaller than the rectangle where the processor enlarges.
  SizePx raster() const {
    return raster_px ? SizePx{(*raster_px)[0], (*raster_px)[1]} : SizePx{rect_px[2], rect_px[3]};
  }
  RectPx rect() const { return {rect_px[0], rect_px[1], rect_px[2], rect_px[3]}; }

  static constexpr fields::About about{
      "head", "One output of the graphics card and the part of the canvas it carries."};
  template <class V>
  static void fields(V& v) {
    v("connector", &HeadSettings::connector,
      {.help = "Output of the graphics card, e.g. HDMI-1. Names the screen; its number may change.",
       .required = true});
    v("edid", &HeadSettings::edid, {.help = "Name or serial number from the screen's EDID; empty: any."});
    v("rect_px", &HeadSettings::rect_px,
      {.help = "x, y, width, height on the canvas.", .unit = "px", .min = 0, .max = 65536, .required = true});
    v("rate_hz", &HeadSettings::rate_hz,
      {.help = "Frames per second on the cable.", .unit = "Hz", .min = 1, .max = 480});
    v("raster_px", &HeadSettings::raster_px,
      {.help = "Width and height on the cable where the processor scales: 1920 x 1200 enlarged by 6/5 fills "
               "2304 x 1440. Not "
               "written: as rect_px.",
       .unit = "px",
       .min = 1,
       .max = 65536});
  }
};

}  // namespace guangmu::led
