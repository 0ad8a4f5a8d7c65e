#include "tools/led_signal.h"

#include <fmt/core.h>

#include <fstream>
#include <iterator>

#include "led_mapping/edid.h"
#include "led_mapping/output_plans.h"
#include "tools/exhibit.h"

namespace guangmu::tools {
namespace {

// The head as a screen of its own: its part of the wall in millimetres, the lowest standard clock that the input takes.
Result<led::EdidWish> wish_for(const led::WallSettings& wall, int number) {
  if (number < 1 || number > static_cast<int>(wall.heads.size()))
    return Error{fmt::format("--head {}: wall.yaml has heads 1 to {}", number, wall.heads.size())};
  const led::HeadSettings& head = wall.heads[static_cast<std::size_t>(number - 1)];
  led::EdidWish wish;
  wish.name = head.edid.empty() ? fmt::format("GUANGMU {}", number) : head.edid;
  wish.product = static_cast<std::uint16_t>(number);
  wish.serial_number = static_cast<std::uint32_t>(number);
  wish.serial = fmt::format("HEAD-{}", number);
  wish.cable = led::cable_kind(head.connector);
  const SizePx size = wall.size_px();
  wish.size_mm = {static_cast<int>(wall.size_mm[0] * head.rect().w / size.w + 0.5), static_cast<int>(wall.size_mm[1] * head.rect().h / size.h + 0.5)};
  std::string why;
  for (const auto blanking : {led::Blanking::reduced, led::Blanking::reduced_v2}) {
    const auto signal = led::cvt_signal(head.raster(), head.rate_hz, blanking);
    if (!signal) {
      why = signal.error().text;
    } else if (signal->clock_mhz > wall.input_max_mhz) {
      why = fmt::format("{}x{} at {} Hz needs {:.3f} MHz with {}, the input takes {} MHz; `guangmu led signal` without --edid lists what goes",
                        head.raster().w, head.raster().h, head.rate_hz, signal->clock_mhz, led::to_string(blanking), wall.input_max_mhz);
    } else {
      wish.signal = *signal;
      return wish;
    }
  }
  return Error{fmt::format("head {}: {}", number, why)};
}

Result<void> write(const led::WallSettings& wall, const LedSignalOptions& options) {
  const auto wish = wish_for(wall, options.head);
  if (!wish) return wish.error();
  const auto bytes = led::write_edid(*wish);
  if (!bytes) return bytes.error();
  std::ofstream out(options.edid, std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes->data()), static_cast<std::streamsize>(bytes->size()));
  out.close();
  if (!out) return Error{options.edid + ": cannot be written", Blame::machine};
  fmt::print("{}: \"{}\", {} with {:.2f} MHz, {} x {} mm, {} bytes\n", options.edid, wish->name, led::modeline(wish->signal), wish->signal.clock_mhz,
             wish->size_mm[0], wish->size_mm[1], bytes->size());
  if (wall.heads[static_cast<std::size_t>(options.head - 1)].edid.empty())
    fmt::print("write edid: \"{}\" at head {} in wall.yaml, so that no other screen is taken for it\n", wish->name, options.head);
  return {};
}

Result<void> read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{path + ": cannot be read"};
  const std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(in), {}};
  const auto edid = led::read_edid(bytes);
  if (!edid) return Error{path + ": " + edid.error().text};
  fmt::print("name      {}\nserial    {}\nnumber    {}\nmaker     {} {:04X}\nsize      {} x {} mm\n", edid->name, edid->serial, edid->serial_number,
             edid->vendor, edid->product, edid->size_mm[0], edid->size_mm[1]);
  if (edid->preferred) fmt::print("preferred {}\n          {:.3f} Hz\n", led::modeline(*edid->preferred), edid->preferred->rate_hz);
  return {};
}

}  // namespace

int run_led_signal(const LedSignalOptions& options) {
  if (!options.read.empty()) {
    const auto done = read(options.read);
    return done ? 0 : tell(done.error());
  }
  const auto files = load_or_tell(options.exhibit);
  if (!files) return static_cast<int>(Blame::user);
  if (!options.edid.empty()) {
    const auto done = write(files->wall, options);
    return done ? 0 : tell(done.error());
  }
  if (options.json)
    fmt::print("{}", led::signal_json(files->wall));
  else if (options.modeline)
    fmt::print("{}", led::signal_modelines(files->wall));
  else
    fmt::print("{}", led::signal_table(files->wall));
  return 0;
}

}  // namespace guangmu::tools
