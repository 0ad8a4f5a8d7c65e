// hall.yaml: what stands in the hall beside the wall, what can be switched, and what is looked after. Plain
// values.
#pragma once

#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/fields.h"
#include "base/language.h"
#include "base/time.h"

namespace guangmu::config {

enum class EquipmentKind { computer, processor, wall_power, sound, display, light, network, sensor, other };
constexpr auto fields_names(EquipmentKind) {
  using Name = std::pair<EquipmentKind, std::string_view>;
  return std::array{Name{EquipmentKind::computer, "computer"},
                    Name{EquipmentKind::processor, "processor"},
                    Name{EquipmentKind::wall_power, "wall_power"},
                    Name{EquipmentKind::sound, "sound"},
                    Name{EquipmentKind::display, "display"},
                    Name{EquipmentKind::light, "light"},
                    Name{EquipmentKind::network, "network"},
                    Name{EquipmentKind::sensor, "sensor"},
                    Name{EquipmentKind::other, "other"}};
}

// How a device is switched from here.
enum class EquipmentControl { none, tcp, relay, wake };
constexpr auto fields_names(EquipmentControl) {
  using Name = std::pair<EquipmentControl, std::string_view>;
  return std::array{Name{EquipmentControl::none, "none"}, Name{EquipmentControl::tcp, "tcp"},
                    Name{EquipmentControl::relay, "relay"}, Name{EquipmentControl::wake, "wake"}};
}

// How it is seen whether a device is well.
enum class HealthProbe { none, tcp, http };
constexpr auto fields_names(HealthProbe) {
  using Name = std::pair<HealthProbe, std::string_view>;
  return std::array{Name{HealthProbe::none, "none"}, Name{HealthProbe::tcp, "tcp"},
                    Name{HealthProbe::http, "http"}};
}

struct HealthSettings {
  HealthProbe probe = HealthProbe::none;
  std::string address;
  Duration every{30};

  static constexpr fields::About about{"health", "How it is seen whether the device is well."};
  template <class V>
  static void fields(V& v) {
    v("probe", &HealthSettings::probe,
      {.help = "tcp: a connection is accepted; http: a GET is answered with 2xx; none: nobody looks."});
    v("address", &HealthSettings::address,
      {.help = "host:port for tcp, http://… for http; default: the device's own."});
    v("every", &HealthSettings::every,
      {.help = "Time between two looks.", .unit = "s", .min = 1, .max = 86400});
  }
  void check(fields::Complaints& c) const {
    if (probe == HealthProbe::http && !address.starts_with("http://") && !address.starts_with("https://"))
      c.at("address", "is no web address; expected http://… for probe http");
  }
};

struct EquipmentSettings {
  std::string id;
  LocalText title;
  EquipmentKind kind = EquipmentKind::other;
  std::string model;
  EquipmentControl control = EquipmentControl::none;
  std::string address;
  std::string mac;
  std::string on, off;
  HealthSettings health;
  fields::Place place;

  static constexpr fields::About about{"equipment", "One device of the hall."};
  template <class V>
  static void fields(V& v) {
    using S = EquipmentSettings;
    v("id", &S::id, {.help = "Name for status and log.", .required = true, .format = fields::Format::id});
    v("title", &S::title, {.help = "Name on the console."});
    v("kind", &S::kind, {.help = "What it is.", .required = true});
    v("model", &S::model, {.help = "Maker and type, as on the plate."});
    v("control", &S::control,
      {.help = "How it is switched. tcp: a text sent to address; relay: a text sent to the relay at address; "
               "wake: a "
               "wake-on-LAN packet to mac; none: by hand."});
    v("address", &S::address, {.help = "host:port of the device or its relay."});
    v("mac", &S::mac, {.help = "Hardware address for wake, aa:bb:cc:dd:ee:ff."});
    v("on", &S::on,
      {.help = "Text that switches it on (tcp, relay); \\r and \\n inside double quotes are line ends."});
    v("off", &S::off, {.help = "Text that switches it off (tcp, relay)."});
    v("health", &S::health, {.help = "How it is seen whether it is well."});
  }
  void check(fields::Complaints& c) const {
    if ((control == EquipmentControl::tcp || control == EquipmentControl::relay) && !is_host_port(address))
      c.at("address", "\"" + address + "\" is no address; expected host:port, e.g. 192.168.1.20:5000");
    if (control == EquipmentControl::wake && !is_mac(mac))
      c.at("mac", "\"" + mac + "\" is no hardware address; expected aa:bb:cc:dd:ee:ff");
    if (health.probe == HealthProbe::tcp && !is_host_port(health.address.empty() ? address : health.address))
      c.at("health.address", "no host:port to look at; expected it here or in the device's address");
  }

 private:
  static bool is_host_port(std::string_view text) {
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size()) return false;
    const std::string_view port = text.substr(colon + 1);
    if (port.size() > 5 || port.find_first_not_of("0123456789") != std::string_view::npos) return false;
    int number = 0;
    for (const char digit : port) number = number * 10 + (digit - '0');
    return number >= 1 && number <= 65535;
  }
  static bool is_mac(std::string_view text) {
    if (text.size() != 17) return false;
    for (std::size_t i = 0; i < text.size(); ++i)
      if (i % 3 == 2 ? text[i] != ':' && text[i] != '-'
                     : std::string_view("0123456789abcdefABCDEF").find(text[i]) == std::string_view::npos)
        return false;
    return true;
  }
};

struct HallSettings {
  LocalText title;
  std::vector<EquipmentSettings> equipment;

  static constexpr fields::About about{"hall", "The hall's equipment beside the wall."};
  template <class V>
  static void fields(V& v) {
    v("title", &HallSettings::title, {.help = "Name of the hall."});
    v("equipment", &HallSettings::equipment,
      {.help = "The devices, in the order in which the hall is opened."});
  }
  void check(fields::Complaints& c) const {
    std::set<std::string> ids;
    for (std::size_t i = 0; i < equipment.size(); ++i)
      if (!ids.insert(equipment[i].id).second)
        c.at("equipment[" + std::to_string(i) + "].id",
             "the id \"" + equipment[i].id + "\" stands twice; expected a name of its own for each device");
  }
};

}  // namespace guangmu::config
