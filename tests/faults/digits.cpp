#include "tests/faults/digits.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "media/still.h"
#include "tests/faults/exhibit.h"
#include "tests/faults/truth.h"
#include "tests/support/process.h"

namespace guangmu::testing {
namespace {

using nlohmann::json;

constexpr int digits = 5;
constexpr float least_likeness =
    0.90f;  // correlation with the picture of the digit; digits differ by at least 0.1
constexpr float least_lead = 0.04f;  // over the next best digit

float light(const media::Picture& picture, int x, int y) {
  const std::size_t i = 4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.size.w) +
                             static_cast<std::size_t>(x));
  return 0.3f * static_cast<float>(picture.rgba[i]) + 0.59f * static_cast<float>(picture.rgba[i + 1]) +
         0.11f * static_cast<float>(picture.rgba[i + 2]);
}

struct Drawn {
  media::Picture picture;
  std::map<std::string, json> rects;
};

Drawn draw(const std::string& exhibit, const std::string& folder, int number) {
  json metrics;
  for (const auto& f : figures()) metrics[f.id] = {{"value", number}};
  const std::string data = folder + "/digits.json", png = folder + "/digits.png",
                    texts = folder + "/texts.json";
  std::ofstream(data) << json{{"metrics", metrics}}.dump();
  const Finished done = run({"guangmu", "render", exhibit, "--scene", "figures", "--at", "20", "--data", data,
                             "--texts", texts, "-o", png},
                            {fault_environment});
  auto picture = media::read_still(png);
  if (done.exit_code != 0 || !picture) throw std::runtime_error("guangmu render: " + done.err);
  Drawn drawn{std::move(*picture), {}};
  std::ifstream in(texts);
  for (const auto& t : json::parse(in))
    if (t["text"].get<std::string>().find(',') != std::string::npos && t["metric"] != "")
      drawn.rects[t["metric"].get<std::string>()] = t["rect"];
  return drawn;
}

}  // namespace

std::vector<float> DigitReader::shape(const media::Picture& picture, const Place& place,
                                      const Cell& cell) const {
  std::vector<float> s;
  for (int y = place.y0; y < place.y1; ++y)
    for (int x = cell.x0; x < cell.x1; ++x) s.push_back(light(picture, x, y));
  float mean = 0, norm = 0;
  for (const float v : s) mean += v / static_cast<float>(s.size());
  for (float& v : s) {
    v -= mean;
    norm += v * v;
  }
  norm = std::sqrt(norm);
  if (norm < 1) return {};
  for (float& v : s) v /= norm;
  return s;
}

DigitReader::DigitReader(const std::string& exhibit, const std::string& folder) {
  std::vector<Drawn> drawn;
  for (int digit = 0; digit < 10; ++digit)
    drawn.push_back(draw(exhibit, folder, digit == 0 ? 20000 : 11111 * digit));
  const Drawn shorter = draw(exhibit, folder, 8888);
  const SizePx size = drawn[0].picture.size;
  for (const auto& f : figures()) {
    Place& place = places_[f.id];
    float left = 1e9f, right = 0, top = 1e9f, bottom = 0;
    for (const auto& d : drawn) {
      if (!d.rects.contains(f.id)) throw std::runtime_error("the scene does not show " + f.id);
      const json& r = d.rects.at(f.id);
      left = std::min(left, r["x"].get<float>());
      top = std::min(top, r["y"].get<float>());
      right = std::max(right, r["x"].get<float>() + r["w"].get<float>());
      bottom = std::max(bottom, r["y"].get<float>() + r["h"].get<float>());
    }
    place.y0 = std::max(0, static_cast<int>(top) - 1);
    place.y1 = std::min(size.h, static_cast<int>(bottom) + 2);
    // Digits are equally wide: one more of them makes the figure longer by so much. Two stand before the
    // comma, three after it.
    const float pitch = drawn[8].rects.at(f.id)["w"].get<float>() - shorter.rects.at(f.id)["w"].get<float>();
    std::vector<Cell> cells;
    for (int i = 0; i < digits; ++i) {
      const float from =
          i < 2 ? left + pitch * static_cast<float>(i) : right - pitch * static_cast<float>(digits - i);
      cells.push_back(
          {static_cast<int>(std::lround(from)) + 1, static_cast<int>(std::lround(from + pitch)) - 1, {}});
      if (cells.back().x0 < 0 || cells.back().x1 > size.w || pitch < 8)
        throw std::runtime_error(fmt::format("the digits of {} cannot be told apart: from {} to {}, {} wide",
                                             f.id, left, right, pitch));
    }
    for (std::size_t i = 0; i < cells.size(); ++i) {
      cells[i].shapes.resize(10);
      for (std::size_t digit = i == 0 ? 1 : 0; digit < 10; ++digit)
        cells[i].shapes[digit] = shape(drawn[digit].picture, place, cells[i]);
    }
    place.cells = std::move(cells);
  }
}

std::optional<int> DigitReader::read(const media::Picture& picture, const std::string& figure) const {
  const Place& place = places_.at(figure);
  int number = 0;
  for (const Cell& cell : place.cells) {
    if (cell.x1 > picture.size.w || place.y1 > picture.size.h) return std::nullopt;
    const auto seen = shape(picture, place, cell);
    if (seen.empty()) return std::nullopt;
    float best = -1, next = -1;
    int digit = -1;
    for (std::size_t d = 0; d < cell.shapes.size(); ++d) {
      if (cell.shapes[d].empty()) continue;
      float likeness = 0;
      for (std::size_t i = 0; i < seen.size(); ++i) likeness += seen[i] * cell.shapes[d][i];
      if (likeness > best) {
        next = best;
        best = likeness;
        digit = static_cast<int>(d);
      } else {
        next = std::max(next, likeness);
      }
    }
    if (best < least_likeness || best - next < least_lead) return std::nullopt;
    number = 10 * number + digit;
  }
  return number;
}

}  // namespace guangmu::testing
