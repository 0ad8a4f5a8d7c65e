#include "led_mapping/photo/least_squares.h"

#include <algorithm>
#include <cmath>

namespace guangmu::led {

NormalEquations::NormalEquations(std::size_t unknowns)
    : n_(unknowns), matrix_(unknowns * unknowns), right_(unknowns) {}

void NormalEquations::add(std::span<const double> row, double value, double weight) {
  for (std::size_t i = 0; i < n_; ++i) {
    if (row[i] == 0) continue;
    const double w = weight * row[i];
    right_[i] += w * value;
    double* line = matrix_.data() + i * n_;
    for (std::size_t j = 0; j <= i; ++j) line[j] += w * row[j];
  }
}

void NormalEquations::expect_small(std::size_t unknown, double sigma) {
  matrix_[unknown * n_ + unknown] += 1 / (sigma * sigma);
}

std::vector<double> NormalEquations::solve(std::vector<double>* inverse) const {
  std::vector<double> l = matrix_;  // lower triangle becomes the factor
  double largest = 0;
  for (std::size_t i = 0; i < n_; ++i) largest = std::max(largest, l[i * n_ + i]);
  const double ridge = std::max(largest * 1e-12, 1e-300);
  for (std::size_t i = 0; i < n_; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = l[i * n_ + j] + (i == j ? ridge : 0);
      for (std::size_t k = 0; k < j; ++k) sum -= l[i * n_ + k] * l[j * n_ + k];
      l[i * n_ + j] = i == j ? std::sqrt(std::max(sum, ridge)) : sum / l[j * n_ + j];
    }
  }
  const auto substitute = [&](std::vector<double> x) {
    for (std::size_t i = 0; i < n_; ++i) {
      for (std::size_t k = 0; k < i; ++k) x[i] -= l[i * n_ + k] * x[k];
      x[i] /= l[i * n_ + i];
    }
    for (std::size_t i = n_; i-- > 0;) {
      for (std::size_t k = i + 1; k < n_; ++k) x[i] -= l[k * n_ + i] * x[k];
      x[i] /= l[i * n_ + i];
    }
    return x;
  };
  if (inverse) {
    inverse->assign(n_ * n_, 0);
    for (std::size_t c = 0; c < n_; ++c) {
      std::vector<double> unit(n_);
      unit[c] = 1;
      const std::vector<double> column = substitute(std::move(unit));
      for (std::size_t r = 0; r < n_; ++r) (*inverse)[r * n_ + c] = column[r];
    }
  }
  return substitute(right_);
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

double robust_sigma(const std::vector<double>& values) {
  const double middle = median(values);
  std::vector<double> away(values.size());
  std::transform(values.begin(), values.end(), away.begin(), [&](double v) { return std::abs(v - middle); });
  return 1.4826 * median(std::move(away));
}

}  // namespace guangmu::led
