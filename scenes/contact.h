// Who mends the platform and how soon he promised to answer, as `contact` in data.yaml says; what nobody has named yet is
// said to be so.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/language.h"
#include "base/time.h"
#include "scenes/area.h"

namespace guangmu::scenes {

class Widget;
struct SceneContext;

// Empty: not named yet.
struct Contact {
  LocalText name;
  std::string phone, mail;
  std::optional<Duration> response_promise;
};

struct ContactWidgetSettings {
  Area area{};
  Duration enter{1.2};
  LocalText title{"联系与响应承诺", "Contact and promise"};
  double title_px = 44, text_px = 36;
  fields::Place place;

  static constexpr std::string_view tag = "contact";
  static constexpr fields::About about{
      "contact_widget", "Who mends the platform and how soon he promised to answer: contact in data.yaml."};
  template <class V>
  static void fields(V& v) {
    using S = ContactWidgetSettings;
    v("area", &S::area, area_meta);
    v("enter", &S::enter, enter_meta);
    v("title", &S::title, {.help = "Title."});
    v("title_px", &S::title_px, {.help = "Size of the title.", .unit = "px", .min = 32, .max = 120});
    v("text_px", &S::text_px, {.help = "Size of the texts.", .unit = "px", .min = 32, .max = 80});
  }
  void check(fields::Complaints& c) const { check_area(area, c); }
};

std::unique_ptr<Widget> make_widget(const ContactWidgetSettings& settings, const SceneContext& context);

}  // namespace guangmu::scenes
