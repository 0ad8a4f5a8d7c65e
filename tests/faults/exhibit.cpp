#include "tests/faults/exhibit.h"

#include <fmt/core.h>

#include <filesystem>
#include <fstream>

#include "tests/faults/truth.h"

namespace guangmu::testing {
namespace {

void write(const std::string& folder, const std::string& name, const std::string& text) {
  const auto path = std::filesystem::path(folder) / name;
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

std::string metric(const Figure& f) {
  // The range lets through whatever is no percentage: it is the reading that has to be right, not the range
  // that saves it.
  const std::string at = f.source == "csv" ? "/rows/0/value" : "/" + f.id;
  std::string text =
      fmt::format("  {}: {{source: {}, at: {}, unit: 户, range: [0, 1000000], label: {{zh: 数, en: Figure}}",
                  f.id, f.source, at);
  if (f.source == "json") text += ", time: /time";
  if (f.id == "counter") text += ", kind: counter";
  if (f.source == "text") text += ", reads: text";
  return text + "}\n";
}

}  // namespace

void write_fault_exhibit(const std::string& folder, const SourceAddresses& s) {
  const std::string lanzhou = std::string(GUANGMU_SOURCE_DIR) + "/config/exhibits/lanzhou/";
  std::filesystem::create_directories(folder);
  std::filesystem::copy_file(lanzhou + "theme.yaml", folder + "/theme.yaml",
                             std::filesystem::copy_options::overwrite_existing);
  write(folder, "exhibit.yaml",
        "id: faults\ntitle: {zh: 试验, en: Test}\nshort_title: {zh: 试验, en: Test}\nlanguages: [zh, en]\n"
        "still_clock: 2026-01-01T10:00:00+08:00\nscenes:\n  - {scene: figures, transition: cut, length: 1s, "
        "stand: 60s}\n"
        "hold:\n  title: {zh: 试验, en: Test}\n  text: {zh: 试验, en: Test}\n");
  write(
      folder, "wall.yaml",
      "size_mm: [1280, 960]\npitch_mm: 1.6667\nmodule: {px: [192, 96], mm: [320, 160], scan: 48, groups: 2}\n"
      "card: {max_px: 131072, max_side: [512, 256], rule: rectangle, groups: 24, connectors: 6}\n"
      "ports: {count: 6, bits_per_s: 936000000, bits_per_px: 24, rectangles_only: true}\ninput_max_mhz: 165\n"
      "heads:\n  - {connector: HDMI-1, edid: \"\", rect_px: [0, 0, 768, 576], rate_hz: 60}\n"
      "colour:\n  primaries: {r: [0.701, 0.299], g: [0.139, 0.767], b: [0.125, 0.061]}\n  white_k: 6500\n"
      "  gamma: {r: 2.8, g: 2.8, b: 2.8}\n  dither: blue_noise\n"
      "power: {black_w_m2: 30, white_w_m2: 600, average_limit_w_m2: 300}\n"
      "viewing: {near_m: 2.5, far_m: 8, ambient_lux: 300, white_nits: 600}\nsound: {delay_ms: 67, "
      "volts_at_full_scale: 43.8}\n");
  const auto plain = [&](const char* id, const std::string& more) {
    return fmt::format("  {}: {{url: \"http://127.0.0.1:{}/{}\", every: 200ms, timeout: 1s{}}}\n", id, s.http,
                       id, more);
  };
  const auto sealed = [&](const char* id, int port) {
    return fmt::format(
        "  {}: {{url: \"https://127.0.0.1:{}/{}\", every: 500ms, timeout: 1s, tls: {{ca: \"{}\"}}}}\n", id,
        port, id, s.authority);
  };
  // What is pushed is to come within `every`.
  const auto push = [&](const std::string& id, const char* scheme) {
    return fmt::format("  {}: {{url: \"{}://127.0.0.1:{}/{}\", push: {}, every: 1s, timeout: 1s}}\n", id,
                       scheme, s.http, id, id == "events" ? "events" : "websocket");
  };
  const std::string sign_in = fmt::format(
      ", auth: {{kind: oauth2, token_url: \"http://127.0.0.1:{}/token\", client_id: wall, client_secret: "
      "\"${{FAULTS_SECRET}}\", renew_before: 3s}}",
      s.http);
  std::string data = "sources:\n" + plain("json", ", max_bytes: 100000") + plain("text", "") +
                     plain("prometheus", ", format: prometheus") + plain("csv", ", format: csv") +
                     plain("oauth", sign_in) + push("events", "http") + push("socket", "ws") +
                     sealed("trusted", s.trusted) + sealed("expired", s.expired) +
                     sealed("misnamed", s.misnamed) + "metrics:\n";
  std::string scene = "title: {zh: 数字, en: Figures}\nwidgets:\n";
  int place = 0;
  for (const auto& f : figures()) {
    data += metric(f);
    scene += fmt::format(
        "  - {{widget: number, area: [{}, {}, 4, 3], enter: 0s, metric: {}, size_px: 120, label_px: 50}}\n",
        4 * (place % 3), 3 * (place / 3), f.id);
    ++place;
  }
  write(folder, "data.yaml", data);
  write(folder, "scenes/figures.yaml", scene);
}

}  // namespace guangmu::testing
