#include "tools/formats/cube.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "tools/formats/words.h"

namespace guangmu::formats {

namespace {

constexpr int most_1d = 65536, most_3d = 129;

// The numbers of one line, as many as were asked for.
Result<std::vector<double>> numbers(const std::vector<Word>& words, std::size_t count,
                                    const std::string& name, int line) {
  if (words.size() != count)
    return at_line(name, line, fmt::format("{} numbers; expected {}", words.size(), count));
  std::vector<double> out;
  for (const Word& w : words) {
    const auto v = finite_number(w.text);
    if (!v) return at_line(name, line, fmt::format("{} is no finite number", shown(w.text)));
    out.push_back(*v);
  }
  return out;
}

Result<void> read_size(Cube& cube, bool three_d, const std::vector<Word>& words, const std::string& name,
                       int line) {
  if (cube.size != 0) return at_line(name, line, "a second size; expected one table in a file");
  const auto n = numbers(words, 1, name, line);
  if (!n) return n.error();
  const int most = three_d ? most_3d : most_1d;
  if (!(n->front() >= 2 && n->front() <= most && n->front() == std::floor(n->front())))
    return at_line(name, line,
                   fmt::format("a size of {}; expected a whole number from 2 to {}", n->front(), most));
  cube.three_d = three_d;
  cube.size = static_cast<int>(n->front());
  return {};
}

Result<void> read_line(Cube& cube, const Word& first, std::vector<Word> words, const std::string& name) {
  const int line = first.line;
  if (first.text == "TITLE") {
    if (!words.empty()) cube.title = std::string(words.front().text);
    return {};
  }
  if (first.text == "LUT_1D_SIZE" || first.text == "LUT_3D_SIZE")
    return read_size(cube, first.text == "LUT_3D_SIZE", words, name, line);
  const bool low = first.text == "DOMAIN_MIN", high = first.text == "DOMAIN_MAX";
  if (low || high) {
    const auto n = numbers(words, 3, name, line);
    if (!n) return n.error();
    std::copy(n->begin(), n->end(), (low ? cube.domain_min : cube.domain_max).begin());
    return {};
  }
  if (first.text == "LUT_1D_INPUT_RANGE" || first.text == "LUT_3D_INPUT_RANGE") {
    const auto n = numbers(words, 2, name, line);
    if (!n) return n.error();
    cube.domain_min.fill(n->front());
    cube.domain_max.fill(n->back());
    return {};
  }
  words.insert(words.begin(), first);
  const auto n = numbers(words, 3, name, line);
  if (!n) {
    if (!finite_number(first.text))
      return at_line(name, line,
                     fmt::format("{} is neither a number nor a keyword of .cube files", shown(first.text)));
    return n.error();
  }
  if (cube.size == 0) return at_line(name, line, "values before LUT_1D_SIZE or LUT_3D_SIZE");
  cube.values.push_back({(*n)[0], (*n)[1], (*n)[2]});
  cube.lines.push_back(line);
  return {};
}

std::size_t entries(const Cube& cube) {
  const auto n = static_cast<std::size_t>(cube.size);
  return cube.three_d ? n * n * n : n;
}

}  // namespace

Result<Cube> read_cube(std::string_view text, const std::string& name) {
  Cube cube;
  Words words(text);
  int last = 1;
  while (const auto first = words.next()) {
    last = first->line;
    if (const auto read = read_line(cube, *first, words.rest_of_line(), name); !read) return read.error();
    if (cube.size > 0 && cube.values.size() > entries(cube))
      return at_line(name, last,
                     fmt::format("more values than the size {} asks for ({})", cube.size, entries(cube)));
  }
  if (cube.size == 0) return at_line(name, last, "no LUT_1D_SIZE or LUT_3D_SIZE; expected a .cube file");
  if (cube.values.size() < entries(cube))
    return at_line(name, last,
                   fmt::format("the file ends after {} of {} values; its end is missing, copy it again",
                               cube.values.size(), entries(cube)));
  for (std::size_t c = 0; c < 3; ++c)
    if (!(cube.domain_max[c] > cube.domain_min[c]))
      return at_line(name, 1,
                     fmt::format("the domain of channel {} runs from {} to {}; expected it to rise", c + 1,
                                 cube.domain_min[c], cube.domain_max[c]));
  return cube;
}

std::string write_cube(const Cube& cube) {
  std::string title = cube.title;
  std::erase_if(title, [](char c) { return c == '"' || static_cast<unsigned char>(c) < 0x20; });
  std::string out = fmt::format("TITLE \"{}\"\n{} {}\nDOMAIN_MIN {} {} {}\nDOMAIN_MAX {} {} {}\n", title,
                                cube.three_d ? "LUT_3D_SIZE" : "LUT_1D_SIZE", cube.size, cube.domain_min[0],
                                cube.domain_min[1], cube.domain_min[2], cube.domain_max[0],
                                cube.domain_max[1], cube.domain_max[2]);
  for (const auto& v : cube.values) out += fmt::format("{:.8f} {:.8f} {:.8f}\n", v[0], v[1], v[2]);
  return out;
}

Cube cube_of(const ColourMap& map, bool three_d, int size, std::string title) {
  Cube cube;
  cube.title = std::move(title);
  cube.three_d = three_d;
  cube.size = std::clamp(size, 2, three_d ? most_3d : most_1d);
  const auto at = [&](std::size_t i) { return static_cast<double>(i) / (cube.size - 1); };
  const auto n = static_cast<std::size_t>(cube.size);
  cube.values.reserve(entries(cube));
  for (std::size_t i = 0; i < entries(cube); ++i)
    cube.values.push_back(three_d ? map({at(i % n), at(i / n % n), at(i / n / n)})
                                  : map({at(i), at(i), at(i)}));
  return cube;
}

std::array<double, 3> look_up(const Cube& cube, std::array<double, 3> in) {
  std::array<std::size_t, 3> low{};
  std::array<double, 3> share{};
  for (std::size_t c = 0; c < 3; ++c) {
    const double place =
        std::clamp((in[c] - cube.domain_min[c]) / (cube.domain_max[c] - cube.domain_min[c]), 0., 1.) *
        (cube.size - 1);
    low[c] = std::min(static_cast<std::size_t>(place), static_cast<std::size_t>(cube.size - 2));
    share[c] = place - static_cast<double>(low[c]);
  }
  std::array<double, 3> out{};
  if (!cube.three_d) {
    for (std::size_t c = 0; c < 3; ++c)
      out[c] = cube.values[low[c]][c] * (1 - share[c]) + cube.values[low[c] + 1][c] * share[c];
    return out;
  }
  const auto n = static_cast<std::size_t>(cube.size);
  for (std::size_t corner = 0; corner < 8; ++corner) {
    double weight = 1;
    std::array<std::size_t, 3> at = low;
    for (std::size_t c = 0; c < 3; ++c) {
      const bool upper = corner >> c & 1;
      at[c] += upper;
      weight *= upper ? share[c] : 1 - share[c];
    }
    const auto& v = cube.values[at[0] + n * (at[1] + n * at[2])];
    for (std::size_t c = 0; c < 3; ++c) out[c] += weight * v[c];
  }
  return out;
}

Result<led::CurveSettings> curve_of(const Cube& cube, const std::string& name) {
  const auto line = [&](std::size_t i) { return i < cube.lines.size() ? cube.lines[i] : 1; };
  if (cube.three_d)
    return at_line(name, 1, "a table of three dimensions is no curve; expected one with LUT_1D_SIZE");
  led::CurveSettings curve;
  for (std::size_t c = 0; c < 3; ++c) {
    if (std::abs(cube.domain_min[c]) > 1e-6 || std::abs(cube.domain_max[c] - 1) > 1e-6)
      return at_line(name, 1, "the domain is not 0 to 1; a curve of the cards runs over all codes");
    for (std::size_t i = 1; i < cube.values.size(); ++i)
      if (cube.values[i][c] < cube.values[i - 1][c])
        return at_line(
            name, line(i),
            fmt::format("{} falls from {} to {}; more code never gives less light",
                        std::array{"red", "green", "blue"}[c], cube.values[i - 1][c], cube.values[i][c]));
    if (std::abs(cube.values.front()[c]) > 1e-3)
      return at_line(name, line(0),
                     fmt::format("begins at {}; code 0 gives no light, expected 0", cube.values.front()[c]));
    if (std::abs(cube.values.back()[c] - 1) > 1e-3)
      return at_line(name, line(cube.values.size() - 1),
                     fmt::format("ends at {}; code 255 is full light, expected 1", cube.values.back()[c]));
    led::CurvePoints& points = *std::array{&curve.r, &curve.g, &curve.b}[c];
    const int count = std::min(cube.size, 256);
    for (int i = 0; i < count; ++i) {
      const double in = static_cast<double>(i) / (count - 1);
      points.push_back({in, std::clamp(look_up(cube, {in, in, in})[c], 0., 1.)});
    }
    points.front() = {0, 0};
    points.back() = {1, 1};
  }
  return curve;
}

}  // namespace guangmu::formats
