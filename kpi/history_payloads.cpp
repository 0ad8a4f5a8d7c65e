#include "kpi/history_payloads.h"

#include <zlib.h>

namespace guangmu::kpi {
namespace {

constexpr std::int64_t newest_every_ms = 60'000;
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
  Newest& newest = newest_[source];
  newest.waiting = {source, poll.at.us / 1000, poll.number, poll.payload};
  newest.is_new = poll.fault.empty();
}

void HistoryPayloads::keep(std::uint64_t poll) {
  if (poll == 0) return;
  for (auto& [source, newest] : newest_) {
    if (newest.waiting.poll != poll || !newest.waiting.bytes) continue;
    const std::int64_t since = newest.waiting.at_ms - newest.kept_at_ms;
    if (since >= 0 && since < 60'000) return;
    newest.kept_at_ms = newest.waiting.at_ms;
    refused_.push_back(newest.waiting);
    if (refused_.size() > 1000) refused_.erase(refused_.begin());
    return;
  }
}

int HistoryPayloads::write(Database& db, std::int64_t now_ms) {
  in_transaction_.clear();
  Statement insert, forget;
  const auto put = [&](const Waiting& w, int kept) {
    if (!insert) insert = db.prepare("INSERT OR REPLACE INTO payloads(source, at, kept, size, body) VALUES(?,?,?,?,?)");
    const std::string body = compressed(*w.bytes);
    insert.with(w.source, w.at_ms, kept, static_cast<std::int64_t>(w.bytes->size()));
    insert.bind_blob(5, body);
    return insert.run();
  };
  for (auto& [source, newest] : newest_) {
    const std::int64_t since = now_ms - newest.written_at_ms;
    if (!newest.is_new || (since >= 0 && since < newest_every_ms)) continue;
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
    newest.written_at_ms = newest.waiting.at_ms;
    newest.hourly = newest.waiting.at_ms / 3'600'000;
  }
  in_transaction_.clear();
}

}  // namespace guangmu::kpi
