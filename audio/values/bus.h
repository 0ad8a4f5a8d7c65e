// The five faders of the hall: everything that sounds belongs to one of four buses, and those meet in master.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace guangmu::audio {

enum class Bus { master, narration, music, video, interface };
inline constexpr int bus_count = 5;

constexpr auto fields_names(Bus) -> std::array<std::pair<Bus, std::string_view>, bus_count> {
  return {{{Bus::master, "master"},
           {Bus::narration, "narration"},
           {Bus::music, "music"},
           {Bus::video, "video"},
           {Bus::interface, "interface"}}};
}

constexpr std::string_view bus_name(Bus bus) {
  return fields_names(bus)[static_cast<std::size_t>(bus)].second;
}

constexpr std::optional<Bus> bus_of(std::string_view name) {
  for (const auto& [bus, text] : fields_names(Bus{}))
    if (text == name) return bus;
  return std::nullopt;
}

constexpr std::size_t index_of(Bus bus) {
  return static_cast<std::size_t>(bus);
}

}  // namespace guangmu::audio
