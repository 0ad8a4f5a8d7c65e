#include "scenes/curve.h"

#include <algorithm>
#include <cmath>

namespace guangmu::scenes {

MonotoneCurve::MonotoneCurve(std::vector<double> x, std::vector<double> y)
    : x_(std::move(x)), y_(std::move(y)) {
  const std::size_t n = x_.size();
  slope_.assign(n, 0);
  if (n < 2) return;
  std::vector<double> secant(n - 1);
  for (std::size_t i = 0; i + 1 < n; ++i) secant[i] = (y_[i + 1] - y_[i]) / (x_[i + 1] - x_[i]);
  for (std::size_t i = 1; i + 1 < n; ++i)
    slope_[i] = secant[i - 1] * secant[i] <= 0 ? 0 : (secant[i - 1] + secant[i]) / 2;
  slope_[0] = secant[0];
  slope_[n - 1] = secant[n - 2];
  for (std::size_t i = 0; i + 1 < n; ++i) {
    if (secant[i] == 0) {
      slope_[i] = slope_[i + 1] = 0;
      continue;
    }
    const double a = slope_[i] / secant[i], b = slope_[i + 1] / secant[i], s = std::hypot(a, b);
    if (s > 3) {
      slope_[i] = 3 * a / s * secant[i];
      slope_[i + 1] = 3 * b / s * secant[i];
    }
  }
}

double MonotoneCurve::at(double x) const {
  if (x <= x_.front()) return y_.front();
  if (x >= x_.back()) return y_.back();
  const auto i = static_cast<std::size_t>(std::upper_bound(x_.begin(), x_.end(), x) - x_.begin()) - 1;
  const double h = x_[i + 1] - x_[i], t = (x - x_[i]) / h, u = 1 - t;
  return y_[i] * u * u * (1 + 2 * t) + y_[i + 1] * t * t * (3 - 2 * t) +
         h * t * u * (slope_[i] * u - slope_[i + 1] * t);
}

}  // namespace guangmu::scenes
