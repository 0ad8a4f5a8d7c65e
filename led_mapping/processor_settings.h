// The video processor as a technician writes it in wall.yaml. Without it nothing is ever sent to a processor.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "base/fields.h"

namespace guangmu::led {

enum class ProcessorModel { vx600, vx6s, mctrl };
constexpr auto fields_names(ProcessorModel) {
  using Name = std::pair<ProcessorModel, std::string_view>;
  return std::array{Name{ProcessorModel::vx600, "vx600"}, Name{ProcessorModel::vx6s, "vx6s"},
                    Name{ProcessorModel::mctrl, "mctrl"}};
}

struct ProcessorSettings {
  ProcessorModel model = ProcessorModel::vx600;
  std::string host;
  int port = 5200;
  double timeout_s = 1;
  int retries = 3;
  double watch_s = 10;
  friend bool operator==(const ProcessorSettings&, const ProcessorSettings&) = default;

  static constexpr fields::About about{"processor", "The video processor, reached over the network."};
  template <class V>
  static void fields(V& v) {
    v("model", &ProcessorSettings::model,
      {.help = "vx600 (also VX1000), vx6s, or mctrl for sending boxes without windows.", .required = true});
    v("host", &ProcessorSettings::host, {.help = "Name or address.", .required = true});
    v("port", &ProcessorSettings::port, {.help = "TCP port.", .min = 1, .max = 65535});
    v("timeout_s", &ProcessorSettings::timeout_s,
      {.help = "How long an answer may take.", .unit = "s", .min = 0.05, .max = 30});
    v("retries", &ProcessorSettings::retries,
      {.help = "How often a setting that was not confirmed is tried again.", .min = 0, .max = 20});
    v("watch_s", &ProcessorSettings::watch_s,
      {.help = "How often the running wall asks whether the processor shows its picture; 0: never.",
       .unit = "s",
       .min = 0,
       .max = 3600});
  }
  void check(fields::Complaints& c) const {
    if (host.empty()) c.at("host", "a name or an address is missing; expected for example 192.168.0.10");
  }
};

}  // namespace guangmu::led
