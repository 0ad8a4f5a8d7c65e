#include "kpi/history/bucket.h"

#include <algorithm>

namespace guangmu::kpi {
namespace {

// Sums what stood, each value until the next.
class Standing {
 public:
  Standing(std::int64_t from_ms, std::optional<double> value) : since_ms_(from_ms), value_(value) {}
  void until(std::int64_t ms) {
    if (value_ && ms > since_ms_) {
      sum_ += *value_ * static_cast<double>(ms - since_ms_);
      weight_ += static_cast<double>(ms - since_ms_);
    }
    since_ms_ = std::max(since_ms_, ms);
  }
  // A stretch of time whose mean is known, after which `value` stands.
  void stretch(std::int64_t to_ms, double mean, double value) {
    sum_ += mean * static_cast<double>(to_ms - since_ms_);
    weight_ += static_cast<double>(to_ms - since_ms_);
    since_ms_ = to_ms;
    value_ = value;
  }
  void next(double value) { value_ = value; }
  double mean(double otherwise) const { return weight_ > 0 ? sum_ / weight_ : otherwise; }

 private:
  std::int64_t since_ms_;
  std::optional<double> value_;
  double sum_ = 0, weight_ = 0;
};

}  // namespace

std::optional<Bucket> minute_bucket(const std::vector<PastEntry>& entries, std::int64_t minute, std::optional<double> before) {
  std::optional<Bucket> bucket;
  Standing standing(minute * 60'000, before);
  for (const PastEntry& e : entries) {
    if (!stands(e.outcome) || !e.value) continue;
    standing.until(e.at_ms);
    standing.next(*e.value);
    if (!bucket) bucket = Bucket{minute, 0, *e.value, *e.value, 0, 0, 0, 0};
    bucket->low = std::min(bucket->low, *e.value);
    bucket->high = std::max(bucket->high, *e.value);
    bucket->last = *e.value;
    bucket->at_ms = e.at_ms;
    bucket->lag_ms = e.lag_ms;
    ++bucket->count;
  }
  if (!bucket) return bucket;
  standing.until((minute + 1) * 60'000);
  bucket->mean = standing.mean(bucket->last);
  return bucket;
}

std::vector<Bucket> coarser(const std::vector<Bucket>& fine, Grain of, Grain into, std::optional<double> before) {
  std::vector<Bucket> result;
  for (std::size_t i = 0; i < fine.size();) {
    const std::int64_t slot = slot_of_ms(into, slot_begin_ms(of, fine[i].slot));
    const std::int64_t begin = slot_begin_ms(into, slot), end = begin + slot_length_ms(into);
    Standing standing(begin, before);
    Bucket bucket{slot, fine[i].last, fine[i].low, fine[i].high, 0, 0, 0, 0};
    for (; i < fine.size(); ++i) {
      const Bucket& f = fine[i];
      const std::int64_t from = slot_begin_ms(of, f.slot);
      if (from >= end) break;
      standing.until(from);
      standing.stretch(from + slot_length_ms(of), f.mean, f.last);
      bucket.low = std::min(bucket.low, f.low);
      bucket.high = std::max(bucket.high, f.high);
      bucket.last = f.last;
      bucket.at_ms = f.at_ms;
      bucket.lag_ms = f.lag_ms;
      bucket.count += f.count;
    }
    standing.until(end);
    bucket.mean = standing.mean(bucket.last);
    before = bucket.last;
    result.push_back(bucket);
  }
  return result;
}

}  // namespace guangmu::kpi
