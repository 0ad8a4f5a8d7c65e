#include "control/rate_limit.h"

#include <algorithm>

namespace guangmu::control {

bool RateLimit::allow(const std::string& client) {
  constexpr std::size_t most_clients = 512;
  const std::lock_guard lock(mutex_);
  const auto at = Clock::now();
  // A bucket that is full again says nothing.
  if (buckets_.size() >= most_clients)
    std::erase_if(buckets_, [&](const auto& b) { return at - b.second.at > std::chrono::seconds(1); });
  if (buckets_.size() >= most_clients && !buckets_.contains(client)) return false;
  const auto [it, is_new] = buckets_.try_emplace(client, Bucket{per_s_, at});
  Bucket& bucket = it->second;
  const double past_s = std::chrono::duration<double>(at - bucket.at).count();
  bucket.left = std::min(per_s_, bucket.left + past_s * per_s_);
  bucket.at = at;
  if (bucket.left < 1) return false;
  bucket.left -= 1;
  return true;
}

}  // namespace guangmu::control
