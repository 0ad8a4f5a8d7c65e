// Reads the figures off a picture of the wall: each digit is compared with pictures of all ten, drawn by
// `guangmu render` in the same place. Nothing is asked of the program that runs.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "media/values/picture.h"

namespace guangmu::testing {

class DigitReader {
 public:
  // Draws the exhibit's scene `figures` ten times into `folder`, every figure with five equal digits
  // ("22,222").
  DigitReader(const std::string& exhibit, const std::string& folder);

  // The five-digit figure that stands there, or nothing where no such figure can be made out: another text,
  // none, or digits on the move.
  std::optional<int> read(const media::Picture& picture, const std::string& figure) const;

 private:
  struct Cell {
    int x0 = 0, x1 = 0;
    std::vector<std::vector<float>> shapes;  // by digit; normalised, empty where that digit cannot stand
  };
  struct Place {
    int y0 = 0, y1 = 0;
    std::vector<Cell> cells;
  };
  std::vector<float> shape(const media::Picture& picture, const Place& place, const Cell& cell) const;
  std::map<std::string, Place> places_;
};

}  // namespace guangmu::testing
