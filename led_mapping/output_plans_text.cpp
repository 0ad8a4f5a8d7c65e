#include <fmt/core.h>

#include <algorithm>

#include "led_mapping/json_writer.h"
#include "led_mapping/output_plans.h"

namespace guangmu::led {
namespace {

std::string clock_of(const OutputPlan& p, Blanking blanking) {
  for (const Signal& s : p.timings)
    if (s.blanking == blanking) return fmt::format("{:.3f}", s.clock_mhz);
  return "-";
}

std::string totals(const Signal& s) {
  return fmt::format("{} x {} in all, {:.3f} Hz", s.h_total(), s.v_total(), s.rate_hz);
}

}  // namespace

std::string signal_table(const WallSettings& wall) {
  std::string out = fmt::format("canvas {} x {} px, inputs take {} MHz (wall.yaml, input_max_mhz)\n\n",
                                wall.size_px().w, wall.size_px().h, wall.input_max_mhz);
  out += fmt::format("{:<32} {:<13} {:>5} {:>9} {:>9} {:>9} {:>10}  {:<4}  {}\n", "output plan", "cables",
                     "Hz", "CVT MHz", "RB MHz", "RBv2 MHz", "margin MHz", "fits", "what it costs");
  bool marked = false;
  for (const OutputPlan& p : output_plans(wall)) {
    std::string words =
        p.fits ? (p.lost.empty() ? "nothing is lost" : "lost: " + p.lost) : "impossible: " + p.refusal;
    if (!p.needs.empty()) words += "; " + p.needs;
    out += fmt::format("{}{:<30} {:<13} {:>5g} {:>9} {:>9} {:>9} {:>10.3f}  {:<4}  {}\n",
                       p.used ? "* " : "  ", p.name, fmt::format("{} x {}x{}", p.heads, p.head.w, p.head.h),
                       p.rate_hz, clock_of(p, Blanking::cvt), clock_of(p, Blanking::reduced),
                       clock_of(p, Blanking::reduced_v2), p.margin_mhz, p.fits ? "yes" : "no", words);
    marked = marked || p.used;
  }
  if (marked) out += "\n* the plan that wall.yaml uses\n";
  out += "\nheads of wall.yaml:\n";
  for (std::size_t i = 0; i < wall.heads.size(); ++i) {
    const HeadSettings& head = wall.heads[i];
    out += fmt::format("{}  {:<8} {}\n", i + 1, head.connector, head.edid.empty() ? "any screen" : head.edid);
    for (const Blanking blanking : {Blanking::reduced, Blanking::reduced_v2, Blanking::reduced_v2_video}) {
      const auto s = cvt_signal(head.raster(), head.rate_hz, blanking);
      out += s ? fmt::format("   {:<15} {}  ({}{})\n", to_string(blanking), modeline(*s), totals(*s),
                             s->clock_mhz > wall.input_max_mhz ? ", ABOVE THE INPUT'S LIMIT" : "")
               : fmt::format("   {:<15} {}\n", to_string(blanking), s.error().text);
    }
  }
  return out;
}

std::string signal_json(const WallSettings& wall) {
  JsonWriter json;
  json.begin_object();
  json.key("canvas")
      .begin_object(true)
      .key("w")
      .value(wall.size_px().w)
      .key("h")
      .value(wall.size_px().h)
      .end_object();
  json.key("input_max_mhz").value(wall.input_max_mhz);
  json.key("plans").begin_list();
  for (const OutputPlan& p : output_plans(wall)) {
    json.begin_object();
    json.key("name").value(p.name).key("heads").value(p.heads);
    json.key("head").begin_object(true).key("w").value(p.head.w).key("h").value(p.head.h).end_object();
    json.key("rate_hz").value(p.rate_hz).key("fits").value(p.fits).key("used").value(p.used);
    json.key("margin_mhz")
        .value(p.margin_mhz)
        .key("lost")
        .value(p.lost)
        .key("needs")
        .value(p.needs)
        .key("refusal")
        .value(p.refusal);
    json.key("timings").begin_list();
    for (const Signal& s : p.timings) {
      json.begin_object(true);
      json.key("name")
          .value(to_string(s.blanking))
          .key("clock_mhz")
          .value(s.clock_mhz)
          .key("rate_hz")
          .value(s.rate_hz);
      json.key("h_total")
          .value(s.h_total())
          .key("v_total")
          .value(s.v_total())
          .key("fits")
          .value(s.clock_mhz <= wall.input_max_mhz);
      json.key("modeline").value(modeline(s));
      json.end_object();
    }
    json.end_list();
    json.key("timing");
    if (p.timing)
      json.value(to_string(p.timing->blanking));
    else
      json.null();
    json.end_object();
  }
  json.end_list().end_object();
  return json.take();
}

std::string signal_modelines(const WallSettings& wall) {
  std::string out;
  for (const HeadSettings& head : wall.heads)
    for (const Blanking blanking : {Blanking::reduced, Blanking::reduced_v2})
      if (const auto s = cvt_signal(head.raster(), head.rate_hz, blanking);
          s && s->clock_mhz <= wall.input_max_mhz) {
        const std::string line = modeline(*s), name = line.substr(0, line.find(' '));
        out += fmt::format("xrandr --newmode {}\nxrandr --addmode {} {}\nxrandr --output {} --mode {}\n",
                           line, head.connector, name, head.connector, name);
        break;
      }
  return out;
}

}  // namespace guangmu::led
