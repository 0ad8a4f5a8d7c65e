#include "devices/processor_wish.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <span>
#include <string_view>

namespace guangmu::devices {
namespace {

using Bytes = std::vector<std::uint8_t>;
using led::ProcessorModel;
using novastar::Device;
using novastar::Target;

constexpr Target sender{0, Device::sender, 0, 0}, every_sender{0xFF, Device::sender, 0, 0};
constexpr Target every_card{0xFF, Device::card, 0xFF, 0xFFFF}, first_card{0, Device::card, 0, 0};
constexpr std::uint32_t brightness_at = 0x02000001;     // cards: 0..255
constexpr std::uint32_t black_at = 0x02000100;          // cards: 0, or FF for black
constexpr std::uint32_t pattern_at = 0x02000101;        // cards: see card_patterns
constexpr std::uint32_t freeze_at = 0x02000102;         // cards: 0, or FF for a standing picture
constexpr std::uint32_t display_mode_at = 0x13000004;   // VX600: mode, pattern
constexpr std::uint32_t window_source_at = 0x13020012;  // VX: source of the first window
constexpr std::uint32_t input_at = 0x02000023;          // sending boxes

struct Named {
  std::string_view name;
  std::array<std::uint8_t, 3> data;
};
constexpr Named vx600_inputs[] = {{"hdmi1", {0, 0, 0}}, {"hdmi2", {1, 0, 0}}, {"dvi1", {2, 0, 0}},
                                  {"sdi1", {3, 0, 0}},  {"opt1", {4, 0, 0}},  {"opt2", {5, 0, 0}},
                                  {"mosaic", {6, 0, 0}}};
constexpr Named vx6s_inputs[] = {{"hdmi1", {0, 0, 0x11}}, {"hdmi2", {1, 0, 0x12}}, {"sdi1", {2, 0, 0x31}},
                                 {"sdi2", {3, 0, 0x32}},  {"dvi1", {4, 0, 0x01}},  {"dvi2", {6, 0, 0x02}},
                                 {"usb", {7, 0, 0xA0}}};
constexpr Named mctrl_inputs[] = {{"dvi1", {0x61}}, {"hdmi1", {0x05}}, {"dp1", {0x5F}}};
constexpr Named card_patterns[] = {{"red", {2}},        {"green", {3}},    {"blue", {4}},     {"white", {5}},
                                   {"horizontal", {6}}, {"vertical", {7}}, {"diagonal", {8}}, {"gray", {9}}};
constexpr Named vx600_patterns[] = {{"black", {0}},         {"red", {1}},         {"green", {2}},
                                    {"blue", {3}},          {"white", {4}},       {"chess", {7}},
                                    {"horizontal", {0x10}}, {"vertical", {0x11}}, {"diagonal", {0x12}},
                                    {"grid", {0x14}},       {"gray", {0x23}}};
constexpr std::uint8_t vx600_normal = 3, vx600_freeze = 4, vx600_black = 5, vx600_pattern = 6;

std::span<const Named> inputs(ProcessorModel m) {
  if (m == ProcessorModel::vx600) return vx600_inputs;
  if (m == ProcessorModel::vx6s) return vx6s_inputs;
  return mctrl_inputs;
}
std::span<const Named> patterns(ProcessorModel m) {
  if (m == ProcessorModel::vx600) return vx600_patterns;
  return card_patterns;
}

std::vector<std::string> names(std::span<const Named> list) {
  std::vector<std::string> out;
  for (const Named& n : list) out.emplace_back(n.name);
  return out;
}

const Named* find(std::span<const Named> list, std::string_view name) {
  const auto at = std::find_if(list.begin(), list.end(), [&](const Named& n) { return n.name == name; });
  return at == list.end() ? nullptr : &*at;
}

RegisterValue on_cards(std::uint32_t address, std::uint8_t value) {
  return {every_card, first_card, address, Bytes{value}};
}
RegisterValue on_sender(std::uint32_t address, Bytes data) {
  return {sender, sender, address, std::move(data)};
}

RegisterValue input_register(ProcessorModel model, const Named& input) {
  if (model == ProcessorModel::mctrl) return {every_sender, sender, input_at, Bytes{input.data[0]}};
  return on_sender(window_source_at, Bytes(input.data.begin(), input.data.end()));
}

struct Writer {
  ProcessorModel model;
  Result<std::vector<RegisterValue>> operator()(const BrightnessWish& w) const {
    if (!(w.level >= 0 && w.level <= 1))
      return Error{fmt::format("brightness {} of the processor: expected a number from 0 to 1", w.level)};
    return std::vector{on_cards(brightness_at, static_cast<std::uint8_t>(std::lround(w.level * 255)))};
  }
  Result<std::vector<RegisterValue>> operator()(const InputWish& w) const {
    if (const Named* n = find(inputs(model), w.input)) return std::vector{input_register(model, *n)};
    return Error{fmt::format("the processor has no input {}; expected one of: {}", w.input,
                             fmt::join(input_names(model), ", "))};
  }
  Result<std::vector<RegisterValue>> operator()(const ModeWish& w) const {
    const bool freeze = w.mode == ProcessorMode::freeze, black = w.mode == ProcessorMode::black;
    if (model == ProcessorModel::vx600)
      return std::vector{on_sender(display_mode_at, Bytes{freeze  ? vx600_freeze
                                                          : black ? vx600_black
                                                                  : vx600_normal,
                                                          0})};
    return std::vector{on_cards(freeze_at, freeze ? 0xFF : 0), on_cards(black_at, black ? 0xFF : 0)};
  }
  Result<std::vector<RegisterValue>> operator()(const PatternWish& w) const {
    const Named* n = find(patterns(model), w.pattern);
    if (!n && w.pattern != "off")
      return Error{fmt::format("the processor has no pattern {}; expected off or one of: {}", w.pattern,
                               fmt::join(pattern_names(model), ", "))};
    if (model == ProcessorModel::vx600)
      return std::vector{
          on_sender(display_mode_at, n ? Bytes{vx600_pattern, n->data[0]} : Bytes{vx600_normal, 0})};
    return std::vector{on_cards(pattern_at, n ? n->data[0] : std::uint8_t{0})};
  }
};

}  // namespace

Result<ProcessorWish> parse_wish(const std::vector<std::string>& words) {
  const auto usage = [&] {
    return Error{fmt::format(
        "\"{}\" is nothing a processor can be asked; expected brightness 0..1, input NAME, freeze on|off, "
        "black on|off or pattern NAME|off",
        fmt::join(words, " "))};
  };
  if (words.size() != 2) return usage();
  const std::string &what = words[0], &value = words[1];
  if (what == "brightness") {
    double level = 0;
    const auto [end, problem] = std::from_chars(value.data(), value.data() + value.size(), level);
    if (problem != std::errc{} || end != value.data() + value.size()) return usage();
    return ProcessorWish{BrightnessWish{level}};
  }
  if (what == "input") return ProcessorWish{InputWish{value}};
  if (what == "pattern") return ProcessorWish{PatternWish{value}};
  if ((what == "freeze" || what == "black") && (value == "on" || value == "off"))
    return ProcessorWish{ModeWish{value == "off"     ? ProcessorMode::normal
                                  : what == "freeze" ? ProcessorMode::freeze
                                                     : ProcessorMode::black}};
  return usage();
}

std::string words_of(const ProcessorWish& wish) {
  struct Words {
    std::string operator()(const BrightnessWish& w) const { return fmt::format("brightness {}", w.level); }
    std::string operator()(const InputWish& w) const { return "input " + w.input; }
    std::string operator()(const ModeWish& w) const {
      return w.mode == ProcessorMode::freeze  ? "freeze on"
             : w.mode == ProcessorMode::black ? "black on"
                                              : "black and freeze off";
    }
    std::string operator()(const PatternWish& w) const { return "pattern " + w.pattern; }
  };
  return std::visit(Words{}, wish);
}

std::vector<std::string> input_names(ProcessorModel model) {
  return names(inputs(model));
}
std::vector<std::string> pattern_names(ProcessorModel model) {
  return names(patterns(model));
}

Result<std::vector<RegisterValue>> registers_of(ProcessorModel model, const ProcessorWish& wish) {
  return std::visit(Writer{model}, wish);
}

std::vector<RegisterValue> state_registers(ProcessorModel model) {
  std::vector<RegisterValue> out{on_cards(brightness_at, 0), input_register(model, inputs(model)[0])};
  if (model == ProcessorModel::vx600) {
    out.push_back(on_sender(display_mode_at, Bytes{0, 0}));
  } else {
    for (const std::uint32_t at : {freeze_at, black_at, pattern_at}) out.push_back(on_cards(at, 0));
  }
  return out;
}

ProcessorState state_of(ProcessorModel model, const std::vector<Bytes>& values) {
  const auto byte = [&](std::size_t reg, std::size_t i) -> std::uint8_t {
    return reg < values.size() && i < values[reg].size() ? values[reg][i] : std::uint8_t{0};
  };
  const auto pattern = [&](std::uint8_t code) -> std::string {
    for (const Named& n : patterns(model))
      if (n.data[0] == code) return std::string(n.name);
    return fmt::format("number {}", code);
  };
  ProcessorState s;
  s.brightness = byte(0, 0) / 255.;
  for (const Named& n : inputs(model)) {
    const std::size_t size = values.size() > 1 ? values[1].size() : 0;
    if (size > 0 && std::equal(values[1].begin(), values[1].end(), n.data.begin(),
                               n.data.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(size, 3))))
      s.input = n.name;
  }
  if (model == ProcessorModel::vx600) {
    const std::uint8_t mode = byte(2, 0);
    if (mode == vx600_freeze) s.mode = ProcessorMode::freeze;
    if (mode == vx600_black) s.mode = ProcessorMode::black;
    if (mode == vx600_pattern) s.pattern = pattern(byte(2, 1));
  } else {
    if (byte(2, 0) != 0) s.mode = ProcessorMode::freeze;
    if (byte(3, 0) != 0) s.mode = ProcessorMode::black;
    if (byte(4, 0) != 0) s.pattern = pattern(byte(4, 0));
  }
  return s;
}

}  // namespace guangmu::devices
