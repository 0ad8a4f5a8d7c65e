// theme.yaml: the colours of one exhibit. Every other colour on the wall is mixed from these.
#pragma once

#include "base/fields.h"
#include "base/palette.h"

namespace guangmu::scenes {

struct Theme {
  Colour ground{0x04120E};
  Colour panel{0x0A2A22, 0.62f};
  Colour line{0x1E6B57};
  Colour text{0xE8F6F0};
  Colour muted{0x9CC9BA};
  Colour accent{0x2FE0A5};
  Colour gold{0xFFC95C};
  Colour alarm{0xFF6B60};
  Colour light{0x187858, 0.22f};    // the field of light behind everything
  Colour contour{0x289672, 0.14f};  // contour lines of the backdrop
  Colour contour_fifth{0x34BE8E, 0.22f};
  Colour land{0x0B4234};  // bodies: mountains, circles, tracks
  Colour pale{0xB5F5D6};  // the lightest of the exhibit's hue: front ridge, third leaf

  static constexpr fields::About about{"theme",
                                       "The colours of the exhibit, sRGB, \"#RRGGBB\" or \"#RRGGBB 62%\"."};
  template <class V>
  static void fields(V& v) {
    v("ground", &Theme::ground, {.help = "Background, the darkest."});
    v("panel", &Theme::panel, {.help = "Panels."});
    v("line", &Theme::line, {.help = "Strokes and axes."});
    v("text", &Theme::text, {.help = "Main text."});
    v("muted", &Theme::muted, {.help = "Labels."});
    v("accent", &Theme::accent, {.help = "The exhibit's hue."});
    v("gold", &Theme::gold, {.help = "The one figure that matters, and its light."});
    v("alarm", &Theme::alarm, {.help = "True alarms only: the fill of a badge with dark text on it."});
    v("light", &Theme::light,
      {.help = "The field of light behind the picture; its alpha is the most it reaches."});
    v("contour", &Theme::contour, {.help = "Contour lines of the backdrop."});
    v("contour_fifth", &Theme::contour_fifth, {.help = "Every fifth contour line."});
    v("land", &Theme::land, {.help = "Bodies: mountains, circles, tracks of bars."});
    v("pale", &Theme::pale, {.help = "The lightest of the hue: front ridge, lightest leaf."});
  }
};

}  // namespace guangmu::scenes
