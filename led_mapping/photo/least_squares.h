// Small dense least squares: some dozens of unknowns, any number of equations. Pure arithmetic, any thread.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace guangmu::led {

// The normal equations of a weighted linear fit, filled equation by equation; symmetric, stored whole.
class NormalEquations {
 public:
  explicit NormalEquations(std::size_t unknowns);
  std::size_t unknowns() const { return n_; }
  // row . x = value, with this weight (1 / variance, or in proportion to it). row.size() == unknowns().
  void add(std::span<const double> row, double value, double weight);
  // What is believed beforehand of one unknown: 0, give or take sigma (in the unit whose weight is 1).
  void expect_small(std::size_t unknown, double sigma);
  // By Cholesky's decomposition; a tiny ridge keeps what the equations leave open at 0. `inverse`, when
  // wanted, receives the inverse of the matrix: times the variance of weight 1 it is the covariance of the
  // unknowns.
  std::vector<double> solve(std::vector<double>* inverse = nullptr) const;

 private:
  std::size_t n_;
  std::vector<double> matrix_, right_;
};

// Middle value; 0 for none. Takes its own copy.
double median(std::vector<double> values);
// 1.4826 times the median distance from the median: the sigma of what is normal with outliers beside it.
double robust_sigma(const std::vector<double>& values);

}  // namespace guangmu::led
