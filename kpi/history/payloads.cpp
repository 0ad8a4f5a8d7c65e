#include "kpi/history/payloads.h"

#include <zlib.h>

#include <utility>

namespace guangmu::kpi {
namespace {

constexpr std::size_t most_a_commit = 64 << 10;  // bytes before compression, of newest payloads; at least one is written
constexpr int kept_newest = 0, kept_hourly = 1, kept_refused = 2;

}  // namespace

std::string compressed(std::string_view bytes) {
  std::string out(compressBound(static_cast<uLong>(bytes.size())), '\0');
  auto length = static_cast<uLongf>(out.size());
  if (compress2(reinterpret_cast<Bytef*>(out.data()), &length, reinterpret_cast<const Bytef*>(bytes.data()),
                static_cast<uLong>(bytes.size()), 6) != Z_OK)
    return {};
  out.resize(length);
  return out;
}

std::optional<std::string> uncompressed(std::string_view bytes, std::size_t size) {
  if (size > HistoryPayloads::longest_payload) return std::nullopt;
  std::string out(size, '\0');
  auto length = static_cast<uLongf>(size);
  if (uncompress(reinterpret_cast<Bytef*>(out.data()), &length, reinterpret_cast<const Bytef*>(bytes.data()),
                 static_cast<uLong>(bytes.size())) != Z_OK ||
      length != size)
    return std::nullopt;
  return out;
}

void HistoryPayloads::add(const PollEvent& poll, std::int64_t source) {
  if (!poll.payload || poll.payload->size() > longest_payload) return;
  batch_.push_back({source, poll.at.us / 1000, poll.number, poll.payload});
  if (!poll.fault.empty()) return;
  Newest& newest = newest_[source];
  if (!std::exchange(newest.waiting_refused, false)) newest.before = std::move(newest.waiting);
  newest.waiting = batch_.back();
  newest.is_new = true;
}

void HistoryPayloads::keep(std::uint64_t poll) {
  if (poll == 0) return;
  for (const Waiting& waiting : batch_) {
    if (waiting.poll != poll) continue;
    Newest& newest = newest_[waiting.source];
    if (newest.waiting.poll == poll) {
      newest.waiting_refused = true;
      if (const Waiting before = std::exchange(newest.before, {}); before.bytes) refused_.push_back(before);
    }
    const std::int64_t since = waiting.at_ms - newest.kept_at_ms;
    if (since >= 0 && since < 60'000) return;
    newest.kept_at_ms = waiting.at_ms;
    refused_.push_back(waiting);
    if (refused_.size() > 200) refused_.erase(refused_.begin());
    return;
  }
}

int HistoryPayloads::write(Database& db) {
  in_transaction_.clear();
  Statement insert, forget;
  const auto put = [&](const Waiting& w, int kept) {
    if (!insert) insert = db.prepare("INSERT OR REPLACE INTO payloads(source, at, kept, size, body) VALUES(?,?,?,?,?)");
    const std::string body = compressed(*w.bytes);
    insert.with(w.source, w.at_ms, kept, static_cast<std::int64_t>(w.bytes->size()));
    insert.bind_blob(5, body);
    return insert.run();
  };
  std::size_t bytes = 0;
  auto it = newest_.lower_bound(turn_);
  for (std::size_t i = 0; i < newest_.size() && bytes < most_a_commit; ++i, ++it) {
    if (it == newest_.end()) it = newest_.begin();
    auto& [source, newest] = *it;
    turn_ = source + 1;
    if (!newest.is_new) continue;
    bytes += newest.waiting.bytes->size();
    const std::int64_t hour = newest.waiting.at_ms / 3'600'000;
    if (!forget) forget = db.prepare("DELETE FROM payloads WHERE source=? AND kept=0");
    if (const int code = forget.with(source).run(); code != 0) return code;
    if (const int code = put(newest.waiting, hour == newest.hourly ? kept_newest : kept_hourly); code != 0) return code;
    in_transaction_.push_back(source);
  }
  for (const Waiting& w : refused_)
    if (const int code = put(w, kept_refused); code != 0) return code;
  return 0;
}

void HistoryPayloads::written() {
  refused_.clear();
  for (const std::int64_t source : in_transaction_) {
    Newest& newest = newest_[source];
    newest.is_new = false;
    newest.hourly = newest.waiting.at_ms / 3'600'000;
  }
  in_transaction_.clear();
}

}  // namespace guangmu::kpi
