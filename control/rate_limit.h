// How often one client may send. Each has a bucket that fills at `per_s` and holds one second's worth.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

namespace guangmu::control {

class RateLimit {
 public:
  explicit RateLimit(double per_s) : per_s_(per_s) {}
  // False: too often. Any thread; remembers at most a few hundred clients.
  bool allow(const std::string& client);

 private:
  using Clock = std::chrono::steady_clock;
  struct Bucket {
    double left = 0;
    Clock::time_point at{};
  };
  double per_s_;
  std::mutex mutex_;
  std::map<std::string, Bucket> buckets_;
};

}  // namespace guangmu::control
