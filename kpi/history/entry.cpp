#include "kpi/history/entry.h"

#include <bit>

namespace guangmu::kpi {
namespace {

constexpr std::uint64_t has_value = 16, has_rule = 32, has_by = 64, has_reason = 128, outcome_bits = 15;

void put(std::string& bytes, std::uint64_t value) {
  while (value >= 128) {
    bytes.push_back(static_cast<char>(static_cast<unsigned char>(value | 128)));
    value >>= 7;
  }
  bytes.push_back(static_cast<char>(value));
}

std::uint64_t folded(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}
std::int64_t unfolded(std::uint64_t value) {
  return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

}  // namespace

void append(std::string& bytes, const PastEntry& entry, WithMetric with) {
  if (with == WithMetric::yes) put(bytes, static_cast<std::uint64_t>(entry.metric));
  put(bytes, static_cast<std::uint64_t>(entry.at_ms - minute_of(entry.at_ms) * 60000));
  std::uint64_t head = static_cast<std::uint64_t>(entry.outcome);
  if (entry.value) head |= has_value;
  if (entry.rule) head |= has_rule;
  if (entry.by) head |= has_by;
  if (!entry.reason.empty()) head |= has_reason;
  put(bytes, head);
  put(bytes, folded(entry.lag_ms));
  put(bytes, entry.poll);
  if (entry.rule) put(bytes, static_cast<std::uint64_t>(entry.rule));
  if (entry.by) put(bytes, static_cast<std::uint64_t>(entry.by));
  if (entry.value) {
    const auto bits = std::bit_cast<std::uint64_t>(*entry.value);
    for (int i = 0; i < 8; ++i) bytes.push_back(static_cast<char>(static_cast<unsigned char>(bits >> (8 * i))));
  }
  if (!entry.reason.empty()) {
    const std::string_view reason = std::string_view(entry.reason).substr(0, longest_reason);
    put(bytes, reason.size());
    bytes.append(reason);
  }
}

bool EntryReader::take(std::uint64_t& value) {
  value = 0;
  for (unsigned shift = 0; shift < 64 && !bytes_.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes_.front());
    bytes_.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 127) << shift;
    if (byte < 128) return true;
  }
  return false;
}

bool EntryReader::next(PastEntry& entry, std::int64_t only) {
  while (!bytes_.empty()) {
    std::uint64_t metric = static_cast<std::uint64_t>(metric_), offset = 0, head = 0, lag = 0, poll = 0, rule = 0, by = 0, length = 0;
    if (metric_ < 0 && !take(metric)) return false;
    if (!take(offset) || !take(head) || !take(lag) || !take(poll)) return false;
    if ((head & has_rule) && !take(rule)) return false;
    if ((head & has_by) && !take(by)) return false;
    std::uint64_t bits = 0;
    if (head & has_value) {
      if (bytes_.size() < 8) return false;
      for (unsigned i = 0; i < 8; ++i) bits |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes_[i])) << (8 * i);
      bytes_.remove_prefix(8);
    }
    std::string_view reason;
    if (head & has_reason) {
      if (!take(length) || length > bytes_.size()) return false;
      reason = bytes_.substr(0, length);
      bytes_.remove_prefix(length);
    }
    if (only >= 0 && static_cast<std::int64_t>(metric) != only) continue;
    if ((head & outcome_bits) > static_cast<std::uint64_t>(Outcome::manual_end)) return false;
    entry.metric = static_cast<std::int64_t>(metric);
    entry.at_ms = minute_ * 60000 + static_cast<std::int64_t>(offset);
    entry.outcome = static_cast<Outcome>(head & outcome_bits);
    entry.value.reset();
    if (head & has_value) entry.value = std::bit_cast<double>(bits);
    entry.lag_ms = unfolded(lag);
    entry.poll = poll;
    entry.rule = static_cast<std::int64_t>(rule);
    entry.by = static_cast<std::int64_t>(by);
    entry.reason = reason;
    return true;
  }
  return false;
}

}  // namespace guangmu::kpi
